"""Named graphs in a store whose default graph is their union, as a set.

Oxigraph can evaluate a query over all named graphs as if they were one, but then a triple that stands in
three of them gives three solutions. Here every triple of a named graph stands in the default graph too,
once, so that counts are right; queries run over the default graph as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

UNION = DefaultGraph()
_PART = 20_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How many triples a graph gained and lost."""

    added: int
    removed: int


def replace_graph(store: Store, graph: NamedNode, quads: Iterable[Quad]) -> Difference:
    """Make `graph` hold exactly `quads` (all of that graph) and keep the union in step."""
    new = _as_stored(quads)
    strangers = [quad for quad in new if quad.graph_name != graph]
    if strangers:
        raise ValueError(f"quads of {strangers[0].graph_name} given for {graph}")
    old = set(store.quads_for_pattern(None, None, None, graph))
    added, removed = new - old, old - new
    remove_quads(store, removed)
    _load(store, added)
    return Difference(len(added), len(removed))


def remove_quads(store: Store, quads: Iterable[Quad]) -> int:
    """Remove quads of named graphs, and from the union what then stands nowhere; how many they were."""
    count = 0
    for quad in quads:
        store.remove(quad)
        if not _stands_elsewhere(store, quad):
            store.remove(_union(quad))
        count += 1
    return count


def extend_graph(store: Store, graph: NamedNode, quads: Iterable[Quad]) -> Difference:
    """Add `quads` (all of `graph`) to a graph and the union; what is there stays, whatever its size."""
    new = {quad for quad in _as_stored(quads) if quad not in store}
    if strangers := [quad for quad in new if quad.graph_name != graph]:
        raise ValueError(f"quads of {strangers[0].graph_name} given for {graph}")
    _load(store, new)
    return Difference(len(new), 0)


def _load(store: Store, quads: Iterable[Quad]) -> None:
    for part in _parts(quads):
        store.bulk_extend(chain(part, map(_union, part)))


def _as_stored(quads: Iterable[Quad]) -> set[Quad]:
    """Quads as a store gives them back: it rewrites numbers and dates ("007" to "7"); only such compare.

    Most come back as they are; of these the caller's own are kept, so that none is held twice.
    """
    new: set[Quad] = set()
    for part in _parts(quads):
        scratch = Store()
        scratch.extend(part)
        stored = set(scratch)
        new.update(quad for quad in part if quad in stored)
        new |= stored
    return new


def _parts(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """Quads in parts: a store needs several times their size while it takes them in."""
    rest = iter(quads)
    while part := list(islice(rest, _PART)):
        yield part


def _union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, UNION)


def _stands_elsewhere(store: Store, quad: Quad) -> bool:
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(other.graph_name != UNION for other in found)


def named_quads(store: Store) -> Iterator[Quad]:
    """Every quad of every named graph, graph by graph in the order of their names."""
    for graph in sorted((node for node in store.named_graphs() if isinstance(node, NamedNode)), key=str):
        yield from store.quads_for_pattern(None, None, None, graph)


_FILL = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


def fill_union(store: Store) -> None:
    """Put every triple of every named graph into the default graph of a store that was loaded from files."""
    store.update(_FILL)
