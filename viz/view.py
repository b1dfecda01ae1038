"""What a page is made from: a reader of the graph, a language, and the way from IRIs to addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode

from viz.language import DEFAULT, Catalogue, catalogue
from viz.queries import query
from viz.terms import Label, Row, labels, need, plain_label, text

if TYPE_CHECKING:
    from graph.reader import Reader


def address(path: str, lang: str, **state: str) -> str:
    """A path of this site with a language and `state` in its query; the default language goes unsaid."""
    kept = {key: value for key, value in state.items() if value}
    if lang != DEFAULT:
        kept["lang"] = lang
    return f"{path}?{urlencode(kept)}" if kept else path


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that a page names: where its own page is, what it is called, what kind it is."""

    iri: str
    href: str
    label: Label
    kind: str = "thing"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as a page names it: title, the period it speaks of, its page and its source page."""

    iri: str
    title: Label
    period: str | None
    href: str
    source_href: str


@dataclass(frozen=True)
class View:
    """One request's view of the graph.

    Entity IRIs under the graph's base are served by this site under /id/; others stay as they are.
    """

    reader: Reader
    lang: str = DEFAULT

    @property
    def base(self) -> str:
        """The base of the graph's IRIs."""
        return self.reader.iris.base

    @property
    def words(self) -> Catalogue:
        """The messages of the page's language."""
        return catalogue(self.lang)

    def rows(self, name: str, **given: str) -> Sequence[Row]:
        """The solutions of query `name`, the IRIs in `given` put in for its variables."""
        return self.reader.select(query(name), {key: NamedNode(iri) for key, iri in given.items()})

    def address(self, path: str, **state: str) -> str:
        """A path of this site with the page's language and `state` in its query."""
        return address(path, self.lang, **state)

    def href(self, iri: str) -> str:
        """Where a person reads about `iri`; "" for what cannot be followed safely."""
        if iri.startswith(self.base):
            return self.address("/id/" + quote(iri.removeprefix(self.base), safe="/%-._~"))
        return iri if iri.startswith(("https://", "http://")) else ""

    def link(self, iri: str, label: Label | None, kind: str = "thing") -> Link:
        """A link to the page of `iri`."""
        return Link(iri, self.href(iri), label or plain_label(iri), kind)

    def source_href(self, report: str, start: int | None = None, end: int | None = None) -> str:
        """The source page of a report, at a passage where one is given."""
        key = quote(report.removeprefix(self.base).removeprefix("report/"), safe="")
        place = "" if start is None or end is None else f"#p-{start}-{end}"
        return self.address(f"/report/{key}") + place

    @cached_property
    def reports(self) -> dict[str, ReportLine]:
        """Every report that was read, by IRI, the latest first."""
        rows = self.rows("reports")
        titles = labels(rows)
        lines: dict[str, ReportLine] = {}
        for row in rows:
            iri = need(row, "thing")
            title = titles.get(iri) or plain_label(iri)
            lines.setdefault(
                iri,
                ReportLine(iri, title, text(row, "period"), self.href(iri), self.source_href(iri)),
            )
        return lines
