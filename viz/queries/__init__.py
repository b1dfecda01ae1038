"""The queries behind the pages, one `.rq` file each."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def query(name: str) -> str:
    """The text of `name`.rq."""
    return (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8")
