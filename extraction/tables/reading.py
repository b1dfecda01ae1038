"""From the rows of a table to observations: value, unit from its column, kind and period from the header.

A cell that isn't one number with at most a comparator ("≥ 85", "tối thiểu 70%") is left unread: a range or
two numbers in one cell have two readings.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extraction.facts import Indicator, Kind, Observation, ObservationKind, Period, Ref
from extraction.figures.labels import upper_first, with_head
from extraction.figures.lexicon import alternation, classes
from extraction.figures.observing import FigureReading
from extraction.figures.quantity import Quantity, find_quantities
from extraction.mention import Mention
from extraction.periods import find_periods, year_of
from extraction.report import Block, BlockKind, Report, Role
from extraction.tables.columns import Columns, ValueColumn, columns_of
from extraction.themes import themes_of
from ontology.keys import fold, name_slug

_NUMBERING = re.compile(r"(?:(?:\d{1,3}(?:\.\d{1,3})*+[.)]?|[ivxIVX]+[.)]|[a-zđ][.)]|[-+•*])\s+)++")
_NOTHING = re.compile(r"[\s\d.,%/()-]*\Z")


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


def read_tables(report: Report, names: Sequence[Mention], period: Period | None) -> FigureReading:
    """Every observation that a table of indicators states; other tables are left alone."""
    out = FigureReading()
    seen: set[Ref] = set()
    layout: dict[int, Columns | None] = {}
    group = ""
    for block in report.blocks:
        if block.kind is not BlockKind.ROW or block.header is None:
            continue
        cells = list(_cells(report.text, block))
        if report.blocks[block.header] == block:
            layout[block.header] = columns_of([c.text for c in cells], year_of(period))
            group = ""
            continue
        columns = layout.get(block.header)
        if columns is None or len(cells) != columns.count:
            continue
        label = _NUMBERING.sub("", cells[columns.indicator].text, count=1).strip()
        if _NOTHING.match(label):
            continue
        if not any(_filled(cells[v.index]) for v in columns.values):
            group = label
            continue
        for observation, indicator, span in _row(report, block, cells, columns, label, group, names, period):
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


def _cells(text: str, block: Block) -> Iterator[_Cell]:
    at = block.start
    for piece in text[block.start : block.end].split("|"):
        lead = len(piece) - len(piece.lstrip())
        yield _Cell(at + lead, at + len(piece.rstrip()), piece.strip())
        at += len(piece) + 1


def _filled(cell: _Cell) -> bool:
    return any(c.isdigit() for c in cell.text)


def _row(
    report: Report,
    block: Block,
    cells: Sequence[_Cell],
    columns: Columns,
    label: str,
    group: str,
    names: Sequence[Mention],
    period: Period | None,
) -> Iterator[tuple[Observation, Indicator, tuple[int, int]]]:
    unit_cell = cells[columns.unit].text if columns.unit is not None else ""
    agency = _agency(cells[columns.agency], names) if columns.agency is not None else None
    due = _due(cells[columns.due].text, period) if columns.due is not None else None
    passage = report.passage(block.start, block.end)
    for column in columns.values:
        cell = cells[column.index]
        value = _value(cell, unit_cell)
        if value is None:
            continue
        quantity, amount, unit, qualifier = value
        kind = column.kind or _kind(block, column, period)
        when = column.period or (due if kind is ObservationKind.TARGET else None) or period
        name = upper_first(with_head(label, unit) if unit == "percent" else label)
        ref = Ref(Kind.INDICATOR, name_slug(name))
        seed = f"{report.sha256}:table:{passage.start}:{column.index}"
        oid = Ref(Kind.OBSERVATION, hashlib.sha256(seed.encode()).hexdigest()[:16])
        start = cell.start + quantity.start
        yield (
            Observation(
                oid,
                ref,
                amount,
                unit,
                cell.text,
                passage,
                period=when,
                kind=kind,
                denominator=quantity.parts,
                qualifier=qualifier,
                about=agency,
            ),
            Indicator(ref, name, unit, themes_of(f"{name} {group}"), f"{group}. {label}"),
            (start, cell.start + quantity.end),
        )


def _kind(block: Block, column: ValueColumn, period: Period | None) -> ObservationKind:
    """A column that only a year heads holds targets in a part on tasks, and for a year after the report's."""
    later = (year_of(column.period) or 0) > (year_of(period) or 9999)
    return (
        ObservationKind.TARGET
        if later or block.role in (Role.TASKS, Role.PROPOSALS)
        else ObservationKind.ACTUAL
    )


def _value(cell: _Cell, unit_cell: str) -> tuple[Quantity, Decimal, str, str | None] | None:
    folded = fold(cell.text)
    found = list(find_quantities(folded))
    if len(found) != 1 or found[0].upper is not None:
        return None
    quantity = found[0]
    before, after = folded[: quantity.start].strip(), folded[quantity.end :].strip(" .;")
    bounds = classes()["bound"]
    if (
        before
        and before not in bounds
        and not re.fullmatch(rf"(?:đạt|ước|{alternation(bounds)}|\s)+", before)
    ):
        return None
    word = next((w for w in sorted(bounds, key=len, reverse=True) if before.endswith(w)), None)
    unit, factor = _unit(quantity, after, unit_cell)
    if unit is None:
        return None
    amount = quantity.value * factor
    plain = Decimal(int(amount)) if amount == amount.to_integral() else amount.normalize()
    return quantity, plain, unit, bounds[word] if word else None


def _unit(quantity: Quantity, after: str, unit_cell: str) -> tuple[str | None, Decimal]:
    """The unit of a value: its own, else the words behind it, else its column's ("Tỷ đồng" scales it)."""
    if quantity.unit is not None:
        return quantity.unit, Decimal(1)
    words = after or fold(unit_cell).strip()
    if not words:
        return None, Decimal(1)
    probe = next(find_quantities(f"1 {words}"), None)
    if probe is not None and probe.unit is not None and probe.end == len(words) + 2:
        return probe.unit, probe.value
    if words.startswith(("tỷ lệ", "tỉ lệ")):
        return "percent", Decimal(1)
    if words == "điểm":
        return "points", Decimal(1)
    if words in ("hạng", "thứ hạng", "bậc", "vị trí", "xếp hạng"):
        return "rank", Decimal(1)
    scale = probe.value if probe is not None and probe.magnitude else Decimal(1)
    noun = words.split(" ", 1)[-1] if scale != 1 and " " in words else words
    return f"count:{noun}", scale


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
