"""From the rows of a table to observations: value, unit from its column, kind and period from the header.

A row that only names ("II. Chính quyền số") heads the rows under it; one that only names a part of the row
above ("- Cấp xã") is of that row's indicator.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extraction.facts import Indicator, Kind, Observation, ObservationKind, Period, Ref
from extraction.figures.labels import head_of, lower_first, swap_head, thing, upper_first, with_head
from extraction.figures.lexicon import classes
from extraction.figures.observing import FigureReading
from extraction.mention import Mention
from extraction.periods import find_periods, year_of
from extraction.report import Block, BlockKind, Report, Role
from extraction.report import cells as cell_spans
from extraction.tables.columns import Columns, ValueColumn, columns_of, merged_header
from extraction.tables.units import without_unit
from extraction.tables.values import CellValue, values_of
from extraction.themes import themes_of
from ontology.keys import fold, name_slug

_NUMBERING = re.compile(r"\A(?:(?:\d{1,3}(?:\.\d{1,3})*+[.)]?|[ivxIVX]+[.)]|[a-zđ][.)]|[-+•*])\s+)++")
_BULLET = re.compile(r"\s*+[-+•*]\s")
_NOTHING = re.compile(r"[\s\d.,%/()-]*+\Z|[A-ZĐa-zđ]{1,2}\Z")
_WHOLE = ("tổng", "tổng số", "tổng cộng", "cộng", "chung", "bình quân", "trung bình", "bình quân chung")
_PARTED = re.compile(r"(?:trong đó|gồm|bao gồm|chia ra)\s*+:?\s*+", re.IGNORECASE)
_BEHEADS = 2  # rows that a header may have


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Table:
    """A table while it is read: its columns, the group that its rows stand under, the row above."""

    columns: Columns
    group: str = ""
    above: str = ""
    heads: set[int] = field(default_factory=set)


def read_tables(report: Report, names: Sequence[Mention], period: Period | None) -> FigureReading:
    """Every observation that a table of indicators states; other tables are left alone."""
    out = FigureReading()
    seen: set[Ref] = set()
    for rows in _tables(report):
        table, first = _opened(report, rows, period)
        if table is None:
            continue
        for block in rows[first:]:
            for observation, indicator, span in _read_row(report, table, block, names, period):
                out.observations.append(observation)
                out.spans.append(span)
                if indicator.ref not in seen:
                    seen.add(indicator.ref)
                    out.indicators.append(indicator)
    return out


def merged(first: FigureReading, second: FigureReading) -> FigureReading:
    """Two readings as one, in the order of the text; an indicator that both know stands once."""
    if not second.observations:
        return first
    pairs = [
        *zip(first.observations, first.spans, strict=True),
        *zip(second.observations, second.spans, strict=True),
    ]
    pairs.sort(key=lambda pair: pair[1])
    indicators = {i.ref: i for i in (*second.indicators, *first.indicators)}
    return FigureReading([o for o, _ in pairs], list(indicators.values()), [span for _, span in pairs])


def _tables(report: Report) -> Iterator[list[Block]]:
    """The rows of each table, the header first."""
    tables: dict[int, list[Block]] = {}
    for block in report.blocks:
        if block.kind is BlockKind.ROW and block.header is not None:
            tables.setdefault(block.header, []).append(block)
    yield from tables.values()


def _opened(report: Report, rows: list[Block], period: Period | None) -> tuple[_Table | None, int]:
    """A table by its header, and where its body begins."""
    texts = [[c.text for c in _cells(report.text, block)] for block in rows]
    year, body = year_of(period), texts[1:]
    joint = merged_header(texts[0], texts[1]) if len(texts) > _BEHEADS else None
    columns = columns_of(joint, year, body[1:]) if joint is not None else None
    if columns is not None:
        return _Table(columns), _BEHEADS
    columns = columns_of(texts[0], year, body)
    return (_Table(columns), 1) if columns is not None else (None, 1)


def _cells(text: str, block: Block) -> Iterator[_Cell]:
    for start, end in cell_spans(text, block.start, block.end):
        yield _Cell(start, end, text[start:end])


def _filled(cell: _Cell) -> bool:
    return any(c.isdigit() for c in cell.text)


def _read_row(
    report: Report, table: _Table, block: Block, names: Sequence[Mention], period: Period | None
) -> Iterator[tuple[Observation, Indicator, tuple[int, int]]]:
    cells, columns = list(_cells(report.text, block)), table.columns
    if len(cells) != columns.count:
        return
    printed = cells[columns.named].text
    name, unit = without_unit(_NUMBERING.sub("", printed, count=1).strip())
    if _NOTHING.match(name):
        return
    if not any(_filled(cells[v.index]) for v in columns.values):
        table.group = table.above = name
        return
    label, scope = (name, None) if columns.bodies else _of_row_above(table, printed, name)
    if not columns.bodies and scope is None:
        table.above = label
    row = _Row(report, block, cells, columns, label, scope, unit, table.group, names, period)
    yield from _values(row)


def _of_row_above(table: _Table, printed: str, name: str) -> tuple[str, str | None]:
    """The indicator of a row, and the part that it is of where it only names a part of the row above."""
    parted = _PARTED.match(name)
    words = name[parted.end() :] if parted else name
    begins = fold(words)
    tier = begins.startswith((*classes()["tier"], *classes()["fund"], "các "))
    below = bool(parted) or _BULLET.match(printed) is not None or tier
    if below and table.above and tier and head_of(table.above) and not head_of(words):
        return table.above, lower_first(words)
    return words, None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of values with all that tells what they are."""

    report: Report
    block: Block
    cells: Sequence[_Cell]
    columns: Columns
    label: str
    scope: str | None
    unit: str
    group: str
    names: Sequence[Mention]
    period: Period | None


def _values(row: _Row) -> Iterator[tuple[Observation, Indicator, tuple[int, int]]]:
    columns, cells = row.columns, row.cells
    agency = _agency(cells[columns.agency], row.names) if columns.agency is not None else None
    due = _due(cells[columns.due].text, row.period) if columns.due is not None else None
    for column in columns.values:
        cell = cells[column.index]
        base = column.label or _headed(column.head, row.label)
        units = cells[columns.unit].text if columns.unit is not None else ""
        for value in values_of(cell.text, units or row.unit or column.unit, base):
            kind = value.kind or column.kind or _kind(row.block, column, row.period)
            when = column.period or (due if kind is ObservationKind.TARGET else None) or row.period
            yield _observed(row, column, cell, value, base, kind, when, agency)


def _headed(head: str, label: str) -> str:
    """What a column of sums names of a row: "Kinh phí" of "Mua máy chủ"; a row of sums is its total."""
    if head and fold(label).strip(" :.") in _WHOLE:
        return f"Tổng {lower_first(head)}"
    return label if not head or head_of(label) else f"{head} {lower_first(label)}"


def _observed(
    row: _Row,
    column: ValueColumn,
    cell: _Cell,
    value: CellValue,
    base: str,
    kind: ObservationKind,
    when: Period | None,
    agency: Ref | None,
) -> tuple[Observation, Indicator, tuple[int, int]]:
    unit, name = _named(base, value)
    ref = Ref(Kind.INDICATOR, name_slug(name))
    passage = row.report.passage(row.block.start, row.block.end)
    seed = f"{row.report.sha256}:table:{passage.start}:{column.index}:{value.start}"
    scope = _scope(row.label) if row.columns.bodies else row.scope
    observation = Observation(
        Ref(Kind.OBSERVATION, hashlib.sha256(seed.encode()).hexdigest()[:16]),
        ref,
        value.amount,
        unit,
        cell.text,
        passage,
        period=when,
        kind=kind,
        denominator=value.parts,
        qualifier=value.qualifier,
        scope=scope,
        about=agency,
    )
    context = f"{row.group}. {base}"
    indicator = Indicator(ref, name, unit, themes_of(f"{name} {row.group}"), context)
    return observation, indicator, (cell.start + value.start, cell.start + value.end)


def _named(base: str, value: CellValue) -> tuple[str, str]:
    """The unit and the name of a value: a share has the head of one, its other form the other head."""
    unit = value.unit
    if not value.other:
        return unit, upper_first(with_head(base, unit) if unit == "percent" else base)
    if unit == "count:":
        unit += " ".join(fold(thing(swap_head(base, unit))).split()[:2])
    return unit, upper_first(swap_head(base, unit))


def _scope(name: str) -> str | None:
    """Whose value it is by the name of the row; a row of sums is of the whole."""
    return None if fold(name).strip(" :.") in _WHOLE else name


def _kind(block: Block, column: ValueColumn, period: Period | None) -> ObservationKind:
    """A column that only a year heads holds targets in a part on tasks, and for a year after the report's."""
    own, now = year_of(column.period), year_of(period) or 9999
    if own is not None and own != now:
        return ObservationKind.TARGET if own > now else ObservationKind.ACTUAL
    planned = block.role in (Role.TASKS, Role.PROPOSALS)
    return ObservationKind.TARGET if planned else ObservationKind.ACTUAL


def _agency(cell: _Cell, names: Sequence[Mention]) -> Ref | None:
    """The one organization that an agency cell names; several leave it open."""
    inside = {
        m.ref
        for m in names
        if cell.start <= m.start and m.end <= cell.end and m.ref.kind is Kind.ORGANIZATION
    }
    return inside.pop() if len(inside) == 1 else None


def _due(text: str, period: Period | None) -> Period | None:
    spans = list(find_periods(text, year=year_of(period)))
    return spans[-1].period if spans else None
