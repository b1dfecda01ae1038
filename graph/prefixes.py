"""Prefixes that every query knows without declaring them.

They are handed to the parser beside the query, so the lines and columns of its error messages stay those
of the user's own text; a prefix that a query declares itself wins.
"""

from __future__ import annotations

from functools import cache

from graph.iris import DEFAULT_BASE
from ontology.namespaces import PREFIXES


@cache
def known(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes of the vocabulary, and `id:` for things under `base`."""
    return {**dict(sorted(PREFIXES.items())), "id": base}


def shorten(iri: str, base: str = DEFAULT_BASE) -> str:
    """An IRI as a prefixed name for people to read: "kt:Claim", "id:instrument/82-2024-nd-cp"."""
    best = max(known(base).items(), key=lambda item: len(item[1]) if iri.startswith(item[1]) else 0)
    return f"{best[0]}:{iri.removeprefix(best[1])}" if iri.startswith(best[1]) else iri
