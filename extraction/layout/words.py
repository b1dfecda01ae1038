"""The words of `words.tsv`: what shows the layout of an administrative document."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from ontology.keys import fold


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of one class of `words.tsv`; a KeyError names a class that it lacks."""
    return _classes()[kind]


@cache
def alternatives(kind: str) -> str:
    """The words of a class as the inside of a regular expression group, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words(kind), key=len, reverse=True))


@cache
def _classes() -> dict[str, frozenset[str]]:
    lines = files("extraction.layout").joinpath("words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {kind: frozenset(fold(word) for k, word in rows if k == kind) for kind, _ in rows}
