"""A second look at the letters of a PDF by another engine (PDFium), where the first one's are not sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2

from extraction.readers.content import Content
from extraction.readers.pdf.columns import in_reading_order
from extraction.readers.pdf.letters import Letter, rows_of
from extraction.readers.pdf.sheet import Sheet

_SIZE = 12.0  # points, where the engine tells no size


def second_letters(content: Content, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages with the lines that PDFium's letters make; tables stay as they were."""
    out = []
    document = pypdfium2.PdfDocument(content.data)
    try:
        for sheet in sheets:
            if sheet.is_scan:
                out.append(sheet)
                continue
            page = document[sheet.number - 1]
            out.append(replace(sheet, lines=in_reading_order(rows_of(_letters(page, sheet)), sheet.width)))
            page.close()
    finally:
        document.close()
    return out


def _letters(page: Any, sheet: Sheet) -> list[Letter]:
    text = page.get_textpage()
    letters = []
    for order in range(text.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text, order)
        if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            continue
        left, bottom, right, top = text.get_charbox(order, loose=True)
        size = pypdfium2.raw.FPDFText_GetFontSize(text, order) or _SIZE
        above, below = sheet.height - top, sheet.height - bottom
        if any(table.top <= (above + below) / 2 <= table.bottom for table in sheet.tables):
            continue
        letters.append(Letter(chr(code), left, right, above, below, size, "", order))
    text.close()
    return letters
