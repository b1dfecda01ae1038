from __future__ import annotations

import pytest

from api.formats import GRAPHS, HTML, RESULTS
from api.negotiation import choose, language

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen", "media"),
    [
        ("", "JSON", "application/sparql-results+json"),
        ("*/*", "JSON", "application/sparql-results+json"),
        ("application/json", "JSON", "application/json"),
        ("text/csv", "CSV", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.7", "XML", "application/sparql-results+xml"),
        ("*/*, text/csv", "CSV", "text/csv"),
        ("application/*;q=0.5, text/*", "XML", "text/xml"),
        ("text/csv; charset=utf-8; q=0.4, */*;q=0.1", "CSV", "text/csv"),
        (
            "*/*, application/sparql-results+json;q=0, application/json;q=0",
            "XML",
            "application/sparql-results+xml",
        ),
        ("TEXT/CSV", "CSV", "text/csv"),
        ("nonsense, text/csv", "CSV", "text/csv"),
    ],
)
def test_the_result_format_that_a_client_likes_best(accept: str, chosen: str, media: str) -> None:
    choice = choose(accept, RESULTS)
    assert choice is not None
    assert (choice.format.name, choice.media) == (chosen, media)


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "text/csv;q=0", "nonsense"])
def test_nothing_is_chosen_where_nothing_is_accepted(accept: str) -> None:
    assert choose(accept, RESULTS) is None


def test_a_browser_gets_html() -> None:
    choice = choose(BROWSER, (GRAPHS[0], HTML, *GRAPHS[1:]))
    assert choice is not None
    assert choice.format is HTML


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("en-GB,en;q=0.9,vi;q=0.8", "en"),
        ("vi", "vi"),
        ("fr, de", "vi"),
        ("", "vi"),
        ("en;q=0.2, vi;q=0.3", "vi"),
    ],
)
def test_the_language_that_a_browser_prefers(accepted: str, chosen: str) -> None:
    assert language(accepted, ("vi", "en"), "vi") == chosen
