"""The counts of one version of a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True, eq=False)
class Statistics:
    """Triples by property, instances by class, both of the default graph; triples by named graph."""

    properties: Mapping[Term, int]
    classes: Mapping[Term, int]
    graphs: Mapping[Term, int]
    domains: Mapping[str, frozenset[str]]
    """By property: the classes of which all its subjects are instances."""
    subjects: int
    """Distinct subjects."""
    objects: int
    """Distinct objects."""

    @property
    def triples(self) -> int:
        """Triples of the default graph."""
        return sum(self.properties.values())
