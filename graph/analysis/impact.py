"""What a decree changed, as sources say it: before and after its date, never because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import linear_regression

from graph.analysis.lookup import Lookup, begin_of, end_of
from graph.analysis.model import Answer, Figure, Ground, Thing
from graph.analysis.question import answer
from graph.analysis.targets import Progress, comparable, progress_of
from ontology.reference import decrees

_ENOUGH = 4  # values on each side, below which two slopes say nothing


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of signing; `printed` tells whether a source prints it or the reference data supply it."""

    day: str
    printed: bool
    ground: Ground


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Two straight lines, before and after: their slopes in units per year, and how many values each has."""

    before: int
    after: int
    slope_before: Decimal
    slope_after: Decimal


@dataclass(frozen=True, slots=True)
class Around:
    """The values of one line (indicator, unit, scope) around a day.

    `within` are those whose period holds the day: neither before nor after. Where there is no day, all values
    are `undated`.
    """

    indicator: Thing
    stated: bool
    before: tuple[Figure, ...] = ()
    within: tuple[Figure, ...] = ()
    after: tuple[Figure, ...] = ()
    undated: tuple[Figure, ...] = ()
    target: Progress | None = None
    comparison: Interrupted | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that sources say of an instrument; `dates` is empty where nothing gives a day."""

    instrument: Thing
    dates: tuple[Dated, ...]
    issuers: Answer
    mentions: Answer
    resolves: Answer
    acts_on: Answer
    acted_on: Answer
    stages: Answer
    successors: Answer
    tasks: Answer
    indicators: Answer
    around: tuple[Around, ...]
    figures: Answer
    findings: Answer


def impact(lookup: Lookup, instrument: Thing, lang: str = "vi") -> Impact:
    """The impact of an instrument; sentences of the program itself come in `lang`."""

    def ask(name: str) -> Answer:
        return answer(lookup, name, lang=lang, instrument=instrument.iri)

    dates = _dates(lookup, instrument)
    indicators = ask("impact-indicators")
    return Impact(
        instrument=instrument,
        dates=dates,
        issuers=ask("issuers"),
        mentions=ask("mentions"),
        resolves=ask("resolves"),
        acts_on=ask("relations-from"),
        acted_on=ask("relations-to"),
        stages=ask("stages"),
        successors=ask("successors"),
        tasks=ask("tasks-mandated"),
        indicators=indicators,
        around=tuple(_around(lookup, indicators, dates[0].day if dates else "")),
        figures=ask("impact-figures"),
        findings=ask("impact-findings"),
    )


def _dates(lookup: Lookup, instrument: Thing) -> tuple[Dated, ...]:
    printed = answer(lookup, "dates", instrument=instrument.iri)
    if printed.entries:
        return tuple(
            Dated(str(entry.cells[1]), printed=True, ground=entry.grounds[0]) for entry in printed.entries
        )
    known = {entry.number: entry for entry in decrees()}.get(instrument.number)
    if known is None or not known.issued:
        return ()
    ground = Ground(instrument.iri, "reference", origin="decrees")
    return (Dated(str(known.issued), printed=False, ground=ground),)


def _around(lookup: Lookup, indicators: Answer, day: str) -> list[Around]:
    found = []
    stated = {
        entry.cells[2]: any(
            other.cells[1] != "proposedMeasure"
            for other in indicators.entries
            if other.cells[2] == entry.cells[2]
        )
        for entry in indicators.entries
    }
    for indicator, is_stated in stated.items():
        if not isinstance(indicator, Thing):
            continue
        values = answer(lookup, "values", indicator=indicator.iri)
        goals = [
            f
            for f in answer(lookup, "targets", indicator=indicator.iri).column("target")
            if isinstance(f, Figure)
        ]
        lines = comparable(f for f in values.column("figure") if isinstance(f, Figure))
        for line, figures in sorted(lines.items()):
            goal = next((f for f in goals if f.line == line), None)
            progress = progress_of(goal, figures) if goal else None
            found.append(split(indicator, figures, day, stated=is_stated, target=progress))
    return found


def split(
    indicator: Thing, figures: list[Figure], day: str, *, stated: bool, target: Progress | None = None
) -> Around:
    """The values of a line around a day ("" for none)."""
    if not day:
        return Around(indicator, stated, undated=tuple(figures), target=target)
    dated = [f for f in figures if f.period]
    before = tuple(f for f in dated if end_of(f.period) < day)
    after = tuple(f for f in dated if begin_of(f.period) >= day)
    within = tuple(f for f in dated if f not in before and f not in after)
    undated = tuple(f for f in figures if not f.period)
    return Around(indicator, stated, before, within, after, undated, target, interrupted(before, after))


def interrupted(before: tuple[Figure, ...], after: tuple[Figure, ...]) -> Interrupted | None:
    """Slopes before and after; None with fewer than four values of different days on either side."""
    slopes = []
    for side in (before, after):
        if len({end_of(f.period) for f in side}) < _ENOUGH:
            return None
        days = [_years(end_of(f.period)) for f in side]
        slopes.append(Decimal(str(round(linear_regression(days, [float(f.value) for f in side]).slope, 4))))
    return Interrupted(len(before), len(after), slopes[0], slopes[1])


def _years(day: str) -> float:
    year, month, of_month = (int(part) for part in day.split("-"))
    return date(year, month, min(of_month, 28)).toordinal() / 365.25
