"""The JSON-LD context of the vocabulary: a term for every class and property, a prefix for every namespace.

`context.jsonld` is what is published; `made` is how it follows from the vocabulary and the closed namespaces,
and a test holds the two together. A name that two vocabularies share ("title") gets no term.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from rdflib import Graph, URIRef

from ontology.concepts import DEFINITIONS
from ontology.graphs import vocabulary
from ontology.namespaces import OWL, PREFIXES, RDF, RDFS, SDMX_CODE, SKOS

_THINGS = "https://w3id.org/khaithong/id/"
_LINKS = frozenset(
    (
        "rdf:subject rdf:predicate rdf:object skos:broader skos:closeMatch skos:inScheme "
        "prov:wasQuotedFrom prov:wasGeneratedBy prov:wasAssociatedWith prov:used "
        "oa:hasSource oa:hasSelector org:classification org:subOrganizationOf org:changedBy "
        "eli:type_document eli:passed_by eli:amends eli:repeals eli:based_on eli:cites eli:corrects "
        "eli:consolidates adms:status sdmx-dimension:refPeriod sdmx-dimension:refArea "
        "sdmx-attribute:unitMeasure sdmx-attribute:obsStatus time:hasBeginning time:hasEnd"
    ).split()
)
"""Properties of other vocabularies that link things (they are not declared in ours)."""


@cache
def context() -> Mapping[str, Any]:
    """The published context: what stands under "@context"."""
    text = files("ontology").joinpath("context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return MappingProxyType(found)


def made() -> dict[str, Any]:
    """The context as it follows from the vocabulary."""
    words = vocabulary()
    prefixes = {**PREFIXES, "id": _THINGS}
    terms = {name: iri for name, iri in _names(words).items() if name not in prefixes}
    return {
        **dict(sorted(prefixes.items())),
        **{name: _meaning(words, iri) for name, iri in sorted(terms.items())},
    }


def _names(words: Graph) -> dict[str, URIRef]:
    """Local name → IRI of every class and property that is labelled, where no two share the name."""
    labelled = {node for node in words.subjects(RDFS.label) if isinstance(node, URIRef)}
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        labelled -= set(words.subjects(RDF.type, kind))
    found = {iri: _split(iri) for iri in labelled}
    found = {iri: name for iri, name in found.items() if name[0] not in ("", SDMX_CODE.prefix)}
    counts = Counter(local for _, local in found.values())
    return {local: iri for iri, (_, local) in found.items() if counts[local] == 1 and local}


def _split(iri: URIRef) -> tuple[str, str]:
    """The prefix and the local name of a term; ("", "") outside the known namespaces."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return prefix, iri.removeprefix(base)
    return "", ""


def _meaning(words: Graph, iri: URIRef) -> str | dict[str, str]:
    short = ":".join(_split(iri))
    if short in _LINKS or (iri, RDF.type, OWL.ObjectProperty) in words:
        return {"@id": short, "@type": "@id"}
    kind = words.value(iri, RDFS.range)
    if iri.startswith(DEFINITIONS) and isinstance(kind, URIRef) and kind.startswith(PREFIXES["xsd"]):
        datatype = ":".join(_split(kind))
        if datatype != "xsd:string":
            return {"@id": short, "@type": datatype}
    return short
