"""Concepts of the vocabulary by their codes, and units, of which a report may bring new ones."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

from graph.mapping.literals import text
from graph.mapping.scribe import Scribe
from graph.terms import KT, RDF, SKOS
from ontology.concepts import concept_iri, unit_iri

_COUNT = "count:"


@cache
def concept(scheme: str, code: str) -> NamedNode:
    """The concept of a code in one of the vocabulary's schemes: ("stages", "draft") is `kt:stage-draft`.

    Raises:
        KeyError: the scheme has no such code.
    """
    return NamedNode(str(concept_iri(scheme, code)))


def unit(scribe: Scribe, code: str) -> NamedNode:
    """The unit of a code: percent, VND, "count:nhiệm vụ"; a counted noun is described where it is used."""
    node = NamedNode(str(unit_iri(code)))
    if code.startswith(_COUNT):
        scribe.add(node, RDF.type, SKOS.Concept)
        scribe.add(node, SKOS.inScheme, KT.units)
        scribe.add(node, SKOS.notation, text(code))
        scribe.add(node, SKOS.prefLabel, text(code.removeprefix(_COUNT).strip(), "vi"))
    return node
