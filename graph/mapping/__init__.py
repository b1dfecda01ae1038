"""From facts to quads: one small module for each kind of fact, each in the contract's terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Quad

from extraction.facts import Ref, ReportFacts
from extraction.report import Report
from graph.mapping import (
    bottlenecks,
    claims,
    findings,
    instruments,
    names,
    observations,
    reports,
    statuses,
    tasks,
)
from graph.mapping.scribe import Scribe
from graph.run import Run

_KINDS = (reports, names, instruments, statuses, observations, bottlenecks, tasks, findings)


def quads(
    report: Report, facts: ReportFacts, run: Run, labels: Mapping[Ref, str] | None = None
) -> Iterator[Quad]:
    """What one report states, in its own named graph; what was inferred from it, in the inferred graph.

    `labels` names things that are already called something else (in reference data, by an earlier report):
    that name stays the preferred one and the report's becomes an alternative. The order of the quads is
    fixed, no quad comes twice, and only `run.ended` differs between two readings.
    """
    stated = Scribe(report, run, run.iris.report_graph(report.sha256), labels)
    inferred = Scribe(report, run, run.iris.graph("inferred"))
    for kind in _KINDS:
        kind.write(stated, facts)
    for claim in facts.claims:
        places = tuple(stated.passage(passage) for passage in claim.passages)
        if claims.inferred(claim):
            claims.write(inferred, claim, places, reports.write_run(inferred, "inferred"))
        else:
            claims.write(stated, claim, places, reports.run_node(run, report.sha256))
    yield from stated
    yield from inferred
