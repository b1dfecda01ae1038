"""The queries behind the tools."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """The text of `name`.rq."""
    return files("api.model_context.queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")
