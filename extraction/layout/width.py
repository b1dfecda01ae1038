"""The width at which a document's lines were wrapped, if they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extraction.layout.lines import Line

_NARROWEST = 45
_WIDEST = 240
_FULL = 0.85  # a line this full of the width was broken by the width
_EVEN = 1.06  # letters of one width: full lines differ by no more than the word that did not fit
_SHARE = 0.25  # of the lines that must be full for a document to count as wrapped
_CLOSED = 0.6  # of the full lines that end a sentence where lines are paragraphs of like length
_CLOSING = frozenset('.;:!?”"')


@dataclass(frozen=True, slots=True)
class Wrapping:
    """`width`: characters of the fullest ordinary lines, 0 where a line is a whole paragraph.

    `usual` is the length of a middling full line and `spacing` the number of empty lines that stand
    between two lines of one sentence (1 in double-spaced text).
    """

    width: int = 0
    usual: int = 0
    spacing: int = 0

    def full(self, line: Line) -> bool:
        """Whether `line` may have been broken for want of room; letters differ in width, so `usual` rules."""
        return self.width > 0 and len(line.text) >= _FULL * self.usual

    def no_room(self, line: Line, following: Line) -> bool:
        """Whether the first word of `following` would not have fitted behind `line`."""
        if not self.width:
            return False
        word = following.text.find(" ")
        word = word if word > 0 else len(following.text)
        needed = min(line.indent, 12) + len(line.text) + 1 + word
        if self.width <= _EVEN * self.usual:
            return needed > self.width
        return needed >= 0.97 * self.usual


def wrapping(lines: Sequence[Line]) -> Wrapping:
    """Find the wrap width: the one whose neighbourhood below (85 % of it) holds the most lines. Linear."""
    counts = [0] * (_WIDEST + 2)
    for line in lines:
        counts[min(len(line.text), _WIDEST + 1)] += 1
    total = sum(counts[6:])
    if total < 6:
        return Wrapping()
    below = [0]
    for count in counts:
        below.append(below[-1] + count)
    best, width = 0, 0
    for candidate in range(_NARROWEST, _WIDEST + 1):
        inside = below[candidate + 1] - below[int(_FULL * candidate)]
        if inside > best:
            best, width = inside, candidate
    if best < _SHARE * total or total - below[min(int(width * 1.1), _WIDEST) + 1] + below[6] > best:
        return Wrapping()
    lowest = int(_FULL * width)
    full = [line.text[-1] for line in lines if lowest <= len(line.text) <= width]
    if sum(mark in _CLOSING for mark in full) > _CLOSED * len(full):
        return Wrapping()
    return Wrapping(width, _middle(counts, lowest, width), _spacing(lines, lowest))


def _middle(counts: list[int], lowest: int, highest: int) -> int:
    half = sum(counts[lowest : highest + 1]) / 2
    for length in range(lowest, highest + 1):
        half -= counts[length]
        if half <= 0:
            return length
    return highest


def _spacing(lines: Sequence[Line], lowest: int) -> int:
    """How many empty lines follow a full line more often than not, 0 or 1."""
    after = [following.blanks for line, following in pairwise(lines) if len(line.text) >= lowest]
    return 1 if after and sum(blanks == 1 for blanks in after) * 2 > len(after) else 0
