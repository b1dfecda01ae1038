"""What recognition overlooked on a page, lone figures in the cells of tables above all, is looked at again.

The ink that belongs to no letter and no line is cut out, put together on a strip and recognised once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PIL import Image

from extraction.readers.pdf.letters import Letter
from extraction.readers.pdf.seeing import DARK
from extraction.readers.pdf.strokes import Stroke
from extraction.readers.recognition import recognise_strip

_LOWEST, _HIGHEST = 4.0, 24.0  # points: the height of what may be letters
_NARROWEST = 1.0
_LEAST = 12  # dark pixels of what is no speck
_APART = 12.0  # points of a gap between two pieces that stand side by side
_AROUND = 2.0  # points around letters and lines that may hold their edges
_MOST = 400  # pieces of a page; a drawing has more
_MARGIN = 6.0  # points around each piece on the strip

Ink = Any  # an array of yes and no, by rows and columns
Piece = tuple[int, int, int, int]


def overlooked(
    name: str, image: Image.Image, letters: Sequence[Letter], strokes: Sequence[Stroke], scale: float
) -> list[Letter]:
    """The letters of a grey picture that were not found before, as far as recognition is sure of them.

    Raises:
        ReadError: limit_time, damaged.
    """
    ink = np.asarray(image) < DARK
    for letter in letters:
        _clear(ink, letter, scale)
    for stroke in strokes:
        _clear(ink, stroke, scale)
    pieces = list(_pieces(ink, scale))
    if not 0 < len(pieces) <= _MOST:
        return []
    margin = round(_MARGIN * scale)
    tops = np.cumsum([margin, *(bottom - top + 2 * margin for _, top, _, bottom in pieces)])
    width = max(right - left for left, _, right, _ in pieces) + 2 * margin
    strip = Image.new("L", (width, int(tops[-1])), 255)
    for piece, top in zip(pieces, tops, strict=False):
        strip.paste(image.crop(piece), (margin, int(top)))
    out: list[Letter] = []
    for each in recognise_strip(name, strip, scale):
        at = int(np.searchsorted(tops, each.middle * scale + margin, side="right")) - 1
        left, top, _, _ = pieces[min(max(at, 0), len(pieces) - 1)]
        right, down = (left - margin) / scale, (top - tops[at]) / scale
        out.append(_moved(each, right, down, len(letters) + len(out)))
    return out


def _moved(letter: Letter, right: float, down: float, order: int) -> Letter:
    return replace(
        letter,
        x0=letter.x0 + right,
        x1=letter.x1 + right,
        top=letter.top + down,
        bottom=letter.bottom + down,
        order=order,
    )


def _clear(ink: Ink, box: Letter | Stroke, scale: float) -> None:
    """Take the ink of a letter or line away."""
    top, bottom = (round(y * scale) for y in (box.top - _AROUND, box.bottom + _AROUND))
    left, right = (round(x * scale) for x in (box.x0 - _AROUND, box.x1 + _AROUND))
    ink[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = False


def _pieces(ink: Ink, scale: float) -> Iterator[Piece]:
    """The boxes of the ink that is left, in pixels: left, top, right, bottom."""
    for top, bottom in _stretches(ink.any(axis=1), 1):
        if not _LOWEST * scale <= bottom - top <= _HIGHEST * scale:
            continue
        for left, right in _stretches(ink[top:bottom].any(axis=0), round(_APART * scale)):
            inside = ink[top:bottom, left:right]
            rows = np.flatnonzero(inside.any(axis=1))
            high = int(rows[-1] - rows[0]) + 1
            if high >= _LOWEST * scale and right - left >= _NARROWEST * scale and inside.sum() >= _LEAST:
                yield left, top + int(rows[0]), right, top + int(rows[-1]) + 1


def _stretches(filled: Ink, gap: int) -> Iterator[tuple[int, int]]:
    """Where something stands, from and to, parted by at least `gap` places where nothing does."""
    at = np.flatnonzero(filled)
    if not len(at):
        return
    breaks = np.flatnonzero(np.diff(at) > gap)
    starts, ends = at[np.r_[0, breaks + 1]], at[np.r_[breaks, len(at) - 1]] + 1
    yield from ((int(start), int(end)) for start, end in zip(starts, ends, strict=True))
