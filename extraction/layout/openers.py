"""What a line begins with: the number of a heading or item, a bullet, the name of a division."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.layout.words import alternatives

# Dashes, dots and squares as typed, and the private-use glyphs that word processors' symbol fonts leave.
BULLETS = "\\-–—+•●○▪■□◦‣∙·✓✔►➢→*\uf000-\uf0ff"
CAPITALS = "A-ZÀ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Opener:
    """The number or sign at the head of a line.

    `style` is roman, upper, decimal, arabic, round ("1)"), letter, bracket ("(1)"), bullet, division
    ("Điều 5"), ordinal ("Bài học thứ nhất") or count ("Thứ nhất,"); `label` what is printed, without the
    punctuation; `value` the number (0 where it has none); the rest of the line begins at `end`.
    """

    style: str
    label: str
    value: int
    end: int


_PATTERN = re.compile(
    rf"""
      (?P<bullet>[{BULLETS}])(?:\s+|(?=[{CAPITALS}]))
    | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}+)(?:[.)/]\s*+(?=[^\W\d_]|["“(])|\s++(?=[{CAPITALS}"“]))
    | (?P<arabic>\d{{1,2}})(?:\.(?:\s++(?=\S)|(?=[{CAPITALS}"“]))|/\s++(?=\D))
    | (?P<round>\d{{1,2}})\)\s*+(?=\D)
    | (?P<bracket>\((?:\d{{1,2}}|[ivx]{{1,4}}|[a-zđ])\))(?=\s*+\S)
    | (?P<roman>(?=[IVX])(?!V/v\b)X{{0,3}}(?:IX|IV|V?I{{0,3}}))(?:[.)/]\s*+|\s*+[-–—:]\s++)(?=[^\W_]|["“(])
    | (?P<upper>[A-HK-UĐ])(?:[.)/]\s++|\s++[-–—]\s++)(?=[{CAPITALS}])
    | (?P<letter>[a-zđ])(?:\)\s*+|[./]\s++)(?=\S)
    | (?P<division>(?i:{alternatives("division")})(?i:\s++thứ)?\s++
        (?:\d{{1,3}}[a-zđ]?+|[IVX]{{1,6}}+|(?i:{alternatives("ordinal")})|[A-ZĐ])
        (?=\s*+[.:]|\s*+$|\s++[-–—]\s|\s++[{CAPITALS}]{{2}}))\s*+[.:]?\s*+
    | (?P<annex>(?i:{alternatives("annex_division")}))(?:\s*+[:.–—-]\s*+|\s*+\Z)
    | (?P<ordinal>(?:[^\W\d_]++\s){{1,3}}?(?i:thứ)\s(?P<which>(?i:{alternatives("ordinal")})))\s*+[.:]\s*+
    | (?P<count>(?:Thứ\s(?:{alternatives("ordinal")})|(?i:một|{alternatives("ordinal")})\slà)\b)\s*+[,:]?\s*+
    """,
    re.VERBOSE,
)
# A line whose first letters cannot open anything needs no match: most lines of running text.
_DULL = re.compile(r"[^\W\d_]{2}")
_NAMED = re.compile(
    rf"(?i:thứ|một|{alternatives('ordinal')}|{alternatives('division')})\b|\S++\s(?:\S++\s){{0,2}}thứ\s"
)
_ORDINALS = dict(zip("nhất hai ba tư năm sáu bảy tám chín mười".split(), range(1, 11), strict=True)) | {
    "bốn": 4
}


def opener(text: str) -> Opener | None:
    """What `text`, a line without emphasis marks, begins with; None for running text."""
    if not text or (text[0].islower() and text[1:2].isalpha()):
        return None
    if _DULL.match(text) and not _NAMED.match(text) and text[0] not in "IVX":
        return None
    found = _PATTERN.match(text)
    if found is None:
        return None
    style = found.lastgroup or ""
    if style == "which":
        style = "ordinal"
    label = found.group(style).strip("()")
    if style == "annex":
        style = "division"
    if style == "bullet":
        label = ""
    end = found.end()
    if end >= len(text) and style not in ("division", "ordinal"):
        return None
    return Opener(style, label, _value(style, label), end)


def _value(style: str, label: str) -> int:
    if style == "roman":
        return roman(label)
    if style in ("letter", "upper"):
        return _LETTERS.find(label.lower()) + 1
    last = label.rpartition("." if style == "decimal" else " ")[2]
    if last.isdecimal():
        return int(last)
    if style in ("division", "ordinal"):
        return _ORDINALS.get(last.lower()) or (roman(last) if last and set(last) <= set("IVX") else 0)
    return 0


def roman(label: str) -> int:
    """The value of a roman number up to 39."""
    values = [_ROMAN_VALUES[letter] for letter in label]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
