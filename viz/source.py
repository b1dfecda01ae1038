"""The source page: a report to read, with every extracted fact marked in its sentence.

Where the graph keeps no text, the page lists the quoted passages in the order of the report.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.report import Block, BlockKind, Report
from viz.kinds import kind_of
from viz.quotes import Quote, quote_of
from viz.terms import Row, grouped, integer, labels, need, text
from viz.view import Link, ReportLine, View

_NAMES = ("instrument", "organization", "database", "platform")
_SENTENCES = ("bottleneck", "observation", "task", "finding")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage by its raw offsets, with the facts that it gives."""

    start: int
    end: int
    facts: tuple[Link, ...]

    @property
    def anchor(self) -> str:
        """The id of the passage on the page."""
        return f"p-{self.start}-{self.end}"

    def first(self, kinds: Sequence[str]) -> Link | None:
        """The first fact of one of `kinds`."""
        return next((fact for fact in self.facts if fact.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that nothing begins or ends within.

    `places` begin here; `wash` is the kind of the sentence fact that it belongs to, `link` the thing that it
    names; `start` and `end` are raw offsets.
    """

    text: str
    start: int
    end: int
    places: tuple[Place, ...]
    wash: str | None
    link: Link | None

    @property
    def markers(self) -> tuple[Link, ...]:
        """The sentence facts that begin here."""
        return tuple(fact for place in self.places for fact in place.facts if fact.kind in _SENTENCES)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the report in runs."""

    kind: str
    number: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage that no other contains, with the facts of everything inside it."""

    quote: Quote
    anchors: tuple[str, ...]
    facts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A report as the source page shows it: paragraphs where the text is kept, else excerpts."""

    report: ReportLine
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Paragraph, ...]
    excerpts: tuple[Excerpt, ...]


def source_page(view: View, key: str) -> SourcePage | None:
    """The source page of the report with this key; None where no such report was read."""
    iri = f"{view.base}report/{key}"
    line = view.reports.get(iri)
    if line is None:
        return None
    rows = view.rows("report_passages", report=iri)
    names = labels(view.rows("report_labels", report=iri))
    places = []
    firsts: dict[tuple[int, int], Row] = {}
    for _, group in grouped(rows, "passage"):
        start, end = integer(group[0], "start"), integer(group[0], "end")
        if start is None or end is None or end <= start:
            continue
        firsts.setdefault((start, end), group[0])
        facts = [
            view.link(thing, names.get(thing), kind_of(need(row, "class") for row in about) or "thing")
            for thing, about in grouped(group, "thing")
        ]
        places.append(Place(start, end, tuple(fact for fact in facts if fact.kind in _NAMES + _SENTENCES)))
    places.sort(key=lambda place: (place.start, -place.end))
    sha256 = next((value for row in view.rows("report", thing=iri) if (value := text(row, "sha256"))), None)
    reading = view.reader.reading(sha256) if sha256 else None
    if reading is None:
        return SourcePage(line, (), (), tuple(_excerpts(view, places, firsts)))
    paragraphs = tuple(_paragraphs(reading.report, places))
    note = BlockKind.NOTE.value
    return SourcePage(
        line,
        tuple(each for each in paragraphs if each.kind != note),
        tuple(each for each in paragraphs if each.kind == note),
        (),
    )


def _paragraphs(report: Report, places: list[Place]) -> Iterable[Paragraph]:
    """The blocks of a report in runs; linear in the text for passages that nest a few deep."""
    starts = [place.start for place in places]
    longest = max((place.end - place.start for place in places), default=0)
    for block in report.blocks:
        first, last = report.starts[block.start], report.ends[block.end - 1]
        near = places[bisect_left(starts, first - longest) : bisect_right(starts, last)]
        own = [place for place in near if first <= place.start and place.end <= last]
        yield Paragraph(block.kind.value, block.note, tuple(_runs(report, block, own)))


def _runs(report: Report, block: Block, places: list[Place]) -> Iterable[Run]:
    begins = report.starts[block.start : block.end]
    ends = report.ends[block.start : block.end]
    spans = [(bisect_left(begins, place.start), bisect_right(ends, place.end), place) for place in places]
    edges = sorted({0, block.end - block.start, *(at for span in spans for at in span[:2])})
    for at, to in itertools.pairwise(edges):
        covering = [(to_ - at_, place) for at_, to_, place in spans if at_ <= at and to <= to_]
        covering.sort(key=lambda pair: pair[0])
        washes = [fact.kind for _, place in covering if (fact := place.first(_SENTENCES))]
        yield Run(
            text=report.text[block.start + at : block.start + to],
            start=begins[at],
            end=ends[to - 1],
            places=tuple(place for at_, _, place in spans if at_ == at),
            wash=min(washes, key=_SENTENCES.index) if washes else None,
            link=next((link for _, place in covering if (link := place.first(_NAMES))), None),
        )


def _excerpts(view: View, places: list[Place], rows: dict[tuple[int, int], Row]) -> Iterable[Excerpt]:
    outer: list[list[Place]] = []
    for place in places:
        if outer and place.end <= outer[-1][0].end:
            outer[-1].append(place)
        else:
            outer.append([place])
    for group in outer:
        head = group[0]
        facts = {fact.iri: fact for place in group for fact in place.facts}
        quote = quote_of(view, {**rows[head.start, head.end]})
        yield Excerpt(quote, tuple(dict.fromkeys(place.anchor for place in group)), tuple(facts.values()))
