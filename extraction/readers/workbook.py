"""Excel workbooks (Office Open XML): every visible sheet as a table, figures as Excel shows them."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from io import BytesIO
from posixpath import join, normpath
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import CELLS
from extraction.readers.packages import Package
from extraction.readers.parts import Cell, Line
from extraction.readers.reading import Reading
from extraction.readers.sheets import write_sheet
from extraction.readers.trees import attribute, local, xml_tree
from extraction.readers.word import refuse_macros
from extraction.readers.writer import Writer

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_NO_VALUE = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_DECIMALS = re.compile(r"0\.(0+)")
_GROUPED = re.compile(r"#,##|,0")
_GENERAL_NAME = re.compile(r"(?:sheet|trang\s?tính|bảng\s?tính)\s?\d*\Z", re.IGNORECASE)
_WIDEST = 300  # columns of a sheet; what stands further out is counted and left out
_DIGITS = 12  # of a number that no format rounds


def read(content: Content) -> Reading:
    """The sheets one below the other, each under its name where there are several.

    Formulas give the values that Excel saved with them (where it saved none, an oddity says so); hidden
    sheets are left out.

    Raises:
        ReadError: damaged, encrypted, macros, entities, empty, limits of packages, tables and text.
    """
    package = Package(content, "XLSX")
    refuse_macros(package)
    unknown = 0
    for part in package.names:
        if part.endswith((".xml", ".rels")):
            unknown += len(_NO_VALUE.findall(package.xml(part)))
    merged = _merged(package)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that openpyxl does not keep
        book = load_workbook(BytesIO(content.data), read_only=True, data_only=True, keep_links=False)
    writer = Writer(content.name)
    if unknown:
        writer.odd("formula-without-value", str(unknown))
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    left = CELLS
    for sheet in sheets:
        rows: list[list[Cell]] = []
        numbers: list[int] = []
        outside = 0
        sheet.reset_dimensions()  # what a file says of its size need not be true
        for number, values, beyond in _rows(sheet):
            left -= len(values)
            outside += beyond
            if left < 0:
                raise ReadError("limit_cells", name=content.name, limit=CELLS)
            rows.append([Cell([Line(text)] if text else []) for text in values])
            numbers.append(number)
        _merge(content.name, rows, numbers, merged.get(sheet.title, ()))
        if outside:
            writer.odd("cells-left-out", str(outside))
        if len(sheets) > 1 and any(rows) and not _GENERAL_NAME.match(sheet.title):
            writer.line(Line(sheet.title, level=1))
        write_sheet(writer, rows)
        writer.gap()
    book.close()
    return writer.reading()


def _rows(sheet: Any) -> Iterator[tuple[int, list[str], int]]:
    """The rows with their numbers as printed, and how many values stand too far out.

    Empty cells at the end of a row are left out, and empty rows but the first of a run.
    """
    empty = False
    for number, row in enumerate(sheet.iter_rows(max_col=None), 1):
        values = [shown(cell.value, getattr(cell, "number_format", "General")) for cell in row[:_WIDEST]]
        while values and not values[-1]:
            values.pop()
        beyond = sum(cell.value is not None for cell in row[_WIDEST:])
        if values or beyond or not empty:
            yield number, values, beyond
        empty = not values


def shown(value: object, number_format: str = "General") -> str:
    """A value as a Vietnamese Excel shows it: decimal comma, dots between thousands, day before month."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    shape = number_format.split(";", maxsplit=1)[0]
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return ""
    if not number.is_finite():
        return ""
    percent = "%" in shape
    number = number * 100 if percent else number
    decimals = _DECIMALS.search(shape)
    if decimals:
        number = round(number, min(len(decimals.group(1)), 9))
    elif percent or shape in ("0", "#,##0"):
        number = round(number, 0)
    else:
        number = Decimal(f"{number:.{_DIGITS}g}")
    text = f"{number:,f}" if _GROUPED.search(shape) else f"{number:f}"
    if "." in text and not decimals:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) + ("%" if percent else "")


def _merge(
    name: str,
    rows: list[list[Cell]],
    numbers: Sequence[int],
    ranges: Sequence[tuple[int, int, int, int]],
) -> None:
    """Put a merged cell into every place that it covers; `numbers` are those of the rows in their sheet."""
    places = CELLS
    for left, top, right, bottom in ranges:
        first, behind = bisect_left(numbers, top), bisect_right(numbers, bottom)
        if first == behind or numbers[first] != top or left > len(rows[first]):
            continue
        places -= (behind - first) * (min(right, _WIDEST) - left + 1)
        if places < 0:
            raise ReadError("limit_cells", name=name, limit=CELLS)
        cell = rows[first][left - 1]
        for row in rows[first:behind]:
            for at in range(left - 1, min(right, _WIDEST)):
                if at < len(row):
                    row[at] = cell
                elif at == len(row):
                    row.append(cell)


def _merged(package: Package) -> dict[str, tuple[tuple[int, int, int, int], ...]]:
    """The merged ranges of each sheet by its name (left, top, right, bottom from 1); few sheets have many."""
    targets = {}
    relations = "xl/_rels/workbook.xml.rels"
    if relations in package:
        for each in xml_tree(package, relations):
            target = attribute(each, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            targets[attribute(each, "Id") or ""] = path
    out = {}
    for each in xml_tree(package, "xl/workbook.xml").iter():
        if local(each) != "sheet":
            continue
        key = next((value for name, value in each.attrib.items() if name.endswith("}id")), "")
        path = targets.get(key, "")
        if path in package:
            found = [range_boundaries(ref.decode()) for ref in _MERGED.findall(package.read(path))]
            out[attribute(each, "name") or ""] = tuple(found[:10_000])
    return out
