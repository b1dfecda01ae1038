"""The level and upright lines of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfminer.layout import LTCurve, LTRect

_THIN = 3.0  # points: a shape that is no wider or no higher is a line itself
_LEVEL = 0.5  # points by which the ends of a level or upright line may differ


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level or upright line in points from the page's upper left corner.

    `alone`: it is a line, not the side of a box.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    alone: bool = True

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


def drawn_strokes(items: Iterable[Any], height: float) -> Iterator[Stroke]:
    """The lines, sides of boxes and straight stretches of curves among pdfminer's items."""
    for item in items:
        if not isinstance(item, LTCurve):
            continue
        points = item.pts
        if isinstance(item, LTRect):
            points = [(item.x0, item.y0), (item.x1, item.y0), (item.x1, item.y1), (item.x0, item.y1)]
            points.append(points[0])
        alone = min(item.width, item.height) <= _THIN
        for (x0, y0), (x1, y1) in pairwise(points):
            left, right, low, high = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            if high - low <= _LEVEL < right - left:
                yield Stroke(left, height - high, right, height - high, alone)
            elif right - left <= _LEVEL < high - low:
                yield Stroke(left, height - high, left, height - low, alone)
