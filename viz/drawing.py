"""What a drawing of the graph shows: nodes and edges, and which of them where there is no room for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from viz.kinds import kind_of
from viz.statements import INFERRED, local_name
from viz.terms import Label, Row, decimal, grouped, labels, need, plain_label, text
from viz.view import View

_CHAIN = {"bottleneck": 0, "instrument": 1, "indicator": 2}
_PROPOSALS = ("proposedMeasure", "proposedResolution", "proposedSuccessor")
_LONGEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of the drawing."""

    iri: str
    kind: str
    label: Label


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim of the drawing between nodes by their IRIs; `quote` is what says it."""

    source: str
    target: str
    relation: str
    stated: bool
    confidence: Decimal | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """The nodes and edges to draw, and how many nodes there are in all."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int


def read_drawing(view: View, limit: int) -> Drawing:
    """Bottlenecks and what claims link, at most `limit` nodes: the chain first, then what is linked most."""
    edges = [_edge(rows) for _, rows in grouped(view.rows("export_edges"), "claim")]
    rows = view.rows("export_nodes")
    names = labels(rows)
    kinds = {
        iri: kind_of(need(row, "class") for row in group) or "thing" for iri, group in grouped(rows, "thing")
    }
    order = _order(edges, kinds)
    chosen = dict.fromkeys(order[:limit])
    return Drawing(
        tuple(Node(iri, kinds.get(iri, "thing"), names.get(iri) or plain_label(iri)) for iri in chosen),
        tuple(edge for edge in edges if edge.source in chosen and edge.target in chosen),
        len(order),
    )


def _edge(rows: list[Row]) -> Edge:
    row = rows[0]
    relation, basis = local_name(need(row, "predicate")), text(row, "basis")
    quotes = sorted({quote for each in rows if (quote := text(each, "exact"))}, key=len)
    return Edge(
        source=need(row, "subject"),
        target=need(row, "object"),
        relation=relation,
        stated=local_name(basis) != INFERRED if basis else relation not in _PROPOSALS,
        confidence=decimal(row, "confidence"),
        quote=" … ".join(quotes[-2:]) or None,
    )


def _order(edges: Iterable[Edge], kinds: Mapping[str, str]) -> list[str]:
    chain = {iri for iri, kind in kinds.items() if kind == "bottleneck"}
    degree = dict.fromkeys(chain, 0)
    for edge in edges:
        for end in (edge.source, edge.target):
            degree[end] = degree.get(end, 0) + 1
        if kinds.get(edge.source) == "bottleneck":
            chain |= {edge.source, edge.target}

    def place(iri: str) -> tuple[int, int, str]:
        first = _CHAIN.get(kinds.get(iri, ""), len(_CHAIN)) if iri in chain else len(_CHAIN) + 1
        return first, -degree[iri], iri

    return sorted(degree, key=place)


def label_lines(label: str) -> tuple[str, ...]:
    """A label for a drawing on two lines at most; a longer one is cut, its whole stands beside."""
    if len(label) > _LONGEST_LABEL:
        label = label[: _LONGEST_LABEL - 1].rsplit(" ", 1)[0] + "…"
    spaces = [at for at, letter in enumerate(label) if letter == " "]
    if len(label) <= _LONGEST_LABEL // 2 or not spaces:
        return (label,)
    middle = min(spaces, key=lambda at: abs(at - len(label) / 2))
    return label[:middle], label[middle + 1 :]
