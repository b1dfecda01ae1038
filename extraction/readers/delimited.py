"""CSV: an annex that is one table, with commas, semicolons or tabs between its cells (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections import Counter

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import CELLS
from extraction.readers.parts import Cell, Line
from extraction.readers.reading import Reading
from extraction.readers.sheets import write_sheet
from extraction.readers.writer import Writer

_SIGNS = "\t;,"
_SAMPLE = 64 * 1024
_EVEN = 0.9  # of the records that must have as many cells as most have


def is_delimited(content: Content) -> bool:
    """Whether a text is a table: nearly all records have the same number of cells, two or more."""
    return delimiter(content.decoded.text) is not None


def delimiter(text: str) -> str | None:
    """The sign between the cells; None for running text, whose commas have spaces behind them."""
    sample = text[:_SAMPLE]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1]
    for sign in _SIGNS:
        if sign not in sample:
            continue
        try:
            rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if any(row)]
        except csv.Error:
            continue
        behind = [cell.startswith(" ") for row in rows for cell in row[1:]]
        if sign != "\t" and sum(behind) * 2 > len(behind):
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        _, most = widths.most_common(1)[0]
        if most >= 2 and most >= _EVEN * len(rows):
            return sign
    return None


def read(content: Content) -> Reading:
    """The table as rows."""
    text = content.decoded.text
    writer = Writer(content.name)
    if content.decoded.encoding != "UTF-8":
        writer.odd("converted-encoding", content.decoded.encoding)
    rows: list[list[Cell]] = []
    count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text) or ","):
            rows.append([Cell([Line(value)] if value.strip() else []) for value in row])
            count += len(row)
            if count > CELLS:
                raise ReadError("limit_cells", name=content.name, limit=CELLS)
    except csv.Error as error:
        raise ReadError("damaged", name=content.name, format="CSV", reason=error) from error
    write_sheet(writer, rows)
    return writer.reading()
