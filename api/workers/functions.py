"""Functions of our own that a query may call: `kt:fold`, by which text is found without its diacritics.

FILTER(CONTAINS(kt:fold(?label), kt:fold("Chữ ký số")))
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.keys import bare

Term = NamedNode | BlankNode | Literal | Triple
NAME = "fold"


@lru_cache(maxsize=16_384)
def _bare(text: str) -> str:
    return bare(text)


def _fold(*terms: Term) -> Term | None:
    """The text of a literal in small letters without marks; an error (no value) for anything else."""
    if len(terms) == 1 and isinstance(terms[0], Literal):
        return Literal(_bare(terms[0].value))
    return None


def functions(namespace: str) -> dict[NamedNode, Callable[..., Term | None]]:
    """The functions by their names; none where the vocabulary has no `namespace`."""
    return {NamedNode(namespace + NAME): _fold} if namespace else {}
