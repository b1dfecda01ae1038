"""What the endpoint and the data set say of themselves.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/, both with the counts of
the version that is served.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from api.formats import Format
from api.problems import Problem
from api.statistics.model import Statistics, Term
from graph.terms import DCTERMS, RDF, SD, VOID, XSD

_TEXTS = {name: (Path(__file__).parent / f"{name}.ttl").read_bytes() for name in ("description", "void")}


@dataclass(frozen=True, slots=True)
class About:
    """What the descriptions tell beside what is always so."""

    origin: str
    """The server's address, with a slash at its end."""
    version: str
    base: str
    """Where the IRIs of things begin."""
    function: str
    """The IRI of `kt:fold`."""
    union: bool
    """Whether the default graph is the union of all graphs."""


@lru_cache(maxsize=64)
def service(about: About, kind: Format, counted: Statistics | None) -> bytes:
    """The service description in `kind`. Raises `Problem` if the origin is no address."""
    address = f"{about.origin}sparql"
    triples, prefixes = _read("description", address)
    endpoint = ox.NamedNode(address)
    if about.union:
        triples.append(ox.Triple(endpoint, SD.feature, SD.UnionDefaultGraph))
    if about.function:
        triples.append(ox.Triple(endpoint, SD.extensionFunction, ox.NamedNode(about.function)))
    dataset, graph = ox.BlankNode("dataset"), ox.BlankNode("default")
    triples += [
        ox.Triple(endpoint, SD.defaultDataset, dataset),
        ox.Triple(dataset, RDF.type, SD.Dataset),
        ox.Triple(dataset, SD.defaultGraph, graph),
        ox.Triple(graph, RDF.type, SD.Graph),
    ]
    if counted is not None:
        triples.append(ox.Triple(graph, VOID.triples, _number(counted.triples)))
        triples += _named_graphs(dataset, counted)
    return _written(triples, kind, prefixes)


@lru_cache(maxsize=64)
def void(about: About, kind: Format, counted: Statistics | None) -> bytes:
    """The description of the data set in `kind`. Raises `Problem` if the origin is no address."""
    triples, prefixes = _read("void", about.origin)
    dataset = ox.NamedNode(f"{about.origin}dataset")
    triples += [
        ox.Triple(dataset, VOID.uriSpace, ox.Literal(about.base)),
        ox.Triple(dataset, DCTERMS.identifier, ox.Literal(about.version)),
    ]
    if counted is not None:
        numbers = {
            VOID.triples: counted.triples,
            VOID.distinctSubjects: counted.subjects,
            VOID.distinctObjects: counted.objects,
            VOID.properties: len(counted.properties),
            VOID.classes: len(counted.classes),
        }
        triples += [ox.Triple(dataset, term, _number(number)) for term, number in numbers.items()]
        by_class = (VOID.classPartition, VOID["class"], VOID.entities)
        triples += _partitions(dataset, "class", counted.classes, by_class)
        by_property = (VOID.propertyPartition, VOID.property, VOID.triples)
        triples += _partitions(dataset, "property", counted.properties, by_property)
    return _written(triples, kind, prefixes)


def _read(name: str, base: str) -> tuple[list[ox.Triple], dict[str, str]]:
    try:
        parser = ox.parse(_TEXTS[name], ox.RdfFormat.TURTLE, base_iri=base)
        return [quad.triple for quad in parser], parser.prefixes
    except (SyntaxError, ValueError) as error:
        raise Problem("bad-request", reason=f"the Host header names no host ({error})") from None


def _written(triples: list[ox.Triple], kind: Format, prefixes: dict[str, str]) -> bytes:
    own = {name: iri for name, iri in prefixes.items() if name != "foaf"} | {
        "void": "http://rdfs.org/ns/void#"
    }
    return ox.serialize(triples, format=getattr(ox.RdfFormat, kind.name), prefixes=own) or b""


def _named_graphs(dataset: ox.BlankNode, counted: Statistics) -> Iterator[ox.Triple]:
    for number, (name, size) in enumerate(sorted(counted.graphs.items(), key=str)):
        if not isinstance(name, ox.NamedNode):
            continue
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, SD.namedGraph, named)
        yield ox.Triple(named, RDF.type, SD.NamedGraph)
        yield ox.Triple(named, SD.name, name)
        yield ox.Triple(named, SD.graph, graph)
        yield ox.Triple(graph, RDF.type, SD.Graph)
        yield ox.Triple(graph, VOID.triples, _number(size))


def _partitions(
    dataset: ox.NamedNode,
    label: str,
    counts: Mapping[Term, int],
    terms: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode],
) -> Iterator[ox.Triple]:
    part_of, names, counted = terms
    for number, (key, size) in enumerate(sorted(counts.items(), key=str)):
        if isinstance(key, ox.NamedNode):
            part = ox.BlankNode(f"{label}{number}")
            yield ox.Triple(dataset, part_of, part)
            yield ox.Triple(part, names, key)
            yield ox.Triple(part, counted, _number(size))


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=XSD.integer)
