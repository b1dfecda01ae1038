"""Claims: every disputable link, beside its direct edge, with what it rests on."""

from __future__ import annotations

from pyoxigraph import NamedNode

from extraction.facts import PROPOSALS, Basis, Claim, Predicate
from graph.mapping.literals import number, text
from graph.mapping.scribe import Scribe
from graph.terms import ELI, KT, PROV, RDF, SKOS, Terms

_NAMES: dict[Predicate, tuple[Terms, str]] = {
    Predicate.AMENDS: (ELI, "amends"),
    Predicate.REPEALS: (ELI, "repeals"),
    Predicate.BASED_ON: (ELI, "based_on"),
    Predicate.CITES: (ELI, "cites"),
    Predicate.CORRECTS: (ELI, "corrects"),
    Predicate.CONSOLIDATES: (ELI, "consolidates"),
    Predicate.DETAILS: (KT, "details"),
    Predicate.IMPLEMENTS: (KT, "implements"),
    Predicate.APPROVES: (KT, "approves"),
    Predicate.PASSED_BY: (ELI, "passed_by"),
    Predicate.DRAFTED_BY: (KT, "draftedBy"),
    Predicate.RESOLVED_BY: (KT, "resolvedBy"),
    Predicate.MEASURED_BY: (KT, "measuredBy"),
    Predicate.PROPOSED_MEASURE: (KT, "proposedMeasure"),
    Predicate.PROPOSED_RESOLUTION: (KT, "proposedResolution"),
    Predicate.PROPOSED_SUCCESSOR: (KT, "proposedSuccessor"),
    Predicate.CLOSE_MATCH: (SKOS, "closeMatch"),
}


def predicate_node(predicate: Predicate) -> NamedNode:
    """The property that a predicate stands for."""
    terms, name = _NAMES[predicate]
    return terms[name]


def inferred(claim: Claim) -> bool:
    """Whether a claim belongs to the inferred graph."""
    return claim.basis is Basis.INFERRED or claim.predicate in PROPOSALS


def write(scribe: Scribe, claim: Claim, places: tuple[NamedNode, ...], run: NamedNode) -> NamedNode:
    """One claim with its direct edge; `places` are the passages that it rests on."""
    subject, obj = scribe.thing(claim.subject), scribe.thing(claim.object)
    predicate = predicate_node(claim.predicate)
    node = scribe.iris.claim(subject, predicate, obj, places)
    scribe.add(subject, predicate, obj)
    scribe.add(node, RDF.type, KT.Claim)
    scribe.add(node, RDF.subject, subject)
    scribe.add(node, RDF.predicate, predicate)
    scribe.add(node, RDF.object, obj)
    scribe.add(node, KT.basis, KT.Inferred if claim.basis is Basis.INFERRED else KT.Stated)
    scribe.add(node, KT.confidence, number(claim.confidence))
    for words, language in ((claim.rationale, "vi"), (claim.rationale_en, "en")):
        if words:
            scribe.add(node, KT.rationale, text(words, language))
    scribe.add(node, PROV.wasQuotedFrom, *places)
    scribe.add(node, PROV.wasGeneratedBy, run)
    return node
