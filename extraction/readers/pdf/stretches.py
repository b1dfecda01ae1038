"""The stretches of a page's lines between wide gaps, and the upright strips that they leave free."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extraction.readers.pdf.letters import Letter
from extraction.readers.pdf.rows import grouped

FEWEST = 5
"""Lines of a column."""

FLUSH = 3.0
"""Points by which lines of a column may begin apart."""

_GUTTER = 0.9  # of the letters' size: the narrowest gutter
_MIDDLE = (0.2, 0.8)  # of the text's width, between which a gutter may stand
_TAB = 3.0  # of the size: the widest gap behind the label of an item
_OVERLAP = 0.3  # of the size: by how much lines may stand in each other's way
_EMPTY = 1.3  # of the size: the height of an empty stretch of the page that ends columns
# The list of recipients opens what stands below the text (Decree 30/2020/NĐ-CP, annex I).
_SIGNATURE = re.compile(r"nơinhận", re.IGNORECASE)
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[IVX]{1,5}\.|[a-zđ][.)]|[^\w\s])\Z")


@dataclass(slots=True)
class Stretch:
    """A stretch of a line, in points from the upper left corner; `size` is that of its letters."""

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    signs: bool = False  # with it a signature begins, over the whole width of the page


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch from left to right that a gutter leaves free."""

    low: float
    high: float

    def meets(self, other: Strip) -> bool:
        """Whether it is the same gutter, as far as can be told."""
        return self.low <= other.high and other.low <= self.high


def stretches_of(letters: Sequence[Letter]) -> Iterator[Stretch]:
    """The stretches of lines between gaps as wide as a gutter; a label belongs to what it labels."""
    for group in grouped(letters):
        ordered = sorted(group, key=lambda each: each.x0)
        size = median(each.size for each in ordered)
        top, bottom = min(each.top for each in ordered), max(each.bottom for each in ordered)
        start = edge = ordered[0]
        text = start.text
        for letter in ordered[1:]:
            gap = letter.x0 - edge.x1
            if gap > _GUTTER * size and not (gap <= _TAB * size and _LABEL.match(text)):
                yield Stretch(start.x0, edge.x1, top, bottom, size, _SIGNATURE.match(text) is not None)
                start = edge = letter
                text = ""
            elif letter.x1 > edge.x1:
                edge = letter
            text += letter.text
        yield Stretch(start.x0, edge.x1, top, bottom, size, _SIGNATURE.match(text) is not None)


def strips_of(chunks: Sequence[Stretch], size: float) -> Iterator[Strip]:
    """Where gutters may stand: left of where many lines begin, right of where many end."""
    left, right = min(each.x0 for each in chunks), max(each.x1 for each in chunks)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    for start in _clusters([each.x0 for each in chunks if low <= each.x0 <= high]):
        yield Strip(start[0] - _GUTTER * size, start[0] - 1)
    for end in _clusters([each.x1 for each in chunks if low <= each.x1 <= high]):
        yield Strip(end[-1] + 1, end[-1] + _GUTTER * size)


def _clusters(edges: list[float]) -> Iterator[list[float]]:
    """The edges that many lines have, in order."""
    edges.sort()
    at = 0
    while at < len(edges):
        end = at
        while end < len(edges) and edges[end] - edges[at] <= FLUSH:
            end += 1
        if end - at >= FEWEST:
            yield edges[at:end]
        at = end


def runs_beside(chunks: Sequence[Stretch], strip: Strip) -> Iterator[list[Stretch]]:
    """The stretches of lines one below the other, and clear of those between, that leave a strip free."""
    crossing = [each for each in chunks if each.x0 < strip.high and each.x1 > strip.low]
    waiting = [each for each in chunks if each.x0 >= strip.high or each.x1 <= strip.low]
    above = -math.inf
    for bar in [*crossing, None]:
        below = math.inf if bar is None else bar.top
        run = [each for each in waiting if each.bottom <= below + _OVERLAP * each.size]
        waiting = waiting[len(run) :]
        yield from _blocks([each for each in run if each.top >= above - _OVERLAP * each.size])
        above = max(above, bar.bottom) if bar else above


def _blocks(run: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Lines parted where the page is empty from side to side, and above a signature."""
    block: list[Stretch] = []
    foot, signed = math.inf, False
    signature = min((each.top for each in run if each.signs), default=math.inf)
    for each in sorted(run, key=lambda each: each.top):
        below = (each.top + each.bottom) / 2 > signature
        if each.top - foot > _EMPTY * each.size or below > signed:
            yield block
            block = []
        foot = max(foot, each.bottom) if block else each.bottom
        signed = signed or below
        block.append(each)
    yield block
