"""`khaithong serve --data`: any RDF files, and on them what the W3C's protocol tests ask of a query service.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/: the tests for queries; those for updates
are answered with a refusal, since nothing can be changed here.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from tests.api.live import ROOT, Live, bindings, serving

FILES = {
    "a.ttl": '@base <http://e/> . <a> <p> "turtle" .',
    "b.nt": '<http://e/b> <http://e/p> "triples" .',
    "c.nq": '<http://e/c> <http://e/p> "quads" <http://e/g1> .\n'
    '<http://e/c> <http://e/p> "twice" <http://e/g2> .',
    "d.trig": '@base <http://e/> . <d> <p> "trig" . <g1> { <d> <p> "in a graph" }',
    "e.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://e/">'
    '<rdf:Description rdf:about="http://e/e"><p>xml</p></rdf:Description></rdf:RDF>',
    "f.jsonld": '{"@id": "http://e/f", "http://e/p": "json"}',
}
OF_DEFAULT_GRAPH = {"turtle", "triples", "trig", "xml", "json"}
OF_NAMED_GRAPHS = {"quads", "twice", "in a graph"}
EVERYTHING = "SELECT ?o { ?s <http://e/p> ?o }"
IN_GRAPHS = "SELECT ?o { GRAPH ?g { ?s ?p ?o } }"
G1, G2 = "http://e/g1", "http://e/g2"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in FILES]


@pytest.fixture(scope="module")
def plain(paths: list[str]) -> Iterator[Live]:
    with serving({"workers": 2}, "--data", *paths, "--default-graph", "default") as live:
        yield live


def _objects(answer: httpx.Response) -> set[str]:
    return {row["o"] for row in bindings(answer)}


def test_every_format_is_read_and_graphs_are_kept_apart_where_that_is_asked_for(plain: Live) -> None:
    assert _objects(plain.ask(EVERYTHING)) == OF_DEFAULT_GRAPH
    assert _objects(plain.ask(IN_GRAPHS)) == OF_NAMED_GRAPHS


def test_else_the_default_graph_is_the_union(paths: list[str]) -> None:
    with serving({"workers": 2}, "--data", *paths) as live:
        assert _objects(live.ask(EVERYTHING)) == OF_DEFAULT_GRAPH | OF_NAMED_GRAPHS


def test_the_service_description_tells_union_graphs_and_functions(plain: Live) -> None:
    with plain.client(headers={"accept": "text/turtle"}) as client:
        text = client.get("/sparql").text
    assert "UnionDefaultGraph" not in text
    assert "def#fold>" in text
    assert f"sd:name <{G1}>" in text


def _ask(
    live: Live, method: str, body: str | None = None, kind: str | None = None, **params: object
) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in params.items()}
    headers = {"content-type": kind} if kind else {}
    with live.client() as client:
        return client.request(method, "/sparql", params=named, content=body, headers=headers)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["GET", "POST", "QUERY"])
@pytest.mark.parametrize(
    ("dataset", "query", "found"),
    [
        ({"default_graph_uri": [G1]}, EVERYTHING, {"quads", "in a graph"}),
        ({"default_graph_uri": [G1, G2]}, EVERYTHING, OF_NAMED_GRAPHS),
        ({"named_graph_uri": [G1, G2]}, IN_GRAPHS, OF_NAMED_GRAPHS),
        ({"named_graph_uri": [G1]}, EVERYTHING, set()),
        ({"default_graph_uri": [G2], "named_graph_uri": [G1]}, IN_GRAPHS, {"quads", "in a graph"}),
        ({"default_graph_uri": [G2]}, f"SELECT ?o FROM <{G1}> {{ ?s ?p ?o }}", {"twice"}),
    ],
)  # fmt: skip
def test_the_dataset_of_the_protocol_wins(
    plain: Live, method: str, dataset: dict[str, list[str]], query: str, found: set[str]
) -> None:
    if method == "GET":
        answer = _ask(plain, "GET", query=query, **dataset)
    else:
        answer = _ask(plain, method, query, QUERY, **dataset)
    assert answer.status_code == 200, answer.text
    assert _objects(answer) == found


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT (1 AS ?v) {}", {"xml", "json", "csv", "tab-separated-values"}),
        ("ASK {}", {"xml", "json"}),
        ("DESCRIBE <http://e/a>", {"xml", "turtle", "n-triples"}),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", {"xml", "turtle", "n-triples"}),
    ],
)
def test_a_content_type_that_fits_the_form_is_given(plain: Live, query: str, kinds: set[str]) -> None:
    kind = _ask(plain, "GET", query=query).headers["content-type"].partition(";")[0]
    assert kind.rpartition("/")[2].rpartition("+")[2] in kinds


@pytest.mark.parametrize(
    ("method", "body", "kind", "params"),
    [
        ("PUT", None, None, {"query": "ASK {}"}),  # bad_query_method
        ("DELETE", None, None, {"query": "ASK {}"}),
        ("GET", None, None, {"query": ["ASK {}", "SELECT * {}"]}),  # bad_multiple_queries
        ("POST", "query=ASK+%7B%7D&query=ASK+%7B%7D", FORM, {}),
        ("POST", "ASK {}", QUERY, {"query": "ASK {}"}),
        ("POST", "query=ASK+%7B%7D", "text/plain", {}),  # bad_query_wrong_media_type
        ("POST", "query=ASK+%7B%7D", None, {}),  # bad_query_missing_form_type
        ("POST", "ASK {}", None, {}),  # bad_query_missing_direct_type
        ("POST", b"ASK { ?s ?p '\xff' }", QUERY, {}),  # bad_query_non_utf8
        ("GET", None, None, {"query": "ASK {"}),  # bad_query_syntax
        ("GET", None, None, {"update": "CLEAR ALL"}),  # bad_update_get
        ("POST", "update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM, {}),  # bad_multiple_updates
        ("POST", "update=CLEAR+NAMED", "text/plain", {}),  # bad_update_wrong_media_type
        ("POST", "update=CLEAR+NAMED", None, {}),  # bad_update_missing_form_type
        ("POST", b"CLEAR '\xff'", "application/sparql-update", {}),  # bad_update_non_utf8
        ("POST", "update=CLEAR+XYZ", FORM, {}),  # bad_update_syntax
        ("POST", "update=CLEAR+ALL&using-graph-uri=http://e/g1", FORM, {}),  # bad_update_dataset_conflict
        ("GET", None, None, {"query": "ASK {}", "using_graph_uri": G1}),
        ("GET", None, None, {"query": "ASK {}", "using_named_graph_uri": G1}),
    ],
)
def test_what_the_protocol_forbids_is_the_clients_error(
    plain: Live, method: str, body: str | None, kind: str | None, params: dict[str, object]
) -> None:
    answer = _ask(plain, method, body, kind, **params)
    assert 400 <= answer.status_code < 500
    assert answer.json()["status"] == answer.status_code


@pytest.mark.parametrize(
    ("params", "accept", "kind", "found"),
    [
        ({"graph": G1}, "", "text/turtle", b'"in a graph"'),
        ({"graph": G2}, "application/n-triples", "application/n-triples", b'<http://e/p> "twice" .'),
        ({"default": ""}, "application/ld+json", "application/ld+json", b'"turtle"'),
        ({"graph": G1, "format": "rdf"}, "", "application/rdf+xml", b"in a graph"),
    ],
)
def test_a_graph_is_read_as_a_whole(
    plain: Live, params: dict[str, str], accept: str, kind: str, found: bytes
) -> None:
    with plain.client(headers={"accept": accept}) as client:
        answer = client.get("/data", params=params)
        head = client.head("/data", params=params)
    assert answer.status_code == head.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert found in answer.content
    assert head.headers["etag"] == answer.headers["etag"]
    assert not head.content


@pytest.mark.parametrize(
    ("method", "params", "accept", "status"),
    [
        ("GET", {"graph": "http://e/none"}, "", 404),
        ("GET", {}, "", 400),
        ("GET", {"graph": G1, "default": ""}, "", 400),
        ("GET", {"graph": "no iri"}, "", 404),
        ("GET", {"graph": G1}, "text/csv", 406),
        ("PUT", {"graph": G1}, "", 405),
        ("DELETE", {"default": ""}, "", 405),
    ],
)
def test_a_graph_that_is_not_there_or_not_to_be_changed(
    plain: Live, method: str, params: dict[str, str], accept: str, status: int
) -> None:
    with plain.client(headers={"accept": accept}) as client:
        answer = client.request(method, "/data", params=params)
    assert answer.status_code == answer.json()["status"] == status
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_server_starts_without_what_few_requests_need() -> None:
    heavy = ("networkx", "pyvis", "openpyxl", "docx", "numpy", "spacy", "pyshacl", "pdfplumber")
    code = f"import sys, api.server; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
