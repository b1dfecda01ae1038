"""What a graph says of one thing, and what to call it for people to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from graph.graphs import UNION
from graph.prefixes import shorten
from graph.terms import (
    ADMS,
    DCTERMS,
    ELI,
    KT,
    OA,
    ORG,
    PROV,
    QB,
    RDF,
    RDFS,
    SDMX_DIMENSION,
    SKOS,
)

Term = NamedNode | BlankNode | Literal | Triple

# The first class of this list that a thing has decides.
KINDS: Mapping[NamedNode, str] = {
    KT.Report: "report",
    ELI.LegalResource: "instrument",
    ORG.FormalOrganization: "organization",
    KT.Database: "database",
    KT.Platform: "platform",
    KT.Bottleneck: "bottleneck",
    KT.Indicator: "indicator",
    QB.Observation: "observation",
    KT.StatusAssertion: "status",
    KT.Task: "task",
    KT.Claim: "claim",
    KT.Finding: "finding",
    KT.Review: "review",
}
_ENDS = ((RDF.subject, KT.subjectLabel), (RDF.object, KT.objectLabel))
_LONGEST = 160
_NAMES = (SKOS.prefLabel, RDFS.label, DCTERMS.title, DCTERMS.description, SKOS.notation)


@dataclass(frozen=True, slots=True, eq=False)
class Described:
    """A thing of a kind with all that the union of graphs says of it; `report` is where it is quoted from."""

    node: NamedNode
    kind: str
    properties: Mapping[NamedNode, frozenset[Term]]
    report: NamedNode | None

    def values(self, term: NamedNode) -> frozenset[Term]:
        """The values of one property."""
        return self.properties.get(term, frozenset())


def describe(store: Store, node: NamedNode) -> Described | None:
    """What a store says of a thing; None for what is of none of `KINDS` (passages, runs, periods)."""
    found: dict[NamedNode, set[Term]] = {}
    for quad in store.quads_for_pattern(node, None, None, UNION):
        found.setdefault(quad.predicate, set()).add(quad.object)
    kind = next((kind for name, kind in KINDS.items() if name in found.get(RDF.type, ())), None)
    if kind is None:
        return None
    places = sorted(
        (place for place in found.get(PROV.wasQuotedFrom, ()) if isinstance(place, NamedNode)), key=str
    )
    report = next((source for place in places if (source := _node(store, place, OA.hasSource))), None)
    return Described(node, kind, {term: frozenset(values) for term, values in found.items()}, report)


def name_of(store: Store, thing: Described | Term) -> str:
    """A name in one line: Vietnamese where there is one, or else the short form of the IRI."""
    if isinstance(thing, Described):
        return _cut(_described(store, thing))
    if isinstance(thing, Literal):
        return _cut(thing.value + (f" ({thing.language})" if thing.language not in (None, "vi") else ""))
    if not isinstance(thing, NamedNode):
        return str(thing)
    return _cut(_label(store, thing) or shorten(thing.value))


def _described(store: Store, thing: Described) -> str:
    def part(*terms: NamedNode) -> str:
        values = sorted((value for term in terms for value in thing.values(term)), key=str)
        return name_of(store, values[0]) if values else ""

    if thing.kind == "claim":
        ends = (_end(store, thing, term, words) for term, words in _ENDS)
        return f"{next(ends)} — {part(RDF.predicate)} → {next(ends)}"
    if thing.kind == "review":
        return f"{part(KT.decision)}: {part(KT.subjectLabel)} → {part(KT.objectLabel)}"
    if thing.kind == "status":
        return f"{part(KT.statusOf)}: {part(ADMS.status)}"
    if thing.kind == "observation":
        period = part(SDMX_DIMENSION.refPeriod)
        return f"{part(KT.indicator)}: {part(KT.verbatim)}" + (f" ({period})" if period else "")
    return _label(store, thing.node) or shorten(thing.node.value)


def _end(store: Store, claim: Described, term: NamedNode, words: NamedNode) -> str:
    """One end of a claim by its name, or by the name that a review of the claim kept when the thing went."""
    ends = [value for value in claim.values(term) if isinstance(value, NamedNode)]
    for node in ends:
        if found := _label(store, node):
            return _cut(found)
    for review in claim.values(PROV.wasGeneratedBy):
        if isinstance(review, NamedNode):
            for quad in store.quads_for_pattern(review, words, None, UNION):
                return name_of(store, quad.object)
    return shorten(ends[0].value) if ends else ""


def _label(store: Store, node: NamedNode) -> str:
    """The first of the usual names that a thing has, its Vietnamese form before the others."""
    for term in _NAMES:
        found = [
            quad.object
            for quad in store.quads_for_pattern(node, term, None, UNION)
            if isinstance(quad.object, Literal)
        ]
        if found:
            return min(
                found, key=lambda words: (words.language != "vi", words.language or "", words.value)
            ).value
    return ""


def _node(store: Store, node: NamedNode, term: NamedNode) -> NamedNode | None:
    for quad in store.quads_for_pattern(node, term, None, UNION):
        if isinstance(quad.object, NamedNode):
            return quad.object
    return None


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
