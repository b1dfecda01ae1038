"""What reports say of one indicator and can't both be right, or may not be one trend.

Two different values for one period and scope; a cumulative count or a stock of things that falls from one
report to a later one. Nothing is corrected and nothing is called an error: definitions may have changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from extraction.facts import Finding, Observation, ObservationKind, Ref, ReportFacts
from extraction.lexicons import words_of
from graph.inference import Remark
from graph.inference.times import end_of

_ROOM = Decimal("0.005")  # half a percent: what rounding of printed values explains


@dataclass(frozen=True, slots=True)
class _Value:
    report: str
    label: str
    observation: Observation
    end: str


def find_conflicts(reports: Mapping[str, ReportFacts]) -> Iterator[Remark]:
    """Findings over the series of each indicator, by unit, scope and area."""
    for values in _series(reports).values():
        ordered = sorted(values, key=lambda v: (v.end, v.report, v.observation.ref.key))
        for one, other in pairwise(ordered):
            if one.observation.ref == other.observation.ref or not _differ(one, other):
                continue
            if one.observation.period == other.observation.period:
                yield _remark("conflicting_values", one, other)
            elif one.report != other.report and _falls(one.observation, other.observation):
                yield _remark("falling_value", one, other)


def _series(reports: Mapping[str, ReportFacts]) -> dict[tuple[object, ...], list[_Value]]:
    out: dict[tuple[object, ...], list[_Value]] = defaultdict(list)
    for sha, facts in reports.items():
        labels: dict[Ref, str] = {i.ref: i.label for i in facts.indicators}
        for o in facts.observations:
            if o.kind is not ObservationKind.ACTUAL or o.period is None:
                continue
            # one body's figures are compared with its own: a province's share is not the country's
            key = (o.indicator, o.unit, o.scope, o.area, o.period.kind, facts.publisher)
            out[key].append(_Value(sha, labels[o.indicator], o, end_of(o.period)))
    return out


def _differ(one: _Value, other: _Value) -> bool:
    """Whether two values differ by more than rounding and what their qualifiers leave open."""
    a, b = one.observation, other.observation
    if a.denominator != b.denominator and a.denominator and b.denominator:
        return False
    room = abs(a.value) * _ROOM
    for low, high in ((a, b), (b, a)):
        if low.qualifier in ("more_than", "at_least") and high.value >= low.value:
            return False
        if low.qualifier in ("less_than", "at_most", "nearly") and high.value <= low.value:
            return False
    if "about" in (a.qualifier, b.qualifier):
        room = abs(a.value) * _ROOM * 10
    return abs(a.value - b.value) > room


def _falls(earlier: Observation, later: Observation) -> bool:
    """Whether a count that only grows, or a share, is lower in the later report."""
    counted = earlier.unit.startswith("count:") and (earlier.period is None or earlier.period.kind != "flow")
    return later.value < earlier.value and (counted or earlier.unit == "percent")


def _remark(rule: str, one: _Value, other: _Value) -> Remark:
    texts = words_of("graph.inference", "conflicts.tsv")
    words = {"label": one.label, "one": _told(one), "other": _told(other)}
    finding = Finding(
        rule,
        "note",
        (one.observation.passage, other.observation.passage),
        texts[f"{rule}_vi"][0].format(**words),
        texts[f"{rule}_en"][0].format(**words),
        concerns=(one.observation.ref, other.observation.ref),
        printed=one.observation.verbatim,
        computed=other.observation.verbatim,
    )
    return Remark(finding, (one.report, other.report))


def _told(value: _Value) -> str:
    period = value.observation.period
    return f"{value.observation.verbatim} ({period.notation})" if period else value.observation.verbatim
