"""What changed between two reports: what is new, gone, moved, and what may not be the same thing."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from graph.analysis.lookup import Lookup, end_of
from graph.analysis.model import Answer, Cell, Entry, Figure, Thing
from graph.analysis.question import answer
from graph.analysis.targets import comparable


@dataclass(frozen=True, slots=True)
class Moved:
    """One line's latest value in each report; `difference` in its unit."""

    earlier: Figure
    later: Figure

    @property
    def difference(self) -> Decimal:
        """Later minus earlier."""
        return self.later.value - self.earlier.value


@dataclass(frozen=True, slots=True)
class Shift:
    """An indicator whose values differ in more than size: `what` is unit, scope, whole or noun (counted)."""

    indicator: Thing
    what: str  # unit, scope, whole or noun
    earlier: Figure
    later: Figure


@dataclass(frozen=True, slots=True)
class Changes:
    """From the earlier report to the later one; entries carry their quotes."""

    earlier: Thing
    later: Thing
    as_of: tuple[str, str]
    new_instruments: tuple[Entry, ...]
    gone_instruments: tuple[Entry, ...]
    moved: tuple[Moved, ...]
    new_figures: tuple[Figure, ...]
    gone_figures: tuple[Figure, ...]
    advanced: tuple[Entry, ...]
    closed: tuple[tuple[Entry, Entry], ...]
    opened: tuple[Entry, ...]
    unmentioned: tuple[Entry, ...]
    resolved: tuple[Entry, ...]
    shifted: tuple[Shift, ...]
    answers: tuple[Answer, ...]
    advances: Answer


def changes(lookup: Lookup, one: Thing, two: Thing) -> Changes:
    """What changed between two reports; the one that speaks of the earlier period comes first."""
    earlier, later = sorted((one, two), key=lambda r: end_of(lookup.as_of(r.iri)))
    parts = {
        name: tuple(answer(lookup, f"report-{name}", report=r.iri) for r in (earlier, later))
        for name in ("figures", "bottlenecks", "instruments")
    }
    figures = [_figures(each) for each in parts["figures"]]
    known = [{f.indicator for f in each} for each in figures]
    before, after = (each.entries for each in parts["bottlenecks"])
    alike = {frozenset((e.cells[0], e.cells[2])) for e in answer(lookup, "close-bottlenecks").entries}
    listed = [{entry.cells[0] for entry in each.entries} for each in parts["instruments"]]
    advances = answer(lookup, "advanced")
    periods = (lookup.as_of(earlier.iri), lookup.as_of(later.iri))
    return Changes(
        earlier=earlier,
        later=later,
        as_of=periods,
        new_instruments=tuple(e for e in parts["instruments"][1].entries if e.cells[0] not in listed[0]),
        gone_instruments=tuple(e for e in parts["instruments"][0].entries if e.cells[0] not in listed[1]),
        moved=_moved(*figures),
        new_figures=tuple(f for f in figures[1] if f.indicator not in known[0]),
        gone_figures=tuple(f for f in figures[0] if f.indicator not in known[1]),
        advanced=tuple(e for e in advances.entries if (e.cells[3], e.cells[5]) == periods),
        closed=tuple(
            (old, new)
            for old in before
            for new in after
            if (old.cells[1], new.cells[1]) == ("open", "resolved") and _same(old, new, alike)
        ),
        opened=tuple(
            e for e in after if e.cells[1] == "open" and not any(_same(e, o, alike) for o in before)
        ),
        unmentioned=tuple(
            e for e in before if e.cells[1] == "open" and not any(_same(e, n, alike) for n in after)
        ),
        resolved=tuple(e for e in after if e.cells[1] == "resolved"),
        shifted=_shifted(*figures),
        answers=tuple(each for pair in parts.values() for each in pair),
        advances=advances,
    )


def _figures(found: Answer) -> list[Figure]:
    return [cell for cell in found.column("figure") if isinstance(cell, Figure)]


def _same(one: Entry, two: Entry, alike: AbstractSet[frozenset[Cell]]) -> bool:
    return one.cells[0] == two.cells[0] or frozenset((one.cells[0], two.cells[0])) in alike


def _moved(earlier: Iterable[Figure], later: Iterable[Figure]) -> tuple[Moved, ...]:
    before, after = comparable(earlier), comparable(later)
    return tuple(
        Moved(before[line][-1], after[line][-1])
        for line in sorted(before.keys() & after.keys())
        if end_of(before[line][-1].period) <= end_of(after[line][-1].period)
    )


def _shifted(earlier: Iterable[Figure], later: Iterable[Figure]) -> tuple[Shift, ...]:
    """Indicators with values in both reports that share no line, or that count or whole is another."""
    before, after = comparable(earlier), comparable(later)
    ends = [{line[0]: values[-1] for line, values in each.items()} for each in (before, after)]
    shifts = []
    for iri in sorted(ends[0].keys() & ends[1].keys()):
        one, two = ends[0][iri], ends[1][iri]
        common = [line for line in before if line[0] == iri and line in after]
        if common:
            one, two = before[common[0]][-1], after[common[0]][-1]
            if one.denominator and two.denominator and one.denominator != two.denominator:
                shifts.append(Shift(one.indicator, "whole", one, two))
            elif one.unit != two.unit:
                shifts.append(Shift(one.indicator, "noun", one, two))
        else:
            shifts.append(Shift(one.indicator, "unit" if one.unit != two.unit else "scope", one, two))
    return tuple(shifts)
