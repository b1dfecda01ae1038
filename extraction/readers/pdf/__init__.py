"""PDF: the text layer by the places of its letters; pages without one by character recognition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.layout import LTCurve, LTFigure, LTImage
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extraction.errors import ReadError
from extraction.legacy import font_encoding
from extraction.readers.content import Content
from extraction.readers.limits import OBJECTS, PAGE_OBJECTS, PAGES
from extraction.readers.pdf.columns import in_reading_order
from extraction.readers.pdf.compose import compose
from extraction.readers.pdf.letters import letters_of, rows_of
from extraction.readers.pdf.ruled import tables_of
from extraction.readers.pdf.scans import recognise_pages
from extraction.readers.pdf.sheet import Sheet
from extraction.readers.pdf.sound import torn_page
from extraction.readers.pdf.streams import second_letters
from extraction.readers.reading import Reading
from extraction.readers.recognition import is_there

_FEW_LETTERS = 20  # a page with fewer and a picture over most of it is a scan with a stamp
_PICTURE = 0.4  # of the page that a picture covers
_THIN = 3.0  # points: a level line
_SHORTEST, _LONGEST = 0.08, 0.6  # of the page's width: the rule above footnotes


def read(content: Content) -> Reading:
    """The text of all pages, footnotes at the end of each, running heads and page numbers left out.

    Raises:
        ReadError: damaged, encrypted, letters, recognition, empty, limit_pages, limit_objects, limit_text.
    """
    sheets = list(_sheets(content))
    unread = [sheet.number for sheet in sheets if sheet.is_scan]
    written = any(sheet.letters >= _FEW_LETTERS for sheet in sheets)
    if unread:
        recognise_pages(content, sheets, unread, needed=not written)
    if torn := torn_page(sheets):
        sheets = _read_again(content, sheets, *torn)
    return compose(content.name, sheets)


def _read_again(content: Content, sheets: list[Sheet], page: int, sample: str) -> list[Sheet]:
    """The pages by another engine or by what their letters look like: those of the first are not sound."""
    second = second_letters(content, sheets)
    if not torn_page(second):
        return second
    if not is_there():
        raise ReadError("letters", name=content.name, page=page, sample=sample)
    recognise_pages(content, second, [sheet.number for sheet in second], needed=True)
    return second


def _sheets(content: Content) -> Iterator[Sheet]:
    with _opened(content) as document:
        objects = sum(len(list(xref.get_objids())) for xref in document.doc.xrefs)
        if objects > OBJECTS:
            raise ReadError("limit_objects", name=content.name, found=objects, limit=OBJECTS)
        pages = document.pages
        if len(pages) > PAGES:
            raise ReadError("limit_pages", name=content.name, found=len(pages), limit=PAGES)
        for page in pages:
            yield _sheet(content.name, page)
            page.close()


def _opened(content: Content) -> Any:
    try:
        return pdfplumber.open(BytesIO(content.data))
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise ReadError("encrypted", name=content.name, format="PDF") from error
        raise ReadError(
            "damaged", name=content.name, format="PDF", reason=f"{type(cause).__name__} {cause}".strip()
        ) from error


def _sheet(name: str, page: Any) -> Sheet:
    items = _items(name, page)
    width, height = float(page.width), float(page.height)
    letters = letters_of(items, width, height)
    drawn = [item for item in items if isinstance(item, LTCurve)]
    tables, rest = tables_of(page, letters, len(drawn))
    lines = in_reading_order(rows_of(rest), width)
    sheet = Sheet(page.page_number, width, height, lines, tables, _rules(drawn, width, height))
    fonts = {letter.font for letter in letters if not letter.text.isascii()}
    sheet.converted = {encoding for font in fonts if (encoding := font_encoding(font))}
    sheet.letters = sum(1 for letter in letters if not letter.text.isspace())
    pictures = [item.width * item.height for item in items if isinstance(item, LTImage)]
    covered = max(pictures, default=0.0) >= _PICTURE * width * height
    sheet.is_scan = sheet.letters < _FEW_LETTERS and covered
    return sheet


def _items(name: str, page: Any) -> list[Any]:
    """Everything that is drawn on a page, in order, in and out of forms."""
    out: list[Any] = []
    waiting = list(reversed(list(page.layout)))
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTFigure):
            waiting.extend(reversed(list(item)))
        else:
            out.append(item)
        if len(out) > PAGE_OBJECTS:
            raise ReadError("limit_objects", name=name, found=f"{PAGE_OBJECTS}+", limit=PAGE_OBJECTS)
    return out


def _rules(drawn: Sequence[Any], width: float, height: float) -> list[float]:
    """How far down short level lines stand that could part footnotes from the text."""
    return sorted(
        height - item.y1
        for item in drawn
        if item.height < _THIN and _SHORTEST * width < item.width < _LONGEST * width
    )
