"""The rules that check a report's own figures and dates: from its facts to what does not add up.

A rule needs no other source than the report: what two reports say of one thing is compared elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extraction.facts import Change, Observation, Period, Ref
from extraction.figures.quantity import find_quantities
from extraction.periods import find_periods, year_of
from extraction.report import Passage, Report
from ontology.keys import fold


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: where, what is printed there, and what the arithmetic or the calendar gives."""

    rule: str
    passages: tuple[Passage, ...]
    printed: str
    computed: str | None = None
    concerns: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at: a report, its observations, and the period that it speaks of."""

    report: Report
    observations: Sequence[Observation]
    period: Period | None


Rule = Callable[[Case], Iterator[Found]]


def invalid_dates(case: Case) -> Iterator[Found]:
    """A printed day that the calendar does not have ("ngày 30/02/2024")."""
    for span in find_periods(case.report.text, year=year_of(case.period)):
        if not span.valid:
            passage = case.report.passage(span.start, span.end)
            concerned = [o.ref for o in case.observations if _within(passage, o.passage)]
            printed = case.report.exact(passage)
            yield Found("invalid_date", (passage,), printed, span.period.notation, tuple(concerned))


def impossible_magnitudes(case: Case) -> Iterator[Found]:
    """A number of millions in full that a magnitude word follows all the same."""
    for observation in case.observations:
        for quantity in find_quantities(fold(observation.verbatim)):
            if quantity.doubled:
                scale = Decimal(10) ** (9 if quantity.magnitude in ("tỷ", "tỉ") else 6)
                computed = f"{quantity.value * scale:f}"
                yield Found(
                    "impossible_magnitude",
                    (observation.passage,),
                    observation.verbatim,
                    computed,
                    (observation.ref,),
                )


def contradicting_changes(case: Case) -> Iterator[Found]:
    """A printed change that the value and its printed baseline contradict beyond rounding."""
    for observation in case.observations:
        change = observation.change
        if (
            change is None
            or change.baseline_value is None
            or change.upper is not None
            or observation.qualifier
        ):
            continue
        computed = _computed(observation.value, change)
        if computed is None or abs(computed - change.amount) <= _tolerance(observation.value, change):
            continue
        sign = "%" if change.unit == "percent" else ""
        yield Found(
            "change_contradicts_values",
            (observation.passage,),
            f"{change.amount:f}{sign}",
            f"{computed:.2f}{sign}",
            (observation.ref,),
        )


def unclear_changes(case: Case) -> Iterator[Found]:
    """A change of a percentage printed in percent, which may be points."""
    for observation in case.observations:
        if observation.change is not None and observation.change.unit == "unknown":
            printed = f"{observation.change.amount:f}%"
            yield Found("unclear_change_unit", (observation.passage,), printed, None, (observation.ref,))


def numbering_gaps(case: Case) -> Iterator[Found]:
    """A section number that is missing between two others."""
    for oddity in case.report.oddities:
        if oddity.rule == "numbering-gap":
            yield Found(oddity.rule, (oddity.passage,), oddity.detail)


RULES: tuple[Rule, ...] = (
    invalid_dates,
    impossible_magnitudes,
    contradicting_changes,
    unclear_changes,
    numbering_gaps,
)


def _is_bound(observation: Observation) -> bool:
    """Whether a value is only bounded or rounded ("hơn 40", "khoảng 15"); "~154,76" is as good as exact."""
    if observation.qualifier == "about":
        return len(observation.value.normalize().as_tuple().digits) <= 3
    return observation.qualifier is not None


def _within(inner: Passage, outer: Passage) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _computed(value: Decimal, change: Change) -> Decimal | None:
    base = change.baseline_value
    if base is None:
        return None
    if change.unit == "percent":
        return abs(value - base) / abs(base) * 100 if base else None
    return abs(value - base) if change.unit in ("points", "rank") else None


def _tolerance(value: Decimal, change: Change) -> Decimal:
    """Half a unit of the change's last digit, and what half a unit of each value can add to it."""
    base = change.baseline_value or Decimal(1)
    own = _half_unit(change.amount)
    if change.unit != "percent":
        return own + _half_unit(value) + _half_unit(base)
    return own + 100 * (_half_unit(value) + _half_unit(base) * abs(value / base)) / abs(base)


def _half_unit(number: Decimal) -> Decimal:
    """Half of the last digit that matters: a big round number ("200 tỷ") is taken to be good to 3 digits."""
    exponent = int(number.normalize().as_tuple().exponent)
    if exponent > 0:
        exponent = min(exponent, number.adjusted() - 2)
    return Decimal((0, (5,), exponent - 1))
