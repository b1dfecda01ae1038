"""The words that shape a clause around a figure (`lexicon.tsv`) and the heads of names (`heads.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from extraction.lexicons import words_of

_PACKAGE = "extraction.figures"
_VALUE = re.compile(r"=[a-zA-Z_]+\Z")


@cache
def classes() -> dict[str, dict[str, str]]:
    """Class → words → value ("bound" and "hedge" words carry one: hơn=more_than; others the empty string)."""
    return {name: dict(map(_entry, words)) for name, words in words_of(_PACKAGE, "lexicon.tsv").items()}


def heads(name: str) -> tuple[str, ...]:
    """The heads of one class of `heads.tsv`: rate, share, ratio, count, rank, score, growth, whole."""
    return words_of(_PACKAGE, "heads.tsv")[name]


def _entry(printed: str) -> tuple[str, str]:
    if _VALUE.search(printed):
        word, _, value = printed.rpartition("=")
        return word, value
    return printed, ""


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w)))
