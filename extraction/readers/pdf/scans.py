"""Pages that are pictures: set straight, handed to character recognition, put together by their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pypdfium2

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import PAGES_RECOGNISED, PIXELS
from extraction.readers.pdf.document import LaidPage
from extraction.readers.pdf.gutters import Gutters
from extraction.readers.pdf.pages import composed
from extraction.readers.pdf.sheet import Sheet
from extraction.readers.pdf.strokes import Stroke
from extraction.readers.recognition import is_there, recognise, require

if TYPE_CHECKING:
    from PIL.Image import Image

_DOTS = 300  # an inch
_LINE_DOTS = 150  # … where only lines are looked for


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
    gutters = Gutters()
    document = pypdfium2.PdfDocument(content.data)
    try:
        for number in pages:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(_DOTS / 72, (PIXELS / 4 / max(1.0, width * height)) ** 0.5)
            image = page.render(scale=scale, grayscale=True).to_pil()
            sheets[number - 1] = recognised_sheet(content.name, number, image, scale, gutters)
            page.close()
    finally:
        document.close()


def strokes_behind(content: Content, page: LaidPage) -> list[Stroke]:
    """The lines in the picture of a page, under the letters that another program recognised on it."""
    from extraction.readers.pdf.seeing import seen_strokes  # noqa: PLC0415 - most files need none

    if page.lay:
        return []
    document = pypdfium2.PdfDocument(content.data)
    try:
        scale = min(_LINE_DOTS / 72, (PIXELS / 4 / max(1.0, page.width * page.height)) ** 0.5)
        return list(
            seen_strokes(document[page.number - 1].render(scale=scale, grayscale=True).to_numpy(), scale)
        )
    finally:
        document.close()


def recognised_sheet(name: str, number: int, image: Image, scale: float, gutters: Gutters) -> Sheet:
    """The sheet of a grey picture of `scale` pixels a point.

    Raises:
        ReadError: limit_time, damaged.
    """
    # these two need an optional extra
    from extraction.readers.pdf.overlooked import overlooked  # noqa: PLC0415
    from extraction.readers.pdf.seeing import seen_strokes, straightened  # noqa: PLC0415

    image, found = recognise(name, straightened(image), scale)
    strokes = list(seen_strokes(image, scale))
    letters = found.letters + overlooked(name, image, found.letters, strokes, scale)
    sheet = composed(number, (image.width / scale, image.height / scale), letters, strokes, gutters)
    sheet.recognised, sheet.confidence = True, found.sure
    return sheet
