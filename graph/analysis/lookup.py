"""From IRIs to things, figures and grounds: single triples by pattern, each read once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Store

from graph.analysis.model import Cell, Figure, Ground, Quote, Thing
from graph.graphs import UNION
from graph.reader import Reader, Term
from graph.terms import DCTERMS, ELI, KT, OA, PROV, RDF, SDMX_ATTRIBUTE, SDMX_DIMENSION, SDMX_MEASURE, SKOS

_KINDS = {
    "LegalResource": "instrument",
    "FormalOrganization": "organization",
    "Database": "database",
    "Platform": "platform",
    "Indicator": "indicator",
    "Bottleneck": "bottleneck",
    "Report": "report",
    "Task": "task",
    "Finding": "finding",
}
_STATUS = {"obsStatus-E": "estimate", "obsStatus-F": "forecast"}
_REFERENCE = "reference"


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


class Lookup:
    """What the graph says of single things; keeps what it has read as long as it lives."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._store: Store = reader.store
        self._things: dict[str, Thing] = {}
        self._grounds: dict[str, Ground] = {}
        self._quotes: dict[str, Quote | None] = {}

    def values(self, subject: str, predicate: NamedNode) -> list[Term]:
        """The objects of one subject and predicate."""
        quads = self._store.quads_for_pattern(NamedNode(subject), predicate, None, UNION)
        return [quad.object for quad in quads]

    def word(self, subject: str, predicate: NamedNode) -> str:
        """One object's text, the least of several; "" where there is none."""
        found = (o.value for o in self.values(subject, predicate) if isinstance(o, (Literal, NamedNode)))
        return min(found, default="")

    def code(self, subject: str, predicate: NamedNode) -> str:
        """The notation of a concept or period."""
        node = self.word(subject, predicate)
        return (self.word(node, SKOS.notation) or local(node)) if node else ""

    def kinds(self, iri: str) -> set[str]:
        """The local names of a thing's classes."""
        return {local(o.value) for o in self.values(iri, RDF.type) if isinstance(o, NamedNode)}

    def thing(self, iri: str) -> Thing:
        """A thing with its names."""
        if iri not in self._things:
            kinds = self.kinds(iri)
            names = self.values(iri, SKOS.prefLabel) or self.values(iri, DCTERMS.title)
            self._things[iri] = Thing(
                iri,
                next((kind for name, kind in _KINDS.items() if name in kinds), "thing"),
                tuple(sorted((o.language or "vi", o.value) for o in names if isinstance(o, Literal))),
                self.word(iri, ELI.id_local),
                self.word(iri, ELI.title),
            )
        return self._things[iri]

    def figure(self, iri: str) -> Figure:
        """An observation as a figure."""
        status = local(self.word(iri, SDMX_ATTRIBUTE.obsStatus))
        kind = "target" if "Target" in self.kinds(iri) else _STATUS.get(status, "actual")
        part = self.word(iri, KT.denominator)
        return Figure(
            iri=iri,
            indicator=self.thing(self.word(iri, KT.indicator)),
            value=Decimal(self.word(iri, SDMX_MEASURE.obsValue)),
            unit=self.code(iri, SDMX_ATTRIBUTE.unitMeasure),
            verbatim=self.word(iri, KT.verbatim),
            kind=kind,
            ground=self.ground(iri),
            period=self.code(iri, SDMX_DIMENSION.refPeriod),
            scope=self.word(iri, KT.scope),
            qualifier=self.code(iri, KT.qualifier),
            denominator=Decimal(part) if part else None,
        )

    def ground(self, iri: str) -> Ground:
        """What an IRI rests on: its passages, or itself where it is one; reference data otherwise."""
        if iri not in self._grounds:
            kinds = self.kinds(iri)
            if "SpecificResource" in kinds:
                passages = [iri]
            else:
                found = self.values(iri, PROV.wasQuotedFrom) or self.values(iri, KT.mentionedIn)
                passages = [o.value for o in found if isinstance(o, NamedNode)]
            quotes = {q for each in passages if (q := self._quote(each)) is not None}
            ordered = tuple(sorted(quotes, key=lambda q: (q.report, q.start, q.end)))
            kind = min(kinds - {"Concept", "Entity"}, default="thing")
            origin = "" if ordered else (self.word(iri, DCTERMS.source) or _REFERENCE)
            self._grounds[iri] = Ground(iri, kind, ordered, origin)
        return self._grounds[iri]

    def _quote(self, passage: str) -> Quote | None:
        if passage not in self._quotes:
            selector = self.word(passage, OA.hasSelector)
            report = self.word(passage, OA.hasSource)
            exact = self.word(selector, OA.exact) if selector else ""
            if exact:
                place = [int(self.word(selector, each) or 0) for each in (OA.start, OA.end)]
                title = self.thing(report).name("vi")
                self._quotes[passage] = Quote(passage, exact, report, title, place[0], place[1])
            else:
                self._quotes[passage] = None
        return self._quotes[passage]

    def cell(self, term: Term | None) -> Cell:
        """A solution's term as the cell of an answer."""
        if isinstance(term, NamedNode):
            if term.value.startswith(self.reader.iris.base):
                if "Observation" in self.kinds(term.value):
                    return self.figure(term.value)
                return self.thing(term.value)
            if any(isinstance(name, Literal) for name in self.values(term.value, SKOS.prefLabel)):
                return replace(self.thing(term.value), kind="concept")
            return self.word(term.value, SKOS.notation) or local(term.value)
        if isinstance(term, Literal):
            numeric = local(term.datatype.value) in ("decimal", "integer", "double")
            return Decimal(term.value) if numeric else term.value
        return None

    @cached_property
    def reports(self) -> tuple[Thing, ...]:
        """Every report, the earliest first."""
        found = self._store.quads_for_pattern(None, RDF.type, KT.Report, UNION)
        iris = sorted(
            {q.subject.value for q in found if isinstance(q.subject, NamedNode)},
            key=lambda iri: (end_of(self.code(iri, KT.asOf)), iri),
        )
        return tuple(self.thing(iri) for iri in iris)

    def as_of(self, report: str) -> str:
        """The period that a report speaks of; "" where it names none."""
        return self.code(report, KT.asOf)


def end_of(period: str) -> str:
    """The last day of a period as "YYYY-MM-DD", for comparing; "" sorts first."""
    last = period.rsplit("/", 1)[-1]
    year, _, rest = last.partition("-")
    if rest.startswith("Q"):
        rest = f"{int(rest[1]) * 3:02}"
    return f"{year}-{rest or '12'}-31"[:10] if last else ""


def begin_of(period: str) -> str:
    """The first day of a period as "YYYY-MM-DD"."""
    first = period.split("/", 1)[0]
    year, _, rest = first.partition("-")
    if rest.startswith("Q"):
        rest = f"{int(rest[1]) * 3 - 2:02}"
    return f"{year}-{rest or '01'}-01"[:10] if first else ""
