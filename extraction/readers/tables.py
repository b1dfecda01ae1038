"""Tables to rows of plain cells: merged cells spread out, header rows made one, page furniture told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extraction.errors import ReadError
from extraction.readers.limits import CELLS, COLUMNS
from extraction.readers.parts import Cell, Table

_HEAD_ROWS = 4  # a header deeper than that is none
_FEW_ROWS = 4  # of a table without lines that only arranges a letterhead or a signature
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?\Z")
_LETTER = re.compile(r"[^\W\d_]{2}")
_BETWEEN = " – "


def arranges_page(table: Table) -> bool:
    """Whether a table is none, but arranges a letterhead, a signature or the whole page in columns."""
    from extraction.layout.titles import motto_at  # noqa: PLC0415 - the layout imports the readers

    rows = [row for row in table.rows if any(cell.text for cell in row)]
    if len(rows) < 2 or max(sum(cell.columns for cell in row) for row in rows) < 2:
        return True
    few = len(rows) <= _FEW_ROWS
    if (table.holds_tables and (few or not table.ruled)) or (few and not table.ruled):
        return True
    lines = (line.text.strip() for row in rows[:3] for cell in row for line in cell.lines())
    return any(line and motto_at(line) is not None for line in lines)


def flatten(
    name: str, table: Table, *, header: bool = True, keep_columns: bool = False
) -> tuple[list[str], list[list[str]]]:
    """The titles that stand across the table's first rows, and its rows of plain cells, the header first.

    A cell merged across columns stands in the first of them, in the header in each; a label merged across
    rows stands in each of them, a number in the first. Header rows are joined ("2024 – Kế hoạch"), a row
    that only counts the columns is left out, and so are empty columns unless `keep_columns`. Without
    `header` the rows go on with a table that began before.
    """
    grid = _grid(name, table)
    width = max((len(row) for row in grid), default=0)
    titles: list[str] = []
    while header and grid and (text := _across(grid[0], width)):
        titles.append(text)
        grid.pop(0)
    head = _head_rows(grid, table.head - len(titles)) if header else 0
    rows = [_header(grid[:head], width)] if head else []
    for index, places in enumerate(grid[head:]):
        above = grid[head + index - 1] if index else []
        row = [_shown(place, at, places, above) for at, place in enumerate(places)]
        row += [""] * (width - len(row))
        if any(row) and not (index == 0 and counts_columns(row)):
            rows.append(row)
    kept = [at for at in range(width) if keep_columns or any(row[at] for row in rows)]
    return titles, [[row[at] for at in kept] for row in rows]


def row_line(row: Sequence[str]) -> str:
    """A row as a line; one that begins or ends with an empty cell has bars around it."""
    inner = " | ".join(row)
    return inner if row[0] and row[-1] else f"| {inner} |"


def _grid(name: str, table: Table) -> list[list[Cell]]:
    """Each place of the table with the cell that covers it."""
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # column → cell that reaches down, rows left
    empty = Cell()
    places = 0
    for cells in table.rows:
        row: list[Cell] = []
        waiting = iter(cells)
        cell = next(waiting, None)
        while cell is not None or any(at >= len(row) for at in hanging):
            at = len(row)
            if at in hanging:
                covering, left = hanging.pop(at)
                row.append(covering)
                if left > 1:
                    hanging[at] = (covering, left - 1)
            elif cell is not None:
                for _ in range(min(max(1, cell.columns), COLUMNS)):
                    if cell.rows > 1 and len(row) not in hanging:
                        hanging[len(row)] = (cell, cell.rows - 1)
                    row.append(cell)
                cell = next(waiting, None)
            else:
                row.append(empty)
            if len(row) > 2 * COLUMNS:
                raise ReadError("limit_cells", name=name, limit=CELLS)
        if cells:
            grid.append(row)
        places += len(row)
        if places > CELLS:
            raise ReadError("limit_cells", name=name, limit=CELLS)
    return grid


def _across(row: Sequence[Cell], width: int) -> str:
    """The text of a row that is one cell across the whole table, "" for any other."""
    if width > 1 and len(row) == width and all(cell is row[0] for cell in row):
        return row[0].text
    return ""


def _head_rows(grid: Sequence[Sequence[Cell]], declared: int) -> int:
    """How many rows make the header: as declared, or as deep as the merged cells of the first row."""
    if not grid:
        return 0
    if 0 < declared <= _HEAD_ROWS:
        return min(declared, len(grid) - 1) or 1
    first = grid[0]
    if not any(a is b for a, b in pairwise(first) if a.text):
        return 1
    reaching = {id(cell) for cell in first if cell.text}
    deepest = 1
    while deepest < min(_HEAD_ROWS, len(grid) - 1) and not reaching.isdisjoint(map(id, grid[deepest])):
        deepest += 1
    return 2 if deepest == 1 and len(grid) > 2 and _no_figures(grid[1]) else deepest


def _no_figures(row: Sequence[Cell]) -> bool:
    texts = [cell.text for cell in row if cell.text]
    return bool(texts) and all(_LETTER.search(text) or re.fullmatch(r"(?:19|20)\d\d", text) for text in texts)


def _header(rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    out = []
    for at in range(width):
        words: list[str] = []
        for row in rows:
            text = row[at].text if at < len(row) else ""
            if text and text not in words:
                words.append(text)
        out.append(_BETWEEN.join(words))
    return out


def _shown(cell: Cell, at: int, row: Sequence[Cell], above: Sequence[Cell]) -> str:
    """What a place of the body shows of the cell that covers it."""
    if at and row[at - 1] is cell:
        return ""
    text = cell.text
    if at < len(above) and above[at] is cell and not _LETTER.search(text):
        return ""
    return text


def counts_columns(row: Sequence[str]) -> bool:
    """Whether a row only counts the columns: "(1) | (2) | (3)" or "A | B | 1 | 2"."""
    numbers = [int(found.group(1)) for text in row if (found := _COLUMN_NUMBER.match(text))]
    letters = [text for text in row if len(text) == 1 and text.isupper()]
    return len(numbers) + len(letters) == len(row) > 2 and numbers == list(range(1, len(numbers) + 1))
