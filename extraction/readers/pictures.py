"""Pictures of pages (PNG, JPEG, TIFF of one or more pages), read by character recognition."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import PAGES_RECOGNISED, PIXELS
from extraction.readers.pdf.compose import compose
from extraction.readers.pdf.gutters import Gutters
from extraction.readers.pdf.scans import recognised_sheet
from extraction.readers.pdf.sheet import Sheet
from extraction.readers.reading import Reading
from extraction.readers.recognition import require

_DOTS = 300  # an inch, where the picture does not tell
_FEWEST_DOTS = 72


def read(content: Content) -> Reading:
    """The text of the picture's pages.

    Raises:
        ReadError: damaged, recognition, limit_pixels, limit_pages, limit_time, empty.
    """
    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with Image.open(BytesIO(content.data), formats=("PNG", "JPEG", "TIFF")) as image:
            require(content.name)
            return compose(content.name, _sheets(content.name, image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        # Pillow tells the number in its words alone
        found = next(iter(re.findall(r"\d+", str(error))), f"{PIXELS}+")
        raise ReadError("limit_pixels", name=content.name, found=found, limit=PIXELS) from error


def _sheets(name: str, image: Image.Image) -> list[Sheet]:
    frames = int(getattr(image, "n_frames", 1))
    if frames > PAGES_RECOGNISED:
        raise ReadError("limit_pages", name=name, found=frames, limit=PAGES_RECOGNISED)
    sheets = []
    gutters = Gutters()
    for number in range(frames):
        image.seek(number)
        if image.width * image.height > PIXELS:
            raise ReadError("limit_pixels", name=name, found=image.width * image.height, limit=PIXELS)
        dots = float(image.info.get("dpi", (_DOTS, _DOTS))[0]) or _DOTS
        scale = max(dots, _FEWEST_DOTS) / 72
        sheets.append(recognised_sheet(name, number + 1, image.convert("L"), scale, gutters))
    return sheets
