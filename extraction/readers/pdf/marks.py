"""Tone marks that were drawn apart put on their letters, and letters that were printed twice made one."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from extraction.readers.pdf.letters import Letter

_TWICE = 0.8  # of a letter that its double covers (bold by printing twice)
# Tone marks that are drawn as signs of their own above or below a letter.
_SIGNS = {
    "´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300", "˜": "\u0303", "~": "\u0303", "ˀ": "\u0309",
    "ˆ": "\u0302", "^": "\u0302", "˘": "\u0306",
}  # fmt: skip


def with_marks(letters: Sequence[Letter]) -> list[Letter]:
    """The letters of a line from the left, tone marks that were drawn apart behind those they belong to."""
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


def without_doubles(letters: Sequence[Letter]) -> list[Letter]:
    """The letters of a line, one where the same stands almost at the place of another."""
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


def _is_mark(letter: Letter) -> bool:
    return letter.text in _SIGNS or (len(letter.text) == 1 and unicodedata.combining(letter.text) > 0)


def _below(mark: Letter, bases: Sequence[Letter], starts: Sequence[float]) -> Letter | None:
    at = bisect_left(starts, mark.centre)
    near = bases[max(0, at - 3) : at + 1]
    return min(near, key=lambda each: abs(each.centre - mark.centre), default=None)


def _covers(base: Letter, mark: Letter) -> bool:
    """Whether a sign stands over a letter, not beside it."""
    return base.text[:1].isalpha() and base.x0 <= mark.centre <= base.x1
