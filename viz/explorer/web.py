"""The things of one version of the graph and the links between them, kept in memory for the explorer.

Links are merged: of several claims that say the same, the surest stands for all. A million triples make about
a hundred thousand links.
"""

from __future__ import annotations

import threading
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pyoxigraph import Literal

from viz.kinds import KINDS
from viz.statements import INFERRED, local_name
from viz.terms import Label, decimal, labels, need, plain_label
from viz.view import View

if TYPE_CHECKING:
    from graph.reader import Reader

KINDS_SHOWN = ("bottleneck", "instrument", "indicator", "organization", "database", "platform", "task")
_RANK = {kind: rank for rank, kind in enumerate(KINDS_SHOWN)}
LONGEST_PATH = 8


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that can stand in the picture."""

    iri: str
    kind: str
    label: Label


@dataclass(frozen=True, slots=True)
class Link:
    """What joins two things. `claim` is the IRI of its claim; "" where a task or a figure states it."""

    source: str
    target: str
    relation: str
    stated: bool
    confidence: Decimal | None
    claim: str

    @property
    def key(self) -> str:
        """What tells a link from every other."""
        return f"{self.source} {self.relation} {self.target}"

    def other(self, iri: str) -> str:
        """The end that is not `iri`."""
        return self.target if iri == self.source else self.source


@dataclass(frozen=True, slots=True)
class Path:
    """The way between two things, ends included; `stated` says whether sources state each of its links."""

    things: tuple[str, ...]
    stated: bool


class Web:
    """The things by IRI, the links of each, and the ways between them. Never changes."""

    def __init__(self, things: dict[str, Thing], links: Sequence[Link], names: dict[str, list[str]]) -> None:
        self.things = things
        self._names = names
        self._links: dict[str, list[Link]] = defaultdict(list)
        self._between: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for link in links:
            self._links[link.source].append(link)
            self._links[link.target].append(link)
            self._between[min(link.source, link.target), max(link.source, link.target)].append(link)

    def degree(self, iri: str) -> int:
        """How many other things a thing is linked with."""
        return len(self.neighbours(iri))

    def links_of(self, iri: str) -> Sequence[Link]:
        """Every link of a thing."""
        return self._links.get(iri, ())

    def links_within(self, things: Collection[str]) -> list[Link]:
        """The links that have both ends among some things; a hub's thousands are not walked for a few."""
        found: dict[Link, None] = {}
        for iri in things:
            own = self._links.get(iri, ())
            if len(own) > 4 * len(things):
                own = [link for other in things for link in self.between(iri, other)]
            found.update((link, None) for link in own if link.other(iri) in things)
        return list(found)

    def between(self, one: str, other: str) -> Sequence[Link]:
        """Every link between two things, in both directions."""
        return self._between.get((one, other) if one < other else (other, one), ())

    def neighbours(self, iri: str) -> Sequence[str]:
        """The things next to `iri`: stated links before proposals, the chain's kinds, the most linked."""
        found = self._neighbours.get(iri)
        if found is None:
            stated: dict[str, bool] = {}
            for link in self._links.get(iri, ()):
                other = link.other(iri)
                stated[other] = stated.get(other, False) or link.stated
            found = tuple(sorted(stated, key=lambda other: (not stated[other], *self._order(other))))
            self._neighbours[iri] = found
        return found

    @cached_property
    def _neighbours(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _order(self, iri: str) -> tuple[int, int, str]:
        return _RANK[self.things[iri].kind], -len(self._links.get(iri, ())), iri

    def path(self, start: str, end: str) -> Path | None:
        """The shortest way of at most `LONGEST_PATH` links; one of stated links alone goes first."""
        import networkx as nx  # noqa: PLC0415 (a server must start fast)

        for stated, graph in ((True, self._stated), (False, self._all)):
            if start in graph and end in graph:
                try:
                    found = nx.bidirectional_shortest_path(graph, start, end)
                except nx.NetworkXNoPath:
                    continue
                if len(found) <= LONGEST_PATH + 1:
                    return Path(tuple(found), stated)
        return None

    @cached_property
    def _stated(self) -> Any:
        return _graph(pair for pair, links in self._between.items() if any(link.stated for link in links))

    @cached_property
    def _all(self) -> Any:
        return _graph(self._between.keys())

    @cached_property
    def _words(self) -> dict[str, str]:
        return {iri: _plain(" ".join(dict.fromkeys(names))) for iri, names in self._names.items()}

    def search(self, query: str, limit: int) -> list[Thing]:
        """The things that have every word of `query` in a name, marks and case aside; whole words first."""
        words = _plain(query).split()
        if not words:
            return []
        found = [iri for iri, names in self._words.items() if all(word in names for word in words)]

        def place(iri: str) -> tuple[int, int, int, str]:
            names = f" {self._words[iri]} "
            broken = sum(f" {word} " not in names for word in words)
            return broken, *self._order(iri)

        return [self.things[iri] for iri in sorted(found, key=place)[:limit]]

    def starts(self, limit: int) -> list[Thing]:
        """Things worth to begin with: of each kind of the chain those that are linked most."""
        found: list[Thing] = []
        for kind in KINDS_SHOWN[:3]:
            of_kind = [iri for iri, thing in self.things.items() if thing.kind == kind and iri in self._links]
            found += [self.things[iri] for iri in sorted(of_kind, key=self._order)[: limit // 3]]
        return found


def _plain(words: str) -> str:
    """Words in lower case without marks: quicker than `ontology.keys.bare`, and for search only."""
    marked = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return marked.encode("ascii", "ignore").decode()


def read_web(view: View) -> Web:
    """The things and links of the graph, from three queries."""
    rows = view.rows("explorer_things")
    names = labels(rows)
    kinds: dict[str, str] = {}
    words: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        iri, kind = need(row, "thing"), KINDS[need(row, "class")]
        if iri not in kinds or _RANK[kind] < _RANK[kinds[iri]]:
            kinds[iri] = kind
        for name in ("label", "alternative"):
            term = row.get(name)
            if isinstance(term, Literal):
                words[iri].append(term.value)
    things = {iri: Thing(iri, kind, names.get(iri) or plain_label(iri)) for iri, kind in kinds.items()}
    return Web(things, tuple(_merged(view, things)), words)


def _merged(view: View, things: dict[str, Thing]) -> Iterator[Link]:
    best: dict[tuple[str, str, str], Link] = {}
    for row in view.rows("explorer_links"):
        source, target = need(row, "subject"), need(row, "object")
        relation = local_name(need(row, "predicate"))
        stated = local_name(need(row, "basis")) != INFERRED
        link = Link(source, target, relation, stated, decimal(row, "confidence"), need(row, "claim"))
        there = best.get((source, relation, target))
        if there is None or _sureness(link) > _sureness(there):
            best[source, relation, target] = link
    for row in view.rows("explorer_more"):
        source, target = need(row, "subject"), need(row, "object")
        relation = local_name(need(row, "predicate"))
        best.setdefault((source, relation, target), Link(source, target, relation, True, None, ""))  # noqa: FBT003
    yield from (
        link
        for (source, _, target), link in sorted(best.items())
        if source in things and target in things and source != target
    )


def _sureness(link: Link) -> tuple[bool, Decimal, str]:
    return link.stated, link.confidence or Decimal(0), link.claim


class Webs:
    """The web of each reader that is in use; a reader's graph never changes. Safe for several threads."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Reader, Web] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def of(self, view: View) -> Web:
        """The web of the view's reader, made once."""
        found = self._kept.get(view.reader)
        if found is None:
            with self._lock:
                found = self._kept.get(view.reader)
                if found is None:
                    found = self._kept[view.reader] = read_web(view)
        return found


def _graph(pairs: Iterable[tuple[str, str]]) -> Any:
    import networkx as nx  # noqa: PLC0415 (a server must start fast)

    return nx.Graph(pairs)
