"""Stages of instruments, each dated and quoted; a later report's stage stands beside an earlier one."""

from __future__ import annotations

from extraction.facts import ReportFacts
from graph.mapping.concepts import concept
from graph.mapping.scribe import Scribe
from graph.terms import ADMS, KT, RDF


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """The status assertions of a report."""
    for status in facts.statuses:
        instrument = scribe.thing(status.instrument)
        places = (scribe.passage(passage).value for passage in status.passages)
        node = scribe.iris.statement("status", instrument.value, status.stage, *sorted(places))
        scribe.add(node, RDF.type, KT.StatusAssertion)
        scribe.add(node, KT.statusOf, instrument)
        scribe.add(node, ADMS.status, concept("stages", status.stage))
        if status.as_of is not None:
            scribe.add(node, KT.asOf, scribe.period(status.as_of))
        scribe.quote(node, status.passages)
