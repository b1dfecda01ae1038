"""Which part of a graph that was checked before has to be checked again after a change."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from pyoxigraph import NamedNode, Quad, Store

from graph.terms import RDF


def affected(now: AbstractSet[Quad], before: AbstractSet[Quad]) -> list[Quad]:
    """The quads of `now` on everything that `before` says otherwise, the claims on it, and what they are on.

    An edge and its claim are checked together ("no edge without its claim"), so each brings the other along.
    """
    if not before:
        return list(now)
    on = [quad for quad in now if quad.predicate == RDF.subject]
    changed: set[object] = {quad.subject for quad in now - before}
    changed |= {quad.object for quad in on if quad.subject in changed}
    changed |= {quad.subject for quad in on if quad.object in changed}
    return [quad for quad in now if quad.subject in changed]


def affected_in(store: Store, graph: NamedNode, added: Iterable[Quad]) -> list[Quad]:
    """The same for quads that were added to a graph of a store, by looking up and not by walking it."""
    changed = {quad.subject for quad in added if isinstance(quad.subject, NamedNode)}
    for node in list(changed):
        on = store.quads_for_pattern(node, RDF.subject, None, graph)
        changed |= {quad.object for quad in on if isinstance(quad.object, NamedNode)}
    for node in list(changed):
        claims = store.quads_for_pattern(None, RDF.subject, node, graph)
        changed |= {quad.subject for quad in claims if isinstance(quad.subject, NamedNode)}
    return [quad for node in changed for quad in store.quads_for_pattern(node, None, None, graph)]
