"""Days that the calendar lacks, and days that what a source says around them rules out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extraction.facts import Instrument
from extraction.findings.rule import Case, Found, Rule
from extraction.periods import find_periods, year_of
from extraction.report import Role

# What every printed day or month has; most blocks have none and need no reading.
_DAY = re.compile(r"[\dnt](?:(?<=\d) ?[/.-] ?\d|(?<=n)gày {1,2}\d|(?<=t)háng \d)")
_YEAR_IN_NUMBER = re.compile(r"\d+/(?P<year>(?:19|20)\d\d)/")


class InvalidDate(Rule):
    """A printed day that the calendar does not have ("ngày 30/02/2024")."""

    name = "invalid_date"

    def _find(self, case: Case) -> Iterator[Found]:
        folded, year = case.report.folded, year_of(case.period)
        for block in case.report.blocks:
            if not _DAY.search(folded, block.start, block.end):
                continue
            for span in find_periods("", year=year, folded=folded[block.start : block.end]):
                if not span.valid:
                    passage = case.report.passage(block.start + span.start, block.start + span.end)
                    printed = case.report.exact(passage)
                    yield Found((passage,), printed, span.period.notation, case.within(passage))


class ImplausibleDate(Rule):
    """A day of issue that the instrument's own number, or the place where it is printed, rules out.

    "Nghị định số 82/2024/NĐ-CP ngày 10/7/2023" was not issued before its year. An instrument that a report on
    2024 cites as issued does not date from 2026. And where a report on a whole year tells what is to be done
    in the next, a day in the January of the year that has ended is the slip that everyone makes in January.
    """

    name = "implausible_date"

    def _find(self, case: Case) -> Iterator[Found]:
        year = year_of(case.period)
        whole = case.period is not None and case.period.notation == str(year)
        for instrument in case.instruments:
            day = instrument.issued
            if day is None:
                continue
            passage = instrument.mentions[0]
            numbered = _YEAR_IN_NUMBER.match(instrument.number or "")
            if numbered and int(numbered["year"]) != day.year:
                yield Found((passage,), _shown(day), numbered["year"], (instrument.ref,))
            elif year is not None and day.year > year + 1:
                yield Found((passage,), _shown(day), f"{year}–{year + 1}", (instrument.ref,))
            elif (
                whole
                and year is not None
                and (day.year, day.month) == (year, 1)
                and _is_ahead(case, instrument)
            ):
                yield Found((passage,), _shown(day), _shown(day.replace(year=year + 1)), (instrument.ref,))


def _is_ahead(case: Case, instrument: Instrument) -> bool:
    """Whether an instrument is named only where the report tells what is to be done."""
    return all(role is Role.TASKS for role in map(case.role_at, instrument.mentions))


def _shown(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
