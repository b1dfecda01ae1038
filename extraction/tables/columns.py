"""What the columns of a table hold, told by its header.

Two layouts are read: a row for each indicator, its values in columns by kind and year ("Kết quả năm 2030 |
Mục tiêu năm 2031"); and a row for each body, an indicator in each column ("Tỉnh | Tỷ lệ … (%) | Số …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from extraction.facts import ObservationKind, Period
from extraction.figures.labels import head_of
from extraction.periods import find_periods
from extraction.tables.units import without_unit
from ontology.keys import fold, name_key

_KINDS = {
    "value-target": ObservationKind.TARGET,
    "value-estimate": ObservationKind.ESTIMATE,
    "value-actual": ObservationKind.ACTUAL,
}
_YEAR = re.compile(r"(?:[^\d/-]{0,40}\s)?((?:19|20)\d\d)\Z")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values; `kind` is None where only a period heads it ("Năm 2026").

    `unit` is what the header prints in brackets ("Kết quả (%)"), `label` the indicator of a column of its
    own, `head` what the column gives of whatever its rows name ("Kinh phí").
    """

    index: int
    kind: ObservationKind | None
    period: Period | None
    unit: str = ""
    label: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table that can be read: what its rows name (`named`), and at least one of values.

    Rows name indicators, or, where `bodies` is true, those whom the indicators at the columns are about.
    """

    named: int
    values: tuple[ValueColumn, ...]
    unit: int | None = None
    agency: int | None = None
    due: int | None = None
    count: int = 0
    bodies: bool = False


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
    return [role for word, role in _words() if word and (key == word or key.startswith(f"{word} "))]


def _period(cell: str, year: int | None) -> Period | None:
    spans = list(find_periods(cell, year=year))
    if spans:
        return spans[-1].period
    bare = _YEAR.match(cell.strip())
    return Period(bare.group(1)) if bare else None


@dataclass(slots=True)
class _Header:
    """A header while its cells are read from the left."""

    year: int | None
    body: Sequence[Sequence[str]]
    named: int | None = None
    bodies: bool = False
    values: list[ValueColumn] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)  # the first column of unit, agency, due, number

    def take(self, i: int, cell: str) -> bool:
        """Take the header's cell `i`; false where it shows a table of deeds."""
        words, printed = without_unit(cell)
        roles = _roles(words)
        first = roles[0] if roles else ""
        period = _period(words, self.year)
        if first == "unit-or-body":
            first = "body" if self.named is None and not _holds_units(self.body, i) else "unit"
        if self.named is None and period is None and self._names(i, words, first, roles):
            return True
        if first in ("unit", "number", "agency"):
            self.others.setdefault(first, i)
        elif first not in ("partner", "note", "moved", "work"):
            self._value(i, words, printed, roles, period)
        return first != "work"

    def _names(self, i: int, words: str, first: str, roles: list[str]) -> bool:
        """Whether the column names what the rows are: indicators, or those whom they are about."""
        self.bodies = "indicator" not in roles and first == "body" and not head_of(words)
        if "indicator" not in roles and not self.bodies:
            return False
        self.named = i
        return True

    def _value(self, i: int, words: str, printed: str, roles: list[str], period: Period | None) -> None:
        kind = next((_KINDS[r] for r in roles if r in _KINDS), None)
        if self.bodies:
            if _measures(words) or "value" in roles:
                label = _untimed(words, self.year)
                self.values.append(ValueColumn(i, kind if period else None, period, printed, label))
        elif "value" in roles:
            self.values.append(ValueColumn(i, kind, period, printed, head=words))
        elif kind is not None or (period is not None and not roles):
            self.values.append(ValueColumn(i, kind, period, printed))
        elif "due" in roles:
            self.others.setdefault("due", i)


def _untimed(words: str, year: int | None) -> str:
    """A header without the time in it: "Số lượt khách năm 2030" → "Số lượt khách"."""
    for span in reversed(list(find_periods(words, year=year))):
        words = words[: span.start] + words[span.end :]
    return " ".join(words.split())


def columns_of(cells: Sequence[str], year: int | None, body: Sequence[Sequence[str]] = ()) -> Columns | None:
    """Read a header; None where the table is no table of indicators. `body` are the rows under it."""
    header = _Header(year, body)
    if not all(header.take(i, cell) for i, cell in enumerate(cells)):
        return None
    if header.named is None or not header.values:
        return None
    at = header.others.get
    return Columns(
        header.named, tuple(header.values), at("unit"), at("agency"), at("due"), len(cells), header.bodies
    )


def _measures(header: str) -> bool:
    """Whether a header names an indicator by itself: "Tỷ lệ hồ sơ đúng hạn", "Số điểm bưu điện"."""
    return bool(head_of(header)) and len(fold(header).split()) > 1


def _holds_units(body: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a column "Đơn vị" holds units, not names: short words without capitals inside, or "%"."""
    seen = [row[index] for row in body if index < len(row) and row[index]]
    return not seen or any(len(text.split()) <= 2 and not _FIGURE.search(text) for text in seen[:3])


def merged_header(first: Sequence[str], second: Sequence[str]) -> list[str] | None:
    """Two rows that head one table, as one; None where the second is a row of values.

    The second row parts what the first spans: "Kết quả | | Mục tiêu" above "2030 | 2031 | 2032".
    """
    filled = [i for i, text in enumerate(second) if text]
    if len(first) != len(second) or not filled or len(filled) == len(second):
        return None
    if not all(_YEAR.match(second[i]) or _roles(second[i]) or _period(second[i], None) for i in filled):
        return None
    out, above = [], ""
    for i, text in enumerate(first):
        above = text or (above if second[i] else "")
        out.append(f"{above} {second[i]}".strip())
    return out
