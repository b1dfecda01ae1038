"""From what the rules found to findings in words, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from extraction.facts import Finding, Indicator, Instrument, Observation, Period
from extraction.findings.rule import Case, Found
from extraction.findings.rules import RULES
from extraction.report import Report


@cache
def _messages() -> dict[str, tuple[str, str, str]]:
    """Rule → severity and its words in Vietnamese and English."""
    text = files("extraction.findings").joinpath("messages.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith(("#", "rule\t"))]
    return {rule: (severity, vi, en) for rule, severity, vi, en in rows}


def read_findings(
    report: Report,
    observations: Sequence[Observation],
    period: Period | None,
    *,
    indicators: Sequence[Indicator] = (),
    instruments: Sequence[Instrument] = (),
) -> tuple[Finding, ...]:
    """Everything about the report's own figures, dates and numbering that does not add up, rule by rule."""
    case = Case(report, observations, period, indicators, instruments)
    return tuple(_worded(rule.name, found) for rule in RULES for found in rule.find(case))


def _worded(rule: str, found: Found) -> Finding:
    severity, vi, en = _messages()[rule]
    words = {"printed": found.printed, "computed": found.computed or ""}
    return Finding(
        rule,
        severity,
        found.passages,
        vi.format(**words),
        en.format(**words),
        concerns=found.concerns,
        computed=found.computed,
        printed=found.printed,
    )
