"""XLSX: one sheet a kind, the header frozen, filters on; text is always text, never a formula.

Rows go to the file as they come, so memory holds one thing at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from graph.errors import ExportError
from graph.export.delimited import looks_like_formula
from graph.export.tables import Column, Table, tables
from graph.reader import Reader

_LONGEST = 32_767  # letters in a cell, and …
_MOST = 1_048_576  # … rows in a sheet: Excel's own limits
_DIGITS = 15  # more than these Excel would round
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TOP = Alignment(vertical="top", wrap_text=True)
_HEADER = (Font(bold=True), PatternFill("solid", fgColor="FFE2E8F0"), _TOP)


def write_workbook(reader: Reader, path: Path) -> None:
    """Write the workbook.

    Raises:
        ExportError: a kind has more things than a sheet has rows.
    """
    book = Workbook(write_only=True)
    try:
        for table in tables():
            _write_sheet(book, table, reader)
        book.save(path)
    finally:
        book.close()


def _write_sheet(book: Any, table: Table, reader: Reader) -> None:
    sheet = book.create_sheet(table.vi)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append(list(_header(sheet, table)))
    count = 1
    for row in table.rows(reader):
        count += 1
        if count > _MOST:
            sheet.close()
            raise ExportError("export-too-many", table=table.vi, most=_MOST - 1)
        sheet.append([_cell(sheet, column, text) for column, text in zip(table.columns, row, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count}"


def _header(sheet: Any, table: Table) -> Iterator[Any]:
    for column in table.columns:
        cell = WriteOnlyCell(sheet, column.vi)
        cell.font, cell.fill, cell.alignment = _HEADER
        yield cell


def _cell(sheet: Any, column: Column, text: str) -> Any:
    if not text:
        return None
    if column.type == "number" and _NUMBER.match(text) and sum(map(str.isdigit, text)) <= _DIGITS:
        cell = WriteOnlyCell(sheet, float(text) if "." in text else int(text))
        cell.alignment = _TOP
        return cell
    if column.type == "date" and (day := _day(text)):
        cell = WriteOnlyCell(sheet, day)
        cell.number_format = "dd/mm/yyyy"
        cell.alignment = _TOP
        return cell
    cell = WriteOnlyCell(sheet, fitting(text))
    cell.data_type = "s"  # whatever it looks like: "=…" is a formula to openpyxl, "#N/A" an error
    cell.alignment = _TOP
    cell.quotePrefix = looks_like_formula(text)  # it stays text when a person edits the cell
    return cell


def fitting(text: str) -> str:
    """The text as a cell can hold it: what XML cannot write replaced, the end of what is too long cut."""
    text = _NOT_XML.sub("\ufffd", text)
    return text if _units(text) <= _LONGEST else text[: _LONGEST // 2] + "…"


def _units(text: str) -> int:
    """How long Excel counts a text: in UTF-16, where a letter beyond the first plane is two."""
    return len(text.encode("utf-16-le")) // 2


def _day(text: str) -> date | None:
    """A day that Excel can count, from 1 March 1900 on (it believes in a 29 February 1900)."""
    if not _DAY.match(text):
        return None
    day = date.fromisoformat(text)
    return day if day >= date(1900, 3, 1) else None
