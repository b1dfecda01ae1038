"""The search page: grouped, escaped, with words where there is nothing."""

from __future__ import annotations

import pytest

from graph.search import Index
from tests.viz.samples import hostile_reader, plain_reader
from viz.search.page import search_page
from viz.view import View


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_hits_stand_under_their_kinds_with_what_was_meant_marked(lang: str) -> None:
    reader = plain_reader()
    page = search_page(View(reader, lang), Index(reader), "nghi dinh 82")
    assert "<mark>Nghị</mark> <mark>định</mark> số <mark>82</mark>" in page
    assert 'id="group-instrument"' in page


def test_nothing_is_said_in_words() -> None:
    reader = plain_reader()
    index = Index(reader)
    assert "xyzzyx" in search_page(View(reader), index, "xyzzyx")
    assert "nghi dinh 82" in search_page(View(reader), index, "")


def test_markup_in_names_and_queries_is_text() -> None:
    reader = hostile_reader()
    for query in ("script", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'):
        page = search_page(View(reader), Index(reader), query)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
