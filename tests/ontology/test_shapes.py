"""The shapes accept a graph that keeps the contract, and each breach of it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from pyshacl import validate
from rdflib import Graph, URIRef

from ontology.concepts import concepts
from ontology.graphs import pivots, reference_graph, shapes, vocabulary
from ontology.namespaces import KT, PREFIXES, SH

BASE = "https://w3id.org/khaithong/id/"
HEADER = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {**PREFIXES, "id": BASE}.items())


@pytest.fixture(scope="module")
def conformant() -> str:
    return Path(__file__).with_name("conformant.ttl").read_text(encoding="utf-8")


def problems(data: Graph) -> list[tuple[str, str, str]]:
    """Severity, focus node and path of every result."""
    _, report, _ = validate(data, shacl_graph=shapes(), inplace=True)
    assert isinstance(report, Graph)
    found = []
    for result in report.subjects(predicate=SH.resultSeverity):
        cells = (report.value(result, p) for p in (SH.resultSeverity, SH.focusNode, SH.resultPath))
        found.append(tuple(str(cell or "").rpartition("#")[2].rpartition("/")[2] for cell in cells))
    return sorted(found)


def test_a_graph_that_keeps_the_contract_conforms(conformant: str) -> None:
    assert problems(Graph().parse(data=conformant, format="turtle")) == []


def test_the_vocabulary_and_the_reference_data_conform() -> None:
    assert problems(vocabulary() + reference_graph(BASE)) == []


def _breaches() -> list[ParameterSet]:
    found = []
    lines = Path(__file__).with_name("breaches.tsv").read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if not line.startswith("#")][1:]:
        name, focus, out, put = [*line.split("\t"), "", ""][:4]
        found.append(pytest.param(focus, out, put, id=name))
    return found


def without(graph: Graph, out: str) -> Graph:
    """`graph` without the statements of a subject, maybe of one predicate and object only."""
    parts = out.split(" ", 2)
    pattern = " ".join([*parts, *["?p", "?o"][len(parts) - 1 :]])
    graph.update(f"{HEADER} DELETE WHERE {{ {pattern} }}")
    return graph


@pytest.mark.parametrize(("focus", "out", "put"), _breaches())
def test_a_breach_of_the_contract_is_a_violation_at_its_node(
    conformant: str, focus: str, out: str, put: str
) -> None:
    graph = Graph().parse(data=conformant, format="turtle")
    if out:
        without(graph, out)
    graph.update(f"{HEADER} INSERT DATA {{ {put} }}")
    found = problems(graph)
    assert ("Violation", focus) in {(severity, node) for severity, node, _ in found}, found


@pytest.mark.parametrize(
    ("update", "focus", "path"),
    [
        ("DELETE WHERE { id:observation sdmx-dimension:refPeriod ?x }", "observation", "refPeriod"),
        ("DELETE WHERE { id:quarter time:hasBeginning ?x }", "quarter", "hasBeginning"),
        ("DELETE WHERE { id:quarter time:hasEnd ?x }", "quarter", "hasEnd"),
    ],
)
def test_what_a_source_may_lack_is_a_warning_only(
    conformant: str, update: str, focus: str, path: str
) -> None:
    graph = Graph().parse(data=conformant, format="turtle")
    graph.update(HEADER + update)
    assert problems(graph) == [("Warning", focus, path)]


def test_a_reviewed_claim_may_stand_beside_a_measure(conformant: str) -> None:
    graph = Graph().parse(data=conformant, format="turtle")
    graph.update(
        HEADER
        + """INSERT DATA { id:bottleneck kt:measuredBy id:indicator . id:accepted a kt:Claim ;
        rdf:subject id:bottleneck ; rdf:predicate kt:measuredBy ; rdf:object id:indicator ;
        kt:basis kt:Reviewed ; kt:confidence 1.0 ; prov:wasQuotedFrom id:passage ;
        prov:wasGeneratedBy id:run }"""
    )
    assert problems(graph) == []


def test_a_validation_of_some_nodes_sees_an_edge_without_a_claim_from_the_pivots(conformant: str) -> None:
    graph = Graph().parse(data=conformant, format="turtle")
    graph.update(f"{HEADER} INSERT DATA {{ id:bottleneck kt:measuredBy id:indicator }}")
    focus = [f"{BASE}bottleneck", *map(str, pivots())]
    assert validate(graph, shacl_graph=shapes(), focus_nodes=focus)[0] is False


def test_the_closed_lists_of_the_shapes_are_the_schemes_of_the_vocabulary() -> None:
    graph = shapes()
    listed = {
        frozenset(str(item) for item in graph.items(head))
        for head in graph.objects(predicate=URIRef(str(SH) + "in"))
    }
    for scheme in ("stages", "bottleneck-states", "qualifiers", "directions", "period-kinds", "severities"):
        members = frozenset(str(KT[c.name]) for c in concepts() if c.scheme == scheme)
        assert members in listed, scheme


def test_every_message_speaks_both_languages() -> None:
    graph = shapes()
    message = URIRef(str(SH) + "message")
    for node in set(graph.subjects(predicate=message)):
        assert sorted(str(text.language) for text in graph.objects(node, message)) == ["en", "vi"]
