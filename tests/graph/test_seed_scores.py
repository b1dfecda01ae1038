"""Floors for the two ministry reports against their hand-made annotations, over a graph built of each alone.

What the reader reaches lies well above; the floors tell that something broke, not that something is good.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph.build import memory_store, read_all
from graph.export import write_store
from graph.run import Run

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEEDS = {
    "2024-year": SHARED / "seeds" / "000_8e193526713cc652.txt",
    "2024-05": SHARED / "seeds" / "003_5bf4866a09ed0123.txt",
}
FLOORS = {
    "documents": 0.90,
    "organizations": 0.85,
    "databases": 0.90,
    "platforms": 0.75,
    "observations": 0.80,
    "bottlenecks": 0.90,
    "relations": 0.80,
    "measured_by": 0.50,
}
RIGHT = 0.90  # of the matched observations have this unit, this period, this kind

pytestmark = pytest.mark.skipif(
    not all(path.is_file() for path in (*SEEDS.values(), SHARED / "eval" / "score.py")),
    reason="the two ministry reports and their annotations are not part of this repository",
)


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("khaithong_score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=SEEDS)
def tallies(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, Any]]:
    """The score of each kind of fact for one report."""
    name: str = request.param
    path = tmp_path_factory.mktemp("seed") / "graph.nq"
    run = Run()
    write_store(memory_store(read_all([SEEDS[name]]), run), "nq", path, run.iris)
    score, eval_ = scorer(), SHARED / "eval"
    gold = json.loads((eval_ / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    found = score.read_graph(path, eval_ / "queries", None)
    return name, score.score_all(gold, found, score.Source(SEEDS[name]))


@pytest.mark.parametrize("kind", FLOORS)
def test_each_kind_of_fact_is_found(tallies: tuple[str, dict[str, Any]], kind: str) -> None:
    name, scores = tallies
    assert scores[kind].f1 >= FLOORS[kind], scores[kind].line(f"{name} {kind}")


@pytest.mark.parametrize("attribute", ["unit", "period", "kind"])
def test_matched_observations_have_the_right_attributes(
    tallies: tuple[str, dict[str, Any]], attribute: str
) -> None:
    right = tallies[1]["observations"].attributes[attribute]
    assert sum(right) >= RIGHT * len(right)


def test_every_resolution_is_found_and_none_invented(tallies: tuple[str, dict[str, Any]]) -> None:
    name, scores = tallies
    links = scores["resolves"]
    expected = {"2024-year": 14, "2024-05": 0}[name]
    assert (links.gold, links.found, links.hit) == (expected, expected, expected)
