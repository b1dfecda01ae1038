"""The letters of a page with their places, as they are printed: none that is hidden, aslant or struck out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pdfminer.layout import LTChar

from extraction.readers.pdf.document import LaidPage, direction
from extraction.readers.pdf.strokes import Stroke

LINES = frozenset("|¦_")
"""What recognition takes lines for; they stand for no letters."""

_FOOT = 0.22  # of a letter's size that stands below its line
_STRUCK = (0.33, 0.75)  # of the size above the foot of a letter: where a line strikes it out
_COVERED = 0.6  # of a line that letters must cover for it to strike them out
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@dataclass(slots=True)
class Letter:
    """A letter with its place in points from the page's upper left corner.

    `text` is "" where it is struck out; `order` is when it was drawn, `font` the name of its font, `turned`
    are the degrees by which it is turned to the left, as letters in the header of a narrow column are.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    order: int
    raised: bool = False
    turned: int = 0

    @property
    def middle(self) -> float:
        """How far down its middle stands."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """How far to the right its middle stands."""
        return (self.x0 + self.x1) / 2


def letters_of(page: LaidPage, *, hidden: bool) -> list[Letter]:
    """The letters of a page; `hidden` ones too where they are those of a scan."""
    out = []
    shown = page.items
    if hidden:
        shown = [*shown, *(item for item in page.hidden if item.get_text() not in LINES)]
    for order, item in enumerate(shown):
        if not isinstance(item, LTChar) or not (text := item.get_text()):
            continue
        turned = direction(item)
        if turned is None or item.x1 < 0 or item.x0 > page.width or item.y1 < 0 or item.y0 > page.height:
            continue
        font = item.fontname if isinstance(item.fontname, str) else ""
        size = (item.height if turned in (0, 180) else item.width) or 1.0
        x0, low, x1, high = _box(item, turned, size)
        text = _LIGATURES.get(text, text)
        out.append(
            Letter(text, x0, x1, page.height - high, page.height - low, size, font, order, turned=turned)
        )
    return out


def _box(item: LTChar, turned: int, size: float) -> tuple[float, float, float, float]:
    """The place of a letter by the line that it stands on, alike for all fonts whatever they say."""
    x, y = item.matrix[4:]
    below, above = (_FOOT * size, (1 - _FOOT) * size)
    match turned:
        case 0:
            return item.x0, y - below, item.x1, y + above
        case 90:
            return x - above, item.y0, x + below, item.y1
        case 180:
            return item.x0, y - above, item.x1, y + below
        case _:
            return x - below, item.y0, x + above, item.y1


def upright(letters: Iterable[Letter]) -> list[Letter]:
    """Letters that stand in one direction, placed as if the page were turned so that they stand upright."""
    out = []
    for each in letters:
        x0, x1, top, bottom = each.x0, each.x1, each.top, each.bottom
        if each.turned == 90:
            x0, x1, top, bottom = -bottom, -top, x0, x1
        elif each.turned == 180:
            x0, x1, top, bottom = -x1, -x0, -bottom, -top
        elif each.turned == 270:
            x0, x1, top, bottom = top, bottom, -x1, -x0
        out.append(replace(each, x0=x0, x1=x1, top=top, bottom=bottom, turned=0))
    return out


def strike_out(letters: Sequence[Letter], strokes: Iterable[Stroke]) -> None:
    """Leave of the letters that a line strikes out, as the changes of drafts are shown, but their places.

    A line strikes letters out where it runs through their middle, and through little else.
    """
    by_foot = sorted((each for each in letters if not each.turned), key=lambda each: each.bottom)
    feet = [each.bottom for each in by_foot]
    largest = max((each.size for each in by_foot), default=0.0)
    for line in strokes:
        if not line.level or not line.alone:
            continue
        near = by_foot[bisect_left(feet, line.top) : bisect_left(feet, line.top + _STRUCK[1] * largest)]
        hit = [
            each
            for each in near
            if _STRUCK[0] * each.size <= each.bottom - line.top <= _STRUCK[1] * each.size
            and line.x0 - 1 <= each.centre <= line.x1 + 1
        ]
        if sum(each.x1 - each.x0 for each in hit) >= _COVERED * (line.x1 - line.x0):
            for each in hit:
                each.text = ""
