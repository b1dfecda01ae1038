"""How much a term tells: TF-IDF over the indicators and obstacles of all reports and the reference data."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache

from graph.inference.words import spelled, widened
from ontology.reference import indicators

_SYLLABLE = 0.35  # of a pair's weight: a lone syllable is seldom a word


@cache
def _background() -> tuple[Counter[str], int]:
    """Document frequencies of the terms of the known indicators, which steady those of a short report."""
    counts: Counter[str] = Counter()
    entries = indicators()
    for entry in entries:
        counts.update(widened(spelled(" . ".join((entry.label, *entry.aliases)))))
    return counts, len(entries)


class _Squares(dict[str, float]):
    """Squared weights of terms."""

    def __missing__(self, key: str) -> float:
        return 0.0


class Rarity:
    """Inverse document frequencies; `documents` are the terms of what the reports name."""

    def __init__(self, documents: Iterable[frozenset[str]]) -> None:
        known, total = _background()
        counts = Counter(known)
        for terms in documents:
            counts.update(terms)
            total += 1
        self._squares = _Squares((term, _weight(term, total, n) ** 2) for term, n in counts.items())

        self._lengths: dict[frozenset[str], float] = {}

    def square(self, terms: Iterable[str]) -> float:
        """The squared length of some terms' vector; unknown terms weigh nothing."""
        return sum(map(self._squares.__getitem__, terms))

    def length(self, terms: frozenset[str]) -> float:
        """`square` of terms that are asked for again and again."""
        if terms not in self._lengths:
            self._lengths[terms] = self.square(terms)
        return self._lengths[terms]

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The cosine of two sets of terms, 0 to 1."""
        common = one & other
        if not common:
            return 0.0
        lengths = self.length(one) * self.length(other)
        return self.square(common) / math.sqrt(lengths) if lengths else 0.0


def _weight(term: str, total: int, count: int) -> float:
    return math.log((total + 1) / (count + 0.5)) * (1.0 if " " in term else _SYLLABLE)
