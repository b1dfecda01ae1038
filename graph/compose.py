"""Composes the graph in a store: ground (vocabulary, reference data), reports, inferences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from extraction.facts import Ref, ReportFacts
from graph import mapping
from graph.graphs import UNION, Difference, extend_graph, remove_quads, replace_graph
from graph.ground import ontology_quads, reference_quads
from graph.inference import Inference
from graph.mapping.inferences import write_inferences
from graph.reading import Reading
from graph.run import Run
from graph.terms import KT, PROV, RDF, SKOS


class Composer:
    """Writes into `store` in the contract's terms, one named graph at a time."""

    def __init__(self, store: Store, run: Run) -> None:
        self.store = store
        self.run = run

    def ground(self) -> dict[str, Difference]:
        """The vocabulary with its concepts, and the reference data; gives how each graph changed."""
        return {
            origin: replace_graph(self.store, self.run.iris.graph(origin), quads(self.run.iris))
            for origin, quads in (("ontology", ontology_quads), ("reference", reference_quads))
        }

    def quads_of(self, reading: Reading) -> list[Quad]:
        """What one report will state, without writing it."""
        own = self.run.iris.report_graph(reading.sha256)
        labels = self._labels_elsewhere(reading.facts, own)
        quads = mapping.quads(reading.report, reading.facts, self.run, labels)
        return [quad for quad in quads if quad.graph_name == own]

    def put(self, sha256: str, quads: Iterable[Quad]) -> Difference:
        """Replace one report's graph."""
        return replace_graph(self.store, self.run.iris.report_graph(sha256), quads)

    def drop(self, sha256: str) -> Difference:
        """Empty one report's graph."""
        return replace_graph(self.store, self.run.iris.report_graph(sha256), ())

    def inferred_quads(
        self,
        readings: Mapping[str, Reading],
        inferences: Iterable[Inference],
        about: frozenset[str] | None = None,
    ) -> list[Quad]:
        """What follows from these reports together, or what of it rests on those `about`; writes nothing."""
        return write_inferences(self.store, self.run, readings, inferences, about)

    def reports(self) -> int:
        """How many reports the store describes."""
        return sum(1 for _ in self.store.quads_for_pattern(None, RDF.type, KT.Report, UNION))

    def add_inferred(self, quads: Sequence[Quad]) -> Difference:
        """Add to the inferred graph; its run is then the one that ended last."""
        graph = self.run.iris.graph("inferred")
        outdated = [
            old
            for quad in quads
            if quad.predicate in (PROV.startedAtTime, PROV.endedAtTime)
            for old in self.store.quads_for_pattern(quad.subject, quad.predicate, None, graph)
            if old.object != quad.object
        ]
        lost = remove_quads(self.store, outdated)
        return Difference(extend_graph(self.store, graph, quads).added, lost)

    def inferred(self) -> set[Quad]:
        """The inferred graph as it is."""
        return set(self.store.quads_for_pattern(None, None, None, self.run.iris.graph("inferred")))

    def put_inferred(self, quads: Iterable[Quad]) -> Difference:
        """Replace the inferred graph."""
        return replace_graph(self.store, self.run.iris.graph("inferred"), quads)

    def _labels_elsewhere(self, facts: ReportFacts, own: NamedNode) -> dict[Ref, str]:
        """The preferred labels that things of these facts have in other graphs: the first to come stays.

        Reference data stand before every report; what is inferred is made anew after it.
        """
        inferred = self.run.iris.graph("inferred")
        found: dict[Ref, str] = {}
        for ref in _named_refs(facts):
            for quad in self.store.quads_for_pattern(self.run.iris.thing(ref), SKOS.prefLabel, None, None):
                label = quad.object
                elsewhere = quad.graph_name not in (own, inferred, UNION)
                if elsewhere and isinstance(label, Literal) and label.language == "vi":
                    found[ref] = label.value
        return found


def _named_refs(facts: ReportFacts) -> Iterator[Ref]:
    yield from (thing.ref for thing in facts.instruments)
    yield from (thing.ref for thing in (*facts.organizations, *facts.databases, *facts.platforms))
    yield from (thing.ref for thing in facts.indicators)
