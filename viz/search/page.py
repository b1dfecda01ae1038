"""What the search page shows: hits by kind, each with what the query meant in its name."""

from __future__ import annotations

from dataclasses import dataclass

from graph.search import Found, Hit, Index, Part, around, highlighted
from viz.language import LANGUAGES
from viz.rendering import render
from viz.view import View, address

PATH = "/search"
_EACH = 8
_MORE = 60
_QUOTE = 260


@dataclass(frozen=True, slots=True)
class Line:
    """A hit as it is shown."""

    href: str
    parts: tuple[Part, ...]
    also: tuple[Part, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; `more` leads to all of them."""

    kind: str
    lines: tuple[Line, ...]
    more: str = ""


def search_page(view: View, index: Index, query: str, kind: str = "") -> str:
    """The page as HTML; works without scripts."""
    limit = _MORE if kind else _EACH
    found = index.search(query, limit + 1, (kind,) if kind else ())
    groups = tuple(_group(view, found, each, query, limit, one=bool(kind)) for each in found.hits)
    return render(
        "search.html",
        view.lang,
        here="search",
        switch={each: address(PATH, each, q=query, kind=kind) for each in LANGUAGES},
        query=query,
        groups=groups,
        instead=found.instead or {},
    )


def _group(view: View, found: Found, kind: str, query: str, limit: int, *, one: bool) -> Group:
    hits = found.hits[kind]
    more = view.address(PATH, q=query, kind=kind) if len(hits) > limit and not one else ""
    return Group(kind, tuple(_line(view, hit, found.words) for hit in hits[:limit]), more)


def _line(view: View, hit: Hit, wanted: tuple[str, ...]) -> Line:
    if hit.kind == "passage":
        report = view.reports.get(hit.report)
        source = str(report.title.text) if report else ""
        href = view.source_href(hit.report, hit.start, hit.end)
        return Line(href, highlighted(around(hit.names[0], wanted, _QUOTE), wanted), source=source)
    name, *others = hit.names
    spelt = (highlighted(other, wanted) for other in others)
    also = next((parts for parts in spelt if any(part.hit for part in parts)), ())
    return Line(view.href(hit.iri), highlighted(name, wanted), also)
