"""The SPARQL 1.1 Protocol over a real server."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox
import pytest

from tests.api.live import Live, bindings

SELECT = "SELECT ?s { ?s a eli:LegalResource } ORDER BY ?s LIMIT 3"
ASK = "ASK { ?s a kt:Bottleneck }"
CONSTRUCT = "CONSTRUCT { ?s a kt:Bottleneck } WHERE { ?s a kt:Bottleneck }"
DESCRIBE = "DESCRIBE <https://w3id.org/khaithong/id/instrument/82-2024-nd-cp>"
RESULTS_JSON = "application/sparql-results+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "INSERT DATA { <a:b> <a:b> <a:b> }"


def _request(live: Live, method: str, sent: str, query: str, **headers: str) -> httpx.Response:
    """`query` sent as "parameter", "form", "direct" or "form in utf-8"."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with live.client() as client:
        if sent == "parameter":
            return client.request(method, "/sparql", params={"query": query}, headers=named)
        if sent == "direct":
            return client.request(
                method, "/sparql", content=query.encode(), headers={"content-type": QUERY, **named}
            )
        kind = FORM if sent == "form" else f"{FORM}; charset=UTF-8"
        body = urlencode({"query": query})
        return client.request(method, "/sparql", content=body, headers={"content-type": kind, **named})


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        ("GET", "parameter"),
        ("POST", "form"),
        ("POST", "form in utf-8"),
        ("POST", "direct"),
        ("QUERY", "direct"),
    ],
)
@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        (SELECT, "", RESULTS_JSON),
        (SELECT, "*/*", RESULTS_JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/csv;q=0.1, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ASK, "", RESULTS_JSON),
        (ASK, "application/xml", "application/xml"),
        (CONSTRUCT, "", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (DESCRIBE, "application/trig", "application/trig"),
        (DESCRIBE, "application/n-quads", "application/n-quads"),
    ],
)
def test_a_query_is_answered_in_the_format_that_is_asked_for(
    live: Live, method: str, sent: str, query: str, accept: str, kind: str
) -> None:
    answer = _request(live, method, sent, query, accept=accept)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == kind
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["server-timing"].startswith(("queue;dur=", "cache;desc=hit"))
    assert answer.content


@pytest.mark.parametrize(
    ("method", "sent", "query", "headers", "status", "code"),
    [
        ("GET", "parameter", "SELECT * { ?s ?p }", {}, 400, "syntax"),
        ("GET", "parameter", "", {}, 400, "syntax"),
        ("POST", "direct", "", {}, 400, "syntax"),
        ("POST", "form", "Xin chào", {}, 400, "syntax"),
        ("GET", "parameter", "SELECT (" + "(" * 900 + "1", {}, 400, "syntax"),
        ("GET", "parameter", UPDATE, {}, 403, "update"),
        ("POST", "direct", "LOAD <http://127.0.0.1:1/x>", {}, 403, "update"),
        ("POST", "direct", UPDATE, {"content_type": "application/sparql-update"}, 403, "update"),
        ("GET", "parameter", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }", {}, 403, "service"),
        ("GET", "parameter", "SELECT * FROM <file:///etc/passwd> {}", {}, 400, "unknown-graph"),
        ("GET", "parameter", SELECT, {"accept": "image/png"}, 406, "unacceptable"),
        ("GET", "parameter", SELECT, {"accept": "text/turtle"}, 406, "unacceptable"),
        ("GET", "parameter", CONSTRUCT, {"accept": "text/csv"}, 406, "unacceptable"),
        ("POST", "direct", SELECT, {"content_type": "application/json"}, 415, "media-type"),
        ("POST", "direct", SELECT, {"content_type": "multipart/form-data; boundary=x"}, 415, "media-type"),
        ("POST", "direct", "#" * 2001, {}, 413, "too-long"),
        ("POST", "form", "#" * 2001, {}, 413, "too-long"),
        ("GET", "parameter", "#" * 2001, {}, 414, "address-too-long"),
        ("DELETE", "parameter", SELECT, {}, 405, "method"),
        ("PUT", "direct", SELECT, {}, 405, "method"),
        ("GET", "parameter", "SELECT (?x AS ?y) ?y {}", {}, 400, "syntax"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    live: Live, method: str, sent: str, query: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = _request(live, method, sent, query, **headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"].endswith(f"#{code}")
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_a_syntax_error_names_line_and_column(live: Live) -> None:
    problem = live.ask("SELECT *\n{ ?s ?p }").json()
    assert problem["line"] == 2
    assert problem["column"] >= 9  # Oxigraph names the furthest place that it could read to


def test_a_place_in_a_query_that_is_answered_another_way_is_that_of_its_text(live: Live) -> None:
    problem = live.ask("SELECT ?s { ?s a kt:Bottleneck ; kt:resolvedBy ?i .\n } LIMIT x").json()
    assert (problem["line"], problem["column"]) == (2, 10)
    assert "LIMIT x" in problem["detail"]


def test_an_undeclared_prefix_is_named(live: Live) -> None:
    assert "nope:" in live.ask("SELECT * { ?s nope:x ?o }").json()["detail"]


def test_406_lists_what_there_is(live: Live) -> None:
    answer = _request(live, "GET", "parameter", SELECT, accept="image/png")
    assert "text/csv" in answer.json()["available"]


def test_a_too_long_body_is_refused_before_it_is_read(live: Live) -> None:
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as line:
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {QUERY}\r\nContent-Length: 1000000000\r\n\r\n"
        )
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "params",
    [
        [("query", ASK), ("query", ASK)],
        [("query", ASK)] + [("x", "1")] * 100,
    ],
)
def test_ambiguous_parameters_are_refused(live: Live, params: list[tuple[str, str]]) -> None:
    with live.client() as client:
        assert client.get("/sparql", params=params).status_code == 400


@pytest.mark.parametrize("raw", ["query=ASK%20%7B%7D%ff", "query=%c3%28"])
def test_text_that_is_not_utf8_is_refused(live: Live, raw: str) -> None:
    with live.client() as client:
        assert client.get(f"/sparql?{raw}").status_code == 400
        headers = {"content-type": QUERY}
        assert client.post("/sparql", content=b"ASK { } #\xff", headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ("json", RESULTS_JSON),
        ("csv", "text/csv; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
    ],
)
def test_the_parameter_format_wins_over_accept(live: Live, wanted: str, kind: str) -> None:
    with live.client() as client:
        answer = client.get(
            "/sparql", params={"query": SELECT, "format": wanted}, headers={"accept": "text/turtle"}
        )
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


def test_an_unknown_format_is_refused(live: Live) -> None:
    assert live.ask(SELECT, format="xls").status_code == 406


def _graphs(live: Live) -> dict[str, int]:
    rows = bindings(live.ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"))
    return {row["g"]: int(row["n"]) for row in rows}


def _count(live: Live, query: str, **params: str) -> int:
    return int(bindings(live.ask(query, **params))[0]["n"])


def test_the_default_graph_is_the_union_and_each_triple_stands_in_it_once(live: Live) -> None:
    count = _count(live, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    assert count == _count(live, distinct)


def test_a_dataset_is_named_by_the_query_or_by_the_request(live: Live) -> None:
    graph, size = next(iter(_graphs(live).items()))
    plain = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert _count(live, f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}") == size
    assert _count(live, plain, **{"default-graph-uri": graph}) == size
    assert _count(live, plain, **{"named-graph-uri": graph}) == 0
    assert _count(live, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{graph}> {{ ?s ?p ?o }}") == 0
    in_graphs = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert _count(live, in_graphs, **{"named-graph-uri": graph}) == size
    assert _count(live, in_graphs, **{"default-graph-uri": graph}) == 0


def test_the_dataset_of_the_request_takes_the_place_of_the_query_s_own(live: Live) -> None:
    (one, _), (other, size) = list(_graphs(live).items())[:2]
    query = f"SELECT (COUNT(*) AS ?n) FROM <{one}> {{ ?s ?p ?o }}"
    assert _count(live, query, **{"default-graph-uri": other}) == size


def test_an_answer_that_a_client_has_is_not_sent_again(live: Live) -> None:
    first = _request(live, "GET", "parameter", SELECT)
    etag = first.headers["etag"]
    again = _request(live, "GET", "parameter", SELECT, if_none_match=f'"x", {etag}')
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert (
        _request(live, "GET", "parameter", SELECT, if_none_match=etag, accept="text/csv").status_code == 200
    )
    assert _request(live, "GET", "parameter", ASK, if_none_match=etag).status_code == 200


def test_an_answer_that_depends_on_the_clock_has_no_etag(live: Live) -> None:
    answer = live.ask("SELECT (NOW() AS ?n) {}")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_preflight_allows_any_origin_without_credentials(live: Live) -> None:
    with live.client() as client:
        answer = client.options(
            "/sparql", headers={"origin": "https://e", "access-control-request-method": "POST"}
        )
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]


def test_head_has_the_headers_of_get_and_no_body(live: Live) -> None:
    head, get = (_request(live, method, "parameter", SELECT) for method in ("HEAD", "GET"))
    assert head.content == b""
    assert head.headers["content-length"] == str(len(get.content))


def test_without_a_query_a_program_gets_the_service_description(live: Live) -> None:
    with live.client() as client:
        answer = client.get("/sparql", headers={"accept": "text/turtle"})
    service = ox.NamedNode("http://www.w3.org/ns/sparql-service-description#endpoint")
    found = [
        quad.object for quad in ox.parse(answer.content, ox.RdfFormat.TURTLE) if quad.predicate == service
    ]
    assert found == [ox.NamedNode(f"{live.address}/sparql")]


def test_without_a_query_a_post_is_refused(live: Live) -> None:
    with live.client() as client:
        assert client.post("/sparql", data={"format": "json"}).json()["type"].endswith("#missing-query")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_person_gets_a_form_that_needs_no_script(live: Live, lang: str) -> None:
    with live.client(headers={"accept": BROWSER}) as client:
        page = client.get("/sparql", params={"lang": lang})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{lang}"' in page.text
    assert "<textarea" in page.text
    assert 'action="/sparql"' in page.text


def test_a_person_gets_an_answer_as_a_table_with_links(live: Live) -> None:
    with live.client(headers={"accept": BROWSER}) as client:
        page = client.get("/sparql", params={"query": "SELECT ?s ('<b>&' AS ?evil) { ?s a kt:Report }"})
    assert page.status_code == 200
    assert 'href="/id/report/' in page.text
    assert "&lt;b&gt;&amp;" in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize(("query", "status"), [("SELECT * { ?s ?p }", 400), (UPDATE, 403)])
def test_a_person_gets_an_error_in_the_page_with_the_query_kept(live: Live, query: str, status: int) -> None:
    with live.client(headers={"accept": BROWSER}) as client:
        page = client.get("/sparql", params={"query": query})
    assert page.status_code == status
    assert 'role="alert"' in page.text
    assert query.split(maxsplit=1)[0] in page.text


def test_more_rows_than_allowed_is_a_problem_and_never_a_part(live: Live) -> None:
    cross = "SELECT ?a ?x { ?a ?b ?c . VALUES ?x { 1 2 3 4 5 6 7 8 9 } }"
    within = live.ask(cross + " LIMIT 5000")
    assert len(bindings(within)) == 5000
    plain = {"accept-encoding": "identity"}
    with live.client(headers=plain) as client, pytest.raises(httpx.RemoteProtocolError, match="peer closed"):
        client.post(
            "/sparql", data={"query": cross + " LIMIT 5001"}
        )  # cut off: the first part was on its way
    few = live.ask(
        "SELECT ?x { VALUES ?x { 1 } " + " ".join(f"VALUES ?a{i} {{ 1 2 }}" for i in range(13)) + " }",
        format="csv",
    )
    assert few.status_code == 422
    assert few.json()["limit"] == 5000
    assert few.headers["khaithong-limits"] == "seconds=30, rows=5000, bytes=100000000"


def test_http_1_0_never_gets_a_part_for_the_whole(live: Live) -> None:
    query = quote("SELECT ?a ?x { ?a ?b ?c . VALUES ?x { 1 2 3 4 5 6 7 8 9 } }")
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as line:
        line.sendall(f"GET /sparql?query={query} HTTP/1.0\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split(b"\r\n")[0].split()[1] == b"422"


def test_a_header_cannot_be_smuggled_through_a_parameter(live: Live) -> None:
    with live.client() as client:
        answer = client.get(
            "/sparql", params={"query": ASK, "format": "json\r\nx-evil: 1", "lang": "vi\r\nx-evil: 1"}
        )
        assert "x-evil" not in answer.headers
        assert client.get("/id/x%0d%0ax-evil:%201").headers.get("x-evil") is None


def test_a_host_that_is_none_is_refused(live: Live) -> None:
    with live.client(headers={"host": 'x"><script>', "accept": "text/turtle"}) as client:
        assert client.get("/sparql").status_code == 400


def test_answers_in_all_languages_are_whole(live: Live) -> None:
    rows = json.loads(live.ask('SELECT ("Đường số 1 – “ngoặc” 😀" AS ?x) {}').content)["results"]["bindings"]
    assert rows[0]["x"]["value"] == "Đường số 1 – “ngoặc” 😀"


def test_the_same_answer_is_kept_told_as_unchanged_and_never_for_what_changes(live: Live) -> None:
    ask = "SELECT ?s { ?s a kt:Report } # "
    with live.client() as client:
        first, again = (client.get("/sparql", params={"query": ask}) for _ in range(2))
        spaced = client.get("/sparql", params={"query": ask.replace(" ?s {", "   ?s\n{")})
        tag = {"if-none-match": f'"other", {first.headers["etag"]}'}
        unchanged = client.get("/sparql", params={"query": ask}, headers=tag)
        clock = [client.get("/sparql", params={"query": "SELECT (NOW() AS ?t) {}"}) for _ in range(2)]
    assert "cache" not in first.headers["server-timing"]
    assert again.headers["server-timing"] == spaced.headers["server-timing"] == "cache;desc=hit"
    assert first.content == again.content == spaced.content
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert all(
        "etag" not in answer.headers and "cache" not in answer.headers["server-timing"] for answer in clock
    )


def test_an_answer_is_zipped_where_the_client_likes_that_and_it_is_worth_it(live: Live) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 2000"
    with live.client() as client:
        answers = {
            coding: client.get("/sparql", params={"query": query}, headers={"accept-encoding": coding})
            for coding in ("gzip", "identity", "gzip;q=0", "br, *;q=0.1", "gzip;q=0.2, identity")
        }
        small = client.get("/sparql", params={"query": ASK}, headers={"accept-encoding": "gzip"})
    zipped = {
        coding for coding, answer in answers.items() if answer.headers.get("content-encoding") == "gzip"
    }
    assert zipped == {"gzip", "br, *;q=0.1"}
    assert len({answer.content for answer in answers.values()}) == 1
    assert len({answer.headers["etag"] for answer in answers.values()}) == 1
    assert "content-encoding" not in small.headers
    assert all("Accept-Encoding" in answer.headers["vary"] for answer in answers.values())


def test_text_is_found_without_its_marks(live: Live) -> None:
    query = """SELECT ?s { ?s skos:prefLabel ?l FILTER(CONTAINS(kt:fold(?l), kt:fold("NGHI DINH"))) }"""
    assert bindings(live.ask(query))
    assert bindings(live.ask('SELECT (kt:fold("Đường số 1") AS ?x) (kt:fold(<a:b>) AS ?y) {}')) == [
        {"x": "duong so 1"}
    ]


def test_the_data_set_is_described_with_its_counts(live: Live) -> None:
    triples = _count(live, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(true) }")
    reports = _count(live, "SELECT (COUNT(*) AS ?n) { ?s a kt:Report FILTER(true) }")
    with live.client(headers={"accept": "application/n-triples"}) as client:
        answer = client.get("/.well-known/void")
    store = ox.Store()
    store.load(answer.content, ox.RdfFormat.N_TRIPLES)
    prefixes = {"void": "http://rdfs.org/ns/void#", "kt": "https://w3id.org/khaithong/def#"}
    told = store.query(
        "SELECT ?triples ?n { ?d void:triples ?triples ; void:sparqlEndpoint ?e ; "
        "void:classPartition [ void:class kt:Report ; void:entities ?n ] }",
        prefixes=prefixes,
    )
    (row,) = told
    assert [int(row[name].value) for name in ("triples", "n")] == [triples, reports]
