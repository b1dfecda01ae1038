"""Bottlenecks as their source presents them: resolved or open."""

from __future__ import annotations

from extraction.facts import ReportFacts
from graph.mapping.concepts import concept
from graph.mapping.literals import text
from graph.mapping.names import write_labels
from graph.mapping.scribe import Scribe
from graph.terms import ADMS, KT, RDF, SKOS


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """The bottlenecks of a report; what resolves or measures one is a claim."""
    for bottleneck in facts.bottlenecks:
        node = scribe.thing(bottleneck.ref)
        scribe.add(node, RDF.type, KT.Bottleneck, SKOS.Concept)
        write_labels(scribe, bottleneck.ref, bottleneck.label)
        scribe.add(node, ADMS.status, concept("bottleneck-states", bottleneck.status))
        for theme in bottleneck.themes:
            scribe.add(node, KT.theme, concept("themes", theme))
        if bottleneck.section:
            scribe.add(node, KT.section, text(".".join(bottleneck.section)))
        scribe.quote(node, bottleneck.passages)
