"""The number in a letterhead: "Số: 158/BC-UBND", also spaced ("Số: 0412 /KH-UBND") or not filled in yet.

Decree 30/2020/NĐ-CP: number and symbol stand on a line of their own below the agency; an official letter's
symbol has no letters for its type ("Số: 2314/BTTTT-CĐSQG").
"""

from __future__ import annotations

import re

from extraction.citations.model import Citation, Form
from extraction.citations.numbers import read_number, type_of_number
from extraction.citations.page import Page

_LINE = re.compile(r"[\s*_]*số\s*:")
_LEGISLATURE = re.compile(r"(?:UBTV)?QH\d")


def letterhead_number(text: str) -> Citation | None:
    """The instrument whose number the line `text` gives as the text's own, if it is such a line."""
    page = Page.of(text)
    line = _LINE.match(page.folded)
    if line is None:
        return None
    at = line.end() + len(text[line.end() :]) - len(text[line.end() :].lstrip(" \t\xa0"))
    number = read_number(page.straight, at, blank=True)
    if number is None or not number.full or _LEGISLATURE.search(number.text):
        return None
    kind = type_of_number(number.text) or "letter"
    return Citation(at, number.end, kind, "", Form.NUMBERED, number.text, number.year)
