"""From the letters of a page to its lines, by place and not by the order in which the file draws them.

Printers that lack a Vietnamese letter in one font draw it from another, after the rest of its line, or draw
letter and tone mark apart; only the places on the page tell where they belong.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from pdfminer.layout import LTChar

from extraction.legacy import convert_font, font_encoding
from extraction.readers.parts import raised
from extraction.readers.pdf.columns import merged
from extraction.readers.pdf.sheet import TextLine

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_SAME_LINE = 0.3  # of a letter's size: how far the feet of one line's letters may differ
_SMALL = 0.8  # of the line's size, below which a raised digit is a mark
_SPACE = 0.17  # of a letter's size: a gap wider than that is a space
_COLUMN = 2.2  # … and one wider than that parts columns
_TWICE = 0.8  # of a letter that its double covers (bold by printing twice)
# Tone marks that are drawn as signs of their own above or below a letter.
_SIGNS = {
    "´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300", "˜": "\u0303", "~": "\u0303", "ˀ": "\u0309",
    "ˆ": "\u0302", "^": "\u0302", "˘": "\u0306",
}  # fmt: skip


@dataclass(slots=True)
class Letter:
    """A letter with its place; `order` is when it was drawn, `font` the name of its font."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    order: int
    raised: bool = False

    @property
    def middle(self) -> float:
        """How far down its middle stands."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """How far to the right its middle stands."""
        return (self.x0 + self.x1) / 2


def letters_of(items: Iterable[Any], width: float, height: float) -> list[Letter]:
    """The letters among the items of a page (pdfminer's, placed from its lower left) that stand upright."""
    out = []
    for order, item in enumerate(items):
        if not isinstance(item, LTChar) or not item.upright or not (text := item.get_text()):
            continue
        if item.x1 < 0 or item.x0 > width or item.y1 < 0 or item.y0 > height:
            continue
        font = item.fontname if isinstance(item.fontname, str) else ""
        top, bottom = height - item.y1, height - item.y0
        out.append(Letter(text, item.x0, item.x1, top, bottom, item.size or 1.0, font, order))
    return out


def lines_of(letters: Sequence[Letter]) -> list[TextLine]:
    """The lines from the top down, gaps inside them as four spaces."""
    return [merged(row) for row in rows_of(letters)]


def rows_of(letters: Sequence[Letter]) -> list[list[TextLine]]:
    """The lines from the top down, each in the pieces between its wide gaps."""
    visible = [letter for letter in letters if not letter.text.isspace()]
    spaces = sorted((letter for letter in letters if letter.text.isspace()), key=lambda each: each.bottom)
    feet = [space.bottom for space in spaces]
    rows = []
    for group in _grouped(visible):
        reach = _SAME_LINE * group[0].size
        low, high = group[0].bottom - 2 * reach, group[-1].bottom + 2 * reach
        near = spaces[bisect_left(feet, low) : bisect_right(feet, high)]
        if row := _row(group, near):
            rows.append(row)
    return sorted(rows, key=lambda row: (row[0].bottom, row[0].x0))


def _grouped(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Letters whose feet stand at one height, then small groups put into the lines that they stand beside."""
    groups: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: (each.bottom, each.x0)):
        group = groups[-1] if groups else None
        if group and letter.bottom - group[0].bottom <= _SAME_LINE * min(letter.size, group[0].size):
            group.append(letter)
        else:
            groups.append([letter])
    sizes = [median(letter.size for letter in group) for group in groups]
    into = list(range(len(groups)))
    for index, group in enumerate(groups):
        for other in (index + 1, index - 1, index + 2, index - 2):
            if (
                0 <= other < len(groups)
                and sizes[index] < _SMALL * sizes[other]
                and _beside(group, groups[other])
            ):
                into[index] = other
                break
    merged: dict[int, list[Letter]] = {}
    for index, group in enumerate(groups):
        target = into[index]
        merged.setdefault(into[target] if into[target] == target else index, []).extend(group)
    return list(merged.values())


def _beside(small: Sequence[Letter], large: Sequence[Letter]) -> bool:
    """Whether small letters stand at the height of larger ones, and between their ends."""
    top, bottom = max(small[0].top, large[0].top), min(small[0].bottom, large[0].bottom)
    if bottom - top < 0.5 * (small[0].bottom - small[0].top):
        return False
    left, right = min(each.x0 for each in large), max(each.x1 for each in large)
    reach = 2 * large[0].size
    return all(left - reach <= each.x0 <= right + reach for each in small)


def _row(group: list[Letter], spaces: Sequence[Letter]) -> list[TextLine]:
    size = median(letter.size for letter in group)
    main = [letter for letter in group if letter.size >= _SMALL * size]
    middle = median(letter.middle for letter in main)
    for letter in group:
        small = letter.size < _SMALL * size and letter.middle < middle - 0.05 * size
        letter.raised = small and letter.text.isdecimal()
    ordered = _without_doubles(_with_marks(sorted(group, key=lambda each: (each.x0, each.order))))
    top, bottom = min(letter.top for letter in main), median(letter.bottom for letter in main)
    near = sorted(each.centre for each in spaces if abs(each.bottom - bottom) <= _SAME_LINE * size)
    return [_piece(words, (top, bottom, size)) for words in _pieces(ordered, near, size)]


def _pieces(letters: Sequence[Letter], spaces: Sequence[float], size: float) -> Iterator[list[list[Letter]]]:
    """The words of a line, in the pieces between its wide gaps."""
    if not letters:
        return
    words = [[letters[0]]]
    edge = letters[0].x1
    for before, letter in pairwise(letters):
        gap = letter.x0 - edge
        if gap > _COLUMN * size:
            yield words
            words = [[]]
        elif gap > _SPACE * size or _space_between(spaces, before, letter):
            words.append([])
        words[-1].append(letter)
        edge = max(edge, letter.x1)
    yield words


def _piece(words: list[list[Letter]], place: tuple[float, float, float]) -> TextLine:
    letters = [letter for word in words for letter in word]
    top, bottom, size = place
    text = " ".join("".join(_runs(word)) for word in words)
    return TextLine(
        text=unicodedata.normalize("NFC", text),
        x0=letters[0].x0,
        x1=max(letter.x1 for letter in letters),
        top=top,
        bottom=bottom,
        size=size,
        bold=all(_BOLD.search(letter.font) for letter in letters),
        first=words[0][-1].x1 - words[0][0].x0,
        raised=letters[0].raised,
    )


def _with_marks(letters: Sequence[Letter]) -> list[Letter]:
    """Tone marks that were drawn apart put behind the letters that they belong to."""
    drawn = {letter.order: letter for letter in letters}
    bases = [letter for letter in letters if not _is_mark(letter)]
    marks = [letter for letter in letters if _is_mark(letter)]
    if not marks:
        return bases
    starts = [base.x0 for base in bases]
    for mark in sorted(marks, key=lambda each: each.order):
        # a mark mostly follows its letter, or another mark on it
        base = drawn.get(mark.order - 1)
        if base is None or _is_mark(base) or not base.x0 - 1 <= mark.x0 <= base.x1 + 0.3 * base.size:
            base = _below(mark, bases, starts)
        if base is not None and (_covers(base, mark) or mark.text not in _SIGNS):
            base.text += _SIGNS.get(mark.text, mark.text)
            drawn[mark.order] = base
        elif mark.text in _SIGNS and not unicodedata.combining(mark.text):
            bases.append(mark)  # a sign of its own, as "~ 5 tỷ"
    return sorted(bases, key=lambda each: (each.x0, each.order))


def _is_mark(letter: Letter) -> bool:
    return letter.text in _SIGNS or (len(letter.text) == 1 and unicodedata.combining(letter.text) > 0)


def _below(mark: Letter, bases: Sequence[Letter], starts: Sequence[float]) -> Letter | None:
    at = bisect_left(starts, mark.centre)
    near = bases[max(0, at - 3) : at + 1]
    return min(near, key=lambda each: abs(each.centre - mark.centre), default=None)


def _covers(base: Letter, mark: Letter) -> bool:
    """Whether a sign stands over a letter, not beside it."""
    return base.text[0].isalpha() and base.x0 <= mark.centre <= base.x1


def _without_doubles(letters: Sequence[Letter]) -> list[Letter]:
    out: list[Letter] = []
    for letter in letters:
        if (
            out
            and letter.text == out[-1].text
            and out[-1].x1 - letter.x0 > _TWICE * (letter.x1 - letter.x0) > 0
        ):
            continue
        out.append(letter)
    return out


def _space_between(spaces: Sequence[float], before: Letter, letter: Letter) -> bool:
    at = bisect_left(spaces, before.x1 - 0.3 * before.size)
    return at < len(spaces) and before.centre < spaces[at] < letter.centre


def _runs(word: Sequence[Letter]) -> Iterator[str]:
    """The text of a word, old fonts converted and raised digits as superscripts."""
    for (font, up), group in groupby(word, key=lambda each: (each.font, each.raised)):
        text = "".join(letter.text for letter in group)
        if encoding := font_encoding(font):
            text = convert_font(text, font, encoding)
        yield raised(text) if up else text
