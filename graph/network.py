"""The graph as a networkx multigraph of things and the claims that link them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.reader import Reader, Row
from graph.sparql import query

if TYPE_CHECKING:
    import networkx as nx

# XML 1.0 has no way to write these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network(reader: Reader) -> nx.MultiDiGraph:
    """Nodes are IRIs with `kind`, `label` and `number`; edges have `predicate`, `basis` and `confidence`.

    An edge's key is its claim's IRI, or its predicate's where no claim stands behind it.
    """
    import networkx as nx  # noqa: PLC0415 - takes a fifth of a second

    graph = nx.MultiDiGraph()
    for row in reader.select(query("nodes")):
        thing = _text(row, "thing")
        graph.add_node(
            thing, kind=_text(row, "kind"), label=_text(row, "label") or thing, number=_text(row, "number")
        )
    for row in reader.select(query("edges")):
        source, target = _text(row, "source"), _text(row, "target")
        if source in graph and target in graph:
            predicate = _text(row, "predicate")
            confidence = _text(row, "confidence")
            graph.add_edge(
                source,
                target,
                key=_text(row, "claim") or predicate,
                predicate=re.split(r"[#/]", predicate)[-1],
                basis=re.split(r"[#/]", _text(row, "basis"))[-1],
                confidence=float(confidence) if confidence else 1.0,
            )
    return graph


def write_graphml(reader: Reader, path: Path) -> None:
    """Write the network as GraphML, for Gephi, yEd and the like."""
    import networkx as nx  # noqa: PLC0415 - takes a fifth of a second

    nx.write_graphml(network(reader), path, encoding="utf-8", named_key_ids=True)


def _text(row: Row, name: str) -> str:
    term = row.get(name)
    return _NOT_XML.sub("\ufffd", term.value) if isinstance(term, (Literal, NamedNode)) else ""
