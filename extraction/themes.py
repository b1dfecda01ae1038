"""Themes: which topics of the domain a text speaks of, by the signalling terms of the reference data."""

from __future__ import annotations

import re
from functools import cache

from extraction.figures.lexicon import whole_words
from ontology.keys import fold
from ontology.reference import themes


@cache
def _signals() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    table: dict[str, list[str]] = {}
    for theme in themes():
        for term in (theme.label, *theme.terms):
            table.setdefault(fold(term), []).append(theme.key)
    pattern = re.compile(whole_words(table))
    return pattern, {term: tuple(dict.fromkeys(keys)) for term, keys in table.items()}


def themes_of(text: str) -> tuple[str, ...]:
    """Keys of the themes that a text signals, the most signalled first."""
    pattern, table = _signals()
    counts: dict[str, int] = {}
    for m in pattern.finditer(fold(text)):
        for key in table[m.group()]:
            counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(counts, key=lambda k: (-counts[k], k)))
