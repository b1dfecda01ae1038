"""The rules, in the order in which their findings are told."""

from __future__ import annotations

from extraction.findings.changes import ChangeContradictsValues, UnclearChangeUnit
from extraction.findings.dates import ImplausibleDate, InvalidDate
from extraction.findings.files import OF_FILES
from extraction.findings.lists import CountContradictsList, MissingNumber, NumberingGap
from extraction.findings.magnitudes import DoubledMagnitude, MoreThanTheWhole
from extraction.findings.rates import AverageContradictsTotal, ConversionContradictsRate
from extraction.findings.rule import Rule
from extraction.findings.shares import ShareContradictsCounts
from extraction.findings.sums import PartsContradictTotal

RULES: tuple[Rule, ...] = (
    InvalidDate(),
    ImplausibleDate(),
    DoubledMagnitude(),
    MoreThanTheWhole(),
    ChangeContradictsValues(),
    UnclearChangeUnit(),
    ShareContradictsCounts(),
    PartsContradictTotal(),
    ConversionContradictsRate(),
    AverageContradictsTotal(),
    CountContradictsList(),
    MissingNumber(),
    NumberingGap(),
    *OF_FILES,
)
