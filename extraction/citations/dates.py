"""The date printed right after a number or a name, in every printed form.

"ngày 09/5/2024", "ngày 27 tháng 9 năm 2018", "ngày 9-5-2024", "tháng 5/2024", "năm 2023", "(2014)", and with
parts left empty: "ngày tháng năm 2025", "ngày     /5/2024".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_S = r"[ \t\n\xa0]"
_EMPTY = r"[ \t\n\xa0.…_]{0,40}+"
_Y = r"(?:19|20)\d\d"
_DAY = re.compile(
    rf"""(?:{_S}*+,)?{_S}*+(?:(?:đề|ký){_S}++)?
    ngày(?:{_S}*+(?P<d>\d{{1,2}}+){_S}{{0,3}}+|{_EMPTY})
    (?:[/.-](?:{_S}{{0,3}}+(?P<m>\d{{1,2}}+){_S}{{0,3}}+|{_EMPTY})
       (?:[/.-]{_S}{{0,2}}+|năm{_S}++)(?P<y>{_Y}|\d\d(?!\d))
      |tháng(?:{_S}*+(?P<m2>\d{{1,2}}+){_S}{{0,3}}+|{_EMPTY}),?{_S}?
       (?:năm|/){_S}*+(?P<y2>{_Y}))(?!\w)""",
    re.VERBOSE,
)
_MONTH = re.compile(rf"{_S}++tháng{_S}++(?P<m>\d{{1,2}}){_S}?(?:/|năm|-){_S}*+(?P<y>{_Y})(?!\w)")
_YEAR = re.compile(rf"{_S}++năm{_S}++(?P<y>{_Y})(?![\w%]|[.,/-]\d|{_S}?[-–]{_S}?\d)")
_BRACKET = re.compile(rf"{_S}++\((?:năm{_S}++)?(?P<y>{_Y})\)")
_ALONE = re.compile(rf"{_S}++(?P<y>{_Y})(?![\w%]|[.,/-]\d|{_S}?[-–]{_S}?\d)")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at the end of a citation: its words are `text[start:end]`; `day` only where it is a real day."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: date | None = None


def _full(year: int, month: int | None, day: int | None) -> date | None:
    if not (month and day):
        return None
    try:
        return date(year, month, day)
    except ValueError:  # "31/11/2024" stays a printed form: nothing is corrected
        return None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def read_date(text: str, pos: int, *, year_alone: bool = False) -> PrintedDate | None:
    """The date that follows `pos` in a folded text; `year_alone`: as in "Bộ luật Dân sự 2015"."""
    if m := _DAY.match(text, pos):
        year = int(m["y"] or m["y2"])
        if year < 100:
            year += 1900 if year >= 45 else 2000
        month = _int(m["m"] or m["m2"])
        return PrintedDate(text.index("ngày", pos), m.end(), year, month, _full(year, month, _int(m["d"])))
    if m := _MONTH.match(text, pos):
        return PrintedDate(text.index("tháng", pos), m.end(), int(m["y"]), int(m["m"]))
    for pattern in (_YEAR, _BRACKET, _ALONE) if year_alone else (_YEAR, _BRACKET):
        if m := pattern.match(text, pos):
            start = m.start("y") if pattern is not _YEAR else text.index("năm", pos)
            return PrintedDate(start, m.end(), int(m["y"]))
    return None
