"""Whether a line can be the end of its sentence, and whether the next one can go on with it."""

from __future__ import annotations

import re
from functools import cache

from extraction.layout.lines import Line
from extraction.layout.words import alternatives, words

_CLOSERS = "”\"’')]»⁰¹²³⁴⁵⁶⁷⁸⁹"
_ENDS = ".;:!?…"
_HEADS = frozenset({"roman", "upper", "decimal", "arabic", "division", "ordinal"})
_DOCUMENT_NUMBER = re.compile(r"\d{1,5}[/-]")
_PROVISION = re.compile(
    r"(?<=\S) (?:khoản|điểm|Điều) (?:\d{1,3}[a-zđ]?|[a-zđ])\Z"
)  # of an instrument to come
_LONG = 5  # words that a sentence has at least


def closed(text: str) -> bool:
    """Whether a line ends as a sentence or clause does: with . ; : ! ? behind its closing signs."""
    bare = text.rstrip(_CLOSERS)
    if not bare:
        return True
    return bare[-1] in _ENDS or (text[0] == "(" and text[-1] == ")")


def must_go_on(line: Line, following: Line) -> bool:
    """Whether `line` ends with a comma, an open dash or a word that no sentence ends with.

    Words such as "năm" want a number, "số" the number of a document: "chuyển đổi số" may end a heading.
    """
    text, nearby = line.text, following.text
    if text[-1] in ",(“-–/":
        return True
    last = text[text.rfind(" ") + 1 :].lower()
    if (
        last in words("open")
        or wants_number(line, following)
        or _PROVISION.search(text, max(0, len(text) - 16))
    ):
        return True
    return last == "số" and bool(_DOCUMENT_NUMBER.match(nearby))


def wants_number(line: Line, following: Line) -> bool:
    """Whether `line` ends with a word that the number of `following` belongs to ("Điều⏎5. Các")."""
    if following.text[0] not in "0123456789IVX":
        return False
    return line.text[line.text.rfind(" ") + 1 :].lower() in words("numbered")


@cache
def _value() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{alternatives('value')})\s++)?+(?:\d[\d.,/-]*+|(?<=quý\s)[ivx]{{1,3}})(?!\w)", re.IGNORECASE
    )


def begins_value(text: str) -> bool:
    """Whether a line begins with a date, a period or an amount ("Quý II/2026", "tháng 10/2026", "18 tỷ")."""
    return _value().match(text) is not None


def opens_heading(line: Line) -> bool:
    """Whether a line begins as only headings and numbered items do."""
    return line.caps or line.hashes > 0 or (line.opener is not None and line.opener.style in _HEADS)


@cache
def _common() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('common')})(?!\w)", re.IGNORECASE)


def is_prose(text: str) -> bool:
    """Whether a stretch of text holds a Vietnamese sentence.

    It has five words or more, one of them a function word, one letter with a Vietnamese mark, and it ends
    like a sentence or is long.
    """
    if text.isascii() or text.count(" ") < _LONG - 1:
        return False
    return bool(_common().search(text)) and (closed(text) or text.count(" ") >= 2 * _LONG)
