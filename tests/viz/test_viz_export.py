"""The offline drawing: what it draws, where, and that words stay words."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import networkx as nx
import pytest

from tests.graph import fixtures
from tests.viz.samples import HOSTILE, empty_reader, hostile_reader, iri, plain_reader
from viz.drawing import read_drawing
from viz.layout import positions
from viz.pyvis_export import write_html
from viz.view import View


def data_of(path: Path) -> dict[str, list[dict[str, object]]]:
    html = path.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="graph">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found.group(1))  # type: ignore[no-any-return]


def test_the_chain_is_drawn_first_where_there_is_no_room_for_all() -> None:
    view = View(plain_reader())
    everything = read_drawing(view, 300)
    assert everything.total == len(everything.nodes)
    few = read_drawing(view, 5)
    assert (len(few.nodes), few.total) == (5, everything.total)
    assert {node.kind for node in few.nodes} == {"bottleneck"}
    assert iri(fixtures.DIVIDED) in {node.iri for node in everything.nodes}


def test_proposals_are_dashed_and_every_edge_has_its_quote(tmp_path: Path) -> None:
    count = write_html(plain_reader(), tmp_path / "graph.html")
    data = data_of(tmp_path / "graph.html")
    assert len(data["nodes"]) == count
    by_iri = {node["iri"]: node["id"] for node in data["nodes"]}
    ends = {(edge["from"], edge["to"]): edge for edge in data["edges"]}
    stated = ends[by_iri[iri(fixtures.SPENDING)], by_iri[iri(fixtures.ND82)]]
    proposed = ends[by_iri[iri(fixtures.REMOTE)], by_iri[iri(fixtures.ONLINE)]]
    assert (stated["dashes"], proposed["dashes"]) == (False, True)
    assert all(edge["quote"] for edge in data["edges"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_file_names_no_other_place_and_lets_no_markup_through(tmp_path: Path, lang: str) -> None:
    target = tmp_path / "graph.html"
    write_html(hostile_reader(), target, lang=lang)
    html = target.read_text(encoding="utf-8")
    assert set(
        re.findall(r"<[^>]+ (?:src|href)=([^ >]+)", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    ) == {'"data:,"'}
    outside = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    for attack in HOSTILE:
        assert "<" not in attack or attack not in html
    assert sum(attack.split()[0] in unescape(outside) for attack in HOSTILE) >= 2
    assert "<script" not in outside
    assert html.count("</script>") == 3


def test_the_same_graph_gives_the_same_file(tmp_path: Path) -> None:
    write_html(plain_reader(), tmp_path / "a.html")
    write_html(plain_reader(), tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_an_empty_graph_gives_an_empty_drawing(tmp_path: Path) -> None:
    assert write_html(empty_reader(), tmp_path / "graph.html") == 0


def test_a_drawing_without_room_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one"):
        write_html(plain_reader(), tmp_path / "graph.html", limit=0)


@pytest.mark.parametrize(
    "graph", [nx.path_graph(9), nx.star_graph(12), nx.empty_graph(4), nx.complete_graph(6)]
)
def test_no_two_nodes_lie_on_each_other(graph: nx.Graph) -> None:
    places = positions(graph)
    assert set(places) == set(graph)
    assert len(set(places.values())) == len(places)
