"""What stands in the graph before any report: the vocabulary with its concepts, and the reference data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import rdflib
import rdflib.compare
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.iris import Iris
from ontology import graphs

_AUTHORITY = "https://w3id.org"
_GENID = "/khaithong/.well-known/genid/"


def ontology_quads(iris: Iris) -> Iterator[Quad]:
    """The vocabulary: classes, properties, concept schemes and their concepts."""
    return _placed(_vocabulary(), iris.graph("ontology"))


def reference_quads(iris: Iris) -> Iterator[Quad]:
    """Bodies, databases, platforms and indicators as the reference data know them, under the base."""
    return _placed(_reference(iris.base), iris.graph("reference"))


@cache
def shapes() -> rdflib.Graph:
    """The SHACL shapes that everything in the graph has to fit."""
    return graphs.shapes()


def _placed(triples: bytes, graph: NamedNode) -> Iterator[Quad]:
    for quad in parse(triples, RdfFormat.N_TRIPLES):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


@cache
def _vocabulary() -> bytes:
    return _triples(graphs.vocabulary())


@cache
def _reference(base: str) -> bytes:
    return _triples(graphs.reference_graph(base))


def _triples(graph: rdflib.Graph) -> bytes:
    """N-Triples in a fixed order, with IRIs for blank nodes.

    Skolem IRIs (RDF 1.1 Concepts, 3.5) by the nodes' canonical labels: a graph without blank nodes comes
    back the same from every format and every build.
    """
    if any(isinstance(term, rdflib.BNode) for triple in graph for term in triple):
        graph = rdflib.compare.to_canonical_graph(graph).skolemize(authority=_AUTHORITY, basepath=_GENID)
    return b"".join(sorted(graph.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)))
