"""The queries of the JSON API: which things a list holds, and by what they can be chosen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of `name`.rq."""
    return files("api.answers.queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")
