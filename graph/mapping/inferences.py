"""The inferred graph: proposals and remarks over all reports, never mixed with what a report states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad, Store

from extraction.facts import Predicate, Ref
from extraction.report import Passage
from graph.inference import Inference, Proposal, Remark
from graph.mapping import claims, findings, reports
from graph.mapping.scribe import Scribe
from graph.reading import Reading
from graph.run import Run
from graph.terms import KT, OA, RDF


def write_inferences(
    store: Store,
    run: Run,
    readings: Mapping[str, Reading],
    inferences: Iterable[Inference],
    about: frozenset[str] | None = None,
) -> list[Quad]:
    """The quads of the inferred graph; only what rests on one of the reports `about`, where those are given.

    Proposals that reading a report already made come first, then those of each inference. A passage that
    its report's graph in `store` does not describe yet is described here.
    """
    writer = _Inferences(store, run, readings)
    for sha256, reading in readings.items():
        if about is not None and sha256 not in about:
            continue
        for claim in reading.facts.claims:
            if claims.inferred(claim):
                writer.proposal(Proposal(claim, (sha256,) * len(claim.passages)))
    facts = {sha256: reading.facts for sha256, reading in readings.items()}
    for inference in inferences:
        for found in inference(facts):
            if about is not None and about.isdisjoint(found.reports):
                continue
            if isinstance(found, Proposal):
                writer.proposal(found)
            else:
                writer.remark(found)
    return writer.quads()


class _Inferences:
    def __init__(self, store: Store, run: Run, readings: Mapping[str, Reading]) -> None:
        self._store = store
        self._run = run
        graph = run.iris.graph("inferred")
        self._scribes = {sha256: Scribe(reading.report, run, graph) for sha256, reading in readings.items()}
        self._used: dict[str, None] = {}
        self._proposed: set[tuple[Ref, Predicate, Ref]] = set()

    def scribe_of(self, sources: tuple[str, ...]) -> Scribe:
        """The scribe of the first report that something rests on."""
        self._used.update(dict.fromkeys(sources))
        return self._scribes[sources[0]]

    def places(self, passages: tuple[Passage, ...], sources: tuple[str, ...]) -> tuple[NamedNode, ...]:
        """The nodes of passages, each in its own report."""
        return tuple(self._place(passage, source) for passage, source in zip(passages, sources, strict=True))

    def _place(self, passage: Passage, sha256: str) -> NamedNode:
        node = self._run.iris.passage(sha256, passage)
        own = self._run.iris.report_graph(sha256)
        if Quad(node, RDF.type, OA.SpecificResource, own) in self._store:
            return node
        return self._scribes[sha256].passage(passage)

    def proposal(self, proposal: Proposal) -> None:
        """One inferred claim; of two that propose the same link the first stays."""
        link = (proposal.claim.subject, proposal.claim.predicate, proposal.claim.object)
        if link in self._proposed:
            return
        self._proposed.add(link)
        scribe = self.scribe_of(proposal.reports)
        places = self.places(proposal.claim.passages, proposal.reports)
        claims.write(scribe, proposal.claim, places, reports.run_node(self._run, "inferred"))

    def remark(self, remark: Remark) -> None:
        """One finding over reports; one that a report's own graph has already is not told twice."""
        scribe = self.scribe_of(remark.reports)
        places = self.places(remark.finding.passages, remark.reports)
        node = findings.finding_node(scribe, remark.finding, places)
        graphs = (self._run.iris.report_graph(sha256) for sha256 in remark.reports)
        if not any(Quad(node, RDF.type, KT.Finding, graph) in self._store for graph in graphs):
            findings.write_one(scribe, remark.finding, places)

    def quads(self) -> list[Quad]:
        """All quads once, with the run that made them."""
        for sha256 in self._used:
            reports.write_run(self._scribes[sha256], "inferred")
        found: dict[Quad, None] = {}
        for scribe in self._scribes.values():
            found.update(dict.fromkeys(scribe))
        return list(found)
