"""Periods of the calendar: the first and the last day that a notation means."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PARTS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-Q([1-4]))?\Z")


def bounds(notation: str) -> tuple[date, date]:
    """The first and the last day of a period.

    >>> bounds("2024-Q2")
    (datetime.date(2024, 4, 1), datetime.date(2024, 6, 30))
    >>> bounds("2024/2025")
    (datetime.date(2024, 1, 1), datetime.date(2025, 12, 31))

    Raises:
        ValueError: the notation names no period, or a day that does not exist.
    """
    first, _, last = notation.partition("/")
    begin, end = _bounds(first)
    if last:
        end = _bounds(last)[1]
    if end < begin:
        raise ValueError(f"a period that ends before it begins: {notation!r}")
    return begin, end


def _bounds(notation: str) -> tuple[date, date]:
    match = _PARTS.match(notation)
    if match is None:
        raise ValueError(f"not a period: {notation!r}")
    year, month, day, quarter = (int(part) if part else None for part in match.groups())
    if year is None or not date.min.year <= year <= date.max.year:
        raise ValueError(f"not a year: {notation!r}")
    if quarter is not None:
        return date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), _month_end(year, month)
    return date(year, month, day), date(year, month, day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
