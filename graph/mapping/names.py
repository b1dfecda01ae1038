"""Organizations, databases and platforms: what they are called and where a report names them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from extraction.facts import Kind, Named, Ref, ReportFacts
from graph.mapping.concepts import concept
from graph.mapping.literals import text
from graph.mapping.scribe import Scribe
from graph.terms import DCTERMS, KT, ORG, RDF, SKOS


def write(scribe: Scribe, facts: ReportFacts) -> None:
    """Everything that a report names by a proper name."""
    classes = {
        Kind.ORGANIZATION: ORG.FormalOrganization,
        Kind.DATABASE: KT.Database,
        Kind.PLATFORM: KT.Platform,
    }
    for named in (*facts.organizations, *facts.databases, *facts.platforms):
        node = scribe.thing(named.ref)
        scribe.add(node, RDF.type, classes[named.ref.kind])
        write_labels(scribe, named.ref, named.label, named.aliases)
        scribe.mention(node, named.mentions)
        _classify(scribe, node, named)


def _classify(scribe: Scribe, node: NamedNode, named: Named) -> None:
    if named.classification is None:
        return
    term = ORG.classification if named.ref.kind is Kind.ORGANIZATION else DCTERMS.type
    scribe.add(node, term, concept("classifications", named.classification))


def write_labels(scribe: Scribe, ref: Ref, label: str, aliases: Iterable[str] = ()) -> None:
    """One preferred label in Vietnamese; every other spelling is an alternative one."""
    node = scribe.thing(ref)
    chosen = scribe.label(ref, label)
    scribe.add(node, SKOS.prefLabel, text(chosen, "vi"))
    others = {text(name, "vi").value: None for name in (label, *aliases)}
    for other in others:
        if other != text(chosen).value:
            scribe.add(node, SKOS.altLabel, text(other, "vi"))
