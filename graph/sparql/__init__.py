"""Queries that the graph room itself asks; the examples for people are in `graph.queries`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of `<name>.rq`."""
    return files("graph.sparql").joinpath(f"{name}.rq").read_text(encoding="utf-8")
