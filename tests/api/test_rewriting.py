"""A count from the statistics is the count that the graph would give, for every way to ask for it."""

from __future__ import annotations

import itertools
import re
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest

from api.statistics.keeper import domains
from api.statistics.model import Statistics
from api.statistics.redundancy import slimmed
from api.statistics.rewriting import rewritten
from graph.graphs import fill_union
from tests.api.live import ROOT, write_graph
from tests.bench.domain import write_domain

ANALYST = ROOT / "tests" / "bench" / "analyst"
BASE = "http://base/"
PREFIXES = {"e": "http://e/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
PATTERNS = {
    "?s ?p ?o": "spo",
    "?s a ?t .": "st",
    "?s rdf:type ?t": "st",
    "?s e:next ?o": "so",
    "?s a e:T3": "s",
    "?s a <http://e/none>": "s",
    "?s e:none ?o": "so",
    "GRAPH ?g { ?s ?p ?o }": "gspo",
    "?s h:any ?o": "so",
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    store = ox.Store()
    path = write_graph(tmp_path_factory.mktemp("rewriting") / "g.nq", things=40)
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS)
    store.update("INSERT DATA { GRAPH <http://e/g9> { <http://e/s1> a <http://e/T1> , 'text' } }")
    store.update("INSERT DATA { GRAPH <http://e/g9> { <http://e/s1> <http://e/hash#any> 1 , 2 } }")
    fill_union(store)
    return store


def _counted(graph: ox.Store) -> Statistics:
    def rows(name: str) -> list[ox.QuerySolution]:
        text = (files("api.statistics") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
        return list(graph.query(text))  # type: ignore[arg-type]

    tables = {
        name: {row["key"]: int(row["n"].value) for row in rows(name)}  # type: ignore[union-attr]
        for name in ("properties", "classes", "graphs")
    }
    found = domains(tables["properties"], rows("domains"))
    numbers = {name: int(rows(name)[0]["n"].value) for name in ("subjects", "objects")}  # type: ignore[union-attr]
    return Statistics(**tables, **numbers, domains=found)  # type: ignore[arg-type]


def _queries() -> list[str]:
    found = []
    for pattern, names in PATTERNS.items():
        for counted in ("*", *(f"?{name}" for name in names), *(f"DISTINCT ?{name}" for name in names)):
            count = f"(COUNT({counted}) AS ?n)"
            found.append(f"SELECT {count} {{ {pattern} }}")
            declared = pattern.replace("e:", "x:")
            found.append(f"PREFIX x: <http://e/> SELECT {count} {{ {declared} }}")
            for key in names:
                end = f"WHERE {{ {pattern} }} GROUP BY ?{key}"
                found += [
                    f"SELECT ?{key} {count} {end}",
                    f"select {count} ?{key} {end} ORDER BY ?n ?{key} LIMIT 3",
                ]
    return found


def _answer(graph: ox.Store, query: str) -> bytes:
    solutions = graph.query(query, base_iri=BASE, prefixes=PREFIXES)
    body = solutions.serialize(format=ox.QueryResultsFormat.TSV) or b""  # type: ignore[union-attr]
    head, *rows = body.split(b"\n")
    return b"\n".join([head, *sorted(rows)])


def test_every_count_that_is_rewritten_stays_what_it_is(graph: ox.Store) -> None:
    known = _counted(graph)
    done = 0
    for query in (f"PREFIX h: <http://e/hash#> {each}" for each in _queries()):
        other = rewritten(query, BASE, PREFIXES, known)
        if other is not None:
            assert _answer(graph, other) == _answer(graph, query), query
            done += 1
    assert done > 40


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?s }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o ; ?q ?x }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o > 1) }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } HAVING (COUNT(*) > 3)",
        "SELECT (COUNT(*) AS ?n) FROM <http://e/g1> { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) (SUM(?o) AS ?x) { ?s ?p ?o }",
        "SELECT ?t (COUNT(*) AS ?t) { ?s a ?t } GROUP BY ?t",
        "SELECT ?s (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?s",
        "SELECT (COUNT(*) AS ?n) { ?s ?p 1 }",
        "SELECT (COUNT(*) AS ?n) { ?s e:next e:s1 }",
        "SELECT (COUNT(*) AS ?n) { ?s <next> ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s e:next/e:next ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } ORDER BY ?s",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } VALUES ?n { 1 }",
        "SELECT (COUNT(?x) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH <http://e/g1> { ?s ?p ?o } }",
        "ASK { ?s ?p ?o }",
        "SELECT",
        "",
    ],
)
def test_what_asks_for_more_is_left_alone(graph: ox.Store, query: str) -> None:
    assert rewritten(query, BASE, PREFIXES, _counted(graph)) is None


@pytest.fixture(scope="module")
def typed() -> ox.Store:
    """Everything with e:only is an e:A; not everything with e:any is."""
    store = ox.Store()
    store.update(
        """PREFIX : <http://e/>
        INSERT DATA { :a a :A , :B ; :only 1 , 2 ; :any :b . :b a :A ; :only 3 ; :any :a .
        :c a :B ; :any :d . :d :any :a . :f a :A . GRAPH :g { :a a :A ; :only 9 } }"""
    )
    fill_union(store)
    return store


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a e:A ; e:only ?o }",
        "SELECT * { ?s e:only ?o ; a e:A }",
        "SELECT * { ?s e:any ?x ; a e:A ; e:only ?o . ?x e:any ?y }",
        "SELECT * { ?s rdf:type e:A ; e:only 1 , ?o . }",
        "SELECT * { ?s a e:A ; e:only ?o ; e:any/e:any ?x FILTER(?o > 0) }",
        "SELECT * { ?x e:any ?s . ?s a e:A ; e:only ?o . OPTIONAL { ?s a e:B ; e:any ?y } }",
        "SELECT (COUNT(?s) AS ?n) { ?x e:any ?y . FILTER NOT EXISTS { ?y a e:A ; e:only ?o . } }",
        "PREFIX x: <http://e/> # a x:A\nSELECT (SUM(?o) AS ?n){ ?s a x:A, ?t; x:only ?o; a x:A } GROUP BY ?t",
        "SELECT * { ?s a e:A ; e:only ?o FILTER(?o <= 2 && ?o >= 1 || ?o != 3) }",
        "SELECT * { ?s e:only ?o ; a <http://e/A> # ;\n FILTER(?o < 2) }",
        "SELECT * { { ?s a e:A ; e:only ?o . } UNION { ?s a e:B ; e:any ?o . } }",
    ],
)
def test_a_type_that_says_nothing_new_is_left_out(typed: ox.Store, query: str) -> None:
    other = slimmed(query, BASE, PREFIXES, _counted(typed))
    assert other is not None
    assert _answer(typed, other) == _answer(typed, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a e:A ; e:any ?o }",
        "SELECT * { ?s a e:B ; e:only ?o }",
        "SELECT * { ?s a e:A }",
        "SELECT * { ?s a e:A ; e:only* ?o }",
        "SELECT * { ?s a e:A ; e:only|e:any ?o }",
        "SELECT * { ?s a e:A ; ^e:only ?o }",
        "SELECT * { ?s a ?t ; e:only ?o }",
        "SELECT * { ?s a e:A . OPTIONAL { ?s e:only ?o } }",
        "SELECT * { ?s a e:A ; e:any [ e:only ?o ] }",
        "SELECT * { GRAPH ?g { ?s a e:A ; e:only ?o } }",
        "SELECT * FROM e:g { ?s a e:A ; e:only ?o }",
        "CONSTRUCT { ?s a e:A ; e:only ?o } WHERE { ?s e:only ?o }",
        "SELECT * { ?s a e:A , e:B ; e:only ?o }",
        "SELECT * { ?s a/e:x e:A ; e:only ?o }",
        "SELECT * { GRAPH:g{ ?s a e:A ; e:only ?o } }",
        "SELECT * { ?s e:only ?o ; a e:A {| e:any ?x |} }",
        "SELECT * { ?s a e:A ; e:only ?o ~ ?x }",
        "SELECT * { << ?s a e:A >> e:only ?o }",
    ],
)
def test_a_type_that_may_say_something_stays(typed: ox.Store, query: str) -> None:
    assert slimmed(query, BASE, PREFIXES, _counted(typed)) is None


def test_names_of_blank_classes_cannot_be_written_and_are_not(graph: ox.Store, tmp_path: Path) -> None:
    store = ox.Store()
    store.update("INSERT DATA { <http://e/a> a [] }")
    query = "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t"
    assert rewritten(query, BASE, PREFIXES, _counted(store)) is None
    assert len(list(itertools.islice(store, 2))) == 1


def test_analyst_queries_have_the_same_answers_either_way(tmp_path: Path) -> None:
    store = ox.Store()
    store.bulk_load(path=write_domain(tmp_path / "domain.nq", 5_000), format=ox.RdfFormat.N_QUADS)
    fill_union(store)
    known = _counted(store)
    done = 0
    for path in sorted(ANALYST.glob("*.rq")):
        query = re.sub(
            r"LIMIT \d+", "", path.read_text(encoding="utf-8")
        )  # which of equals come first may differ
        for change in (rewritten, slimmed):
            other = change(query, BASE, PREFIXES, known)
            if other is not None:
                assert _answer(store, other) == _answer(store, query), path.name
                done += 1
    assert done > 5
