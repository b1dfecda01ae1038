"""What can be seen in the grey picture of a page before it is read: how far it lies aslant, and its lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL.Image import Resampling

from extraction.readers.pdf.strokes import Stroke

if TYPE_CHECKING:
    from PIL.Image import Image

DARK = 140
"""Of 255: what is darker is ink."""

_SMALL = 800  # pixels: the size of a picture by which it is told how far it is aslant
_MOST = 2.0  # degrees that a page lies aslant in a scanner …
_ROUGH, _STEP = 0.4, 0.1
_LEAST = 0.15  # … and those that do no harm

_SHORTEST = 24.0  # points of a line in a picture; no stroke of a letter is as long
_PIECE = 8.0  # … and of the level pieces that a line slightly aslant falls into
_THICK = 4.0  # points of the thickest line, and by how much it may be aslant in all


Ink = Any  # an array of yes and no, by rows and columns


def straightened(image: Image) -> Image:
    """A grey picture turned so that its lines run level: the rows of pixels then differ most."""
    small = image.copy()
    small.thumbnail((_SMALL, _SMALL))

    def contrast(angle: float) -> float:
        rows = np.asarray(small.rotate(angle, fillcolor=255), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    rough = [step * _ROUGH for step in range(-round(_MOST / _ROUGH), round(_MOST / _ROUGH) + 1)]
    near = max(rough, key=lambda angle: (contrast(angle), -abs(angle)))
    fine = [near + step * _STEP for step in range(-2, 3)]
    best = max(fine, key=lambda angle: (contrast(angle), -abs(angle)))
    return image.rotate(best, fillcolor=255, resample=Resampling.BILINEAR) if abs(best) >= _LEAST else image


def seen_strokes(image: Image | np.ndarray[Any, Any], scale: float) -> Iterator[Stroke]:
    """The lines in a grey picture of `scale` pixels a point."""
    ink = np.asarray(image) < DARK
    for x0, y0, x1, y1 in _runs(ink, scale):
        yield Stroke(x0 / scale, (y0 + y1) / 2 / scale, x1 / scale, (y0 + y1) / 2 / scale)
    for y0, x0, y1, x1 in _runs(ink.T, scale):
        yield Stroke((x0 + x1) / 2 / scale, y0 / scale, (x0 + x1) / 2 / scale, y1 / scale)


def _runs(ink: Ink, scale: float) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of the long thin lines along the rows of a picture: left, top, right, bottom in pixels."""
    piece = max(4, round(_PIECE * scale))
    block = piece // 2  # every piece fills at least one of the blocks that a row falls into
    blocks = ink[:, : ink.shape[1] // block * block].reshape(len(ink), -1, block)
    open_: list[list[int]] = []
    for row in np.flatnonzero(blocks.all(axis=2).any(axis=1)):
        edges = np.flatnonzero(np.diff(ink[row], prepend=False, append=False))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start < piece:
                continue
            near = next(
                (box for box in open_ if box[3] >= row - 2 and box[0] <= end + 2 and start <= box[2] + 2),
                None,
            )
            if near is None:
                open_.append([int(start), int(row), int(end), int(row)])
            else:
                near[0], near[2], near[3] = min(near[0], int(start)), max(near[2], int(end)), int(row)
        done = [box for box in open_ if box[3] < row - 2]
        open_ = [box for box in open_ if box[3] >= row - 2]
        yield from (tuple(box) for box in done if _is_line(box, scale))  # type: ignore[misc]
    yield from (tuple(box) for box in open_ if _is_line(box, scale))  # type: ignore[misc]


def _is_line(box: list[int], scale: float) -> bool:
    return box[2] - box[0] >= _SHORTEST * scale and box[3] - box[1] <= _THICK * scale
