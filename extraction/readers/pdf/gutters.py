"""Pages whose running text is set in columns, as gazettes and newsletters are: the gutters between them.

What is read here is text that fills its columns line after line; letterheads and signatures, whose lines
only stand side by side, are for `columns`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extraction.readers.pdf.letters import Letter
from extraction.readers.pdf.rows import grouped

_GUTTER = 0.9  # of the letters' size: the narrowest gutter
_MIDDLE = (0.2, 0.8)  # of the text's width, between which a gutter may stand
_FEWEST, _FEWEST_KNOWN = 5, 2  # lines of a column, and of one beside a gutter known from a page before
_FLUSH = 3.0  # points by which lines of a column may begin apart
_EDGES = 6  # at which lines may begin: of text, of first lines, of lists, in every column
_MOSTLY = 0.7  # of the lines that must begin there
_FULL = 0.7  # of a column's width, from which on a line fills it
_SHARE = 0.5  # of the lines that must fill it
_NARROWEST = 7.0  # of the size: the width of a column
_TAB = 3.0  # of the size: the widest gap behind the label of an item
_OVERLAP = 0.3  # of the size: by how much lines may stand in each other's way
_EMPTY = 1.3  # of the size: the height of an empty stretch of the page that ends columns
_APART = 1.5  # of the size: how much higher than the other column one may begin
_DEEPEST = 4
# The list of recipients opens what stands below the text (Decree 30/2020/NĐ-CP, annex I).
_SIGNATURE = re.compile(r"nơinhận", re.IGNORECASE)
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[IVX]{1,5}\.|[a-zđ][.)]|[^\w\s])\Z")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page whose lines are read before those of the next; `column` is 0 for the whole width."""

    column: int
    box: tuple[float, float, float, float]
    letters: list[Letter]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the page lies in it."""
        x0, top, x1, bottom = self.box
        return x0 <= x < x1 and top <= y < bottom


@dataclass(slots=True)
class _Chunk:
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    signs: bool = False  # with it a signature begins, over the whole width of the page


@dataclass(frozen=True, slots=True)
class _Strip:
    """A stretch from left to right that a gutter leaves free."""

    low: float
    high: float

    def meets(self, other: _Strip) -> bool:
        """Whether it is the same gutter, as far as can be told."""
        return self.low <= other.high and other.low <= self.high


Box = tuple[float, float, float, float]


class Gutters:
    """Finds the columns of a document's pages, one page after the other.

    A gutter that stood on a page before is one again where only few lines are left beside it.
    """

    def __init__(self) -> None:
        self.known: list[_Strip] = []

    def regions_of(self, letters: Sequence[Letter], tables: Sequence[Box], page: Box) -> list[Region]:
        """The regions of a page as they are read one after the other; `letters` stand outside of `tables`."""
        return list(self._regions(list(letters), tables, page, 0, 0))

    def _regions(
        self, letters: list[Letter], tables: Sequence[Box], box: Box, column: int, depth: int
    ) -> Iterator[Region]:
        found = self._gutter(letters, tables) if depth < _DEEPEST else None
        if found is None:
            yield Region(column, box, letters)
            return
        x, top, bottom = found
        left, high, right, low = box
        parts = (
            (column, (left, high, right, top)),
            (2 * column + 1, (left, top, x, bottom)),
            (2 * column + 2, (x, top, right, bottom)),
            (column, (left, bottom, right, low)),
        )
        for own, part in parts:
            region = Region(own, part, [])
            inside = [each for each in letters if region.holds(each.centre, each.middle)]
            if inside:
                yield from self._regions(inside, tables, part, own, depth + 1)

    def _gutter(self, letters: Sequence[Letter], tables: Sequence[Box]) -> tuple[float, float, float] | None:
        """Where the gutter of the tallest two columns stands, their top and their bottom."""
        chunks = list(_chunks(letters))
        if len(chunks) < 2 * _FEWEST_KNOWN:
            return None
        size = median(each.size for each in chunks)
        boxes = [_Chunk(x0, x1, top, bottom, size) for x0, top, x1, bottom in tables]
        chunks = sorted([*chunks, *boxes], key=lambda each: each.bottom)
        best: tuple[_Strip, float, float] | None = None
        for strip in [*_strips(chunks, size), *self.known]:
            known = any(each.meets(strip) for each in self.known)
            for run in _runs(chunks, strip):
                band = _band(run, strip, size, known=known)
                if band and (best is None or band[1] - band[0] > best[2] - best[1]):
                    best = (strip, *band)
        if best is None:
            return None
        strip, top, bottom = best
        if not any(each.meets(strip) for each in self.known):
            self.known.append(strip)
        return (strip.low + strip.high) / 2, top, bottom


def _chunks(letters: Sequence[Letter]) -> Iterator[_Chunk]:
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
                yield _Chunk(start.x0, edge.x1, top, bottom, size, _SIGNATURE.match(text) is not None)
                start = edge = letter
                text = ""
            elif letter.x1 > edge.x1:
                edge = letter
            text += letter.text
        yield _Chunk(start.x0, edge.x1, top, bottom, size, _SIGNATURE.match(text) is not None)


def _strips(chunks: Sequence[_Chunk], size: float) -> Iterator[_Strip]:
    """Where gutters may stand: left of where many lines begin, right of where many end."""
    left, right = min(each.x0 for each in chunks), max(each.x1 for each in chunks)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    for start in _clusters([each.x0 for each in chunks if low <= each.x0 <= high]):
        yield _Strip(start[0] - _GUTTER * size, start[0] - 1)
    for end in _clusters([each.x1 for each in chunks if low <= each.x1 <= high]):
        yield _Strip(end[-1] + 1, end[-1] + _GUTTER * size)


def _clusters(edges: list[float]) -> Iterator[list[float]]:
    """The edges that many lines have, in order."""
    edges.sort()
    at = 0
    while at < len(edges):
        end = at
        while end < len(edges) and edges[end] - edges[at] <= _FLUSH:
            end += 1
        if end - at >= _FEWEST:
            yield edges[at:end]
        at = end


def _runs(chunks: Sequence[_Chunk], strip: _Strip) -> Iterator[list[_Chunk]]:
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


def _blocks(run: Sequence[_Chunk]) -> Iterator[list[_Chunk]]:
    """Lines parted where the page is empty from side to side, and above a signature."""
    block: list[_Chunk] = []
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


def _band(run: Sequence[_Chunk], strip: _Strip, size: float, *, known: bool) -> tuple[float, float] | None:
    """The top and bottom of two columns of running text beside a strip; None where there are none."""
    left = [each for each in run if each.x1 <= strip.low]
    right = [each for each in run if each.x0 >= strip.high]
    if known:
        few = min(len(left), len(right)) < _FEWEST_KNOWN
    else:
        few = not (_is_text(left, size) and _is_text(right, size))
    if few:
        return None
    tops = [min(each.top for each in side) for side in (left, right)]
    bottoms = [max(each.bottom for each in side) for side in (left, right)]
    if min(bottoms) - max(tops) < _SHARE * min(bottoms[0] - tops[0], bottoms[1] - tops[1]):
        return None
    top = max(tops) - _APART * size
    return min(each.top for each in run if each.top >= top) - 1, max(bottoms) + 1


def _is_text(lines: Sequence[_Chunk], size: float) -> bool:
    """Whether lines begin at few edges, those of paragraphs and of lists, and mostly fill their column."""
    if len(lines) < _FEWEST:
        return False
    starts = Counter(round(each.x0 / _FLUSH) for each in lines)
    flush = sum(count for _, count in starts.most_common(_EDGES))
    widths = sorted(each.x1 - each.x0 for each in lines)
    width = widths[int(0.8 * (len(widths) - 1))]
    full = sum(each >= _FULL * width for each in widths)
    return flush >= _MOSTLY * len(lines) and full >= _SHARE * len(lines) and width >= _NARROWEST * size
