from __future__ import annotations

import httpx
import pyoxigraph as ox
import pytest

from tests.api.live import Live

BASE = "https://w3id.org/khaithong/id/"
DECREE = "/id/instrument/82-2024-nd-cp"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMATS = {
    ".ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    ".nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ".jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    ".rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}


def _get(live: Live, path: str, accept: str = "*/*", **headers: str) -> httpx.Response:
    with live.client(headers={"accept": accept, **headers}) as client:
        return client.get(path)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_thing_is_described_by_suffix_and_by_accept_alike(live: Live, suffix: str) -> None:
    media, kind = FORMATS[suffix]
    by_suffix = _get(live, DECREE + suffix, accept=BROWSER)
    by_accept = _get(live, DECREE, accept=media)
    described = [set(ox.parse(answer.content, kind)) for answer in (by_suffix, by_accept)]
    assert described[0] == described[1]
    subjects = {quad.subject for quad in described[0]}
    assert ox.NamedNode(BASE + "instrument/82-2024-nd-cp") in subjects
    assert by_accept.headers["content-type"].startswith(media)
    assert by_accept.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(("path", "accept"), [(DECREE, BROWSER), (DECREE + ".html", "*/*")])
def test_a_person_gets_the_page_of_a_thing(live: Live, path: str, accept: str) -> None:
    page = _get(live, path, accept)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "82/2024/NĐ-CP" in page.text
    assert 'rel="alternate"' in page.headers["link"]


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/id/instrument/none", "text/turtle", 404),
        ("/id/instrument/none", BROWSER, 404),
        ("/id/", "text/turtle", 404),
        ("/id/instrument/82-2024-nd-cp", "image/png", 406),
        ("/id/../../etc/passwd", "text/turtle", 404),
        ("/id/%2e%2e/%2e%2e/etc/passwd", "text/turtle", 404),
        ("/id/x%20y", "text/turtle", 404),
        ("/id/x%3E%20%3Cy", BROWSER, 404),
        ("/id/%00", BROWSER, 404),
        ("/id/%ff%fe", "text/turtle", 404),
        ("/static/../api/app.py", BROWSER, 404),
        ("/static/%2e%2e/rendering.py", "*/*", 404),
        ("/static/..%2frendering.py", "*/*", 404),
        ("/static//etc/passwd", "*/*", 404),
        ("/nothing/here", BROWSER, 404),
        ("/nothing/here", "application/json", 404),
    ],
)
def test_what_is_not_there_is_told_in_the_form_that_fits(
    live: Live, path: str, accept: str, status: int
) -> None:
    answer = _get(live, path, accept)
    assert answer.status_code == status
    if accept == BROWSER and not path.startswith("/static"):
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "<h1>" in answer.text
    elif not path.startswith("/static"):
        assert answer.json()["status"] == status


@pytest.mark.parametrize("path", [DECREE + ".ttl", DECREE + ".html", "/", "/def.ttl"])
def test_what_a_client_has_is_not_sent_again(live: Live, path: str) -> None:
    first = _get(live, path)
    again = _get(live, path, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/", "/sparql", DECREE, "/def", "/static/khaithong.css", "/nothing", "/healthz"]
)
def test_every_answer_bears_the_security_headers(live: Live, path: str) -> None:
    headers = _get(live, path, BROWSER).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"]
    assert "server" not in headers


def test_the_vocabulary_is_there_for_people_and_programs(live: Live) -> None:
    page = _get(live, "/def?lang=en", BROWSER)
    assert 'id="Bottleneck"' in page.text
    quads = list(ox.parse(_get(live, "/def", "text/turtle").content, ox.RdfFormat.TURTLE))
    assert ox.NamedNode("https://w3id.org/khaithong/def#Bottleneck") in {quad.subject for quad in quads}


@pytest.mark.parametrize(("path", "accept"), [("/def", BROWSER), ("/def.ttl", "*/*")])
def test_the_vocabulary_names_its_other_forms(live: Live, path: str, accept: str) -> None:
    links = _get(live, path, accept).headers["link"]
    for address in (part.partition(">")[0].strip(" <") for part in links.split(", ")):
        assert _get(live, address).status_code == 200, address


def test_pages_change_with_the_language_and_keep_it(live: Live) -> None:
    assert '<html lang="vi"' in _get(live, "/", BROWSER).text
    assert '<html lang="en"' in _get(live, "/?lang=en", BROWSER).text
    assert '<html lang="en"' in _get(live, "/nothing?lang=en", BROWSER).text


def test_head_is_answered_wherever_get_is(live: Live) -> None:
    with live.client(headers={"accept": BROWSER}) as client:
        for path in ("/", DECREE, "/def", "/healthz", "/static/khaithong.css"):
            head, get = client.head(path), client.get(path)
            assert (head.status_code, head.content) == (200, b""), path
            assert head.headers["content-length"] == str(len(get.content)), path


def test_the_interface_is_documented(live: Live) -> None:
    paths = _get(live, "/openapi.json").json()["paths"]
    assert {"/sparql", "/id/{key}", "/def", "/healthz", "/readyz"} <= set(paths)


def test_a_method_that_an_address_does_not_take_is_refused(live: Live) -> None:
    with live.client() as client:
        answer = client.post("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert answer.json()["type"].endswith("#method")
