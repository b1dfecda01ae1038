"""Positions of a drawing, computed before it is shown: the same graph always gives the same picture."""

from __future__ import annotations

import math
from itertools import combinations

import networkx as nx

_SEED = 20240101
_EDGE = 150.0  # pixels of an edge, at the mean
_APART = 95.0  # pixels between any two nodes of a component, so that labels of two lines can be read
_WIDER = 1.45  # labels are wider than high
_MARGIN = 110.0
_ASPECT = 1.7  # of the whole drawing

Places = dict[int, tuple[float, float]]


def positions(graph: nx.Graph) -> Places:
    """A place in pixels for every node (numbered), the components packed on shelves.

    Spring layout within each component: fast enough for a few hundred nodes, far too slow for thousands.
    """
    components = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    return _shelves([_spread(graph.subgraph(sorted(part))) for part in components])


def _spread(part: nx.Graph) -> Places:
    """The places of one component, its left upper corner at (0, 0)."""
    nodes = sorted(part)
    if len(nodes) <= 2:
        return {node: (at * _EDGE * _WIDER, 0.0) for at, node in enumerate(nodes)}
    found = nx.spring_layout(part, seed=_SEED, iterations=200, k=1.6 / math.sqrt(len(nodes)))
    places = {node: (float(x), float(y)) for node, (x, y) in found.items()}
    lengths = [math.dist(places[a], places[b]) for a, b in part.edges if a != b]
    nearest = min(math.dist(a, b) for a, b in combinations(places.values(), 2))
    scale = max(_EDGE * len(lengths) / max(sum(lengths), 1e-6), min(_APART / max(nearest, 1e-6), 4 * _EDGE))
    left, top = (min(place[axis] for place in places.values()) for axis in (0, 1))
    return {node: ((x - left) * scale * _WIDER, (y - top) * scale) for node, (x, y) in places.items()}


def _shelves(parts: list[Places]) -> Places:
    sizes = [
        tuple(max(place[axis] for place in part.values()) + 2 * _MARGIN for axis in (0, 1)) for part in parts
    ]
    width = max([math.sqrt(sum(w * h for w, h in sizes) * _ASPECT), *(w for w, _ in sizes)], default=0.0)
    found: Places = {}
    left = top = height = 0.0
    for part, (wide, high) in sorted(zip(parts, sizes, strict=True), key=lambda pair: -pair[1][1]):
        if left and left + wide > width:
            left, top, height = 0.0, top + height, 0.0
        for node, (x, y) in part.items():
            found[node] = (round(left + _MARGIN + x, 1), round(top + _MARGIN + y, 1))
        left, height = left + wide, max(height, high)
    return found
