"""Character recognition by Tesseract with its Vietnamese data: a picture to the letters that stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from lxml import etree

from extraction.errors import ReadError
from extraction.readers.limits import SECONDS_RECOGNISED
from extraction.readers.pdf.letters import LINES, Letter

if TYPE_CHECKING:
    from PIL.Image import Image

_LANGUAGE = "vie"
# Lines over the whole width, so that numbers and bullets stay with what stands behind them; the places of the
# letters tell columns and tables apart.
_PAGE = 4
_STRIP = 6  # lines one below the other, nothing else
_SURE = 80.0  # of 100: how sure recognition must be of a word without others around it
_POOR = 60.0  # of 100: pages of which recognition is less sure may lie on their side
_FOOT = 0.22  # of a letter's size that stands below its line
_RAISED = 0.25  # … and how far above its line a raised figure stands at least
_MARK = (0.33, 0.5)  # of the size: the height of a raised figure; quotation marks are lower
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_SPACE = 0.2  # … and the gap that is a space even where none was seen


@dataclass(frozen=True, slots=True)
class Recognised:
    """The letters of a picture in points from its upper left corner; `sure` (0–100) is how sure they are."""

    letters: list[Letter]
    sure: float


def require(name: str) -> None:
    """Refuse to go on where recognition is not installed.

    Raises:
        ReadError: recognition.
    """
    if lacking := _lacking():
        raise ReadError("recognition", name=name, lacking=lacking)


def is_there() -> bool:
    """Whether recognition is installed."""
    return _lacking() is None


def _lacking() -> str | None:
    """The first thing that is missing."""
    try:
        import PIL  # noqa: F401, PLC0415 - an optional extra
        import pytesseract  # noqa: PLC0415
    except ImportError:
        return "khaithong[ocr]"
    try:
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError):
        return "tesseract-ocr"
    return None if _LANGUAGE in languages else "tesseract-ocr-vie"


def recognise(name: str, image: Image, scale: float) -> tuple[Image, Recognised]:
    """A grey picture as it was read, turned upright, and what stands on it; `scale` is pixels a point.

    Raises:
        ReadError: limit_time, damaged.
    """
    found = _recognised(name, image, scale, _PAGE)
    if found.sure < _POOR and (turn := _turn(image)):
        turned = image.rotate(-turn, expand=True)
        again = _recognised(name, turned, scale, _PAGE)
        if again.sure > found.sure:
            return turned, again
    return image, found


def recognise_strip(name: str, image: Image, scale: float) -> list[Letter]:
    """The letters of a grey picture of short lines one below the other, where recognition is sure of them.

    Raises:
        ReadError: limit_time, damaged.
    """
    return _recognised(name, image, scale, _STRIP, _SURE).letters


def _recognised(name: str, image: Image, scale: float, mode: int, least: float = 0.0) -> Recognised:
    import pytesseract  # noqa: PLC0415 - an optional extra

    try:
        page = pytesseract.image_to_pdf_or_hocr(
            image,
            lang=_LANGUAGE,
            config=f"--psm {mode} -c hocr_char_boxes=1",
            extension="hocr",
            timeout=SECONDS_RECOGNISED,
        )
    except pytesseract.TesseractError as error:
        raise ReadError("damaged", name=name, format="picture", reason=error.message) from error
    except RuntimeError as error:  # how pytesseract says that the time is over
        raise ReadError("limit_time", name=name, limit=SECONDS_RECOGNISED) from error
    root = etree.fromstring(page, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    letters: list[Letter] = []
    sure: list[float] = []
    for line in root.iterfind(".//{*}span[@class]"):
        if "baseline" in (line.get("title") or ""):
            for word in line.iterfind("{*}span[@class='ocrx_word']"):
                sure.append(_values(word)["x_wconf"][0])
                if sure[-1] >= least:
                    letters += _letters(word, _values(line), scale, len(letters))
    return Recognised(letters, sum(sure) / len(sure) if sure else 0.0)


def _letters(word: Any, line: dict[str, list[float]], scale: float, order: int) -> Iterator[Letter]:
    """The letters of a word, side by side; a raised figure that is not made out is "0"."""
    size = line["x_size"][0]
    slope, offset = line["baseline"]
    left, _, _, low = line["bbox"]
    boxes = [(each.text or "", _values(each)["x_bboxes"]) for each in word.iterfind("{*}span")]
    boxes = [(text, box) for text, box in boxes if text.strip() and text not in LINES]
    starts = list(accumulate((box[0] for _, box in boxes), lambda before, x0: max(before + 1, x0)))
    before = ""
    for index, (text, (_, top, x1, bottom)) in enumerate(boxes):
        foot = low + offset + slope * (starts[index] - left)
        shown, height, below = text, size, foot + _FOOT * size
        if foot - bottom > _RAISED * size and (
            text.isdecimal() or _is_mark(text, before, (bottom - top) / size, alone=len(boxes) == 1)
        ):
            shown, height, below = (text if text.isdecimal() else "0"), bottom - top, bottom
        edge = max(x1, starts[index] + 1)
        if index + 1 < len(boxes) and starts[index + 1] - edge < _SPACE * size:
            edge = starts[index + 1]
        yield Letter(
            shown, starts[index] / scale, edge / scale, (below - height) / scale, below / scale,
            height / scale, "", order + index,
        )  # fmt: skip
        before = text


def _is_mark(text: str, before: str, height: float, *, alone: bool) -> bool:
    """Whether a raised sign, or letter that stands alone, is a figure taken for it: as high, no degree."""
    return (alone or not text.isalnum()) and not before.isdecimal() and _MARK[0] <= height <= _MARK[1]


def _values(element: Any) -> dict[str, list[float]]:
    """The properties in an element's title: "bbox 1 2 3 4; baseline 0.01 -5" (the hOCR format)."""
    out = {}
    for part in (element.get("title") or "").split(";"):
        name, _, values = part.strip().partition(" ")
        out[name] = [float(value) for value in _NUMBERS.findall(values)]
    return out


def _turn(image: Image) -> int:
    """Degrees by which a picture must be turned clockwise to stand upright, as far as can be told."""
    import pytesseract  # noqa: PLC0415 - an optional extra

    try:
        found = pytesseract.image_to_osd(image, output_type=pytesseract.Output.DICT)
    except (pytesseract.TesseractError, RuntimeError):  # too few letters, or no data to tell by
        return 0
    return int(found["rotate"]) % 360
