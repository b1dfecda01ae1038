"""How words are compared in search: without marks, "đ" as "d", in small letters."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")
_MARKED = re.compile(r"[^\W_]+")
LONGEST = 200
"""Characters of a query that are looked at."""


def plain(text: str) -> str:
    """Text without marks, letter for letter where that is possible: "Nghị định" → "nghi dinh"."""
    marked = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return marked.encode("ascii", "ignore").decode()


def words(text: str) -> list[str]:
    """The words of a text or a query: "82/2024/NĐ-CP" → ["82", "2024", "nd", "cp"]."""
    return _WORD.findall(plain(text))


def places(text: str) -> list[tuple[int, int, str]]:
    """Where the words of a text stand, and each without marks; offsets into `text`."""
    return [(m.start(), m.end(), plain(m.group())) for m in _MARKED.finditer(text)]
