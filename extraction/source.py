"""From the bytes of a text file to decoded text, or a `ReadError` that says what the file is instead.

UTF-8 is read as it is. UTF-16, UTF-32 and the old Vietnamese font encodings are recognised and converted,
which the caller is told. What fits none is refused: a guess about bytes would put wrong letters into quotes.
"""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from extraction.errors import ReadError
from extraction.legacy import convert, decoded_twice, is_vietnamese, suspect

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""

LARGEST_TEXT = 16 * 1024 * 1024
"""Bytes of the largest file that is text: four for each of its characters."""

_MARKS = 30  # non-starters in a row that the Unicode Stream-Safe Text Format allows (UAX #15)

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office97"),
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7zip"),
    (b"Rar!", "rar"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
    (b"MIME-Version:", "mail"),
)
# Longest first: the mark of UTF-16LE begins that of UTF-32LE.
_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
_LONG_RUN = re.compile(rf"[^\x00-\x7f]{{{_MARKS + 1},}}+")
_NOTHING = "\ufeff\u200b\u00ad \t\r\n\f\v\u00a0"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that it was in: "UTF-8", "UTF-16LE", "TCVN3", "UTF-16LE, VNI" …"""

    text: str
    encoding: str = "UTF-8"


def read_file(path: Path) -> bytes:
    """The bytes of a file, or of a pipe, which does not say how many it has.

    Raises:
        ReadError: missing, unreadable, too_large.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(LARGEST + 1) if size <= LARGEST else b""
    except FileNotFoundError as error:
        raise ReadError("missing", name=str(path)) from error
    except OSError as error:
        raise ReadError("unreadable", name=str(path), reason=error.strerror or error) from error
    if max(size, len(data)) > LARGEST:
        raise ReadError("too_large", name=path.name, size=max(size, len(data)), limit=LARGEST)
    return data


def decode(name: str, data: bytes) -> Decoded:
    """The text of a file; line ends and composition as in the file, the byte order mark left out.

    Raises:
        ReadError: empty, too_large, binary, utf16, encoding, legacy, mojibake, marks.
    """
    if len(data) > LARGEST_TEXT:
        raise ReadError("too_large", name=name, size=len(data), limit=LARGEST_TEXT)
    if not data.strip():
        raise ReadError("empty", name=name)
    wide = wide_encoding(data)
    if wide:
        settled = settle(name, _decode_wide(name, data, wide))
        old = "" if settled.encoding == "UTF-8" else f", {settled.encoding}"
        return Decoded(settled.text, wide + old)
    _refuse_formats(name, data)
    try:
        return settle(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if windows := _decode_windows(data):
            settled = settle(name, windows.text)
            return windows if settled.encoding == "UTF-8" else settled
        # `start` counts from behind the byte order mark
        start = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        raise ReadError("encoding", name=name, offset=start, byte=f"{data[start]:02X}") from error


def _decode_windows(data: bytes) -> Decoded | None:
    """Text of old Windows programs, in an old font or the code page 1258; None where it is no Vietnamese."""
    western = data.decode("cp1252", errors="replace")
    if suspect(western):
        return Decoded(western, "CP1252")
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return None
    return Decoded(text, "CP1258") if is_vietnamese(text) else None


def settle(name: str, text: str) -> Decoded:
    """Decoded text brought to Unicode letters where it is in an old font encoding.

    Raises:
        ReadError: empty, legacy (nothing sensible comes of it), mojibake, marks.
    """
    if not text.strip(_NOTHING):
        raise ReadError("empty", name=name)
    if twice := decoded_twice(text):
        raise ReadError(
            "mojibake", name=name, encoding=twice.encoding, sample=twice.sample, offset=twice.offset
        )
    encoding = "UTF-8"
    if found := suspect(text):
        encoding = found.encoding
        text = convert(text, encoding)
        if suspect(text):
            raise ReadError(
                "legacy",
                name=name,
                encoding=encoding,
                sample=found.sample,
                offset=found.offset,
                share=f"{found.share:.0%}",
            )
    _refuse_piled_marks(name, text)
    return Decoded(text, encoding)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, by the byte order mark or by where the zero bytes stand."""
    for mark, encoding in _ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    return _wide(data) if b"\x00" in data[: 1 << 16] else None


def _decode_wide(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ReadError("utf16", name=name, encoding=encoding, offset=error.start) from error


def _refuse_formats(name: str, data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadError("binary", name=name, format=what, offset=0)
    zero = data.find(b"\x00")
    if zero >= 0:
        raise ReadError("binary", name=name, format="nul", offset=zero)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where the zero bytes stand: every ASCII letter brings them."""
    head = data[: 1 << 16]
    head = head[: len(head) // 4 * 4]
    if len(head) < 8:
        return None
    zeros = [head[i::4].count(0) / (len(head) // 4) for i in range(4)]
    if min(zeros[1:]) > 0.3 and zeros[2] > 0.9 and zeros[0] < 0.05:
        return "UTF-32LE"
    if min(zeros[:3]) > 0.3 and zeros[1] > 0.9 and zeros[3] < 0.05:
        return "UTF-32BE"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.3 and even < 0.05:
        return "UTF-16LE"
    if even > 0.3 and odd < 0.05:
        return "UTF-16BE"
    return None


def _refuse_piled_marks(name: str, text: str) -> None:
    """Long piles of combining marks make normalisation quadratic; real text has two or three."""
    if text.isascii():
        return
    for run in _LONG_RUN.finditer(text):
        count = 0
        for offset, character in enumerate(run.group(), run.start()):
            if unicodedata.combining(character):
                count += 1
            elif unicodedata.category(character) != "Cf":  # a zero-width character will be dropped
                count = 0
            if count > _MARKS:
                raise ReadError("marks", name=name, count=count, offset=offset - count + 1)
