"""A sheet of cells to titles and tables: what stands alone above a table is its title, not a row of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extraction.readers.parts import Cell, Line, Table
from extraction.readers.writer import Writer

_FIGURE = re.compile(r"[(+-]?\d[\d.,]*+\s?%?\)?\Z")


def regions(filled: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """The indexes of the rows that belong together, by the filled cells of each: two or more make a table.

    A row with one filled cell is a paragraph above and below a table and a group's name inside it. An empty
    row ends a table unless figures go on below it.
    """
    table: list[int] = []
    for index, cells in enumerate(filled):
        following = next((each for each in filled[index + 1 : index + 3] if each), ())
        groups = cells and table and len(following) > 1 and filled[index - 1]
        if len(cells) > 1 or groups:
            table.append(index)
        elif cells:
            if table:
                yield table
            yield [index]
            table = []
        elif table and not (len(following) > 1 and any(map(_FIGURE.match, following))):
            yield table
            table = []
    if table:
        yield table


def write_sheet(writer: Writer, rows: Sequence[Sequence[Cell]]) -> None:
    """Write the rows of a sheet."""
    filled = [[cell.text for cell in dict.fromkeys(row) if cell.text] for row in rows]
    for region in regions(filled):
        if len(region) > 1:
            writer.table(Table([list(rows[index]) for index in region]))
        else:
            writer.line(Line(" ".join(filled[region[0]])))
