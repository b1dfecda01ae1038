"""Territories that values are about: provinces of the reference data, or whatever else a report names."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

from extraction.facts import Kind, Ref
from graph.mapping.literals import text
from graph.mapping.scribe import Scribe
from graph.terms import RDF, SKOS
from ontology.keys import slug
from ontology.reference import provinces


def area(scribe: Scribe, name: str) -> NamedNode:
    """The node of a territory, given as the key of a province or as its name."""
    if name in _province_keys():
        return scribe.thing(Ref(Kind.ORGANIZATION, name))
    node = scribe.iris.mint("area", slug(name))
    scribe.add(node, RDF.type, SKOS.Concept)
    scribe.add(node, SKOS.prefLabel, text(name, "vi"))
    return node


@cache
def _province_keys() -> frozenset[str]:
    return frozenset(entry.key for entry in provinces())
