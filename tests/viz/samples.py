"""Graphs for the pages' tests: the sample graph of the graph room, plain and with hostile words."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from graph.iris import Iris
from graph.reader import Reader
from tests.graph import fixtures

HOSTILE = (
    "</script><script>window.__pwned=1</script>",
    '"><img src=x onerror="window.__pwned=2">',
    "{{7*7}} {% raw %} ${7*7}",
    "<!-- <script> ]]> href='javascript:window.__pwned=3'",
    "' onmouseover='window.__pwned=4' x='\u2028\u2029",
)
_TEXTUAL = (
    "prefLabel",
    "altLabel",
    "exact",
    "prefix",
    "suffix",
    "title",
    "rationale",
    "section",
    "verbatim",
    "scope",
    "description",
    "printed",
    "id_local",
    "source",
)


def iri(ref: object) -> str:
    """The IRI of a thing of the fixtures."""
    return Iris().thing(ref).value  # type: ignore[arg-type]


@cache
def plain_reader() -> Reader:
    """The sample graph from memory; keeps no text of the reports."""
    return _reader(fixtures.sample_graph())


def store_reader(directory: Path) -> Reader:
    """The sample graph as a published store, with the reports' text."""
    return Reader.open(fixtures.sample_store(directory))


@cache
def hostile_quads() -> list[Quad]:
    """The sample graph with an attack appended to every text of a thing."""
    turn = 0
    quads = []
    for quad in fixtures.sample_graph():
        name = quad.predicate.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        if isinstance(quad.object, Literal) and name in _TEXTUAL and "def#" not in quad.subject.value:
            attack = HOSTILE[turn % len(HOSTILE)]
            turn += 1
            text = Literal(f"{quad.object.value} {attack}", language=quad.object.language)
            quads.append(Quad(quad.subject, quad.predicate, text, quad.graph_name))
        else:
            quads.append(quad)
    see_also = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    quads.append(Quad(NamedNode(iri(fixtures.ND82)), see_also, NamedNode("javascript:window.__pwned=5")))
    return quads


@cache
def hostile_reader() -> Reader:
    """The graph with hostile words from memory."""
    return _reader(hostile_quads())


def as_nquads(quads: list[Quad]) -> bytes:
    """Quads as a file; those of the default graph go to the graph of the reference data."""
    graph = NamedNode(f"{Iris().base}graph/reference")
    named = [quad if isinstance(quad.graph_name, NamedNode) else Quad(*quad.triple, graph) for quad in quads]
    return serialize(named, format=RdfFormat.N_QUADS) or b""


def _reader(quads: list[Quad]) -> Reader:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "sample.nq"
        path.write_bytes(as_nquads(quads))
        return Reader.open(path)


@cache
def empty_reader() -> Reader:
    """A graph in which nothing stands."""
    return _reader([])
