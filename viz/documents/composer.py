"""Puts a document together: sentences from the catalogue, cells from values, and one number per quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from graph.analysis.lookup import Lookup
from graph.analysis.model import Answer, Entry, Figure, Ground, Quote, Thing
from viz.documents.model import Document, Line, Note, Says, Section, Sentence, Table
from viz.language import catalogue

_CODES = ("stage", "relation", "direction", "role", "status", "severity", "rule", "changeUnit")
_PERIODS = ("period", "due", "before_period", "laterPeriod", "baseline", "first", "last")
# How finely a difference is shown, by its size: to a hundredth of what the number is counted in.
_STEPS = (
    (Decimal(10) ** 9, Decimal(10) ** 7),
    (Decimal(10) ** 6, Decimal(10) ** 4),
    (Decimal(1000), Decimal(1)),
    (Decimal(0), Decimal("0.01")),
)
_MOST = 6  # footnotes of one row; the graph holds the others


class Composer:
    """Keeps the footnotes while a document is made."""

    def __init__(self, lookup: Lookup, lang: str) -> None:
        self.lookup = lookup
        self.t = catalogue(lang)
        self.lang = lang
        self._notes: dict[str, Note] = {}
        self._sections: list[Section] = []

    # --- footnotes

    def notes(self, grounds: Iterable[Ground], most: int = _MOST) -> tuple[int, ...]:
        """The numbers of the grounds' quotes, in the order of the document."""
        found: list[int] = []
        for ground in grounds:
            if ground.quotes:
                found.extend(self._quoted(quote) for quote in ground.quotes)
            else:
                found.append(self._referred(ground))
        return tuple(dict.fromkeys(found))[:most]

    def _quoted(self, quote: Quote) -> int:
        if quote.iri not in self._notes:
            number = len(self._notes) + 1
            place = self.t("doc.place", start=quote.start, end=quote.end)
            self._notes[quote.iri] = Note(number, quote.exact, quote.title, place, quote.iri)
        return self._notes[quote.iri].number

    def _referred(self, ground: Ground) -> int:
        key = f"{ground.iri} {ground.origin}"
        if key not in self._notes:
            number = len(self._notes) + 1
            known = f"doc.origin.{ground.origin}"
            words = self.t(known) if self.t.has(known) else ground.origin
            source = self.t("doc.reference.source")
            self._notes[key] = Note(number, words, source, "", ground.iri, verbatim=False)
        return self._notes[key].number

    # --- sentences

    def fact(self, key: str, grounds: Sequence[Ground], **values: object) -> Sentence:
        """A sentence that its grounds state."""
        shown = {name: self.cell(value, name) for name, value in values.items()}
        return Sentence(self.t(key, **shown), Says.FACT, self.notes(grounds), tuple(g.iri for g in grounds))

    def count(self, key: str, entries: Sequence[Entry], **values: object) -> Sentence:
        """How many entries there are; rests on all of them, which a table shows one by one."""
        grounds = tuple(dict.fromkeys(g.iri for entry in entries for g in entry.grounds))
        shown = {name: self.cell(value, name) for name, value in values.items()}
        return Sentence(self.t(key, n=self.t.number(len(entries)), **shown), Says.COUNT, (), grounds)

    def absent(self, key: str, query: str, **values: object) -> Sentence:
        """That no source says so, with the query that found nothing."""
        shown = {name: self.cell(value, name) for name, value in values.items()}
        return Sentence(self.t(key, **shown), Says.ABSENCE, query=query)

    def method(self, key: str) -> Sentence:
        """A word on how to read what follows; the catalogue's own, without any value."""
        return Sentence(self.t(key), Says.METHOD)

    # --- tables

    def table(
        self,
        title: str,
        answer: Answer,
        columns: Sequence[str] = (),
        entries: Sequence[Entry] | None = None,
    ) -> Table:
        """An answer as a table, or some of its entries and columns."""
        columns = tuple(columns) or answer.columns
        places = [answer.columns.index(column) for column in columns]
        lines: dict[tuple[str, ...], list[Ground]] = {}
        for entry in answer.entries if entries is None else entries:
            cells = tuple(
                self.cell(entry.cells[place], name) for place, name in zip(places, columns, strict=True)
            )
            lines.setdefault(cells, []).extend(entry.grounds)
        return self.rows(title, columns, lines.items(), answer.query)

    def rows(
        self,
        title: str,
        columns: Sequence[str],
        lines: Iterable[tuple[Sequence[str], Sequence[Ground]]],
        query: str,
    ) -> Table:
        """A table from cells that are words already."""
        return Table(
            self.t(title),
            tuple(self.t(f"column.{column}") for column in columns),
            tuple(
                Line(tuple(cells), self.notes(grounds), tuple(dict.fromkeys(g.iri for g in grounds)))
                for cells, grounds in lines
            ),
            query,
        )

    def listed(
        self, name: str, answer: Answer, columns: Sequence[str] = (), entries: Sequence[Entry] | None = None
    ) -> list[Sentence | Table]:
        """A count and a table; or, where there is nothing, the sentence that no source says so."""
        chosen = answer.entries if entries is None else entries
        if not chosen:
            return [self.absent(f"{name}.none", answer.query)]
        table = self.table(f"{name}.table", answer, columns, chosen)
        grounds = tuple(dict.fromkeys(iri for line in table.lines for iri in line.grounds))
        said = Sentence(self.t(f"{name}.some", n=self.t.number(len(table.lines))), Says.COUNT, (), grounds)
        return [said, table]

    def section(self, heading: str, *blocks: Sentence | Table) -> None:
        """Add a section."""
        number = len(self._sections) + 1
        self._sections.append(Section(f"{number}. {self.t(heading)}", blocks))

    # --- cells

    def cell(self, value: object, column: str = "") -> str:
        """A value as words."""
        if value is None:
            return self.t("doc.unsaid")
        if isinstance(value, Thing):
            return self.name(value)
        if isinstance(value, Figure):
            return self.figure(value)
        if isinstance(value, Decimal):
            return self.t.number(value)
        if isinstance(value, str):
            return self._words(value, column)
        return str(value)

    def _words(self, value: str, column: str) -> str:
        if column in _PERIODS:
            return self.t.period(value) if value else self.t("doc.unsaid")
        if column in ("signed", "on", "day"):
            return self.day(value)
        if column in _CODES or column == "laterStage":
            known = "stage" if column == "laterStage" else column
            for key in (f"{known}.{value}.out", f"{known}.{value}"):
                if self.t.has(key):
                    return self.t(key)
        return value

    def day(self, value: str) -> str:
        """ "2024-07-10" as a person writes it."""
        return self.t.period(value) if len(value) == 10 else value

    def name(self, thing: Thing) -> str:
        """A thing's name; an instrument's with its number."""
        name = thing.name(self.lang)
        return name if not thing.number or thing.number in name else f"{name} ({thing.number})"

    def figure(self, figure: Figure, *, kind: bool = True) -> str:
        """A value as it is printed, with its period, and (`kind`) a word where it is no fact."""
        shown = figure.verbatim or self.t.value(figure.value, figure.unit or None, figure.denominator)
        parts = [self.t.period(figure.period) if figure.period else self.t("figure.no-period")]
        if kind and figure.kind != "actual":
            parts.append(self.t(f"figure.{figure.kind}").lower())
        return f"{shown} ({'; '.join(parts)})"

    def amount(self, value: Decimal | None, unit: str) -> str:
        """A difference in a figure's unit; per cent differences are points."""
        if value is None:
            return "–"
        rounded = _rounded(value)
        shown = self.t.value(Decimal(f"{rounded:f}"), None if unit == "percent" else unit)
        shown = f"{shown} {self.t('doc.points')}" if unit == "percent" else shown
        return f"+{shown}" if rounded > 0 else shown.replace("-", "−")

    def document(self, name: str, title: str, subtitle: str, lead: Sequence[Sentence]) -> Document:
        """The whole."""
        about = self.lookup.reader.about
        reports = self.lookup.reports
        made = self.t(
            "doc.made",
            n=len(reports),
            version=self.lookup.reader.version or "–",
            created=str(about.get("created", "–"))[:10],
            software=str(about.get("software", "–")),
        )
        notes = tuple(self._notes.values())
        return Document(name, self.lang, title, subtitle, made, tuple(lead), tuple(self._sections), notes)


def _rounded(value: Decimal) -> Decimal:
    step = next(step for size, step in _STEPS if abs(value) >= size)
    return (value / step).quantize(Decimal(1)) * step
