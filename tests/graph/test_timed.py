import io
import time

import pytest

from graph.errors import GraphError, QueryError, QueryTimeout
from graph.timed import answer

# A cross product that no index helps with.
HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?f)) }"


def ask(store, query, form="csv", seconds=60.0):
    output = io.BytesIO()
    answer([store], query, form, seconds, output)
    return output.getvalue()


def test_a_result_comes_in_the_form_that_was_asked_for(store):
    assert ask(store, "SELECT ?n { ?x kt:sha256 ?s ; dcterms:source ?n } ORDER BY ?n").split() == [
        b"n",
        b"bao-cao-2024.txt",
        b"bao-cao-thang-5.txt",
    ]
    assert b"@prefix kt:" in ask(store, "CONSTRUCT { ?x a kt:Report } { ?x a kt:Report }", "ttl")
    assert ask(store, "ASK { ?x a kt:Report }", "json").replace(b" ", b"") == b'{"head":{},"boolean":true}'


def test_a_constructed_graph_is_a_set(store):
    lines = ask(store, "CONSTRUCT { kt:x a kt:Y } { ?s ?p ?o }", "nt").splitlines()
    assert len(lines) == 1


def test_a_hostile_query_is_ended_on_time_and_shows_nothing(store):
    output = io.BytesIO()
    begin = time.monotonic()
    with pytest.raises(QueryTimeout, match="stopped after 1 seconds"):
        answer([store], HOSTILE, "csv", 1.0, output)
    assert time.monotonic() - begin < 20
    assert output.getvalue() == b""


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        ("SELECT * { ?s ?p", "csv", "line 1, column"),
        ("SELECT * { ?s ?p ?o }", "ttl", "gives a table, not ttl"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "csv", "gives a graph, not csv"),
    ],
)
def test_what_cannot_be_asked_is_told(store, query, form, said):
    with pytest.raises(QueryError, match=said):
        ask(store, query, form)


def test_a_store_that_is_not_there_is_told(tmp_path):
    with pytest.raises(GraphError, match="there is no store"):
        ask(tmp_path / "nowhere", "ASK {}")
