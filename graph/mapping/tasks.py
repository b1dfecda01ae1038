"""Tasks of the programme and proposals to the government."""

from __future__ import annotations

from extraction.facts import ReportFacts
from graph.mapping.names import write_labels
from graph.mapping.scribe import Scribe
from graph.terms import KT, RDF


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """What is to be done, by whom, until when, mandated by what."""
    for task in facts.tasks:
        node = scribe.thing(task.ref)
        scribe.add(node, RDF.type, KT.Task)
        if task.proposal:
            scribe.add(node, RDF.type, KT.Proposal)
        write_labels(scribe, task.ref, task.label)
        scribe.add(node, KT.assignedTo, *(scribe.thing(ref) for ref in task.assigned_to))
        scribe.add(node, KT.coordinatedBy, *(scribe.thing(ref) for ref in task.coordinated_by))
        scribe.add(node, KT.mandatedBy, *(scribe.thing(ref) for ref in task.mandated_by))
        if task.due is not None:
            scribe.add(node, KT.due, scribe.period(task.due))
        scribe.quote(node, (task.passage,))
