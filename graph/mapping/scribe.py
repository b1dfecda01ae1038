"""The scribe writes quads of one named graph: each quad once, in a fixed order, every literal in NFC."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from extraction.facts import Period, Ref
from extraction.report import Passage, Report, plain
from graph.mapping.literals import day, integer, text
from graph.mapping.periods import bounds
from graph.run import Run
from graph.terms import KT, OA, PROV, RDF, SKOS, TIME


class Scribe:
    """Collects the quads that one report gives to one named graph."""

    def __init__(
        self, report: Report, run: Run, graph: NamedNode, labels: Mapping[Ref, str] | None = None
    ) -> None:
        self.report = report
        self.run = run
        self.iris = run.iris
        self.graph = graph
        self.source = run.iris.report(report.sha256)
        self._labels = labels or {}
        self._quads: dict[Quad, None] = {}
        self._sections = _Sections(report)

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._quads)

    def __len__(self) -> int:
        return len(self._quads)

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: NamedNode | Literal) -> None:
        """One quad for each object."""
        for obj in objects:
            self._quads[Quad(subject, predicate, obj, self.graph)] = None

    def thing(self, ref: Ref) -> NamedNode:
        """The IRI of a thing."""
        return self.iris.thing(ref)

    def label(self, ref: Ref, label: str) -> str:
        """The preferred label of a thing: the one it already has elsewhere, or else `label`."""
        return self._labels.get(ref, label)

    def period(self, period: Period) -> NamedNode:
        """The node of a period, with its first and last day.

        A printed day that does not exist ("2024-02-31") keeps its notation and gets neither.
        """
        node = self.iris.period(period.notation)
        self.add(node, RDF.type, TIME.ProperInterval)
        self.add(node, SKOS.notation, text(period.notation))
        try:
            days = bounds(period.notation)
        except ValueError:
            return node
        for edge, value in zip((TIME.hasBeginning, TIME.hasEnd), days, strict=True):
            instant = self.iris.instant(value.isoformat())
            self.add(node, edge, instant)
            self.add(instant, RDF.type, TIME.Instant)
            self.add(instant, TIME.inXSDDate, day(value))
        return node

    def quote(self, subject: NamedNode, passages: Iterable[Passage]) -> None:
        """Say that `subject` is quoted from passages."""
        for passage in passages:
            self.add(subject, PROV.wasQuotedFrom, self.passage(passage))

    def mention(self, subject: NamedNode, passages: Iterable[Passage]) -> None:
        """Say that `subject` is mentioned in passages."""
        for passage in passages:
            self.add(subject, KT.mentionedIn, self.passage(passage))

    def passage(self, passage: Passage) -> NamedNode:
        """The node of a passage with its selector: the words, what stands beside them, the offsets."""
        sha256 = self.report.sha256
        node = self.iris.passage(sha256, passage)
        if Quad(node, RDF.type, OA.SpecificResource, self.graph) in self._quads:
            return node
        self.add(node, RDF.type, OA.SpecificResource)
        self.add(node, OA.hasSource, self.source)
        page = self.report.page(passage)
        if page is not None:
            self.add(node, KT.page, integer(page))
        section = self._sections.of(passage)
        if section:
            self.add(node, KT.section, text(section))
        selector = self.iris.selector(sha256, passage)
        self.add(node, OA.hasSelector, selector)
        self.add(selector, RDF.type, OA.TextPositionSelector, OA.TextQuoteSelector)
        self.add(selector, OA.start, integer(passage.start))
        self.add(selector, OA.end, integer(passage.end))
        self.add(selector, OA.exact, text(self.report.exact(passage)))
        for term, beside in (
            (OA.prefix, self.report.prefix(passage)),
            (OA.suffix, self.report.suffix(passage)),
        ):
            if beside:
                self.add(selector, term, text(beside))
        return node


class _Sections:
    """Finds the section in which a raw passage stands: "II.3 Dữ liệu"."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._blocks = sorted(
            (report.starts[block.start], report.ends[block.end - 1], index)
            for index, block in enumerate(report.blocks)
        )
        self._starts = [start for start, _, _ in self._blocks]

    def of(self, passage: Passage) -> str:
        """The numbers of the block that holds the passage, then the words of its heading; "" outside all."""
        at = bisect_right(self._starts, passage.start) - 1
        for start, end, index in reversed(self._blocks[max(0, at - 7) : at + 1]):
            if start <= passage.start and passage.end <= end:
                return self._title(index)
        return ""

    def _title(self, index: int) -> str:
        report = self._report
        block = report.blocks[index]
        words = ""
        if block.heading is not None:
            heading = report.blocks[block.heading]
            words = plain(report.text[heading.start : heading.end])
        return f"{'.'.join(block.path)} {words}".strip()
