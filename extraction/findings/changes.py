"""Printed changes against the values that they are changes of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from extraction.facts import Change, Observation, Ref
from extraction.findings.rule import Case, Found, Rule, half_unit, printed

_ROUNDED = 3  # digits; a value of more ("khoảng 154,76") is as good as exact


class ChangeContradictsValues(Rule):
    """A printed change that the value and its baseline contradict beyond rounding.

    The baseline is the value printed beside it, or that of the same indicator at the time that the change
    counts from, printed elsewhere in the report.
    """

    name = "change_contradicts_values"

    def _find(self, case: Case) -> Iterator[Found]:
        known = _by_period(case.observations)
        for observation in case.observations:
            change = observation.change
            if change is None or _is_bound(observation):
                continue
            base = _baseline(observation, change, known)
            if base is None:
                continue
            value, places = base
            computed = _computed(observation.value, value, change.unit)
            if computed is None or _agrees(computed, observation.value, value, change):
                continue
            sign = "%" if change.unit == "percent" else ""
            amount = printed(change.amount)
            if change.upper is not None:
                amount = f"{amount}–{printed(change.upper)}"
            yield Found(
                tuple(dict.fromkeys((observation.passage, *(place.passage for place in places)))),
                f"{amount}{sign}",
                f"{printed(computed)}{sign}",
                (observation.ref, *(place.ref for place in places)),
            )


class UnclearChangeUnit(Rule):
    """A change of a percentage printed in percent, which may be points."""

    name = "unclear_change_unit"

    def _find(self, case: Case) -> Iterator[Found]:
        for observation in case.observations:
            if observation.change is not None and observation.change.unit == "unknown":
                amount = f"{printed(observation.change.amount)}%"
                yield Found((observation.passage,), amount, None, (observation.ref,))


_Known = Mapping[tuple[Ref, str, str], Sequence[Observation]]


def _by_period(observations: Sequence[Observation]) -> _Known:
    """Observations without a scope by indicator, unit and year."""
    out: dict[tuple[Ref, str, str], list[Observation]] = {}
    for each in observations:
        if each.period is not None and each.scope is None:
            out.setdefault((each.indicator, each.unit, each.period.notation[:4]), []).append(each)
    return out


def _baseline(
    observation: Observation, change: Change, known: _Known
) -> tuple[Decimal, tuple[Observation, ...]] | None:
    """The value that the change counts from, and the observation that prints it where it stands elsewhere."""
    if change.baseline_value is not None:
        return change.baseline_value, ()
    if change.baseline_period is None or change.unit != "percent" or observation.scope is not None:
        return None
    key = (observation.indicator, observation.unit, change.baseline_period.notation[:4])
    earlier = [each for each in known.get(key, ()) if not _is_bound(each) and each is not observation]
    return (earlier[0].value, (earlier[0],)) if len(earlier) == 1 else None


def _is_bound(observation: Observation) -> bool:
    """Whether a value is only bounded or rounded ("hơn 40", "khoảng 15"); "~154,76" is as good as exact."""
    if observation.qualifier == "about":
        return len(observation.value.normalize().as_tuple().digits) <= _ROUNDED
    return observation.qualifier is not None


def _computed(value: Decimal, base: Decimal, unit: str) -> Decimal | None:
    if unit == "percent":
        return abs(value - base) / abs(base) * 100 if base else None
    return abs(value - base) if unit in ("points", "rank") else None


def _agrees(computed: Decimal, value: Decimal, base: Decimal, change: Change) -> bool:
    """Whether the printed change is the computed one, or its range around it, within what rounding allows."""
    room = half_unit(change.amount)
    if change.unit == "percent":
        room += 100 * (half_unit(value) + half_unit(base) * abs(value / base)) / abs(base)
    else:
        room += half_unit(value) + half_unit(base)
    upper = change.upper if change.upper is not None else change.amount
    return change.amount - room <= computed <= upper + room
