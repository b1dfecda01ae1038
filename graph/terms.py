"""The vocabulary's terms as pyoxigraph nodes, from the closed namespaces: an unknown term raises at once."""

from __future__ import annotations

from functools import cache
from typing import Any

from pyoxigraph import NamedNode

from ontology import namespaces


class Terms:
    """One closed namespace: `ELI.amends` and `ORG["classification"]` are `NamedNode`s."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, term: str) -> NamedNode:
        if term.startswith("__"):
            raise AttributeError(term)
        return _node(self._name, term)

    def __getitem__(self, term: str) -> NamedNode:
        return _node(self._name, term)


@cache
def _node(namespace: str, term: str) -> NamedNode:
    closed: Any = getattr(namespaces, namespace)
    return NamedNode(str(closed[term]))


KT = Terms("KT")
ELI = Terms("ELI")
ORG = Terms("ORG")
OA = Terms("OA")
PROV = Terms("PROV")
QB = Terms("QB")
SDMX_MEASURE = Terms("SDMX_MEASURE")
SDMX_DIMENSION = Terms("SDMX_DIMENSION")
SDMX_ATTRIBUTE = Terms("SDMX_ATTRIBUTE")
SDMX_CODE = Terms("SDMX_CODE")
ADMS = Terms("ADMS")
SKOS = Terms("SKOS")
DCTERMS = Terms("DCTERMS")
TIME = Terms("TIME")
RDF = Terms("RDF")
RDFS = Terms("RDFS")
XSD = Terms("XSD")
SCHEMA = Terms("SCHEMA")
DCAT = Terms("DCAT")
VOID = Terms("VOID")
SD = Terms("SD")
