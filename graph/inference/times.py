"""When a period ends, so that reports can be put in order and values compared over time."""

from __future__ import annotations

import re

from extraction.facts import Period

_QUARTER = re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])\Z")
_HALF = re.compile(r"(?P<year>\d{4})-H(?P<half>[12])\Z")


def end_of(period: Period | None) -> str:
    """The last day of a period as "2024-12-31"; "" where there is none. Strings compare as days do.

    >>> end_of(Period("2024")), end_of(Period("2024-05")), end_of(Period("2024-Q2"))
    ('2024-12-31', '2024-05-31', '2024-06-31')
    """
    if period is None:
        return ""
    last = period.notation.rpartition("/")[2]
    if m := _QUARTER.match(last):
        return f"{m['year']}-{int(m['quarter']) * 3:02}-31"
    if m := _HALF.match(last):
        return f"{m['year']}-{int(m['half']) * 6:02}-31"
    return {4: f"{last}-12-31", 7: f"{last}-31"}.get(len(last), last)
