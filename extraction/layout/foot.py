"""The foot of a document: signature, name, recipients. Decree 30/2020/ND-CP, appendix I, II.7 and II.9."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extraction.layout.lines import Line
from extraction.layout.sentences import closed
from extraction.layout.words import alternatives
from ontology.keys import fold

_NAME_LENGTH = 120  # a longer line below the signature is text again
_OFFICE_LENGTH = 60
_LAST_LINES = (
    12  # a lone office signs only where so few lines follow it, or a line that ends the text stands above
)


@cache
def _signing() -> re.Pattern[str]:
    office = rf"(?:{alternatives('office')})"
    return re.compile(
        rf"""(?P<behalf>(?:{alternatives("on_behalf")})\.\s*+\w)
          | (?P<offices>{office}(?:\s*+(?:[,;-]|kiêm)\s*+{office})*+\s*+\Z)
          | (?P<recipients>(?:{alternatives("recipients")})(?:\s*+(?::|\Z)|\s{{3}}))
          | (?P<office>{office}\s)""",
        re.VERBOSE,
    )


@cache
def _annex() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('annex')})(?!\w)")


def foot_start(lines: Sequence[Line], begin: int) -> int:
    """The index from `begin` on of the first line of a signature or its recipients, else `len(lines)`."""
    for index in range(begin, len(lines)):
        if _signs(lines, index) and _ends_here(lines, index):
            return index
    return len(lines)


def foot_end(lines: Sequence[Line], start: int) -> int:
    """The index behind the signature: an annex or text in sentences ends it."""
    for index in range(start, len(lines)):
        line = lines[index]
        if (
            line.row
            or _begins_annex(line)
            or (len(line.text) > _NAME_LENGTH and (line.opener is None or line.opener.style != "bullet"))
        ):
            return index
    return len(lines)


def _begins_annex(line: Line) -> bool:
    text = line.text
    if not text[0].isupper() or len(text) > 2 * _NAME_LENGTH:
        return False
    found = _annex().match(fold(text))
    # "Phụ lục" as printed is one; "danh mục" and its like only in capitals
    return found is not None and (text.isupper() or (line.opener is not None and not closed(text)))


def _signs(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if lines[index].row or len(text) > _NAME_LENGTH or not text[0].isupper():
        return False
    capitals = text.isupper()
    if not capitals and ":" not in text and "." not in text[:10] and len(text) > _OFFICE_LENGTH:
        return False
    found = _signing().match(fold(text))
    if found is None:
        return False
    kind = found.lastgroup
    if kind == "recipients":
        return True
    if kind == "behalf":
        mark = text.find(".")
        return capitals or (text[:mark].isupper() and not closed(text) and _near_end(lines, index))
    if kind == "offices":
        return capitals
    return capitals and len(text) <= _OFFICE_LENGTH and not closed(text) and _near_end(lines, index)


def _near_end(lines: Sequence[Line], index: int) -> bool:
    """Whether the text is over: so few lines are left, or the closing formula stands above."""
    left = len(lines) - index
    return left <= _LAST_LINES or (index > 0 and lines[index - 1].text.endswith("./."))


def _ends_here(lines: Sequence[Line], index: int) -> bool:
    """Whether what follows are names and addresses: nothing long, no heading with a number."""
    for line in lines[index : index + 4]:
        if len(line.text) > _NAME_LENGTH or (line.opener and line.opener.style in ("roman", "arabic")):
            return False
    return True
