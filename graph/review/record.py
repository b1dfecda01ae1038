"""Decisions as quads of the review graph and back: each a `kt:Review`, and what follows from those in force.

What follows: `kt:settles` from a review to its claim while it stands, and for an accepted proposal the
direct edge with a claim of its own, `kt:basis kt:Reviewed`. That is made anew from all decisions each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import StoreForeign
from graph.iris import Iris
from graph.mapping.concepts import concept
from graph.mapping.literals import number, text
from graph.review.decision import Decision, Statement, Verdict, accepted_as
from graph.review.ledger import Ledger
from graph.terms import KT, PROV, RDF, RDFS, XSD

_Values = Mapping[NamedNode, list[NamedNode | Literal]]


def review_node(decision: Decision, iris: Iris) -> NamedNode:
    """The IRI of a review: a hash of claim, decision, reviewer and time."""
    return iris.statement(
        "review", decision.statement.claim.value, decision.verdict, decision.reviewer, decision.stamp
    )


def write(ledger: Ledger, iris: Iris) -> list[Quad]:
    """The review graph of a ledger."""
    graph = iris.graph("review")
    triples = [triple for decision in ledger for triple in _review(decision, iris)]
    for decision in ledger.all_standing():
        triples.append((review_node(decision, iris), KT.settles, decision.statement.claim))
        if decision.verdict is Verdict.ACCEPTED and decision.statement.proposed:
            triples.extend(_accepted(decision, iris))
    return [Quad(*triple, graph) for triple in dict.fromkeys(triples)]


def read(store: Store, iris: Iris) -> Ledger:
    """The decisions in a store's review graph.

    Raises:
        StoreForeign: a review there lacks what every review has.
    """
    graph = iris.graph("review")
    nodes = [quad.subject for quad in store.quads_for_pattern(None, RDF.type, KT.Review, graph)]
    try:
        return Ledger(_decision(store, node, graph) for node in nodes if isinstance(node, NamedNode))
    except (LookupError, ValueError, ArithmeticError) as error:
        raise StoreForeign(
            f"the reviews of this store are damaged or made by a newer program ({error}). Restore the store "
            "from a backup, or install the newer khaithong."
        ) from error


def _review(decision: Decision, iris: Iris) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    node, seen = review_node(decision, iris), decision.statement
    person, software = iris.person(decision.reviewer), iris.software(decision.software)
    said: list[tuple[NamedNode, Iterable[NamedNode | Literal]]] = [
        (RDF.type, (KT.Review, PROV.Activity)),
        (KT.reviews, (seen.claim,)),
        (KT.decision, (concept("decisions", decision.verdict),)),
        (PROV.endedAtTime, (Literal(decision.stamp, datatype=XSD.dateTime),)),
        (PROV.wasAssociatedWith, (person, software)),
        (KT.rationale, (text(decision.reason, decision.language),) if decision.reason else ()),
        (KT.reviewedSubject, (seen.subject,)),
        (KT.reviewedPredicate, (seen.predicate,)),
        (KT.reviewedObject, (seen.object,)),
        (KT.reviewedBasis, (KT.Inferred if seen.proposed else KT.Stated,)),
        (KT.reviewedConfidence, (number(seen.confidence),)),
        (KT.subjectLabel, (text(seen.subject_label, "vi"),)),
        (KT.objectLabel, (text(seen.object_label, "vi"),)),
        (KT.reviewedPassage, seen.passages),
        (KT.reviewedReport, seen.reports),
        (KT.reviewedQuote, map(text, seen.quotes)),
    ]
    yield from ((node, term, value) for term, values in said for value in values)
    yield person, RDF.type, PROV.Person
    yield person, RDFS.label, text(decision.reviewer)
    yield software, RDF.type, PROV.SoftwareAgent
    yield software, RDFS.label, text(f"khaithong {decision.software}")
    yield software, KT.softwareVersion, text(decision.software)


def _accepted(decision: Decision, iris: Iris) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    seen = decision.statement
    predicate = accepted_as().get(seen.predicate)
    if predicate is None:
        return
    # Its own IRI: a proposed skos:closeMatch has the same subject, predicate, object and passages.
    where = sorted(place.value for place in seen.passages)
    node = iris.statement("claim", seen.subject.value, predicate.value, seen.object.value, "reviewed", *where)
    yield seen.subject, predicate, seen.object
    yield node, RDF.type, KT.Claim
    yield node, RDF.subject, seen.subject
    yield node, RDF.predicate, predicate
    yield node, RDF.object, seen.object
    yield node, KT.basis, KT.Reviewed
    yield node, KT.confidence, number(Decimal(1))
    if decision.reason:
        yield node, KT.rationale, text(decision.reason, decision.language)
    yield node, PROV.wasDerivedFrom, seen.claim
    yield from ((node, PROV.wasQuotedFrom, place) for place in seen.passages)
    yield node, PROV.wasGeneratedBy, review_node(decision, iris)


def _decision(store: Store, node: NamedNode, graph: NamedNode) -> Decision:
    values = _values(store, node, graph)
    people, software = _agents(store, graph, values[PROV.wasAssociatedWith])
    reasons = [value for value in values.get(KT.rationale, ()) if isinstance(value, Literal)]
    verdicts = {concept("decisions", verdict): verdict for verdict in Verdict}
    seen = Statement(
        _node(values, KT.reviews),
        _node(values, KT.reviewedSubject),
        _node(values, KT.reviewedPredicate),
        _node(values, KT.reviewedObject),
        _node(values, KT.reviewedBasis) == KT.Inferred,
        Decimal(values[KT.reviewedConfidence][0].value),
        values[KT.subjectLabel][0].value,
        values[KT.objectLabel][0].value,
        _nodes(values.get(KT.reviewedPassage, ())),
        _nodes(values.get(KT.reviewedReport, ())),
        tuple(sorted(value.value for value in values[KT.reviewedQuote])),
    )
    return Decision(
        seen,
        verdicts[_node(values, KT.decision)],
        people[0],
        datetime.fromisoformat(values[PROV.endedAtTime][0].value),
        reasons[0].value if reasons else "",
        (reasons[0].language or "vi") if reasons else "vi",
        software[0] if software else "",
    )


def _values(store: Store, node: NamedNode, graph: NamedNode) -> dict[NamedNode, list[NamedNode | Literal]]:
    found: dict[NamedNode, list[NamedNode | Literal]] = {}
    for quad in store.quads_for_pattern(node, None, None, graph):
        if isinstance(quad.object, (NamedNode, Literal)):
            found.setdefault(quad.predicate, []).append(quad.object)
    return found


def _agents(
    store: Store, graph: NamedNode, agents: Iterable[NamedNode | Literal]
) -> tuple[list[str], list[str]]:
    """The names of the people and the versions of the software among some agents."""
    people: list[str] = []
    software: list[str] = []
    for agent in agents:
        if isinstance(agent, NamedNode):
            values = _values(store, agent, graph)
            if PROV.Person in values.get(RDF.type, ()):
                people.append(values[RDFS.label][0].value)
            else:
                software.extend(value.value for value in values.get(KT.softwareVersion, ()))
    return people, software


def _node(values: _Values, term: NamedNode) -> NamedNode:
    return _nodes(values[term])[0]


def _nodes(values: Iterable[NamedNode | Literal]) -> tuple[NamedNode, ...]:
    return tuple(sorted((value for value in values if isinstance(value, NamedNode)), key=str))
