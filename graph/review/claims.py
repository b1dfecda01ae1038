"""What a graph says of its claims, in the terms of a reviewer, and which claim a short name means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import ReviewError
from graph.graphs import UNION
from graph.iris import Iris
from graph.review.decision import Statement
from graph.review.ledger import Ledger
from graph.terms import KT, OA, PROV, RDF, SKOS

_LEAST = 4
_SHOWN = 5
_NAME = re.compile(r"(?:(?:id:)?claim/)?([0-9a-f]{1,64})\Z")


def proposals(store: Store) -> Iterator[Statement]:
    """Every claim that the program proposes."""
    for quad in store.quads_for_pattern(None, KT.basis, KT.Inferred, UNION):
        if isinstance(quad.subject, NamedNode):
            found = statement(store, quad.subject)
            if found is not None:
                yield found


def statement(store: Store, claim: NamedNode) -> Statement | None:
    """What the graph says of a claim; None where no source or inference makes it."""
    basis = _one(store, claim, KT.basis)
    subject, predicate, obj = (_one(store, claim, term) for term in (RDF.subject, RDF.predicate, RDF.object))
    if basis not in (KT.Inferred, KT.Stated) or subject is None or predicate is None or obj is None:
        return None
    confidence = next(_literals(store, claim, KT.confidence), Literal("1"))
    places = sorted(_nodes(store, claim, PROV.wasQuotedFrom), key=lambda node: _place(store, node))
    quotes = (words.value for place in places for words in _quotes(store, place))
    return Statement(
        claim,
        subject,
        predicate,
        obj,
        basis == KT.Inferred,
        Decimal(confidence.value),
        label(store, subject),
        label(store, obj),
        tuple(sorted(places, key=str)),
        tuple(sorted({source for place in places for source in _nodes(store, place, OA.hasSource)}, key=str)),
        tuple(dict.fromkeys(quotes)),
    )


def rationales(store: Store, claim: NamedNode) -> dict[str, str]:
    """Why a claim is proposed, by language."""
    return {words.language or "": words.value for words in _literals(store, claim, KT.rationale)}


def label(store: Store, node: NamedNode) -> str:
    """The Vietnamese name of a thing, or else the end of its IRI."""
    names = [words.value for words in _literals(store, node, SKOS.prefLabel) if words.language == "vi"]
    return min(names) if names else node.value.rstrip("/").rpartition("/")[2]


def known(store: Store, claim: NamedNode) -> bool:
    """Whether a source or an inference makes this claim."""
    return Quad(claim, RDF.type, KT.Claim, UNION) in store and _one(store, claim, KT.basis) != KT.Reviewed


def find(store: Store, ledger: Ledger, name: str, iris: Iris) -> Statement:
    """The claim that a name means: its IRI, or at least four letters of its hash from the beginning.

    A claim that is gone is found by its reviews.

    Raises:
        ReviewError: no such claim, or several.
    """
    start = name
    if "://" in name:
        fitting = _by_iri(store, name)
    else:
        match = _NAME.match(name.strip().lower())
        if match is None:
            raise ReviewError("review-unknown", claim=name)
        if len(match[1]) < _LEAST:
            raise ReviewError("review-short", claim=name, least=_LEAST)
        start = iris.mint("claim", match[1]).value
        fitting = _beginning(store, start)
    gone = {seen.claim: seen for seen in (decision.statement for decision in ledger)}
    fitting |= {claim for claim in gone if claim.value.startswith(start)}
    if len(fitting) > 1:
        some = ", ".join(sorted(claim.value.rpartition("/")[2][:12] for claim in fitting)[:_SHOWN])
        raise ReviewError("review-ambiguous", claim=name, count=len(fitting), some=some)
    for claim in fitting:
        found = statement(store, claim) or gone.get(claim)
        if found is not None:
            return found
    raise ReviewError("review-unknown", claim=name)


def _by_iri(store: Store, iri: str) -> set[NamedNode]:
    try:
        claim = NamedNode(iri)
    except ValueError:
        return set()
    return {claim} if known(store, claim) else set()


def _beginning(store: Store, start: str) -> set[NamedNode]:
    return {
        quad.subject
        for basis in (KT.Inferred, KT.Stated)
        for quad in store.quads_for_pattern(None, KT.basis, basis, UNION)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start)
    }


def _objects(store: Store, node: NamedNode, term: NamedNode) -> Iterable[object]:
    return (quad.object for quad in store.quads_for_pattern(node, term, None, UNION))


def _nodes(store: Store, node: NamedNode, term: NamedNode) -> list[NamedNode]:
    return [value for value in _objects(store, node, term) if isinstance(value, NamedNode)]


def _literals(store: Store, node: NamedNode, term: NamedNode) -> Iterator[Literal]:
    return (value for value in _objects(store, node, term) if isinstance(value, Literal))


def _one(store: Store, node: NamedNode, term: NamedNode) -> NamedNode | None:
    return next(iter(_nodes(store, node, term)), None)


def _quotes(store: Store, place: NamedNode) -> Iterator[Literal]:
    for selector in _nodes(store, place, OA.hasSelector):
        yield from _literals(store, selector, OA.exact)


def _place(store: Store, place: NamedNode) -> tuple[str, int]:
    """The report of a passage and where in it the passage begins."""
    source = _one(store, place, OA.hasSource)
    starts = [
        int(words.value)
        for selector in _nodes(store, place, OA.hasSelector)
        for words in _literals(store, selector, OA.start)
    ]
    return (source.value if source else "", min(starts, default=0))
