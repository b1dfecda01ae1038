"""A document as DOCX: A4 in the manner of decree 30/2020/NĐ-CP (margins, Times New Roman, page numbers)."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from viz.documents.model import Document, Sentence, Table
from viz.language import catalogue

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT = "Times New Roman"
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # one document gives the same bytes at any time


def to_docx(document: Document) -> bytes:
    """The whole document; quotes stand at its end, numbered as in the text."""
    t = catalogue(document.lang)
    file = docx.Document()
    _style(file)
    file.core_properties.title = _clean(document.title)[:255]
    file.core_properties.author = t("site.name")
    file.core_properties.created = file.core_properties.modified = _MADE
    file.core_properties.language = document.lang
    title = file.add_heading(_clean(document.title), 0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.subtitle:
        file.add_paragraph(_clean(document.subtitle)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for sentence in document.lead:
        _sentence(file, sentence)
    for section in document.sections:
        file.add_heading(_clean(section.heading), 1)
        for block in section.blocks:
            if isinstance(block, Sentence):
                _sentence(file, block)
            else:
                _table(file, block, t("doc.query"))
    if document.notes:
        file.add_heading(t("doc.notes"), 1)
        for note in document.notes:
            paragraph = file.add_paragraph()
            paragraph.add_run(f"[{note.number}] ").bold = True
            paragraph.add_run(f"“{_clean(note.words)}”" if note.verbatim else _clean(note.words))
            place = f" — {note.source}" + (f", {note.place}" if note.place else "")
            paragraph.add_run(_clean(place)).italic = True
    _signatures(file, t("doc.signature"), t("doc.signature.checked"))
    small = file.add_paragraph()
    run = small.add_run(_clean(document.made))
    run.italic, run.font.size = True, Pt(9)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _style(file: Any) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(18)
    for name, size in (("Normal", 12), ("Title", 17), ("Heading 1", 13.5)):
        style = file.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for each in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(each), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)  # noqa: SLF001 - python-docx has no page numbers


def _sentence(file: Any, sentence: Sentence) -> None:
    paragraph = file.add_paragraph(_clean(sentence.text))
    paragraph.paragraph_format.space_after = Pt(4)
    _marks(paragraph, sentence.notes)


def _marks(paragraph: Any, notes: tuple[int, ...]) -> None:
    if notes:
        run = paragraph.add_run(" [" + ", ".join(map(str, notes)) + "]")
        run.font.superscript = True


def _table(file: Any, table: Table, query: str) -> None:
    caption = file.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    caption.add_run(_clean(table.title)).bold = True
    grid = file.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(_clean(column)).bold = True
    header = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001 - repeats on every page
    for line in table.lines:
        cells = grid.add_row().cells
        for cell, text in zip(cells, line.cells, strict=True):
            cell.paragraphs[0].add_run(_clean(text))
        _marks(cells[-1].paragraphs[0], line.notes)
    for row in grid.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(10.5)
    small = file.add_paragraph()
    run = small.add_run(f"{query}:\n{_clean(table.query.strip())}")
    run.font.size, run.font.name = Pt(7.5), "Courier New"


def _signatures(file: Any, *roles: str) -> None:
    grid = file.add_table(rows=2, cols=len(roles))
    for column, role in enumerate(roles):
        paragraph = grid.cell(0, column).paragraphs[0]
        paragraph.add_run(role).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    grid.rows[1].height = Mm(25)
