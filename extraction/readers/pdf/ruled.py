"""Tables with ruled lines: their cells by the lines, the letters by the cells that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from extraction.readers.limits import COLUMNS
from extraction.readers.parts import Cell, Line, Table
from extraction.readers.pdf.letters import Letter, lines_of
from extraction.readers.pdf.sheet import PlacedTable

_FEWEST_LINES = 4
_MOST_LINES = 4_000  # a drawing has more, and finding cells in it would take minutes
_SNAP = 3.0  # points by which two edges may differ and still be one


def tables_of(page: Any, letters: Sequence[Letter], drawn: int) -> tuple[list[PlacedTable], list[Letter]]:
    """The tables of a page from the top down, and the letters outside; `drawn` counts lines and boxes."""
    if not _FEWEST_LINES <= drawn <= _MOST_LINES:
        return [], list(letters)
    x, y = (float(each) for each in page.mediabox[:2])
    out: list[PlacedTable] = []
    rest = list(letters)
    for found in page.find_tables():
        boxes = [(x0 - x, top - y, x1 - x, bottom - y) for x0, top, x1, bottom in found.cells]
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        inside = [each for each in rest if left <= each.centre <= right and top <= each.middle <= bottom]
        table = _table(boxes, inside)
        if table is None:
            continue
        taken = set(map(id, inside))
        rest = [each for each in rest if id(each) not in taken]
        out.append(PlacedTable(table, top, bottom))
    return sorted(out, key=lambda each: each.top), rest


def _table(boxes: Sequence[tuple[float, float, float, float]], letters: Sequence[Letter]) -> Table | None:
    """The table that boxes make; None where they frame text and make none."""
    across = _edges([edge for box in boxes for edge in (box[0], box[2])])
    down = _edges([edge for box in boxes for edge in (box[1], box[3])])
    if not 2 < len(across) <= COLUMNS or len(down) < 3:
        return None
    covering: dict[tuple[int, int], Cell] = {}
    first: dict[tuple[int, int], Cell] = {}
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        columns = range(_at(across, x0), _at(across, x1))
        rows = range(_at(down, top), _at(down, bottom))
        if not columns or not rows or (rows[0], columns[0]) in covering:
            continue
        cell = Cell(columns=len(columns), rows=len(rows))
        first[rows[0], columns[0]] = cell
        covering.update({(row, column): cell for row in rows for column in columns})
    held: dict[int, list[Letter]] = {}
    cells: dict[int, Cell] = {}
    for letter in letters:
        row = bisect_right(down, letter.middle) - 1
        column = bisect_right(across, letter.centre) - 1
        found = covering.get((row, column))
        if found is None:
            if letter.text.isspace():
                continue
            found = covering[row, column] = first[row, column] = Cell()
        held.setdefault(id(found), []).append(letter)
        cells[id(found)] = found
    for key, inside in held.items():
        cells[key].parts = [Line(line.text) for line in lines_of(inside)]
    width = len(across) - 1
    table = Table()
    for row in range(len(down) - 1):
        line: list[Cell] = []
        for column in range(width):
            if (row, column) in first:
                line.append(first[row, column])
            elif (row, column) not in covering:
                line.append(Cell())
        table.rows.append(line)
    return table if any(cell.parts for line in table.rows for cell in line) else None


def _edges(values: Sequence[float]) -> list[float]:
    """The edges of columns or rows, near ones as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP:
            out.append(value)
    return out


def _at(edges: Sequence[float], value: float) -> int:
    return max(0, bisect_right(edges, value + _SNAP / 2) - 1)
