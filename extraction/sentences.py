"""Sentences of a block: split at full stops, and at semicolons that open a new sentence with a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A stop ends a sentence when white space and a capital, a quote or a digit follow, and what stands before it
# is neither an abbreviation ("TP.", "Th.S.") nor a lone number ("1. ").
_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_STOP = re.compile(rf"[.!?…](?=[\s]+[“\"(]?[{_CAPITAL}\d])|;(?=\s+[“\"]?[{_CAPITAL}])|\n|[()]")
_ABBREVIATION = re.compile(
    r"""(?:\b(?:TP|Tp|T\.P|TS|ThS|PGS|GS|Th\.S|KS|BS|ĐB|Mr|No|tr|St|TX|Tx|Q|P)
      | (?:(?<=\n)|\A)(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-ZĐđ])
      | (?<=\s)[A-ZĐ])\Z""",
    re.VERBOSE,
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]` as offsets, without the white space around them."""
    at, depth = start, 0
    for m in _STOP.finditer(text, start, end):
        if m.group() in "()":
            depth = max(0, depth + (1 if m.group() == "(" else -1))
            continue
        if depth and m.group() != "\n" and m.start() - at < 1500:
            continue  # brackets hold their own stops: "(Hàn Quốc …; Indonesia …)"
        if m.group() == "." and _ABBREVIATION.search(text, max(at, m.start() - 8), m.start()):
            continue
        yield from _trimmed(text, at, m.end())
        at, depth = m.end(), 0
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
