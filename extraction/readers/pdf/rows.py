"""From the letters of a page to its lines, by place and not by the order in which the file draws them.

Printers that lack a Vietnamese letter in one font draw it from another, after the rest of its line, or draw
letter and tone mark apart; only the places on the page tell where they belong.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from extraction.legacy import convert_font, font_encoding
from extraction.readers.parts import raised
from extraction.readers.pdf.letters import Letter
from extraction.readers.pdf.marks import with_marks, without_doubles
from extraction.readers.pdf.sheet import TextLine

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_SAME_LINE = 0.3  # of a letter's size: how far the feet of one line's letters may differ
_SMALL = 0.8  # of the line's size, below which a raised digit is a mark
_SPACE = 0.17  # of a letter's size: a gap wider than that is a space
_COLUMN = 2.2  # … and one wider than that parts columns
_TYPED = 0.9  # of the size: how far apart the spaces may stand that fill a gap


def grouped(letters: Sequence[Letter]) -> list[list[Letter]]:
    """Visible letters whose feet stand at one height, from the top of the page down.

    Small groups, as raised digits are, are put into the lines that they stand beside.
    """
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


def rows_of(groups: Sequence[Sequence[Letter]], spaces: Sequence[Letter]) -> list[list[TextLine]]:
    """The lines of `grouped` letters from the top down, each in the pieces between its wide gaps.

    `spaces` are the letters that show nothing.
    """
    spaces = sorted(spaces, key=lambda each: each.bottom)
    feet = [space.bottom for space in spaces]
    rows = []
    for group in groups:
        reach = _SAME_LINE * group[0].size
        low, high = group[0].bottom - 2 * reach, group[-1].bottom + 2 * reach
        if row := _row(group, spaces[bisect_left(feet, low) : bisect_right(feet, high)]):
            rows.append(row)
    return sorted(rows, key=lambda row: (row[0].bottom, row[0].x0))


def _row(group: Sequence[Letter], spaces: Sequence[Letter]) -> list[TextLine]:
    size = median(letter.size for letter in group)
    main = [letter for letter in group if letter.size >= _SMALL * size]
    middle = median(letter.middle for letter in main)
    for letter in group:
        small = letter.size < _SMALL * size and letter.middle < middle - 0.05 * size
        letter.raised = small and letter.text.isdecimal()
    ordered = without_doubles(with_marks(sorted(group, key=lambda each: (each.x0, each.order))))
    top, bottom = min(letter.top for letter in main), median(letter.bottom for letter in main)
    near = sorted(each.centre for each in spaces if abs(each.bottom - bottom) <= _SAME_LINE * size)
    pieces = (_piece(words, (top, bottom, size), typed) for words, typed in _pieces(ordered, near, size))
    return [piece for piece in pieces if piece.text]


def _pieces(
    letters: Sequence[Letter], spaces: Sequence[float], size: float
) -> Iterator[tuple[list[list[Letter]], bool]]:
    """The words of a line, in the pieces between its wide gaps; whether typed spaces made the gap before."""
    if not letters:
        return
    words, typed = [[letters[0]]], False
    edge = letters[0].x1
    for before, letter in pairwise(letters):
        gap = letter.x0 - edge
        if gap > _COLUMN * size:
            yield words, typed
            filled = bisect_left(spaces, letter.x0) - bisect_left(spaces, edge)
            words, typed = [[]], filled * _TYPED * size >= gap
        elif gap > _SPACE * size or _space_between(spaces, before, letter):
            words.append([])
        words[-1].append(letter)
        edge = max(edge, letter.x1)
    yield words, typed


def _space_between(spaces: Sequence[float], before: Letter, letter: Letter) -> bool:
    at = bisect_left(spaces, before.x1 - 0.3 * before.size)
    return at < len(spaces) and before.centre < spaces[at] < letter.centre


def _piece(words: list[list[Letter]], place: tuple[float, float, float], typed: bool) -> TextLine:  # noqa: FBT001
    letters = [letter for word in words for letter in word]
    top, bottom, size = place
    text = " ".join(filter(None, ("".join(_runs(word)) for word in words)))
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
        typed=typed,
    )


def _runs(word: Sequence[Letter]) -> Iterator[str]:
    """The text of a word, old fonts converted and raised digits as superscripts."""
    for (font, up), group in groupby(word, key=lambda each: (each.font, each.raised)):
        text = "".join(letter.text for letter in group)
        if encoding := font_encoding(font):
            text = convert_font(text, font, encoding)
        yield raised(text) if up else text
