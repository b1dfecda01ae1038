"""The graph as a given day knew it.

A report is known from the end of the period that it speaks of (`kt:asOf`: a report of May 2024 from 31 May);
of one that names no period nobody can say when it was known, so it is left out. What was inferred counts
where every report that it rests on is known, and a review where it had been given by the end of that day and
all that its claim rests on is known. The ontology and reference data are those of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad, Store

from extraction.facts import Period
from graph.errors import QueryError
from graph.graphs import UNION
from graph.inference.times import end_of
from graph.reader import Reader
from graph.review import record
from graph.review.ledger import Ledger
from graph.terms import DCTERMS, KT, OA, PROV, RDF, SKOS


@dataclass(frozen=True, slots=True)
class Known:
    """A report with the day from which it is known, "2024-05-31"; "" where it names no period."""

    report: NamedNode
    title: str
    since: str


def reports(reader: Reader) -> list[Known]:
    """The reports of a graph, the earliest known first."""
    found = []
    for quad in reader.store.quads_for_pattern(None, RDF.type, KT.Report, UNION):
        if isinstance(quad.subject, NamedNode):
            period = _one(reader.store, quad.subject, KT.asOf)
            notation = _one(reader.store, period, SKOS.notation) if isinstance(period, NamedNode) else None
            since = end_of(Period(notation.value)) if isinstance(notation, Literal) else ""
            title = _one(reader.store, quad.subject, DCTERMS.title)
            found.append(Known(quad.subject, title.value if isinstance(title, Literal) else "", since))
    return sorted(found, key=lambda each: (each.since, each.report.value))


def known_at(reader: Reader, day: date) -> Iterator[Quad]:
    """The quads of every named graph as `day` knew them.

    Raises:
        QueryError: nothing was known yet; the message says from which days on what is.
    """
    every = reports(reader)
    known = {each.report for each in every if each.since and each.since <= day.isoformat()}
    if not known:
        days = ", ".join(f"{each.since} ({each.title})" for each in every if each.since)
        raise QueryError(f"no report was known on {day}. Reports are known from: {days or 'no day at all'}.")
    iris = reader.iris
    for report in known:
        graph = NamedNode(f"{iris.base}graph/report/{report.value.rpartition('/')[2]}")
        yield from reader.store.quads_for_pattern(None, None, None, graph)
    for origin in ("ontology", "reference"):
        yield from reader.store.quads_for_pattern(None, None, None, iris.graph(origin))
    yield from _inferred(reader, known)
    ledger = record.read(reader.store, iris)
    yield from record.write(
        Ledger(
            decision
            for decision in ledger
            if decision.stamp[:10] <= day.isoformat() and known.issuperset(decision.statement.reports)
        ),
        iris,
    )


def _inferred(reader: Reader, known: set[NamedNode]) -> Iterator[Quad]:
    """What of the inferred graph rests on known reports alone: claims with their edges, findings, the run."""
    store, graph = reader.store, reader.iris.graph("inferred")
    quads = list(store.quads_for_pattern(None, None, None, graph))
    unknown = _passages_elsewhere(store, known)
    told = {quad.subject for quad in quads if quad.predicate == PROV.wasQuotedFrom}
    gone: set[object] = {
        quad.subject for quad in quads if quad.predicate == PROV.wasQuotedFrom and quad.object in unknown
    }
    gone |= unknown
    gone |= {
        quad.object
        for passage in unknown
        for quad in store.quads_for_pattern(passage, OA.hasSelector, None, UNION)
    }
    edges = _edges([quad for quad in quads if quad.subject in told and quad.subject not in gone])
    proposed = _edges([quad for quad in quads if quad.subject in told])
    for quad in quads:
        link = (quad.subject, quad.predicate, quad.object)
        if quad.subject in gone or (quad.predicate == PROV.used and quad.object not in known):
            continue
        if link not in proposed or link in edges:
            yield quad


def _passages_elsewhere(store: Store, known: set[NamedNode]) -> set[NamedNode]:
    sources = store.quads_for_pattern(None, OA.hasSource, None, UNION)
    found = (quad.subject for quad in sources if quad.object not in known)
    return {node for node in found if isinstance(node, NamedNode)}


def _edges(claims: list[Quad]) -> set[tuple[object, object, object]]:
    """The direct edges beside some claims."""
    parts: dict[object, dict[NamedNode, object]] = {}
    for quad in claims:
        if quad.predicate in (RDF.subject, RDF.predicate, RDF.object):
            parts.setdefault(quad.subject, {})[quad.predicate] = quad.object
    return {
        (each[RDF.subject], each[RDF.predicate], each[RDF.object])
        for each in parts.values()
        if len(each) == len(("subject", "predicate", "object"))
    }


def _one(store: Store, node: NamedNode, predicate: NamedNode) -> object:
    return next((quad.object for quad in store.quads_for_pattern(node, predicate, None, UNION)), None)
