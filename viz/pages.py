"""Pages that are no view of the graph: the list of reports, an error, the query form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viz.language import LANGUAGES, catalogue, language
from viz.rendering import render
from viz.source import source_page
from viz.view import View, address

_FORMATS = ("html", "json", "xml", "csv", "tsv", "ttl", "jsonld", "nt", "rdf")


@dataclass(frozen=True, slots=True)
class Example:
    """A worked query; `name` is what an address calls it, `title` and `lesson` are in the page's language."""

    name: str
    title: str
    lesson: str = ""


def error_page(status: int, title: str, detail: str, lang: str) -> str:
    """A page that says what went wrong and what to do."""
    return render("error.html", language(lang), status=status, title=title, detail=detail)


def sparql_page(examples: Sequence[Example], query: str, lang: str) -> str:
    """The query form, with `query` in it and worked examples beside it. Works without scripts."""
    lang = language(lang)
    return render(
        "sparql.html",
        lang,
        here="sparql",
        switch={each: address("/sparql", each, query=query) for each in LANGUAGES},
        examples=tuple(examples),
        query=query,
        formats=_FORMATS,
    )


def missing_page(lang: str) -> str:
    """The page for an address that the present graph does not know."""
    words = catalogue(lang)
    return error_page(404, words("error.404.title"), words("error.404.detail"), lang)


def render_source(view: View, key: str) -> str | None:
    """The source page of a report as HTML; None where no such report was read."""
    page = source_page(view, key)
    return None if page is None else render("source.html", view.lang, here="reports", page=page)
