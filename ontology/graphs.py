"""The vocabulary, the shapes and the reference data as rdflib graphs, each call a new one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from unicodedata import normalize

from rdflib import Graph, Literal, URIRef

from ontology import reference
from ontology.concepts import DEFINITIONS, concept_iri, concepts, schemes, unit_iri
from ontology.entries import Entry
from ontology.namespaces import (
    DCTERMS,
    KT,
    ORG,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SDMX_ATTRIBUTE,
    SKOS,
    XSD,
)
from ontology.tables import about_table

Triple = tuple[URIRef, URIRef, URIRef | Literal]

_ONTOLOGY = URIRef(DEFINITIONS.removesuffix("#"))


def vocabulary() -> Graph:
    """The vocabulary: classes, properties and concepts of ours, and names for the terms of others."""
    graph = _graph("vocabulary.ttl", "borrowed.ttl")
    for triple in _concepts():
        graph.add(triple)
    for term in {s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(DEFINITIONS)}:
        graph.add((term, RDFS.isDefinedBy, _ONTOLOGY))
    return graph


def shapes() -> Graph:
    """The SHACL shapes of the graph's contract."""
    return _graph("shapes.ttl")


def pivots() -> tuple[URIRef, ...]:
    """The nodes from which shapes look over a whole graph (`sh:targetNode`).

    A validation that is limited to some focus nodes has to add these, or an edge without its claim passes.
    """
    target = URIRef(PREFIXES["sh"] + "targetNode")
    return tuple(sorted({node for node in shapes().objects(None, target) if isinstance(node, URIRef)}))


def reference_graph(base: str) -> Graph:
    """The reference data under `base`, an IRI that ends in a slash: what is known before any report is read.

    Nothing in it bears `kt:mentionedIn`: only a report mentions things.
    """
    graph = _graph()
    graph.bind("id", base)
    for triple in _reference(base):
        graph.add(triple)
    return graph


def _graph(*names: str) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for name in names:
        graph.parse(data=files("ontology").joinpath(name).read_text(encoding="utf-8"), format="turtle")
    return graph


def _vi(text: str) -> Literal:
    return Literal(normalize("NFC", text), lang="vi")


def _en(text: str) -> Literal:
    return Literal(normalize("NFC", text), lang="en")


def _concepts() -> Iterator[Triple]:
    for scheme in schemes():
        node = KT[scheme.name]
        yield node, RDF.type, SKOS.ConceptScheme
        for predicate in (RDFS.label, SKOS.prefLabel):
            yield from ((node, predicate, text) for text in (_vi(scheme.label), _en(scheme.label_en)))
        yield node, SKOS.definition, _vi(scheme.definition)
        yield node, SKOS.definition, _en(scheme.definition_en)
    for concept in concepts():
        node = KT[concept.name]
        yield node, RDF.type, SKOS.Concept
        yield node, RDF.type, OWL.NamedIndividual
        yield node, SKOS.inScheme, KT[concept.scheme]
        yield node, SKOS.notation, Literal(normalize("NFC", concept.code))
        for predicate in (RDFS.label, SKOS.prefLabel):
            yield from ((node, predicate, text) for text in (_vi(concept.label), _en(concept.label_en)))
        yield node, SKOS.definition, _vi(concept.definition)
        yield node, SKOS.definition, _en(concept.definition_en)
    for kind in reference.instrument_types():
        node = concept_iri("instrument-types", kind.code)
        yield from ((node, SKOS.altLabel, _vi(head)) for head in kind.heads if head != kind.label)
    for theme in reference.themes():
        node = concept_iri("themes", theme.key)
        yield from ((node, KT.signalTerm, _vi(term)) for term in theme.terms)


def _reference(base: str) -> Iterator[Triple]:
    yield from _table(base, "organizations")
    yield from _table(base, "provinces")
    for name, entries in (("organizations", reference.organizations()), ("provinces", reference.provinces())):
        for entry in entries:
            yield from _organization(base, entry)
            yield URIRef(f"{base}organization/{entry.key}"), DCTERMS.source, _table_iri(base, name)
    yield from _table(base, "databases")
    for entry in reference.databases():
        node = URIRef(f"{base}database/{entry.key}")
        yield node, RDF.type, KT.Database
        yield node, DCTERMS.source, _table_iri(base, "databases")
        yield from _named(node, entry)
        yield node, DCTERMS.type, concept_iri("classifications", entry.classification)
        if entry.part_of:
            yield node, DCTERMS.publisher, URIRef(f"{base}organization/{entry.part_of}")
    yield from _table(base, "platforms")
    for entry in reference.platforms():
        node = URIRef(f"{base}platform/{entry.key}")
        yield node, RDF.type, KT.Platform
        yield node, DCTERMS.source, _table_iri(base, "platforms")
        yield from _named(node, entry)
        yield node, DCTERMS.type, concept_iri("classifications", entry.classification)
        if entry.part_of:
            yield node, SCHEMA.provider, URIRef(f"{base}organization/{entry.part_of}")
    yield from _table(base, "indicators")
    yield from _indicators(base)


def _table_iri(base: str, name: str) -> URIRef:
    return URIRef(f"{base}reference/{name}")


def _table(base: str, name: str) -> Iterator[Triple]:
    node = _table_iri(base, name)
    yield node, RDF.type, PROV.Entity
    yield node, DCTERMS.title, Literal(f"{name}.tsv")
    yield node, RDFS.comment, _en(about_table(f"{name}.tsv"))


def _named(node: URIRef, entry: Entry) -> Iterator[Triple]:
    yield node, SKOS.prefLabel, _vi(entry.label)
    yield node, SKOS.prefLabel, _en(entry.label_en)
    yield from ((node, SKOS.altLabel, _vi(alias)) for alias in entry.aliases if alias != entry.label)


def _organization(base: str, entry: Entry) -> Iterator[Triple]:
    node = URIRef(f"{base}organization/{entry.key}")
    yield node, RDF.type, ORG.FormalOrganization
    yield from _named(node, entry)
    yield node, ORG.classification, concept_iri("classifications", entry.classification)
    if entry.classification != "province":
        yield from ((node, KT.issuerCode, Literal(code)) for code in entry.codes)
    if entry.part_of:
        yield node, ORG.subOrganizationOf, URIRef(f"{base}organization/{entry.part_of}")
    if entry.valid_from:
        yield node, SCHEMA.foundingDate, _day(entry.valid_from)
    if entry.valid_until:
        yield node, SCHEMA.dissolutionDate, _day(entry.valid_until)
    if entry.became:
        yield from _merger(base, node, entry.became, entry.valid_until)


def _merger(base: str, node: URIRef, heir: str, last_day: date | None) -> Iterator[Triple]:
    """The change that made `heir` of one or more bodies: one event for each heir and day."""
    day = last_day + timedelta(days=1) if last_day else None
    event = URIRef(f"{base}change-event/{heir}" + (f"-{day.isoformat()}" if day else ""))
    successor = URIRef(f"{base}organization/{heir}")
    yield event, RDF.type, ORG.ChangeEvent
    yield event, ORG.originalOrganization, node
    yield event, ORG.resultingOrganization, successor
    yield node, ORG.changedBy, event
    yield successor, ORG.resultedFrom, event
    if day:
        yield event, DCTERMS.date, _day(day)


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


def _indicators(base: str) -> Iterator[Triple]:
    for entry in reference.indicators():
        node = URIRef(f"{base}indicator/{entry.key}")
        yield node, RDF.type, KT.Indicator
        yield node, RDF.type, SKOS.Concept
        yield node, DCTERMS.source, _table_iri(base, "indicators")
        yield node, SKOS.prefLabel, _vi(entry.label)
        yield node, SKOS.prefLabel, _en(entry.label_en)
        yield from ((node, SKOS.altLabel, _vi(alias)) for alias in entry.aliases)
        yield node, SDMX_ATTRIBUTE.unitMeasure, unit_iri(entry.unit)
        yield from ((node, KT.theme, concept_iri("themes", theme)) for theme in entry.themes)
        if entry.subject:
            yield node, KT.measuredOn, URIRef(base + entry.subject)
