"""Which kind of thing an IRI names, by its classes."""

from __future__ import annotations

from collections.abc import Iterable

from viz.terms import need
from viz.view import View

_KT = "https://w3id.org/khaithong/def#"
# The first class of this list that a thing has decides: a target is an observation, too.
KINDS: dict[str, str] = {
    f"{_KT}Report": "report",
    f"{_KT}Bottleneck": "bottleneck",
    "http://data.europa.eu/eli/ontology#LegalResource": "instrument",
    f"{_KT}Indicator": "indicator",
    "http://purl.org/linked-data/cube#Observation": "observation",
    f"{_KT}Database": "database",
    f"{_KT}Platform": "platform",
    "http://www.w3.org/ns/org#FormalOrganization": "organization",
    f"{_KT}Task": "task",
    f"{_KT}Finding": "finding",
    f"{_KT}StatusAssertion": "stage",
    f"{_KT}Claim": "claim",
    "http://www.w3.org/ns/oa#SpecificResource": "passage",
}


def kind_of(classes: Iterable[str]) -> str | None:
    """The kind that classes make a thing; "thing" for classes without a page of their own design."""
    found = set(classes)
    if not found:
        return None
    return next((kind for name, kind in KINDS.items() if name in found), "thing")


def read_kind(view: View, iri: str) -> str | None:
    """The kind of `iri`; None where the graph does not know it."""
    return kind_of(need(row, "class") for row in view.rows("types", thing=iri))
