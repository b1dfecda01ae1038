"""A document as XLSX: the text, every table on a sheet of its own, the quotes and the queries."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from viz.documents.model import Document, Sentence
from viz.language import catalogue

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = 32_767  # characters that a cell of Excel holds


def to_xlsx(document: Document) -> bytes:
    """The whole document. Words are never formulas: "=1+1" stays what it is."""
    t = catalogue(document.lang)
    book = Workbook()
    text = book.active
    text.title = t("doc.sheet.text")
    _row(text, (document.title,), bold=True)
    if document.subtitle:
        _row(text, (document.subtitle,))
    _row(text, (t("doc.text"), t("doc.says"), t("doc.note.heading"), t("doc.rests")), bold=True)
    for said in document.lead:
        _row(text, (said.text, t(f"doc.says.{said.says}"), _marks(said.notes), " ".join(said.grounds)))
    for section in document.sections:
        _row(text, (section.heading,), bold=True)
        for said in (each for each in section.blocks if isinstance(each, Sentence)):
            _row(text, (said.text, t(f"doc.says.{said.says}"), _marks(said.notes), " ".join(said.grounds)))
    _row(text, (document.made,))
    _wide(text, (90, 18, 14, 40))
    queries = book.create_sheet(t("doc.sheet.queries"))
    _row(queries, (t("doc.number"), t("doc.text"), t("doc.query")), bold=True)
    for number, table in enumerate(document.tables(), 1):
        sheet = book.create_sheet(f"{number:02}")
        _row(sheet, (table.title,), bold=True)
        _row(sheet, (*table.columns, t("doc.note.heading"), t("doc.rests")), bold=True)
        for line in table.lines:
            _row(sheet, (*line.cells, _marks(line.notes), " ".join(line.grounds)))
        sheet.freeze_panes = "A3"
        _wide(sheet, (*(34 for _ in table.columns), 14, 40))
        _row(queries, (f"{number:02}", table.title, table.query.strip()))
    _wide(queries, (6, 40, 100))
    notes = book.create_sheet(t("doc.sheet.notes"))
    _row(notes, (t("doc.number"), t("doc.notes"), t("doc.source"), t("doc.where"), "IRI"), bold=True)
    for note in document.notes:
        _row(notes, (str(note.number), note.words, note.source, note.place, note.iri))
    _wide(notes, (6, 90, 40, 26, 50))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _marks(notes: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in notes)


def _row(sheet: Worksheet, values: tuple[str, ...], *, bold: bool = False) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell: Cell = sheet.cell(row, column)
        cell.value = _NOT_XML.sub("\ufffd", value)[:_LONGEST]
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if bold:
            cell.font = Font(bold=True)


def _wide(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for column, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
