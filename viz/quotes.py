"""Verbatim quotes: the words of a passage, what stands beside them, and the way to their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from viz.terms import Row, integer, need, text
from viz.view import ReportLine, View

_OPENING = "([{“‘/-"
_CLOSING = ".,;:!?)]}”’…%/"
_CUT = 36  # context so long was cut at a number of letters, in the middle of a word


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of a report, verbatim. `place` is the address of its place on the source page."""

    iri: str
    exact: str
    prefix: str
    suffix: str
    section: str | None
    report: ReportLine | None
    place: str | None
    start: int

    @property
    def before(self) -> str:
        """The whole words in front, with the space that separates them from the quote."""
        words = self.prefix
        if len(words) >= _CUT and " " in words:
            words = words.split(" ", 1)[1]
        return f"{words} " if words and words[-1] not in _OPENING else words

    @property
    def after(self) -> str:
        """The whole words behind, with the space that separates them from the quote."""
        words = self.suffix
        if len(words) >= _CUT and " " in words:
            words = words.rsplit(" ", 1)[0]
        return f" {words}" if words and words[0] not in _CLOSING else words


def quote_of(view: View, row: Row) -> Quote:
    """The quote in one row of a passage query."""
    report = text(row, "report")
    start, end = integer(row, "start"), integer(row, "end")
    return Quote(
        iri=need(row, "passage"),
        exact=need(row, "exact"),
        prefix=text(row, "prefix") or "",
        suffix=text(row, "suffix") or "",
        section=_section(text(row, "section")),
        report=view.reports.get(report) if report else None,
        place=view.source_href(report, start, end) if report else None,
        start=start or 0,
    )


def _section(printed: str | None) -> str | None:
    """A section's path and heading without the heading's own number, which the path holds already.

    "II.3 3. Dữ liệu" is "II.3 Dữ liệu".
    """
    if printed is None:
        return None
    path, _, heading = printed.partition(" ")
    number, _, words = heading.partition(" ")
    return f"{path} {words}" if words and number.rstrip(".)") in path.split(".") else printed


def quotes(view: View, rows: Iterable[Row]) -> dict[str, Quote]:
    """Quotes by the IRI of their passage."""
    found: dict[str, Quote] = {}
    for row in rows:
        quote = quote_of(view, row)
        found.setdefault(quote.iri, quote)
    return found


def chosen(known: Mapping[str, Quote], iris: Iterable[str | None]) -> tuple[Quote, ...]:
    """The quotes of some passages, each once, in the order of the text."""
    wanted = {iri for iri in iris if iri is not None and iri in known}
    return tuple(
        sorted((known[iri] for iri in wanted), key=lambda q: (q.report.iri if q.report else "", q.start))
    )
