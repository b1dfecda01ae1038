"""Questions that a person puts together: kind → relation → filter → measure, and their SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from graph.analysis.lookup import Lookup
from graph.analysis.model import Answer, Cell, Entry, Ground

KINDS = ("bottleneck", "instrument", "indicator", "agency", "task")
MEASURES = ("list", "count")


@dataclass(frozen=True, slots=True)
class Built:
    """A question of parts; `relation` "" asks for the things alone.

    Raises:
        ValueError: parts that do not go together.
    """

    kind: str
    relation: str = ""
    contains: str = ""
    period: str = ""
    measure: str = "list"

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.measure not in MEASURES:
            raise ValueError("no such kind or measure")
        if self.relation and self.relation not in relations()[self.kind]:
            raise ValueError(f"{self.kind} has no relation {self.relation}")


@cache
def _part(name: str) -> str:
    return files("graph.analysis.parts").joinpath(f"{name}.rq").read_text(encoding="utf-8")


@cache
def relations() -> dict[str, tuple[str, ...]]:
    """The relations of each kind."""
    names = sorted(item.name.removesuffix(".rq") for item in files("graph.analysis.parts").iterdir())
    return {kind: tuple(n.split(".")[1] for n in names if n.startswith(f"{kind}.")) for kind in KINDS}


def written(built: Built) -> str:
    """The query of a question; words stand in it as literals, so that they are never syntax."""
    part = _part(f"{built.kind}.{built.relation}" if built.relation else built.kind)
    frame = "count" if built.measure == "count" else "list" if built.relation else "alone"
    filters = ""
    if built.contains:
        filters += _filter("contains", built.contains)
    if built.period and "?period" in part:
        filters += _filter("period", built.period)
    return _part(f"frame-{frame}").replace("# part\n", part).replace("# filter\n", filters)


def _filter(name: str, words: str) -> str:
    return _part(f"filter-{name}").replace("# words\n", f"{Literal(words)}\n")


def answered(lookup: Lookup, built: Built) -> Answer:
    """The answer to a question of parts."""
    query = written(built)
    columns = (
        ("thing", "count")
        if built.measure == "count"
        else ("thing", "other")
        if built.relation
        else ("thing",)
    )
    entries: dict[tuple[Cell, ...], dict[str, Ground]] = {}
    for row in lookup.reader.select(query):
        grounds = entries.setdefault(tuple(lookup.cell(row.get(name)) for name in columns), {})
        for name in ("ground", "groundOne"):
            if isinstance(term := row.get(name), NamedNode):
                grounds[term.value] = lookup.ground(term.value)
    found = tuple(Entry(cells, tuple(grounds.values())) for cells, grounds in entries.items())
    return Answer("built", columns, found, query, {})
