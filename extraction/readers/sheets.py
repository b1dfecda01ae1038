"""A sheet of cells to titles and tables: what stands alone above a table is its title, not a row of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.readers.parts import Cell, Line, Table
from extraction.readers.writer import Writer

_FIGURE = re.compile(r"[(+-]?\d[\d.,]*+\s?%?\)?\Z")


def write_sheet(writer: Writer, rows: Sequence[Sequence[Cell]]) -> None:
    """Write the rows of a sheet.

    A row with one filled cell is a paragraph above and below a table and a group's name inside it. An empty
    row ends a table unless figures go on below it.
    """
    filled = [[cell for cell in dict.fromkeys(row) if cell.text] for row in rows]
    table: list[list[Cell]] = []
    for index, row in enumerate(rows):
        cells = filled[index]
        following = next((each for each in filled[index + 1 : index + 3] if each), [])
        groups = bool(cells and table and len(following) > 1 and filled[index - 1])
        if len(cells) > 1 or groups:
            table.append(list(row))
        elif cells:
            _flush(writer, table)
            writer.line(Line(cells[0].text))
        elif table and not (len(following) > 1 and any(_FIGURE.match(cell.text) for cell in following)):
            _flush(writer, table)
    _flush(writer, table)


def _flush(writer: Writer, table: list[list[Cell]]) -> None:
    if len(table) > 1:
        writer.table(Table(list(table)))
    else:
        for row in table:
            writer.line(Line(" ".join(cell.text for cell in row if cell.text)))
    table.clear()
