"""The pages as HTML: they render for everything in the graph, in both languages, and escape every word."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from graph.reader import Reader
from tests.graph import fixtures
from tests.viz.samples import HOSTILE, empty_reader, hostile_reader, iri, plain_reader, store_reader
from viz.entity import entity_page
from viz.kinds import KINDS
from viz.pages import Example, error_page, sparql_page
from viz.reports.routes import reports
from viz.routes import pages

LANGUAGES = ("vi", "en")


class Page(HTMLParser):
    """Tags with their attributes, JSON blocks, and the ids of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[str] = []
        self._json = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._json = tag == "script" and dict(attrs).get("type") == "application/json"

    def handle_endtag(self, tag: str) -> None:
        self._json = False

    def handle_data(self, data: str) -> None:
        if self._json:
            self.blocks.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(name))]


def client(reader: Reader) -> TestClient:
    app = FastAPI()
    app.include_router(reports(lambda: reader, lambda: (), lambda _: None))
    app.include_router(pages(lambda: reader))
    return TestClient(app)


def every_thing(reader: Reader) -> list[str]:
    """Up to six things of every kind."""
    known = " ".join(f"<{name}>" for name in KINDS)
    query = f"SELECT DISTINCT ?class ?thing {{ VALUES ?class {{ {known} }} ?thing a ?class }} ORDER BY ?thing"
    things: dict[str, list[str]] = {}
    for row in reader.select(query):
        things.setdefault(row["class"].value, []).append(row["thing"].value)  # type: ignore[union-attr]
    return sorted({thing for each in things.values() for thing in each[:6]})


def assert_sound(html: str) -> Page:
    page = Page(html)
    ids = page.values("id")
    assert len(ids) == len(set(ids)), [each for each in ids if ids.count(each) > 1]
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
        assert "style" not in attrs
        if tag == "script":
            assert attrs.get("type") == "application/json" or (attrs.get("src") or "").startswith("/static/")
    for name in ("src", "href", "action"):
        for value in page.values(name):
            assert not value.lower().strip().startswith(("javascript:", "data:", "//")), value
    for block in page.blocks:
        json.loads(block)
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reader", [plain_reader, hostile_reader], ids=["plain", "hostile"])
def test_every_thing_of_the_graph_has_a_sound_page(reader: object, lang: str) -> None:
    graph: Reader = reader()  # type: ignore[operator]
    things = every_thing(graph)
    assert len(things) > 50
    for thing in things:
        html = entity_page(graph, thing, lang)
        assert html is not None, thing
        assert f'<html lang="{lang}">' in html
        assert_sound(html)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "reader", [plain_reader, hostile_reader, empty_reader], ids=["plain", "hostile", "empty"]
)
def test_the_chain_page_is_sound_in_every_state(reader: object, lang: str) -> None:
    asked = client(reader())  # type: ignore[operator]
    for path in (
        "/",
        "/?q=du+lieu",
        "/?status=open&basis=gap",
        "/?q=%3Cscript%3E%22'",
        "/?page=7&theme=x",
        "/reports",
    ):
        answer = asked.get(path, params={"lang": lang} if lang != "vi" else {})
        assert answer.status_code == 200, path
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert_sound(answer.text)
    for thing in (fixtures.SPENDING, fixtures.ND82, fixtures.ONLINE):
        answer = asked.get("/", params={"select": iri(thing), "lang": lang})
        assert answer.status_code == 200
        assert_sound(answer.text)


def test_hostile_words_are_shown_as_words() -> None:
    html = client(hostile_reader()).get("/").text
    assert "&lt;/script&gt;" in html
    assert "{{7*7}}" in html
    for attack in HOSTILE:
        assert "<" not in attack or attack not in html


def test_the_source_page_shows_the_text_with_every_passage_in_its_place(tmp_path: Path) -> None:
    with store_reader(tmp_path) as reader:
        asked = client(reader)
        listed = asked.get("/reports").text
        keys = sorted(set(re.findall(r'href="(/report/[0-9a-f]+)"', listed)))
        assert len(keys) == 2
        for key in keys:
            page = assert_sound(asked.get(key).text)
            words = re.sub(r"<[^>]*>", "", asked.get(key).text)
            assert "hồ sơ trực tuyến toàn trình" in words
            anchors = {value for value in page.values("id") if value.startswith("p-")}
            quoted = reader.select(
                "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?report ?start ?end "
                "{ ?p oa:hasSource ?report ; oa:hasSelector ?s . ?s oa:start ?start ; oa:end ?end }",
                {"report": f"{reader.iris.base}{key.removeprefix('/')}"},
            )
            wanted = {f"p-{row['start'].value}-{row['end'].value}" for row in quoted}  # type: ignore[union-attr]
            assert len(wanted) > 10
            assert wanted <= anchors


def test_a_graph_without_texts_lists_its_passages() -> None:
    asked = client(plain_reader())
    key = re.findall(r'href="(/report/[0-9a-f]+)"', asked.get("/reports").text)[0]
    answer = asked.get(key)
    assert answer.status_code == 200
    assert_sound(answer.text)
    assert answer.text.count('class="excerpt"') > 5


@pytest.mark.parametrize("path", ["/report/none", "/report/..%2f..%2fetc", "/report/%3Cscript%3E"])
def test_an_unknown_report_is_a_404_that_says_so(path: str) -> None:
    answer = client(plain_reader()).get(path)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path", ["/static/none.css", "/static/../routes.py", "/static/%2e%2e/routes.py", "/static/"]
)
def test_only_static_files_are_served_as_such(path: str) -> None:
    assert client(plain_reader()).get(path).status_code == 404


def test_static_files_are_kept_by_their_digest() -> None:
    asked = client(plain_reader())
    address = re.findall(r'href="(/static/khaithong.css\?v=\w+)"', asked.get("/").text)[0]
    answer = asked.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert asked.get(address, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert asked.get(address.split("?")[0]).headers["cache-control"] == "no-cache"


def test_an_unknown_thing_has_no_page() -> None:
    assert entity_page(plain_reader(), "https://w3id.org/khaithong/id/instrument/none", "vi") is None


def test_a_bottleneck_without_links_says_so_in_words() -> None:
    html = entity_page(plain_reader(), iri(fixtures.DIVIDED), "vi") or ""
    assert "Chưa có nguồn nào nêu văn bản giải quyết" in html
    english = entity_page(plain_reader(), iri(fixtures.DIVIDED), "en") or ""
    assert "No source says which instrument resolves it" in english


@pytest.mark.parametrize("lang", LANGUAGES)
def test_error_and_query_pages_take_every_word_as_text(lang: str) -> None:
    attack = HOSTILE[0]
    for html in (
        error_page(404, attack, attack, lang),
        sparql_page([Example(attack, attack)], f"SELECT * {{}} # </textarea>{attack}", lang),
    ):
        assert attack not in html
        assert_sound(html)
