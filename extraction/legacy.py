"""Text that is not Unicode at heart: old Vietnamese font encodings and UTF-8 that was decoded wrongly.

TCVN3 (the "ABC" fonts) and VNI put Vietnamese letters where Windows-1252 has other glyphs, so such a text
may be in perfect UTF-8 and still read "NghÞ ®Þnh". It is known by its commonest words (`legacy.tsv`) and
converted by its letters (`letters.tsv`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SAMPLE = 200_000  # characters that are looked at; a file has one encoding
_GLANCE = 4_000  # characters whose letters show at once that a text is Unicode
_LEAST = 3  # hits below this may be chance: "sè", "bé" are words of real text
# "á»" and "áº" begin every letter of U+1E80–1EFF in UTF-8 read as Windows-1252, "Ä‘" is đ, "Æ°" is ư.
_TWICE = re.compile("á»[\u0080-\u00ff\u2010-\u203a\u20ac\u2122\u0152-\u0192\u02c6\u02dc]|Ä‘|Æ°|Æ¡")
# Letters that only real Unicode has: neither table knows a code beyond Latin-1.
_PROPER = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
_FONTS = ((re.compile(r"(?:\A|\+)\.?Vn[A-Z]"), "TCVN3"), (re.compile(r"(?:\A|\+)VNI[- ]"), "VNI"))


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An encoding that a text seems to be in; `offset` and `sample` show the first sign of it."""

    encoding: str
    offset: int
    sample: str
    share: float


def _table(name: str) -> tuple[list[str], list[tuple[str, ...]]]:
    lines = files("extraction").joinpath(name).read_text("utf-8").split("\n")
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return header, list(zip(*rows, strict=True))


@cache
def _words() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    header, columns = _table("legacy.tsv")
    real = frozenset(columns[0])
    return real, {
        name: frozenset(column) - real for name, column in zip(header[1:], columns[1:], strict=True)
    }


@cache
def letters(encoding: str) -> dict[str, str]:
    """What stands for each letter in "TCVN3" or "VNI": from its one or two characters to Unicode."""
    header, columns = _table("letters.tsv")
    return {
        code: letter for letter, code in zip(columns[0], columns[header.index(encoding)], strict=True) if code
    }


@cache
def _codes(encoding: str) -> tuple[re.Pattern[str], dict[str, str]]:
    table = dict(letters(encoding))
    for code, letter in letters(encoding).items():
        if len(code) > 1:  # the mark may be typed in either case
            table.setdefault(code[0] + code[1].swapcase(), letter)
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), table


def convert(text: str, encoding: str) -> str:
    """`text` in Unicode letters; lines that are mostly in such letters already stay as they are. Linear."""
    pattern, table = _codes(encoding)

    def converted(line: str) -> str:
        changed, count = pattern.subn(lambda found: table[found.group()], line)
        return changed if count > len(_PROPER.findall(line)) else line

    return "".join(map(converted, text.splitlines(keepends=True)))


def font_encoding(font: str) -> str | None:
    """The encoding that a font's name tells: ".VnTime" and ".VnTimeH" are TCVN3, "VNI-Times" is VNI."""
    return next((encoding for pattern, encoding in _FONTS if pattern.search(font)), None)


def convert_font(text: str, font: str, encoding: str) -> str:
    """`text` set in an old font; the fonts whose names end in H show every letter as a capital."""
    shown = convert(text, encoding)
    return shown.upper() if encoding == "TCVN3" and font.endswith("H") else shown


def suspect(text: str) -> Suspicion | None:
    """The old font encoding that the words of `text` look like, if they do more than like Unicode."""
    glance = text[:_GLANCE]
    if len(_PROPER.findall(glance)) * 20 > len(glance):  # of Vietnamese they are a seventh
        return None
    head = text[:_SAMPLE]
    if head.isascii():
        return None
    spoken = head.lower().split()
    real, tables = _words()
    known = set(spoken)
    if all(len(known & table) < _LEAST for table in tables.values()):
        return None
    words = Counter(spoken)
    proper = sum(words[word] for word in real)
    for name, table in tables.items():
        hits = {word: words[word] for word in table if words[word]}
        count = sum(hits.values())
        if count >= _LEAST and len(hits) >= _LEAST and count > proper:
            lower = head.lower()
            first = min(_word_at(lower, word) for word in hits)
            sample = head[first : first + 24].split("\n")[0].strip()
            return Suspicion(name, first, sample, count / max(1, words.total()))
    return None


def is_vietnamese(text: str) -> bool:
    """Whether several of the commonest Vietnamese words stand in `text`, spelled in Unicode."""
    found = Counter(unicodedata.normalize("NFC", text[:_SAMPLE]).lower().split())
    return sum(word in found for word in _words()[0]) >= _LEAST


def _word_at(text: str, word: str) -> int:
    found = re.search(rf"(?<!\S){re.escape(word)}(?!\S)", text)
    return found.start() if found else len(text)


def decoded_twice(text: str) -> Suspicion | None:
    """Whether `text` is UTF-8 that was once read as Windows-1252 ("Nghá»‹ Ä‘á»‹nh")."""
    head = text[:_SAMPLE]
    if "á»" not in head and "Ä‘" not in head:
        return None
    signs = list(_TWICE.finditer(head))
    if len(signs) < _LEAST:
        return None
    first = signs[0].start()
    return Suspicion("WINDOWS-1252", first, head[first : first + 12].strip(), len(signs) / len(head))
