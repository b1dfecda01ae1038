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


def head_of_unit(unit: str) -> str:
    """What a bare amount in a unit of measure measures ("count:ha" → "diện tích"), or ""."""
    return words_of(_PACKAGE, "heads.tsv").get(unit, ("",))[0]


def _entry(printed: str) -> tuple[str, str]:
    if _VALUE.search(printed):
        word, _, value = printed.rpartition("=")
        return word, value
    return printed, ""


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w)))


def whole_words(words: Iterable[str]) -> str:
    """A regular expression for any of the words as a whole word, longest first, for searching long texts.

    Each branch begins with a letter and looks behind it only then: the search passes over all other letters
    several times faster than where it looks back first.
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    branches = (rf"{re.escape(first)}(?<!\w.)(?:{alternation(rest)})" for first, rest in groups.items())
    return rf"(?:{'|'.join(branches)})(?!\w)"
