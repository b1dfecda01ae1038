"""The graph as one HTML file that works without a network: pyvis and vis-network, our own template.

pyvis 0.3.2's own template loads parts from elsewhere and lets labels through as markup. Ours takes every
word as text, holds the data in a JSON block, has vis-network (as pyvis ships it) inside, and forbids every
script but these two by their hashes. Places are computed before, physics is off.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
from markupsafe import Markup
from pyvis.network import Network

from viz.drawing import Drawing, Edge, Node, label_lines, read_drawing
from viz.language import Catalogue, language
from viz.layout import Places, positions
from viz.view import View

if TYPE_CHECKING:
    from graph.reader import Reader

_TEMPLATES = Path(__file__).parent / "templates"
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_STYLES = {
    "bottleneck": ("triangleDown", "#9A3B00"),
    "instrument": ("square", "#005A8D"),
    "indicator": ("triangle", "#006B4F"),
    "organization": ("diamond", "#4B5763"),
    "database": ("hexagon", "#4B5763"),
    "platform": ("star", "#4B5763"),
    "thing": ("dot", "#4B5763"),
}


def write_html(reader: Reader, path: Path | str, *, lang: str = "vi", limit: int = 300) -> int:
    """Write the drawing to `path` (UTF-8); gives the number of nodes drawn, at most `limit`.

    Where there are more, the bottlenecks with their instruments and indicators come first, then what is
    linked most.
    """
    if limit < 1:
        raise ValueError(f"a drawing needs room for at least one node: {limit}")
    view = View(reader, language(lang))
    drawing = read_drawing(view, limit)
    Path(path).write_text(html(view.words, drawing), encoding="utf-8")
    return len(drawing.nodes)


def html(words: Catalogue, drawing: Drawing, places: Places | None = None) -> str:
    """A drawing as one page; `places` of its nodes by number are made here where not given."""
    numbers = {node.iri: number for number, node in enumerate(drawing.nodes)}
    graph = nx.Graph()
    graph.add_nodes_from(numbers.values())
    graph.add_edges_from((numbers[edge.source], numbers[edge.target]) for edge in drawing.edges)
    places = positions(graph) if places is None else places
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for node in drawing.nodes:
        x, y = places[numbers[node.iri]]
        network.add_node(numbers[node.iri], x=x, y=y, **_node_options(words, node))
    for edge in drawing.edges:
        network.add_edge(numbers[edge.source], numbers[edge.target], **_edge_options(words, edge))
    network.toggle_physics(status=False)
    network.set_template_dir(str(_TEMPLATES), "export.html")
    scripts = {"vis": _vis_script(), "own": (_TEMPLATES / "export.js").read_text(encoding="utf-8")}
    drawn = {node.kind if node.kind in _STYLES else "thing" for node in drawing.nodes}
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        t=words,
        legend=[(kind, shape, color) for kind, (shape, color) in _STYLES.items() if kind in drawn],
        cut=(len(drawing.nodes), drawing.total) if drawing.total > len(drawing.nodes) else None,
        scripts={name: Markup(source) for name, source in scripts.items()},  # noqa: S704 - files, not words
        hashes=[_csp_hash(source) for source in scripts.values()],
    )
    page: str = network.generate_html()
    return page


def _node_options(words: Catalogue, node: Node) -> dict[str, object]:
    shape, color = _STYLES.get(node.kind, _STYLES["thing"])
    name = node.label.text(words.lang)
    kind = words(f"kind.{node.kind}")
    return {
        "label": "\n".join(label_lines(name)),
        "shape": shape,
        "color": color,
        "size": 16,
        "full": name,
        "kind": kind,
        "iri": node.iri,
    }


def _edge_options(words: Catalogue, edge: Edge) -> dict[str, object]:
    key = f"relation.{edge.relation}.out"
    basis = words("basis.Stated" if edge.stated else "basis.Inferred")
    if not edge.stated and edge.confidence is not None:
        basis += f" · {words('basis.confidence', value=words.number(edge.confidence))}"
    return {
        "dashes": not edge.stated,
        "relation": words(key) if words.has(key) else edge.relation,
        "basis": basis,
        "quote": edge.quote,
    }


@cache
def _vis_script() -> str:
    return resources.files("pyvis").joinpath(_VIS).read_text(encoding="utf-8")


def _csp_hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
