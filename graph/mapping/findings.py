"""Findings: what does not add up in a source, with the arithmetic; nothing is corrected."""

from __future__ import annotations

from pyoxigraph import NamedNode

from extraction.facts import Finding, ReportFacts
from graph.mapping.concepts import concept
from graph.mapping.literals import text
from graph.mapping.scribe import Scribe
from graph.terms import DCTERMS, KT, PROV, RDF


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """The findings of a report."""
    for finding in facts.findings:
        write_one(scribe, finding, tuple(scribe.passage(passage) for passage in finding.passages))


def finding_node(scribe: Scribe, finding: Finding, places: tuple[NamedNode, ...]) -> NamedNode:
    """The IRI of a finding: a hash of its rule, its report, its passages and what it concerns."""
    concerns = (scribe.thing(ref) for ref in finding.concerns)
    where = sorted(node.value for node in (*places, *concerns))
    return scribe.iris.statement("finding", finding.rule, scribe.report.sha256, *where)


def write_one(scribe: Scribe, finding: Finding, places: tuple[NamedNode, ...]) -> None:
    """One finding; `places` are the passages that it rests on."""
    concerns = [scribe.thing(ref) for ref in finding.concerns]
    node = finding_node(scribe, finding, places)
    scribe.add(node, RDF.type, KT.Finding)
    scribe.add(node, KT.rule, concept("finding-rules", finding.rule))
    scribe.add(node, KT.severity, concept("severities", finding.severity))
    scribe.add(node, KT.concerns, *concerns)
    if finding.computed is not None:
        scribe.add(node, KT.computed, text(finding.computed))
    if finding.printed is not None:
        scribe.add(node, KT.printed, text(finding.printed))
    scribe.add(node, DCTERMS.description, text(finding.message_vi, "vi"), text(finding.message_en, "en"))
    scribe.add(node, PROV.wasQuotedFrom, *places)
