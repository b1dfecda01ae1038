"""The structure of the graph: on which things the most rests, what hangs in chains, what stands alone.

Computed on a projection: things as nodes, the stated claims and the tasks between them as undirected edges.
Proposals of the program are left out, for they are no statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

from graph.analysis.lookup import Lookup, local
from graph.analysis.model import Answer, Ground, Thing
from graph.analysis.question import answer, questions

if TYPE_CHECKING:
    import networkx as nx

_RANKED = frozenset({"instrument", "organization", "platform", "database"})
_DEPENDS = frozenset({"details", "implements", "amends", "based_on", "approves"})
_STEPS = 200_000  # node visits that a sample may cost: a quarter of a second
_SHOWN = 15
_SEED = 7  # one sample for one graph: the same figures every time


@dataclass(frozen=True, slots=True)
class Weight:
    """A thing's place: betweenness (0 to 1), links, bottlenecks that it resolves, things that hang on it."""

    thing: Thing
    betweenness: float
    links: int
    bottlenecks: int
    dependents: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Instruments of which each acts on the next, with the claims that say so."""

    things: tuple[Thing, ...]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Themes whose bottlenecks are often the same ones."""

    themes: tuple[Thing, ...]
    bottlenecks: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """Measures of the whole graph; `sampled` is the size of the sample of sources, 0 for all."""

    nodes: int
    edges: int
    sampled: int
    weights: tuple[Weight, ...]
    chains: tuple[Chain, ...]
    clusters: tuple[Cluster, ...]
    orphans: tuple[tuple[Thing, Ground], ...]
    themes: Answer
    links: str
    every: Mapping[str, tuple[float, int, int]]  # IRI → betweenness, links, dependents


@dataclass(frozen=True, slots=True)
class _Projection:
    """Things and stated links as graphs; `claims` and `mentions` give what they rest on."""

    plain: nx.Graph
    acts: nx.DiGraph
    claims: Mapping[frozenset[str], str]
    resolves: Counter[str]
    mentions: Mapping[str, str]


def _projection(lookup: Lookup) -> _Projection:
    import networkx as nx  # noqa: PLC0415 - takes a fifth of a second

    plain, acts = nx.Graph(), nx.DiGraph()
    mentions: dict[str, str] = {}
    for row in lookup.reader.select(questions()["network-things"].text):
        mentions.setdefault(row["thing"].value, row["ground"].value)  # type: ignore[union-attr]
    plain.add_nodes_from(mentions)
    claims: dict[frozenset[str], str] = {}
    resolves: Counter[str] = Counter()
    linked = set()
    for name in ("network-links", "network-tasks"):
        for row in lookup.reader.select(questions()[name].text):
            link = (row["source"].value, local(row["predicate"].value), row["target"].value)  # type: ignore[union-attr]
            source, predicate, target = link
            if link in linked or source == target:
                continue
            linked.add(link)
            plain.add_edge(source, target)
            claims[frozenset((source, target))] = row["ground"].value  # type: ignore[union-attr]
            if predicate == "resolvedBy":
                resolves[target] += 1
            if predicate in _DEPENDS:
                acts.add_edge(source, target)
    return _Projection(plain, acts, claims, resolves, mentions)


def structure(lookup: Lookup) -> Structure:
    """Measure the graph."""
    import networkx as nx  # noqa: PLC0415 - takes a fifth of a second

    found = _projection(lookup)
    plain, acts, claims, resolves = found.plain, found.acts, found.claims, found.resolves
    size = plain.number_of_nodes() + plain.number_of_edges()
    sample = max(1, _STEPS // max(1, size))
    sampled = 0 if sample >= plain.number_of_nodes() else sample
    between = nx.betweenness_centrality(plain, k=sampled or None, seed=_SEED) if size else {}
    dependents = {node: len(nx.ancestors(acts, node)) for node in acts}
    every = {node: (round(between[node], 6), plain.degree(node), dependents.get(node, 0)) for node in plain}
    ranked = sorted(
        (node for node in plain if plain.degree(node)),
        key=lambda node: (-resolves[node], -between[node], -plain.degree(node), node),
    )
    top = (node for node in ranked if lookup.thing(node).kind in _RANKED)
    weights = tuple(
        Weight(
            lookup.thing(node),
            *every[node][:2],
            resolves[node],
            every[node][2],
            _grounds(lookup, (claims[frozenset((node, other))] for other in sorted(plain[node]))),
        )
        for node in islice(top, _SHOWN)
    )
    themes = answer(lookup, "theme-pairs")
    orphans = [node for node in plain if not plain.degree(node)]
    return Structure(
        plain.number_of_nodes(),
        plain.number_of_edges(),
        sampled,
        weights,
        _chains(lookup, acts, claims),
        _clusters(themes),
        tuple((lookup.thing(node), lookup.ground(found.mentions[node])) for node in sorted(orphans)[:200]),
        themes,
        questions()["network-links"].text,
        every,
    )


def _grounds(lookup: Lookup, iris: Iterable[str]) -> tuple[Ground, ...]:
    found = dict.fromkeys(iris)
    return tuple(lookup.ground(iri) for iri in list(found)[:5])


def _chains(lookup: Lookup, acts: nx.DiGraph, claims: Mapping[frozenset[str], str]) -> tuple[Chain, ...]:
    """The longest chain from every instrument on which nothing acts, where it has two links or more."""
    import networkx as nx  # noqa: PLC0415

    acyclic = nx.DiGraph(acts)
    while not nx.is_directed_acyclic_graph(acyclic):
        acyclic.remove_edge(*nx.find_cycle(acyclic)[0][:2])
    depth: dict[str, int] = {}
    onward: dict[str, str] = {}
    for node in reversed(list(nx.topological_sort(acyclic))):
        best = max(sorted(acyclic[node]), key=lambda other: depth[other], default=None)
        depth[node] = 0 if best is None else depth[best] + 1
        if best is not None:
            onward[node] = best
    chains = []
    for node in sorted(acyclic, key=lambda each: (-depth[each], each)):
        if depth[node] < 2 or acyclic.in_degree(node):
            continue
        path = [node]
        while path[-1] in onward:
            path.append(onward[path[-1]])
        pairs = pairwise(path)
        said = _grounds(lookup, [claims[frozenset(pair)] for pair in pairs])
        chains.append(Chain(tuple(lookup.thing(each) for each in path), said))
    return tuple(chains[:_SHOWN])


def _clusters(themes: Answer) -> tuple[Cluster, ...]:
    """Communities of themes that share bottlenecks."""
    import networkx as nx  # noqa: PLC0415

    of: dict[object, list[str]] = {}
    known: dict[str, Thing] = {}
    for entry in themes.entries:
        if isinstance(theme := entry.cells[1], Thing):
            known[theme.iri] = theme
            of.setdefault(entry.cells[0], []).append(theme.iri)
    shared = nx.Graph()
    for together in of.values():
        shared.add_nodes_from(together)
        for one, two in combinations(together, 2):
            before = shared.get_edge_data(one, two, {"weight": 0})["weight"]
            shared.add_edge(one, two, weight=before + 1)
    if not shared.number_of_edges():
        return ()
    found = nx.community.greedy_modularity_communities(shared, weight="weight")
    clusters = []
    for group in found:
        members = tuple(known[iri] for iri in sorted(group))
        entries = [entry for entry in themes.entries if entry.cells[1] in members]
        grounds = tuple(dict.fromkeys(g for entry in entries for g in entry.grounds))
        clusters.append(Cluster(members, len({entry.cells[0] for entry in entries}), grounds[:5]))
    return tuple(clusters)
