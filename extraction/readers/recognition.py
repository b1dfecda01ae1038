"""Character recognition by Tesseract with its Vietnamese data: a picture to the lines that stand on it."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from extraction.errors import ReadError
from extraction.readers.limits import SECONDS_RECOGNISED
from extraction.readers.pdf.sheet import Sheet, TextLine

if TYPE_CHECKING:
    from PIL.Image import Image

_LANGUAGE = "vie"
_WORD_LEVEL = 5


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


def recognise(name: str, number: int, image: Image, scale: float) -> Sheet:
    """A page as Tesseract reads it; `scale` is pixels a point.

    Raises:
        ReadError: limit_time, recognition.
    """
    import pytesseract  # noqa: PLC0415 - an optional extra

    try:
        words: dict[str, list[Any]] = pytesseract.image_to_data(
            image, lang=_LANGUAGE, timeout=SECONDS_RECOGNISED, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractError as error:
        raise ReadError("damaged", name=name, format="picture", reason=error.message) from error
    except RuntimeError as error:  # how pytesseract says that the time is over
        raise ReadError("limit_time", name=name, limit=SECONDS_RECOGNISED) from error
    lines, sure = _lines(words, scale)
    sheet = Sheet(number, image.width / scale, image.height / scale, lines)
    sheet.letters = sum(len(line.text) for line in lines)
    sheet.confidence = sum(sure) / len(sure) if sure else 0.0
    return sheet


def _lines(words: dict[str, list[Any]], scale: float) -> tuple[list[TextLine], list[float]]:
    """The lines in reading order, and how sure each word is (0–100)."""
    lines: dict[tuple[int, int, int], list[int]] = {}
    sure: list[float] = []
    for at, level in enumerate(words["level"]):
        if level == _WORD_LEVEL and str(words["text"][at]).strip():
            key = (words["block_num"][at], words["par_num"][at], words["line_num"][at])
            lines.setdefault(key, []).append(at)
            sure.append(float(words["conf"][at]))
    heights = [max(words["height"][at] for at in line) / scale for line in lines.values()]
    size = median(heights) if heights else 0.0
    out = []
    for line in lines.values():
        left = [words["left"][at] / scale for at in line]
        right = [(words["left"][at] + words["width"][at]) / scale for at in line]
        bottom = median((words["top"][at] + words["height"][at]) / scale for at in line)
        out.append(
            TextLine(
                text=" ".join(str(words["text"][at]) for at in line),
                x0=min(left),
                x1=max(right),
                top=bottom - size,
                bottom=bottom,
                size=size,
                first=right[0] - left[0],
            )
        )
    return out, sure
