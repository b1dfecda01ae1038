"""Which figures around an obstacle bear it out, by their place and by the words before them."""

from __future__ import annotations

import re
from functools import cache

from extraction.bottlenecks import wording
from extraction.figures.lexicon import alternation
from extraction.lexicons import words_of

_OTHER = re.compile(r"[\d;:]")  # a norm governs the first figure behind it, within its clause
_BREAK = re.compile(r"[;,:(]\s*+|\.\s++")
_LONGEST = 200  # characters before a figure that are looked at
_OPENING = 40  # characters of a clause in which an opening stands
Span = tuple[int, int]


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of one class of `evidence.tsv`, longest first."""
    return tuple(sorted(words_of("extraction.bottlenecks", "evidence.tsv")[name], key=lambda w: (-len(w), w)))


@cache
def pattern(name: str, *, behind: str = "") -> re.Pattern[str]:
    """Any word of a class, as a whole word, in folded text; `behind` is what must follow it."""
    return re.compile(rf"(?<!\w)(?:{alternation(words(name))})(?!\w){behind}")


def opening(folded: str, start: int, end: int) -> int:
    """Where what is said begins: behind the words that only name who says it, or what was asked."""
    last = start
    for found in (pattern("said").finditer(folded, start, end), _quoted().finditer(folded, start, end)):
        for m in found:
            last = max(last, m.end())
    return last if last < end else start


@cache
def _quoted() -> re.Pattern[str]:
    return pattern("quoted", behind=r"\s?(?::|rằng(?!\w))")


def clause(folded: str, start: int, at: int) -> str:
    """The words of the clause before a figure at `at`, not before `start`."""
    start = max(start, at - _LONGEST)
    for m in _BREAK.finditer(folded, start, at):
        start = m.end()
    return folded[start:at]


def falls_short(before: str) -> bool:
    """Whether the words before a figure say that it is too small or too great."""
    return pattern("shortfall").search(before) is not None


def is_norm(folded: str, start: int, at: int) -> bool:
    """Whether the figure at `at` is what should be ("trong khi quy định là 5"), not what is."""
    start = max(start, at - _LONGEST)
    behind = max((m.end() for m in pattern("norm").finditer(folded, start, at)), default=at)
    between = folded[behind:at]
    return behind < at and _OTHER.search(between) is None and not falls_short(between)


def is_sample(before: str) -> bool:
    """Whether a figure tells how many were asked ("khảo sát tại 20 xã"): its clause ends in the inquiry."""
    m = _sample().search(before)
    return m is not None and not falls_short(before[: m.start()])


@cache
def _sample() -> re.Pattern[str]:
    at = alternation(words("at"))
    return re.compile(rf"(?<!\w)(?:{alternation(words('sample'))})\s(?:(?:{at})\s){{0,3}}+\Z")


def is_extent(before: str) -> bool:
    """Whether a figure says how large something is, not how it lags ("tổng mức đầu tư 90 tỷ đồng")."""
    return pattern("extent").match(before.lstrip()) is not None


def counts_obstacles(unit: str) -> bool:
    """Whether a unit counts obstacles themselves: "05 vướng mắc" measures none of them."""
    return unit.removeprefix("count:") in wording.words("obstacle")


def bears_out(folded: str, start: int, at: int) -> bool:
    """Whether a figure behind an obstacle, in a clause of its own, goes on about it.

    It does unless its clause tells of what was achieved: the section and the sentence are about obstacles.
    """
    before = clause(folded, start, at)
    return falls_short(before) or pattern("done").search(before) is None


def points_back(folded: str, start: int, at: int) -> bool:
    """Whether a later sentence bears out the one before: by how it opens, or by a figure too small."""
    head = folded[start : min(at, start + _OPENING)]
    return pattern("pointing").match(head) is not None or falls_short(clause(folded, start, at))


def is_gain(folded: str, start: int, at: int) -> bool:
    """Whether the words from `start` to the figure open what a clearing brought about."""
    return pattern("gain").match(folded, start, at) is not None


def opens_gain(folded: str, start: int, at: int) -> bool:
    """Whether the clause of the figure at `at` opens what a clearing brought about."""
    return pattern("gain").match(clause(folded, start, at)) is not None
