"""What the columns of a table hold, told by its header row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extraction.facts import ObservationKind, Period
from extraction.periods import find_periods
from ontology.keys import name_key

_KINDS = {
    "value-target": ObservationKind.TARGET,
    "value-estimate": ObservationKind.ESTIMATE,
    "value-actual": ObservationKind.ACTUAL,
}


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values; `kind` is None where only a period heads it ("Năm 2026")."""

    index: int
    kind: ObservationKind | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that can be read: an indicator and at least one of values."""

    indicator: int
    values: tuple[ValueColumn, ...]
    unit: int | None = None
    agency: int | None = None
    due: int | None = None
    count: int = 0


@cache
def _words() -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, str]] = []
    for line in files("extraction.tables").joinpath("columns.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "role\t")):
            role, words = line.split("\t")
            rows.extend((name_key(word), role) for word in words.split("|"))
    return tuple(sorted(rows, key=lambda r: -len(r[0])))


def _roles(cell: str) -> list[str]:
    """The roles that a header cell may have, the longest match first."""
    key = name_key(cell)
    return [role for word, role in _words() if key == word or key.startswith(f"{word} ")]


def columns_of(cells: Sequence[str], year: int | None) -> Columns | None:
    """Read a header row; None where the table is no table of indicators."""
    indicator = unit = agency = due = None
    values: list[ValueColumn] = []
    for i, cell in enumerate(cells):
        roles = _roles(cell)
        spans = list(find_periods(cell, year=year))
        period = spans[-1].period if spans else None
        kind = next((_KINDS[r] for r in roles if r in _KINDS), None)
        if indicator is None and "indicator" in roles and period is None:
            indicator = i
        elif "unit" in roles and unit is None and "agency" not in roles:
            unit = i
        elif "agency" in roles:
            agency = i
        elif "partner" in roles or "note" in roles or "number" in roles:
            continue
        elif kind is not None or (period is not None and not roles):
            values.append(ValueColumn(i, kind, period))
        elif "due" in roles:
            due = i
    if indicator is None or not values:
        return None
    return Columns(indicator, tuple(values), unit, agency, due, len(cells))
