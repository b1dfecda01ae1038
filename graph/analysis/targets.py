"""Progress to targets: the latest value of one indicator, unit and scope, the way left, who answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from graph.analysis.lookup import Lookup, end_of
from graph.analysis.model import Answer, Entry, Figure, Thing
from graph.analysis.question import answer
from graph.errors import ToldError

_LOWER_IS_BETTER = ("rank",)


class EmptyPeriod(ToldError):  # noqa: N818 - named for what was found
    """A period for which there is nothing; `periods` are those with something."""

    def __init__(self, period: str, periods: tuple[str, ...]) -> None:
        self.periods = periods
        super().__init__("empty-period", name=period, some=", ".join(periods) or "—")


@dataclass(frozen=True, slots=True)
class Progress:
    """A target beside the values of its line. `gap` is target minus latest, in the target's unit.

    `needed` and `pace` are per month: what is still needed up to the end of the target's period, and what
    there was between the two latest values; None where a value or a period is missing. `tasks` are those that
    state the target.
    """

    target: Figure
    latest: Figure | None = None
    earlier: Figure | None = None
    gap: Decimal | None = None
    months: int | None = None
    needed: Decimal | None = None
    pace: Decimal | None = None
    met: bool | None = None
    tasks: tuple[Entry, ...] = ()

    @property
    def agencies(self) -> tuple[Thing, ...]:
        """Who was given the tasks that state the target."""
        found = [cell for entry in self.tasks if isinstance(cell := entry.cells[2], Thing)]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of a year ("" for all); `listed` and `values` are the answers that they were read from."""

    year: str
    progress: tuple[Progress, ...]
    listed: Answer
    values: Answer
    tasks: Answer


def months_between(first: str, last: str) -> int | None:
    """Whole months from the end of one period to the end of another; None where one is missing."""
    one, two = end_of(first), end_of(last)
    if not one or not two:
        return None
    return (int(two[:4]) - int(one[:4])) * 12 + int(two[5:7]) - int(one[5:7])


def comparable(figures: Iterable[Figure]) -> dict[tuple[str, str, str], list[Figure]]:
    """Values that are no targets by their line, the earliest first."""
    lines: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.kind != "target":
            lines[figure.line].append(figure)
    for line in lines.values():
        line.sort(key=lambda f: (end_of(f.period), f.kind == "forecast", f.iri))
    return lines


def progress_of(target: Figure, line: list[Figure], tasks: tuple[Entry, ...] = ()) -> Progress:
    """A target beside the values of its line."""
    dated = [f for f in line if f.period and end_of(f.period) <= end_of(target.period or "9999")]
    if not dated:
        return Progress(target, tasks=tasks)
    latest = dated[-1]
    before = [f for f in dated if end_of(f.period) < end_of(latest.period)]
    earlier = before[-1] if before else None
    gap = target.value - latest.value
    lower = target.unit in _LOWER_IS_BETTER or target.qualifier in ("at_most", "less_than")
    met = gap >= 0 if lower else gap <= 0
    months = months_between(latest.period, target.period)
    past = months_between(earlier.period, latest.period) if earlier else None
    return Progress(
        target=target,
        latest=latest,
        earlier=earlier,
        gap=gap,
        months=months,
        needed=gap / months if months and months > 0 and not met else None,
        pace=(latest.value - earlier.value) / past if earlier and past else None,
        met=met,
        tasks=tasks,
    )


def targets(lookup: Lookup, year: str = "") -> Targets:
    """All targets, or those of one year.

    Raises:
        EmptyPeriod: no target is for that year.
    """
    listed = answer(lookup, "targets")
    figures = [f for f in listed.column("target") if isinstance(f, Figure)]
    chosen = [f for f in figures if not year or f.period.rsplit("/", 1)[-1].startswith(year)]
    if year and not chosen:
        raise EmptyPeriod(year, tuple(sorted({f.period for f in figures if f.period})))
    values = answer(lookup, "values")
    lines = comparable(f for f in values.column("figure") if isinstance(f, Figure))
    tasks = answer(lookup, "target-tasks")
    by_target = tasks_by_target(tasks)
    return Targets(
        year,
        tuple(progress_of(f, lines.get(f.line, []), by_target.get(f.iri, ())) for f in chosen),
        listed,
        values,
        tasks,
    )


def tasks_by_target(tasks: Answer) -> Mapping[str, tuple[Entry, ...]]:
    """The tasks that state each target."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in tasks.entries:
        if isinstance(entry.cells[0], Figure):
            found[entry.cells[0].iri].append(entry)
    return {iri: tuple(entries) for iri, entries in found.items()}
