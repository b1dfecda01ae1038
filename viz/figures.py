"""Values of indicators as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from graph.mapping.periods import bounds
from viz.language import Catalogue
from viz.quotes import Quote, chosen
from viz.terms import Label, Row, decimal, grouped, need, text
from viz.view import Link, View


@dataclass(frozen=True, slots=True)
class Move:
    """How far a value moved, with what it is compared to."""

    amount: Decimal
    upper: Decimal | None
    unit: str
    direction: str | None
    baseline_period: str | None
    baseline_value: Decimal | None

    def shown(self, words: Catalogue) -> str:
        """As "+28 điểm phần trăm so với 2023" in the page's language."""
        key = f"change.{self.unit}"
        amount = words.number(self.amount) + (
            f"–{words.number(self.upper)}" if self.upper is not None else ""
        )
        size = words(key, n=amount) if words.has(key) else words.value(self.amount, self.unit)
        sign = {"up": "+", "down": "−"}.get(self.direction or "", "")
        since = (
            f" {words('change.since', period=words.period(self.baseline_period))}"
            if self.baseline_period
            else ""
        )
        return f"{sign}{size}{since}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one indicator."""

    iri: str
    href: str
    indicator: Link | None
    value: Decimal | None
    unit: str | None
    denominator: Decimal | None
    period: str | None
    kind: str
    qualifier: str | None
    scope: str | None
    verbatim: str | None
    about: Link | None = None
    change: Move | None = None
    quotes: tuple[Quote, ...] = ()

    def shown(self, words: Catalogue) -> str:
        """The value with qualifier and unit: "hơn 150 nền tảng"."""
        if self.value is None:
            return self.verbatim or words("figure.none")
        value = words.value(self.value, self.unit, self.denominator)
        return f"{words.word('qualifier', self.qualifier)} {value}" if self.qualifier else value


def figure_of(view: View, rows: list[Row], names: Mapping[str, Label], known: Mapping[str, Quote]) -> Figure:
    """The value that a group of rows of one observation describes."""
    row = rows[0]
    iri = need(row, "observation")
    indicator, about = text(row, "indicator"), text(row, "about")
    return Figure(
        iri=iri,
        href=view.href(iri),
        indicator=view.link(indicator, names.get(indicator), "indicator") if indicator else None,
        value=decimal(row, "value"),
        unit=text(row, "unit"),
        denominator=decimal(row, "denominator"),
        period=text(row, "period"),
        kind=text(row, "kind") or "actual",
        qualifier=text(row, "qualifier"),
        scope=text(row, "scope"),
        verbatim=text(row, "verbatim"),
        about=view.link(about, names.get(about)) if about else None,
        change=_move(row),
        quotes=chosen(known, (text(each, "passage") for each in rows)),
    )


def figures(
    view: View, rows: Iterable[Row], names: Mapping[str, Label], known: Mapping[str, Quote]
) -> tuple[Figure, ...]:
    """Every value in rows of an observation query, the latest first."""
    found = [figure_of(view, group, names, known) for _, group in grouped(rows, "observation")]
    return tuple(sorted(found, key=_age, reverse=True))


def latest(found: Iterable[Figure]) -> Figure | None:
    """The value to show where there is room for one: of the whole country, no target, the latest."""
    real = [figure for figure in found if figure.kind != "target" and figure.value is not None]
    return max(real, key=lambda f: (f.scope is None, f.kind == "actual", *_age(f)), default=None)


def _age(figure: Figure) -> tuple[date, date, str]:
    """By the last day of the period: the year 2024 is later than May 2024."""
    try:
        first, last = bounds(figure.period or "")
    except ValueError:
        first = last = date.min
    return last, first, figure.iri


def _move(row: Row) -> Move | None:
    amount = decimal(row, "changeAmount")
    if amount is None:
        return None
    unit = (text(row, "changeUnit") or "unknown").rsplit("#", 1)[-1].rsplit("-", 1)[-1]
    return Move(
        amount,
        decimal(row, "changeUpper"),
        unit,
        text(row, "direction"),
        text(row, "baselinePeriod"),
        decimal(row, "baselineValue"),
    )
