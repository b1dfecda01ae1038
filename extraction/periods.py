"""Dates and periods as Vietnamese reports print them.

`find_periods` gives every temporal expression of a text with the calendar period it names. A month or
quarter without its year takes the year of the report ("trong tháng 7"); an impossible date keeps its
month and is flagged ("31/9/2023"), never corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from extraction.facts import Period
from ontology.keys import fold

_YEAR = r"(?:19|20)\d\d"
_SPOKEN = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "sáu": 6, "chín": 9}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

# Longest forms first: each alternative is one printed form. All quantifiers are bounded.
_TIME = re.compile(
    rf"""(?<![\w/])(?:
      (?:ngày\ {{0,2}})?(?P<d1>\d{{1,2}})\ ?[/.-]\ ?(?P<m1>\d{{1,2}})\ ?[/.-]\ ?(?P<y1>{_YEAR})
    | ngày\ (?P<d2>\d{{1,2}})\ tháng\ (?P<m2>\d{{1,2}})(?:\ năm\ (?P<y2>{_YEAR}))?
    | ngày\ (?P<d3>\d{{1,2}})[/.-](?P<m3>\d{{1,2}})(?![/.\d])
    | (?P<n4>\d{{1,2}}|sáu|chín|ba)\ tháng\ (?P<part4>đầu|cuối)\ năm(?:\ (?P<y4>{_YEAR}))?
    | (?P<n5>\d{{1,2}}|sáu|chín|ba)\ tháng(?:\ năm|/)\ ?(?P<y5>{_YEAR})
    | (?:(?<=trong\ )|(?<=thực\ hiện\ )|(?<=kết\ quả\ ))(?P<n15>\d{{1,2}})\ tháng
      (?=[,;)]|\ (?:đạt|ước|đã|có)(?!\w)|\Z)
    | nửa\ (?P<half>đầu|cuối)\ năm(?:\ (?P<y17>{_YEAR}))?
    | tháng\ (?P<m6>\d{{1,2}})\ ?(?:[/.-]|\ năm\ )\ ?(?P<y6>{_YEAR})
    | (?:(?<=đến\ )|(?<=hết\ )|(?<=từ\ )|(?<=vào\ )|(?<=trước\ ))(?P<m14>\d{{1,2}})/(?P<y14>{_YEAR})(?!\ ?/)
    | tháng\ (?P<m7>\d{{1,2}})(?![\d/%]|[.,]\d|\ ?(?:tháng|ngày))
    | (?:(?<=tính\ đến\ )|(?<=đến\ hết\ ))(?P<d16>\d{{1,2}})[/.-](?P<m16>\d{{1,2}})(?![/.\d%]|,\d)
    | quý\ (?P<q8>iv|i{{1,3}}|[1-4])(?:\ ?(?:[/-]|\ năm\ |năm\ )\ ?(?P<y8>{_YEAR})|(?=[\s,.;:)]|\Z))
    | (?:giai\ đoạn|nhiệm\ kỳ|các\ năm|thời\ kỳ|năm\ học|5\ năm|từ)\ (?:từ\ )?(?:năm\ )?
      (?P<y9>{_YEAR})\ ?(?:[-–]|đến|đến\ năm|đến\ hết\ năm)\ ?(?P<z9>{_YEAR})
    | năm\ (?P<y10>{_YEAR})\ ?[-–]\ ?(?:năm\ )?(?P<z10>{_YEAR})
    | năm\ (?P<y11>{_YEAR})
    | (?<=so\ với\ )(?P<y12>{_YEAR})(?![\d/.,]\d|\w)
    | (?<=cùng\ kỳ\ )(?P<y13>{_YEAR})(?![\d/.,]\d|\w)
    )(?!\w)""",
    re.VERBOSE,
)
# What every form begins with, at a word's start: a letter first, so that search passes over all others.
_BEGINS = re.compile(
    "|".join(
        rf"{first}(?<![\w/].){rest}"
        for first, rest in (
            ("n", r"(?:gày|ăm |hiệm kỳ |ửa )"), ("t", "(?:háng |hời kỳ |ừ (?:năm )?[12])"),
            ("q", "uý "), ("g", "iai đoạn "),
            ("c", "(?:ác năm |hín tháng )"), ("s", "áu tháng "), ("b", "a tháng "),
            *((digit, "") for digit in "0123456789"),
        )
    )
)  # fmt: skip
_AHEAD = re.compile(
    r"(?:(?<!\w)và|[;,]) (?:phương hướng|nhiệm vụ|kế hoạch|định hướng|một số nhiệm vụ|giải pháp)(?!\w)"
)
_BEFORE = re.compile(
    r"(?:(?P<cum>(?:lũy kế )?(?:tính )?(?:cho )?đến(?: hết| thời điểm| cuối| tháng| nay)?(?: ngày)?"
    r"|lũy kế|lũy kế từ đầu|hết)"
    r"|(?P<flow>trong|riêng)|(?P<at>vào(?: cuối| đầu| giữa)?|cuối|đầu|tại thời điểm)) ?\Z"
)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A temporal expression: `text[start:end]` names `period`; `valid` is false for a date that can't be.

    `role` is "until" (đến hết…), "during" (trong…), "at" (vào cuối…) or "" where no word says it;
    `start` includes that word.
    """

    start: int
    end: int
    period: Period
    role: str = ""
    valid: bool = True


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """A day, month or year in notation; an impossible day gives its month, an impossible month its year."""
    if month is None or not 1 <= month <= 12:
        return f"{year:04d}"
    if day is not None and is_date(year, month, day):
        return f"{year:04d}-{month:02d}-{day:02d}"
    return f"{year:04d}-{month:02d}"


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _notation(m: re.Match[str], year: int | None) -> tuple[str, bool] | None:
    """The notation of a match and whether it can exist; None where a year is needed and none is known."""
    g = {k: v for k, v in m.groupdict().items() if v is not None}
    for n in ("1", "2", "3", "16"):
        if f"d{n}" in g:
            y = int(g[f"y{n}"]) if f"y{n}" in g else year
            if y is None:
                return None
            day, month = int(g[f"d{n}"]), int(g[f"m{n}"])
            return iso(y, month, day), is_date(y, month, day)
    if g.keys() & {"n4", "n5", "n15", "half"}:
        return _months(g, year)
    for n in ("6", "7", "14"):
        if f"m{n}" in g:
            y = int(g[f"y{n}"]) if f"y{n}" in g else (year or 0)
            return (iso(y, int(g[f"m{n}"])), 1 <= int(g[f"m{n}"]) <= 12) if y else None
    if "q8" in g:
        y = int(g.get("y8") or year or 0)
        return (f"{y:04d}-Q{_ROMAN[g['q8']]}", True) if y else None
    for n in ("9", "10"):
        if f"z{n}" in g:
            return f"{g[f'y{n}']}/{g[f'z{n}']}", True
    return next(v for k, v in g.items() if k.startswith("y")), True


def _months(g: Mapping[str, str], year: int | None) -> tuple[str, bool] | None:
    """The first or last months of a year: "9 tháng đầu năm 2024", "trong 10 tháng", "nửa cuối năm"."""
    spoken = "6" if "half" in g else g.get("n4") or g.get("n5") or g["n15"]
    months = _SPOKEN.get(spoken) or int(spoken)
    y = int(g.get("y4") or g.get("y5") or g.get("y17") or year or 0)
    if not y or not 1 <= months <= 12:
        return None
    first, last = (13 - months, 12) if "cuối" in (g.get("part4"), g.get("half")) else (1, months)
    return f"{y:04d}-{first:02d}/{y:04d}-{last:02d}", True


def _times(low: str) -> Iterator[re.Match[str]]:
    """As `_TIME.finditer`, which would try every form at every character."""
    at = 0
    while begins := _BEGINS.search(low, at):
        m = _TIME.match(low, begins.start())
        at = m.end() if m else begins.start() + 1  # "các năm 2021" is no span, but "năm 2021" is a year
        if m:
            yield m


def find_periods(text: str, *, year: int | None = None, folded: str | None = None) -> Iterator[TimeSpan]:
    """Every temporal expression of `text`, in order; `year` completes months and quarters without one."""
    low = fold(text) if folded is None else folded
    for m in _times(low):
        named = _notation(m, year)
        if named is None:
            continue
        notation, valid = named
        start, role, cumulative = _opening(low, m.start())
        yield TimeSpan(start, m.end(), Period(notation, "cumulative" if cumulative else None), role, valid)


def undated(folded: str) -> Iterator[tuple[int, int]]:
    """Where a folded text names a month, a quarter or a day whose year nothing tells ("hết quý II")."""
    for m in _times(folded):
        if _notation(m, None) is None:
            yield _opening(folded, m.start())[0], m.end()


def _opening(low: str, at: int) -> tuple[int, str, bool]:
    """Where the word before a time begins that gives its role, the role, and whether it sums up."""
    head = low[max(0, at - 28) : at]
    before = _BEFORE.search(head)
    if before is None:
        return at, "", False
    role = "until" if before["cum"] else "during" if before["flow"] else "at"
    return at - len(head) + before.start(), role, "lũy kế" in before.group()


def title_period(title: str) -> Period | None:
    """The period that a report's title names: "… tháng 5 năm 2023" → 2023-05; the last one printed counts.

    What a title announces behind its period ("… quý I và nhiệm vụ quý II năm 2023") is another report's.
    """
    low = fold(title)
    ahead = _AHEAD.search(low)
    spans = list(find_periods("", folded=low[: ahead.start()] if ahead else low, year=_only_year(low)))
    spans = spans or list(find_periods("", folded=low))
    return spans[-1].period if spans else None


def _only_year(low: str) -> int | None:
    """The one year that a text names, for a quarter or a month printed before it."""
    years = set(re.findall(rf"(?<!\d){_YEAR}(?!\d)", low))
    return int(years.pop()) if len(years) == 1 else None


def year_of(period: Period | None) -> int | None:
    """The (last) year of a period."""
    if period is None:
        return None
    return int(period.notation.split("/")[-1][:4])


def last_of(period: Period | None) -> Period | None:
    """The last part of a span: where a report on nine months prints no time, its value stands at their end.

    >>> last_of(Period("2025-01/2025-09")).notation, last_of(Period("2021/2025")).notation
    ('2025-09', '2025')
    """
    if period is None or "/" not in period.notation:
        return period
    return Period(period.notation.rpartition("/")[2])
