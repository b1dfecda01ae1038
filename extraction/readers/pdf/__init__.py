"""PDF: the text layer by the places of its letters; pages without one by character recognition."""

from __future__ import annotations

from itertools import islice

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.pdf.compose import compose
from extraction.readers.pdf.document import laid_pages
from extraction.readers.pdf.gutters import Gutters
from extraction.readers.pdf.pages import sheet_of
from extraction.readers.pdf.scans import recognise_pages, strokes_behind
from extraction.readers.pdf.sheet import Sheet
from extraction.readers.pdf.sound import torn_page
from extraction.readers.pdf.streams import other_letters
from extraction.readers.reading import Reading
from extraction.readers.recognition import is_there


def read(content: Content) -> Reading:
    """The text of all pages, footnotes at the end of each, running heads and page numbers left out.

    Raises:
        ReadError: encrypted, letters, recognition, empty, limit_pages, limit_objects, limit_text, limit_time.
            What the parser raises on damaged bytes goes through.
    """
    sheets = _sheets(content)
    unread = [sheet.number for sheet in sheets if sheet.is_scan]
    if unread:
        written = any(sheet.letters for sheet in sheets if not sheet.is_scan)
        recognise_pages(content, sheets, unread, needed=not written)
    if torn := torn_page(sheets):
        sheets = _read_again(content, sheets, *torn)
    return compose(content.name, sheets)


def _sheets(content: Content) -> list[Sheet]:
    """All pages; those before the first that is set in columns are looked at again, these being known."""
    gutters = Gutters()
    sheets: list[Sheet] = []
    first = 0
    for page in laid_pages(content):
        seen = strokes_behind(content, page) if page.hidden else ()
        sheets.append(sheet_of(page, gutters, seen=seen))
        first += not gutters.known
    if gutters.known:
        for index, page in enumerate(islice(laid_pages(content), first)):
            sheets[index] = sheet_of(page, gutters)
    return sheets


def _read_again(content: Content, sheets: list[Sheet], page: int, sample: str) -> list[Sheet]:
    """The pages by another engine or by what their letters look like: those of the first are not sound."""
    gutters = Gutters()
    again = other_letters(content, laid_pages(content))
    second = [
        first if first.is_scan else sheet_of(laid, gutters, letters)
        for first, (laid, letters) in zip(sheets, again, strict=True)
    ]
    if not torn_page(second):
        return second
    if not is_there():
        raise ReadError("letters", name=content.name, page=page, sample=sample)
    recognise_pages(content, second, [sheet.number for sheet in second], needed=True)
    return second
