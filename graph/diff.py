"""The difference between two graphs in terms of things: what came, what went, what changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from graph.described import KINDS, Described, describe, name_of
from graph.graphs import Difference
from graph.reader import Reader
from graph.terms import KT, PROV, RDF

GAINED, LOST, CHANGED = "gained", "lost", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One property that says something else; values are for people to read."""

    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that was gained, lost or changed (`what`), under the label that it has, or had when it went."""

    what: str
    kind: str
    iri: str
    label: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphDifference:
    """How many statements one named graph gained and lost; `name` is the end of its IRI."""

    name: str
    change: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions beside each other."""

    before: int
    after: int
    graphs: tuple[GraphDifference, ...]
    things: tuple[Thing, ...]

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain JSON types."""
        return asdict(self)


def raw(before: Reader, after: Reader) -> Iterator[tuple[str, Quad]]:
    """Every quad that only one of the two has, graph by graph: ("-", quad) and ("+", quad)."""
    for _, lost, gained in _graphs(before.store, after.store):
        yield from (("-", quad) for quad in sorted(lost, key=str))
        yield from (("+", quad) for quad in sorted(gained, key=str))


def compare(before: Reader, after: Reader) -> Comparison:
    """What differs between two graphs, things in the order of their kinds and labels."""
    counts: list[GraphDifference] = []
    touched: set[NamedNode] = set()
    for graph, lost, gained in _graphs(before.store, after.store):
        name = graph.value.removeprefix(f"{after.iris.base}graph/")
        counts.append(GraphDifference(name, Difference(len(gained), len(lost))))
        touched.update(quad.subject for quad in (*lost, *gained) if isinstance(quad.subject, NamedNode))
    old = {node: found for node in touched if (found := describe(before.store, node)) is not None}
    new = {node: found for node in touched if (found := describe(after.store, node)) is not None}
    things = _Things(before.store, after.store).all(old, new)
    kinds = tuple(KINDS.values())
    ordered = sorted(things, key=lambda thing: (kinds.index(thing.kind), thing.what, thing.label, thing.iri))
    return Comparison(before.version, after.version, tuple(counts), tuple(ordered))


def _graphs(before: Store, after: Store) -> Iterator[tuple[NamedNode, set[Quad], set[Quad]]]:
    """Each named graph that differs, with the quads that it lost and gained. One graph at a time is held."""
    names = {
        node for store in (before, after) for node in store.named_graphs() if isinstance(node, NamedNode)
    }
    for graph in sorted(names, key=str):
        there = set(before.quads_for_pattern(None, None, None, graph))
        here = set(after.quads_for_pattern(None, None, None, graph))
        if there != here:
            yield graph, there - here, here - there


class _Things:
    def __init__(self, before: Store, after: Store) -> None:
        self._before = before
        self._after = after

    def all(self, old: dict[NamedNode, Described], new: dict[NamedNode, Described]) -> Iterator[Thing]:
        lost = {node: old[node] for node in old.keys() - new.keys()}
        gained = {node: new[node] for node in new.keys() - old.keys()}
        edges = {value for each in (*old.values(), *new.values()) for value in each.values(RDF.predicate)}
        for key in (_link, _place, _series):
            for there, here in _pairs(lost.values(), gained.values(), key):
                yield from self._changed(lost.pop(there.node), gained.pop(here.node), edges)
        for node in old.keys() & new.keys():
            yield from self._changed(old[node], new[node], edges)
        yield from (
            Thing(LOST, each.kind, each.node.value, name_of(self._before, each)) for each in lost.values()
        )
        yield from (
            Thing(GAINED, each.kind, each.node.value, name_of(self._after, each)) for each in gained.values()
        )

    def _changed(self, old: Described, new: Described, edges: Iterable[object]) -> Iterator[Thing]:
        """The one thing with what it says otherwise now, if that is anything; links are told as claims."""
        changes = []
        for term in sorted(old.properties.keys() | new.properties.keys(), key=str):
            gone, come = old.values(term) - new.values(term), new.values(term) - old.values(term)
            if (gone or come) and term not in _SILENT and term not in edges:
                changes.append(
                    Change(
                        name_of(self._after, term),
                        tuple(sorted(name_of(self._before, value) for value in gone)),
                        tuple(sorted(name_of(self._after, value) for value in come)),
                    )
                )
        if changes:
            yield Thing(CHANGED, new.kind, new.node.value, name_of(self._after, new), tuple(changes))


# What a thing rests on and when it was made is no change of the thing; the passages' own quads are in the raw
# difference.
_SILENT = frozenset(
    {PROV.wasQuotedFrom, PROV.wasGeneratedBy, PROV.wasDerivedFrom, KT.mentionedIn, KT.concerns, KT.settles}
)


def _link(thing: Described) -> Hashable:
    """Claims that say the same on other evidence are one claim that changed."""
    if thing.kind != "claim":
        return None
    return tuple(frozenset(thing.values(term)) for term in (RDF.subject, RDF.predicate, RDF.object, KT.basis))


def _place(thing: Described) -> Hashable:
    """What is read otherwise from the same words changed."""
    places = frozenset(thing.values(PROV.wasQuotedFrom))
    if not places or thing.kind == "claim":
        return None
    return thing.kind, places, frozenset(thing.values(KT.indicator)), frozenset(thing.values(KT.rule))


def _series(thing: Described) -> Hashable:
    """An observation of the same indicator, period and scope in the same report, but another value."""
    if thing.kind != "observation":
        return None
    terms = (KT.indicator, _PERIOD, KT.scope, KT.about)
    return (thing.report, *(frozenset(thing.values(term)) for term in terms))


_PERIOD = NamedNode("http://purl.org/linked-data/sdmx/2009/dimension#refPeriod")


def _pairs(
    lost: Iterable[Described], gained: Iterable[Described], key: Callable[[Described], Hashable]
) -> list[tuple[Described, Described]]:
    """What went and what came with the same key, where that is one of each."""
    sides: list[dict[Hashable, list[Described]]] = []
    for things in (lost, gained):
        side: dict[Hashable, list[Described]] = {}
        for thing in things:
            side.setdefault(key(thing), []).append(thing)
        sides.append(side)
    there, here = sides
    return [
        (there[each][0], here[each][0])
        for each in there.keys() & here.keys()
        if each is not None and len(there[each]) == len(here[each]) == 1
    ]
