"""Pages whose running text is set in columns, as gazettes and newsletters are: the gutters between them.

What is read here is text that fills its columns line after line; letterheads and signatures, whose lines
only stand side by side, are for `columns`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extraction.readers.pdf.letters import Letter
from extraction.readers.pdf.stretches import (
    FEWEST,
    FLUSH,
    Stretch,
    Strip,
    runs_beside,
    stretches_of,
    strips_of,
)

_FEWEST_KNOWN = 2  # lines of a column beside a gutter that is known from a page before
_EDGES = 6  # at which lines may begin: of text, of first lines, of lists, in every column
_MOSTLY = 0.7  # of the lines that must begin there
_FULL = 0.7  # of a column's width, from which on a line fills it
_SHARE = 0.5  # of the lines that must fill it
_NARROWEST = 7.0  # of the size: the width of a column
_APART = 1.5  # of the size: how much higher than the other column one may begin
_DEEPEST = 4

Box = tuple[float, float, float, float]


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


class Gutters:
    """Finds the columns of a document's pages, one page after the other.

    A gutter that stood on a page before is one again where only few lines are left beside it.
    """

    def __init__(self) -> None:
        self.known: list[Strip] = []

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
        chunks = list(stretches_of(letters))
        if len(chunks) < 2 * _FEWEST_KNOWN:
            return None
        size = median(each.size for each in chunks)
        boxes = [Stretch(x0, x1, top, bottom, size) for x0, top, x1, bottom in tables]
        chunks = sorted([*chunks, *boxes], key=lambda each: each.bottom)
        best: tuple[Strip, float, float] | None = None
        for strip in [*strips_of(chunks, size), *self.known]:
            known = any(each.meets(strip) for each in self.known)
            for run in runs_beside(chunks, strip):
                band = _band(run, strip, size, known=known)
                if band and (best is None or band[1] - band[0] > best[2] - best[1]):
                    best = (strip, *band)
        if best is None:
            return None
        strip, top, bottom = best
        if not any(each.meets(strip) for each in self.known):
            self.known.append(strip)
        return (strip.low + strip.high) / 2, top, bottom


def _band(run: Sequence[Stretch], strip: Strip, size: float, *, known: bool) -> tuple[float, float] | None:
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


def _is_text(lines: Sequence[Stretch], size: float) -> bool:
    """Whether lines begin at few edges, those of paragraphs and of lists, and mostly fill their column."""
    if len(lines) < FEWEST:
        return False
    starts = Counter(round(each.x0 / FLUSH) for each in lines)
    flush = sum(count for _, count in starts.most_common(_EDGES))
    widths = sorted(each.x1 - each.x0 for each in lines)
    width = widths[int(0.8 * (len(widths) - 1))]
    full = sum(each >= _FULL * width for each in widths)
    return flush >= _MOSTLY * len(lines) and full >= _SHARE * len(lines) and width >= _NARROWEST * size
