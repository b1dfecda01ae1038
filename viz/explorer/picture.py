"""The explorer's picture without the explorer: as SVG, and as one offline page made by pyvis."""

from __future__ import annotations

from viz.drawing import Drawing, Edge, Node, label_lines
from viz.explorer.scene import Scene, read_scene
from viz.explorer.state import State
from viz.explorer.web import Web
from viz.rendering import render
from viz.terms import grouped, text
from viz.view import View

_MARGIN = 120
_RADIUS = 21
_TAIL = 34  # pixels between a thing's middle and the end of a line


def picture(view: View, web: Web, state: State) -> str:
    """The picture as SVG with its legend; every word is text."""
    scene = read_scene(view, web, state)
    places = {shown.thing.iri: shown.place for shown in scene.things}
    left, top, right, bottom = _bounds(scene)
    return render(
        "explorer.svg",
        view.lang,
        box=(left, top, right - left, bottom - top),
        nodes=[(shown, label_lines(shown.thing.label.text(view.lang))) for shown in scene.things],
        edges=[(link, *_cut(places[link.source], places[link.target])) for link in scene.links],
        kinds=tuple(dict.fromkeys(shown.thing.kind for shown in scene.things)),
        start=scene.start,
        radius=_RADIUS,
    )


def standalone(view: View, web: Web, state: State) -> str:
    """The picture as one HTML file that works without a network, its quotes inside."""
    from viz.pyvis_export import html  # noqa: PLC0415 (a server must start fast)

    scene = read_scene(view, web, state)
    nodes = tuple(Node(shown.thing.iri, shown.thing.kind, shown.thing.label) for shown in scene.things)
    edges = tuple(
        Edge(link.source, link.target, link.relation, link.stated, link.confidence, _quote(view, link.claim))
        for link in scene.links
    )
    places = {number: shown.place for number, shown in enumerate(scene.things)}
    return html(view.words, Drawing(nodes, edges, len(nodes)), places)


def _quote(view: View, claim: str) -> str | None:
    if not claim:
        return None
    rows = view.rows("claim_passages", claim=claim)
    found = {text(group[0], "exact") or "" for _, group in grouped(rows, "passage")}
    return " … ".join(sorted(found - {""}, key=len)[-2:]) or None


def _bounds(scene: Scene) -> tuple[float, float, float, float]:
    xs = [shown.place[0] for shown in scene.things] or [0.0]
    ys = [shown.place[1] for shown in scene.things] or [0.0]
    wide = max(max(xs) - min(xs), 760) - (max(xs) - min(xs))  # room for the legend
    return (
        min(xs) - _MARGIN - wide / 2,
        min(ys) - _MARGIN + 40,
        max(xs) + _MARGIN + wide / 2,
        max(ys) + _MARGIN + 60,
    )


def _cut(source: tuple[float, float], target: tuple[float, float]) -> tuple[float, float, float, float]:
    """A line between two things that touches neither of them."""
    dx, dy = target[0] - source[0], target[1] - source[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    ux, uy = dx / length * _TAIL, dy / length * _TAIL
    x1, y1, x2, y2 = source[0] + ux, source[1] + uy, target[0] - ux, target[1] - uy
    return round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1)
