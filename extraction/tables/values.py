"""The value in a cell of a table: one number with what bounds, hedges or ranks it, and its other form.

"≥ 85", "ước 9,4", "Tối thiểu 70%", "Nhóm 12", "64,3 (27/42)" are read; a range, two numbers or a change
("tăng 5%") have two readings or another meaning and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extraction.facts import ObservationKind
from extraction.figures.lexicon import alternation, classes
from extraction.figures.quantity import Quantity, find_quantities
from extraction.tables.units import unit_of
from ontology.keys import fold

_RANKED = re.compile(
    r"(?:thuộc |vào |trong )?(?:nhóm|top|tốp|hạng|thứ|thứ hạng|xếp thứ|xếp hạng|đứng thứ|vị trí)\Z"
)
_NUMBERED = ("trở lên", "trở xuống")
_HEDGES = {"E": ObservationKind.ESTIMATE, "F": ObservationKind.FORECAST}


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value of a cell: amount in its unit, its place in the cell, and what the words around it tell."""

    amount: Decimal
    unit: str
    start: int
    end: int
    parts: Decimal | None = None
    qualifier: str | None = None
    kind: ObservationKind | None = None
    other: bool = False  # the same fact in another form, in brackets behind the value


@cache
def _before() -> re.Pattern[str]:
    """What may stand before a value: comparators, hedges, "đạt"."""
    words = alternation([*classes()["bound"], *classes()["hedge"], "đạt", "từ", "còn", "đã đạt", "phấn đấu"])
    return re.compile(rf"(?:(?:{words})(?!\w)|[≥≤<>=~≈]++|\s++)*+\Z")


def values_of(text: str, unit_words: str, label: str) -> Iterator[CellValue]:
    """The value of a cell, then its other form in brackets; nothing where the cell is not one value."""
    folded = fold(text)
    found = list(find_quantities(folded))
    if not found or len(found) > 2 or any(q.upper is not None for q in found):
        return
    first, rest = found[0], folded[found[0].end :]
    before = folded[: first.start].strip()
    ranked = _RANKED.search(before) is not None
    if before and not ranked and not _before().match(before):
        return
    inner = _other(found, folded)
    if len(found) == 2 and inner is None:
        return
    after = rest[: rest.find("(")] if "(" in rest else rest
    after = after.strip(" .;*")
    qualifier = _qualifier(before, after)
    if after in _NUMBERED:
        after = ""
    if after.startswith(("-", "/", "–")):
        return
    unit, scale = _unit(first, after, unit_words, label)
    if ranked and first.unit is None:
        unit, scale = "rank", Decimal(1)
    if unit is None:
        return
    yield CellValue(
        _plain(first.value * scale),
        unit,
        first.start,
        first.end,
        _plain(first.parts * scale) if first.parts is not None else None,
        qualifier,
        _kind(before),
    )
    if inner is not None:
        other = inner.unit or ("count:" if inner.parts is not None else None)
        if other is not None and other != unit:
            yield CellValue(inner.value, other, inner.start, inner.end, inner.parts, other=True)


def _other(found: list[Quantity], folded: str) -> Quantity | None:
    """ "64,3 (27/42)", "27/42 (64,3%)": the second form, a share or a part of a whole, alone in brackets."""
    if len(found) != 2:
        return None
    first, second = found
    between, behind = folded[first.end : second.start].strip(), folded[second.end :].strip()
    apart = between in ("(", "(đạt", "% (") and behind in (")", ").")
    return second if apart and (second.parts is not None) != (first.parts is not None) else None


def _unit(quantity: Quantity, after: str, unit_words: str, label: str) -> tuple[str | None, Decimal]:
    """The unit of a value: its own, else the words behind it, else its column's ("Tỷ đồng" scales it)."""
    if quantity.unit is not None:
        return quantity.unit, Decimal(1)
    if after:
        return unit_of(after, "")
    return unit_of(unit_words, label)


def _kind(before: str) -> ObservationKind | None:
    for word, hedge in classes()["hedge"].items():
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", before):
            return _HEDGES[hedge]
    return None


def _qualifier(before: str, after: str) -> str | None:
    if after == "trở lên":
        return "at_least"
    if after == "trở xuống":
        return "at_most"
    bounds = classes()["bound"]
    return next((bounds[w] for w in sorted(bounds, key=len, reverse=True) if before.endswith(w)), None)


def _plain(amount: Decimal) -> Decimal:
    return Decimal(int(amount)) if amount == amount.to_integral() else amount.normalize()
