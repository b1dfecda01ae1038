"""Which part of a graph that was checked before has to be checked again after a change."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from pyoxigraph import Quad

from graph.terms import RDF


def affected(now: AbstractSet[Quad], before: AbstractSet[Quad]) -> list[Quad]:
    """The quads of `now` on everything that `before` says otherwise, the claims on it, and what they are on.

    An edge and its claim are checked together ("no edge without its claim"), so each brings the other along.
    """
    if not before:
        return list(now)
    on = [quad for quad in now if quad.predicate == RDF.subject]
    changed = {quad.subject for quad in now - before}
    changed |= {quad.object for quad in on if quad.subject in changed}
    changed |= {quad.subject for quad in on if quad.object in changed}
    return [quad for quad in now if quad.subject in changed]
