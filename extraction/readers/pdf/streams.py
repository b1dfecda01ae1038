"""A second look at the letters of a PDF by another engine (PDFium), where the first one's are not sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import degrees
from typing import Any

import pypdfium2
from pypdfium2 import raw

from extraction.readers.content import Content
from extraction.readers.pdf.document import LaidPage
from extraction.readers.pdf.letters import Letter

_SIZE = 12.0  # points, of a letter that has no height


def other_letters(content: Content, pages: Iterable[LaidPage]) -> Iterator[tuple[LaidPage, list[Letter]]]:
    """Each page with the letters that PDFium finds on it."""
    document = pypdfium2.PdfDocument(content.data)
    try:
        for page in pages:
            own = document[page.number - 1]
            yield page, _letters(own, page)
            own.close()
    finally:
        document.close()


def _letters(own: Any, page: LaidPage) -> list[Letter]:
    text = own.get_textpage()
    letters = []
    for order in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, order)
        if not code or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            continue
        x0, low, x1, high = page.placed(text.get_charbox(order, loose=True))
        angle = degrees(raw.FPDFText_GetCharAngle(text, order))
        turned = (round(angle / 90) * 90 - page.turned) % 360
        size = (high - low if turned in (0, 180) else x1 - x0) or _SIZE
        top, bottom = page.height - high, page.height - low
        letters.append(Letter(chr(code), x0, x1, top, bottom, size, "", order, turned=turned))
    text.close()
    return letters
