"""Pages that are pictures: drawn and handed to character recognition."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import PAGES_RECOGNISED, PIXELS
from extraction.readers.pdf.sheet import Sheet
from extraction.readers.recognition import is_there, recognise, require

_DOTS = 300  # an inch


def recognise_pages(content: Content, sheets: list[Sheet], pages: Sequence[int], *, needed: bool) -> None:
    """Put what is recognised on `pages` (counted from 1) in the place of their sheets.

    Without recognition the pages stay empty unless it is `needed`.

    Raises:
        ReadError: recognition, limit_pages, limit_time.
    """
    if needed:
        require(content.name)
    elif not is_there():
        return
    if len(pages) > PAGES_RECOGNISED:
        raise ReadError("limit_pages", name=content.name, found=len(pages), limit=PAGES_RECOGNISED)
    document = pypdfium2.PdfDocument(content.data)
    try:
        for number in pages:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(_DOTS / 72, (PIXELS / 4 / max(1.0, width * height)) ** 0.5)
            image = page.render(scale=scale, grayscale=True).to_pil()
            sheets[number - 1] = recognise(content.name, number, image, scale)
            page.close()
    finally:
        document.close()
