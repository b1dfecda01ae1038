"""What is read off a query before it runs. Oxigraph 0.5 accepts every query of `ASKING` as federated."""

from __future__ import annotations

import time

import pytest

from api.inspection import inspect

BASE = "http://base/"
PREFIXES = {"kt": "https://w3id.org/khaithong/def#"}
ELSEWHERE = "http://127.0.0.1:1/x"

ASKING = [
    f"SELECT * {{ SERVICE <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent <{ELSEWHERE}> {{ ?s ?p ?o }} }}",
    f"PREFIX : <{ELSEWHERE}> SELECT * {{ SERVICE:p{{?s ?p ?o}} }}",
    f"SELECT * {{ SERVICESILENT<{ELSEWHERE}>{{?s ?p ?o}} }}",
    f"SELECT * {{ ?s ?p trueSERVICE<{ELSEWHERE}>{{?s ?p ?o}} }}",
    "SELECT * { ?s ?p true.SERVICE:p{} }",
    "select*{?s?p 5.service silent ?x{}}",
    f"SELECT * {{ VALUES(?a ?b){{(1 2)}} FILTER(?a<?b)SERVICE#>\n<{ELSEWHERE}>{{?s ?p ?o}} }}",
    f"SELECT * {{ FILTER(?a<3#>'''\n)SERVICE <{ELSEWHERE}>{{?s ?p ?o}} #'''\n }}",
    'SELECT (?a<?b#>"""\n AS ?x){ SERVICE ?x {}} #"""',
    'SELECT * {{SELECT ?z (?a<?b#>"""\n AS ?x){ SERVICE ?x {}}}} #"""',
    "SELECT * {} ORDER BY (?a<?b#>'''\n) } SERVICE ?x {} #'''",
    "SELECT * {FILTER(EXISTS{?a<b#'''>?c. SERVICE ?x {} })} #'''",
    "SELECT * {FILTER <f:x>(?a<?b#>'''\n) SERVICE ?x {} } #'''",
]
NOT_ASKING = [
    'SELECT * { ?s ?p "SERVICE <x> {}" } # SERVICE',
    "SELECT ?service { ?service <http://x/SERVICE> service:x . GRAPH service:g {?a ?b ?c} }",
    "SELECT * {?s ?p '''a 'SERVICE' b''' , \"\"\"x\"SERVICE\"\"\"; ?q 'it\\'s SERVICE'}",
    'SELECT * {?s ?p _:SERVICE , "x"@en-service . ?s ex:a.SERVICE ?o}',
    "SELECT * { ?s<http://x/service#>?o }",
    'SELECT * { ?s <p> (?a<x#SERVICE>?b) . VALUES (?a ?b) {(<a><x#SERVICE>) ("a"<service#>)} }',
    "SELECT * { ?x a (?a<service#>) }",
]


@pytest.mark.parametrize("query", ASKING)
def test_a_query_that_asks_another_server_is_found(query: str) -> None:
    assert inspect(query, BASE, PREFIXES).asks_service


@pytest.mark.parametrize("query", NOT_ASKING)
def test_the_word_alone_is_no_service(query: str) -> None:
    assert not inspect(query, BASE, PREFIXES).asks_service


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("select * {}", "select"),
        ("SELECT*{}", "select"),
        ("PREFIX:<http://b/>ASK{}", "ask"),
        ("# a comment\nBASE <http://b/> CONSTRUCT WHERE {}", "construct"),
        ("describe:x", "describe"),
        ("DESCRIBE<a:b>", "describe"),
        ("LOAD <http://b/>", "update"),
        ("PREFIX a: <b:> INSERT DATA {}", "update"),
        ("WITH <g> DELETE {} WHERE {}", "update"),
        ("", None),
        ("# only a comment", None),
        ("Xin chào", None),
    ],
)
def test_the_form_of_a_query(query: str, form: str | None) -> None:
    assert inspect(query, BASE, PREFIXES).form == form


def test_the_dataset_of_a_query_is_read_with_its_base_and_prefixes() -> None:
    query = """BASE <http://q/> PREFIX : <x#> PREFIX ex:<http://e/> PREFIX h: <http://h#>
        SELECT (EXISTS { ?s ?p ?o } AS ?x) FROM <g> FROM NAMED :h FROM ex:k FROM NAMED<http://z/> from kt:l
        FROM h:m { ?s ?p ?o FILTER(?a < ?b) ?from ?named "FROM <http://no/>" }"""
    graphs = (
        "http://q/g",
        "http://q/x#h",
        "http://e/k",
        "http://z/",
        "https://w3id.org/khaithong/def#l",
        "http://h#m",
    )
    assert inspect(query, BASE, PREFIXES).graphs == graphs


@pytest.mark.parametrize(
    ("query", "repeatable"),
    [
        ("SELECT (NOW() AS ?n) {}", False),
        ("SELECT * {} ORDER BY rand()", False),
        ("SELECT ?now { ?now ?p 'UUID()' }", True),
    ],
)
def test_what_depends_on_time_or_chance_is_not_repeatable(query: str, repeatable: bool) -> None:
    assert inspect(query, BASE, PREFIXES).repeatable is repeatable


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a-",
        "'''",
        "'''\\",
        "'",
        '"\\\n',
        "<",
        "<a",
        "?a<?b(",
        "a:a.",
        "(",
        "{",
        "\\'''",
        "5.",
        "a:",
        "#",
    ],
)
def test_reading_is_linear_whatever_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        query = "SELECT " + (piece * length)[:length]
        best = []
        for _ in range(3):
            started = time.process_time()
            inspect(query, BASE, {})
            best.append(time.process_time() - started)
        return min(best)

    # quadratic reading would take 64 times as long for 8 times the text
    assert seconds(16_000) < 24 * seconds(2_000) + 0.02
