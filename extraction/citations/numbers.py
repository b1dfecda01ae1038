"""Numbers of documents: how they are printed, and one canonical spelling for each.

Source of the forms: decree 30/2020/NĐ-CP (number/symbol-issuer), law 64/2025/QH15 (with the year between),
rule 05-HD/VPTW (number-symbol/issuer of Party documents) and the older forms found in the codification.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ontology.keys import bare
from ontology.reference import instrument_types, organizations

_GAP = r"[ \t\n\xa0]{0,3}+"
# Capitals and digits; a small letter only between capitals or at the end of a part: TTg, TTr, QyĐ.
# The next provision may be glued to the number: "12/2022/TT-BTTTTĐiều 3".
_GLUED = r"(?!Điều|Khoản|Chương|Mục|Phụ)"
_PART = rf"(?:{_GLUED}[A-ZĐƯÔ0-9&]|(?<=[A-ZĐƯ])[a-z](?=[A-ZĐƯ]|(?![\w])))++"
_SYMBOL = rf"(?=[A-ZĐƯ]){_PART}"
_MORE = (
    rf"(?:[-/](?=[A-ZĐƯ]){_PART}|\.(?=[A-ZĐƯ]{{2}}){_PART}"
    rf"|{_GAP}[-/_]{_GAP}(?=[A-ZĐƯ]{{2}}|TTg){_PART}(?!\w))"
)
_TAIL = rf"(?P<symbol>{_SYMBOL})(?P<more>{_MORE}*+)"
_YEAR = rf"(?:{_GAP}/{_GAP}(?P<year>(?:19|20)\d\d|\d\d(?=/)))"

_FULL = re.compile(rf"(?P<n>\d{{1,6}}+[a-zđ]?){_YEAR}?{_GAP}(?P<sep>[-/]){_GAP}{_TAIL}")
_SPACED = re.compile(
    rf"(?P<n>\d{{1,6}}+){_YEAR}?(?P<sep> )(?P<symbol>[A-ZĐ]{{2,4}})(?P<more>/[A-ZĐ]{{2,}}+\d?)(?!\w)"
)
_BLANK = re.compile(rf"(?P<n>[.…_\s]{{0,60}}+){_YEAR}?{_GAP}(?P<sep>/){_GAP}{_TAIL}")
_SHORT = re.compile(r"(?P<n>\d{1,6}+[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d)(?![\d/]))?(?![\w%]|[.,/-]\d)")
_STANDARD = re.compile(
    r"(?P<n>(?:/?[A-Z]{2,3}[ /:]){0,3}+\d[\d.]*+(?:-(?:\d++|[A-Z]{2}(?=:)))*+)"
    r"(?: ?: ?(?P<year>(?:19|20)\d\d))?(?P<issuer>[/-][A-ZĐ]{2,12}+)?"
)
_FOREIGN = re.compile(r"[A-Z]{1,5}\.\d{1,4} ?\(\d{1,3}\)")  # resolutions of the IMO: A.739(18), MSC.208(81)
# "mẫu số 01/TB-TĐT" is the number of a form, "Thông tri số 297/TT-TW" that of a document of no known type.
_FORM = re.compile(
    r"(?:[Mm]ẫu|[Bb]iểu|[Pp]hụ lục)(?: số)?:? ?[*\[(]{0,4}\Z|[^\W\d]{2,} [Ss]ố:? ?[*\[]{0,4}\Z"
)
_LISTING = re.compile(r"(?:và|hoặc|cùng|với|VBHN) [Ss]ố:? ?[*\[]{0,4}\Z")
_FILE = re.compile(r" ?\.(?:docx?|pdf|xlsx?|rtf|zip|rar)(?!\w)", re.IGNORECASE)
_NO_NUMBER_AFTER = frozenset("/-.:,=&?%#_")  # it would be part of a longer number, an address or a file name
_SPACES = re.compile(r"[ \t\n\xa0]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number at `text[start:end]`; `full` is false for a bare "82" or "13/2023"."""

    start: int
    end: int
    text: str
    year: int | None
    full: bool = True
    tail: str = ""  # what a list shares: "/2024/NĐ-CP" in "số 82, 138/2024/NĐ-CP"


@cache
def _symbols() -> dict[str, str]:
    """Type symbols by their letters without diacritics, longest known spelling: "nd" → "NĐ"."""
    known: dict[str, str] = {}
    for kind in instrument_types():
        for symbol in kind.symbols:
            if "/" not in symbol:
                known.setdefault(bare(symbol), symbol)
    return known


@cache
def symbol_types() -> dict[str, str]:
    """Type code by the letters of a number: "NĐ" → "decree"; a Party decision's "QĐ/TW" is a regulation."""
    return {symbol: kind.code for kind in instrument_types() for symbol in kind.symbols}


@cache
def _loose() -> re.Pattern[str]:
    """Numbers in small letters or without a stroke ("nđ-cp", "57NQ/TW"): only with a known symbol."""
    symbols = "|".join(sorted((re.escape(s) for s in _symbols()), key=len, reverse=True))
    accented = symbols.replace("d", "[dđ]")
    return re.compile(
        rf"(?P<n>\d{{1,6}}+[a-z]?){_YEAR}?(?P<sep>{_GAP}[-/]{_GAP}|[ ]?)(?P<symbol>{accented})"
        rf"(?P<more>{_GAP}[-/]{_GAP}[a-zđ0-9&]{{2,12}}+)(?!\w)",
        re.IGNORECASE,
    )


@cache
def only_tail(kind: str) -> str:
    """What every number of a type ends in, where issuer and symbol are fixed: "/NĐ-CP" for decrees."""
    found = next(t for t in instrument_types() if t.code == kind)
    issuer = next((o for o in organizations() if o.key == found.issuer), None)
    if issuer is None or found.by_title or len(found.symbols) != 1 or not issuer.codes:
        return ""
    return f"/{found.symbols[0]}-{issuer.codes[0]}"


def _spelling(symbol: str) -> str:
    """A type symbol as it should be written: ND → NĐ."""
    kinds = symbol_types()
    return symbol if symbol in kinds else _symbols().get(bare(symbol), symbol)


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    value = int(digits)
    return value if value > 99 else value + (1900 if value >= 45 else 2000)


def _number(m: re.Match[str], *, loose: bool = False) -> Number:
    symbol = _spelling(m["symbol"])
    more = _SPACES.sub("", m["more"]).replace("_", "-")
    if loose:
        more = more.upper()
    parts = re.split(r"([-/])", more)
    more = "".join("TTg" if p.upper() == "TTG" else p for p in parts)
    n = m["n"].strip(" .…_\t\n\xa0")
    sep = m["sep"].strip() or ("-" if more.startswith("/") else "/")
    tail = (f"/{m['year']}" if m["year"] else "") + sep + symbol + more
    return Number(m.start(), m.end(), n + tail, _year(m["year"]), tail=tail)


def read_number(text: str, pos: int, *, blank: bool = False) -> Number | None:
    """The document number that begins exactly at `pos` of a `straight` text; `blank` allows an empty one."""
    if m := _FULL.match(text, pos) or _SPACED.match(text, pos):
        return _number(m)
    if m := _loose().match(text, pos):
        return _number(m, loose=True)
    if blank and (m := _BLANK.match(text, pos)):
        return _number(m)
    if m := _SHORT.match(text, pos):
        year = m["year"]
        return Number(m.start(), m.end(), m.group(), _year(year), full=False)
    return None


def read_foreign(text: str, pos: int) -> Number | None:
    """The number of a resolution of an international body: "MSC.208(81)"."""
    m = _FOREIGN.match(text, pos)
    return Number(m.start(), m.end(), _SPACES.sub("", m.group()), None) if m else None


def read_standard(text: str, pos: int, symbol: str) -> Number | None:
    """The number of a technical standard after its symbol: "11930:2017", "01-182:2015/BNNPTNT"."""
    m = _STANDARD.match(text, pos)
    if m is None:
        return None
    end = m.end()
    if not m["year"] and not m["issuer"]:
        end = m.start() + len(m.group().rstrip(".-"))
    body = m["n"].rstrip(".-") + (f":{m['year']}" if m["year"] else "") + (m["issuer"] or "")
    gap = "" if body.startswith("/") else " "
    return Number(m.start(), end, f"{symbol}{gap}{body}", _year(m["year"]))


def type_of_number(number: str) -> str | None:
    """The type that the letters of a number tell: "138/2024/NĐ-CP" → "decree"; None where they don't."""
    letters = re.split(r"[-/]", number)
    kinds = symbol_types()
    for i, part in enumerate(letters[1:], 1):
        if not part[:1].isalpha():
            continue
        with_next = "/".join(letters[i : i + 2])
        if re.fullmatch(r"QH\d+", part):
            return None
        return kinds.get(with_next) or kinds.get(part)
    return None


def issuer_codes(number: str) -> str:
    """The letters that stand for the issuer or issuers: "04/TTr-BKH-CN-BTTTT" → "BKH-CN-BTTTT".

    A number without a type symbol ("1234/BTTTT-CĐSQG", "60/2024/QH15") gives the first code only: what
    follows names the unit that drafted it. Two agencies only stand side by side after a type symbol.
    """
    parts = re.split(r"[-/]", number)
    letters = [p for p in parts if p[:1].isalpha()]
    if not letters:
        return ""
    if letters[0] in symbol_types():
        return "-".join(letters[1:])
    return letters[0]


@cache
def _bare_number() -> re.Pattern[str]:
    symbols = "|".join(sorted((re.escape(s) for s in symbol_types() if "/" not in s), key=len, reverse=True))
    return re.compile(rf"\d{{1,6}}+[a-zđ]?(?:/(?:19|20)\d\d)?[-/](?:{symbols})[-/][A-ZĐ]")


def bare_numbers(text: str) -> list[Number]:
    """Numbers that stand without a type word but tell their type by their letters: "138/2024/NĐ-CP"."""
    found: list[Number] = []
    if "/" not in text and "-" not in text:
        return found
    for m in _bare_number().finditer(text):
        before = text[m.start() - 1] if m.start() else " "
        if before.isalnum() or before in _NO_NUMBER_AFTER:
            continue
        lead = text[max(0, m.start() - 24) : m.start()]
        if _FORM.search(lead) and not _LISTING.search(lead):
            continue
        number = read_number(text, m.start())
        if number and number.full and not _FILE.match(text, number.end):
            found.append(number)
    return found
