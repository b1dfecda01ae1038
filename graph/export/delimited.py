"""CSV for spreadsheets: RFC 4180, UTF-8 with a byte order mark, Vietnamese headers, a ZIP of one file a kind.

A cell that a spreadsheet would take for a formula gets an apostrophe before it; `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from graph.export.tables import Table, tables
from graph.reader import Reader

# Also the full-width signs, which East Asian spreadsheets take for the plain ones. A cell that has
# apostrophes before such a sign already gets one more, so that taking one off always gives the cell back.
_FORMULA = re.compile(r"[\s']*+[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same graph: no time of the day in the ZIP


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet might run a cell: it begins as a formula does and is no plain number."""
    return bool(_FORMULA.match(cell)) and not _NUMBER.match(cell)


def defused(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet might run it."""
    return f"'{cell}" if looks_like_formula(cell) else cell


def plain(cell: str) -> str:
    """What `defused` was given."""
    return cell[1:] if cell.startswith("'") and looks_like_formula(cell[1:]) else cell


def write_table(table: Table, reader: Reader, binary: IO[bytes]) -> int:
    """Write one table as CSV; gives the number of its rows."""
    with io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(column.vi for column in table.columns)
        count = 0
        for row in table.rows(reader):
            writer.writerow(defused(cell) for cell in row)
            count += 1
    return count


def write_zip(reader: Reader, path: Path) -> None:
    """Write a ZIP with one CSV file for each kind."""
    with zipfile.ZipFile(path, "w") as archive:
        for table in tables():
            with archive.open(entry(f"{table.name}.csv"), "w", force_zip64=True) as file:
                write_table(table, reader, file)


def entry(name: str) -> zipfile.ZipInfo:
    """An entry of a ZIP that is compressed and bears no date of its making."""
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def read_rows(data: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file that was written here, headers first, as the graph has them."""
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield [plain(cell) for cell in row]
