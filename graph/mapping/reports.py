"""The report itself and the run that read it."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from extraction.facts import ReportFacts
from graph.mapping.literals import text
from graph.mapping.scribe import Scribe
from graph.run import Run
from graph.terms import DCTERMS, KT, PROV, RDF, RDFS, XSD


def run_node(run: Run, subject: str) -> NamedNode:
    """The run over one report (`subject` is its SHA-256), or over all of them ("inferred")."""
    return run.iris.run(subject, run.version)


def write_run(scribe: Scribe, subject: str) -> NamedNode:
    """Describe the run: the software, its version, the time, what it read."""
    run = scribe.run
    node = run_node(run, subject)
    software = run.iris.software(run.version)
    scribe.add(node, RDF.type, PROV.Activity)
    scribe.add(node, PROV.used, scribe.source)
    scribe.add(node, PROV.endedAtTime, Literal(run.stamp, datatype=XSD.dateTime))
    scribe.add(node, PROV.wasAssociatedWith, software)
    scribe.add(software, RDF.type, PROV.SoftwareAgent)
    scribe.add(software, RDFS.label, text(f"khaithong {run.version}"))
    scribe.add(software, KT.softwareVersion, text(run.version))
    return node


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """The report: title, file, hash, the period that it speaks of, who published it."""
    report = scribe.report
    node = scribe.source
    write_run(scribe, report.sha256)
    scribe.add(node, RDF.type, KT.Report)
    scribe.add(node, DCTERMS.title, text(facts.title or report.name, "vi"))
    scribe.add(node, DCTERMS.source, text(report.name))
    scribe.add(node, KT.sha256, text(report.sha256))
    if facts.as_of is not None:
        scribe.add(node, KT.asOf, scribe.period(facts.as_of))
    if facts.publisher is not None:
        scribe.add(node, DCTERMS.publisher, scribe.thing(facts.publisher))
