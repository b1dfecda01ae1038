"""Two columns side by side, as letterheads and signatures have: the left one is read first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.readers.pdf.sheet import TextLine

_OPENER = 6  # characters: what is shorter and stands before a gap is the number or bullet of an item
_APART = 3.0  # of the size: rows further apart than that are not of one block
_ALIGNED = 3.0  # points
_OVERLAP = 0.1  # of the size: how far lines beside each other reach into each other's height
_CENTRED = 0.1  # of the page's width

Row = list[TextLine]


def in_reading_order(rows: Sequence[Row], width: float) -> list[TextLine]:
    """The lines of a page `width` points wide; a row is a line or its pieces with wide gaps between."""
    out: list[TextLine] = []
    at = 0
    waiting = _beside([_without_opener(row) for row in rows])
    while at < len(waiting):
        end = _block_end(waiting, at, width)
        if end > at:
            left, right = _sides(waiting[at:end])
            out += left + right
            at = end
        else:
            out.append(merged(waiting[at]))
            at += 1
    return out


def merged(row: Row, gap: str = "    ") -> TextLine:
    """A row as one line, `gap` between its pieces."""
    if len(row) == 1:
        return row[0]
    return replace(
        row[0],
        text=gap.join(piece.text for piece in row),
        x1=max(piece.x1 for piece in row),
        top=min(piece.top for piece in row),
        bold=all(piece.bold for piece in row),
    )


def _without_opener(row: Row) -> Row:
    """A row whose first piece is but a number or bullet put to the piece behind it."""
    if len(row) > 1 and len(row[0].text) <= _OPENER:
        first = merged(row[:2])
        return [replace(first, text=f"{row[0].text} {row[1].text}"), *row[2:]]
    return row


def _beside(rows: Sequence[Row]) -> list[Row]:
    """Rows that stand beside each other at heights of their own, as in cells that are centred, made one."""
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        overlap = _OVERLAP * min(last[0].size, row[0].size) if last else 0.0
        if last and last[0].bottom - row[0].top > overlap and _are_apart(last, row):
            out[-1] = sorted([*last, *row], key=lambda piece: piece.x0)
        else:
            out.append(row)
    return out


def _are_apart(one: Row, other: Row) -> bool:
    """Whether all of a row stands left or right of another."""
    gap = one[0].size
    return one[-1].x1 + gap <= other[0].x0 or other[-1].x1 + gap <= one[0].x0


def _block_end(rows: Sequence[Row], at: int, width: float) -> int:
    """The index behind the block of two columns that begins with row `at`; `at` itself where none does."""
    if len(rows[at]) != 2:
        return at
    gutter = (rows[at][0].x1, rows[at][1].x0)
    left, right = [rows[at][0]], [rows[at][1]]
    end = at + 1
    while end < len(rows):
        row = rows[end]
        last = rows[end - 1]
        if row[0].bottom - last[0].bottom > _APART * row[0].size or len(row) > 2:
            break
        low = max([gutter[0], *(piece.x1 for piece in row if piece.x1 <= gutter[1])])
        high = min([gutter[1], *(piece.x0 for piece in row if piece.x0 >= gutter[0])])
        if low >= high or any(piece.x0 < high and piece.x1 > low for piece in row):
            break
        for piece in row:
            (left if piece.x1 <= low else right).append(piece)
        if len(row) == 1 and not _belongs(row[0], (left if row[0].x1 <= low else right)[:-1], width):
            break
        gutter = (low, high)
        end += 1
    parted = [row[1] for row in rows[at:end] if len(row) > 1]
    if len(parted) < 2 and all(piece.typed for piece in parted):
        return at  # a blank to be filled in, as "Số:        /BC-UBND"
    return end


def _belongs(piece: TextLine, column: Sequence[TextLine], width: float) -> bool:
    """Whether a piece alone in its row is set as its column is: aligned with it or centred on it."""
    centre = (piece.x0 + piece.x1) / 2
    return any(
        abs(piece.x0 - each.x0) <= _ALIGNED or abs(centre - (each.x0 + each.x1) / 2) <= _CENTRED * width
        for each in column
    )


def _sides(rows: Sequence[Row]) -> Iterator[list[TextLine]]:
    """The left and the right column of a block."""
    edge = min(row[1].x0 for row in rows if len(row) > 1)
    pieces = [piece for row in rows for piece in row]
    yield [piece for piece in pieces if piece.x0 < edge - _ALIGNED and piece.x1 <= edge]
    yield [piece for piece in pieces if not (piece.x0 < edge - _ALIGNED and piece.x1 <= edge)]
