"""Answers as values that cannot be wrong: what is said, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, verbatim; `start` and `end` are code points of its text."""

    iri: str
    exact: str
    report: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What a statement rests on: a claim, an observation, an assertion …, with its quotes.

    `kind` is the local name of its class. Reference data have no quotes; `origin` says where they come from.
    """

    iri: str
    kind: str
    quotes: tuple[Quote, ...] = ()
    origin: str = ""

    def __post_init__(self) -> None:
        if not self.quotes and not self.origin:
            raise ValueError(f"{self.iri} has neither a quote nor an origin")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by its IRI; `names` holds (language, name) pairs, `number` an instrument's own."""

    iri: str
    kind: str
    names: tuple[tuple[str, str], ...]
    number: str = ""
    title: str = ""

    def name(self, lang: str) -> str:
        """The name in `lang`, else in Vietnamese, else the end of the IRI."""
        known = dict(reversed(self.names))
        return known.get(lang) or known.get("vi") or next(iter(known.values()), self.iri.rsplit("/", 1)[-1])


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed value of an indicator. `kind` is actual, estimate, forecast or target."""

    iri: str
    indicator: Thing
    value: Decimal
    unit: str
    verbatim: str
    kind: str
    ground: Ground
    period: str = ""
    scope: str = ""
    qualifier: str = ""
    denominator: Decimal | None = None

    @property
    def line(self) -> tuple[str, str, str]:
        """What two values must share to be compared: indicator, unit and scope.

        The noun of a count may differ ("63 tỉnh, thành phố", "63 địa phương"); "toàn quốc" is no narrower
        than no scope at all.
        """
        scope = "" if self.scope.casefold() in _nationwide() else self.scope
        return (self.indicator.iri, self.unit.partition(":")[0], scope)


@cache
def _nationwide() -> frozenset[str]:
    lines = files("graph.analysis").joinpath("nationwide.tsv").read_text("utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


Cell = Thing | Figure | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an answer: a cell per column, and what it rests on."""

    cells: tuple[Cell, ...]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a named question; no entries means that no source says so.

    `query` gives the answer again; `given` are the values that were put in, as SPARQL terms.
    """

    question: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    query: str
    given: Mapping[str, str]

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells of one column."""
        place = self.columns.index(name)
        return tuple(entry.cells[place] for entry in self.entries)

    def things(self, name: str) -> tuple[Thing, ...]:
        """The things of one column, each once."""
        return tuple(dict.fromkeys(cell for cell in self.column(name) if isinstance(cell, Thing)))
