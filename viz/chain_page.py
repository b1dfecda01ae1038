"""The chain page: search, facets, and the chain laid out in bands of three columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viz.chain import MEASURE, RESOLUTION, Chain, Gauge, Obstacle, Remedy, Tie
from viz.chain_state import Facet, State, facets, matching
from viz.evidence import Evidence, read_evidence
from viz.terms import Label
from viz.view import ReportLine, View

_PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class Spelled:
    """A link of a row in words, for those who do not see the curves."""

    label: Label
    href: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a column: the thing, the address that selects it, whether it lies on the selected path."""

    id: str
    thing: Obstacle | Remedy | Gauge
    href: str
    selected: bool
    on_path: bool
    reports: tuple[ReportLine, ...] = ()
    resolutions: tuple[Spelled, ...] = ()
    measures: tuple[Spelled, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A curve between two rows."""

    source: str
    target: str
    kind: str
    stated: bool
    on_path: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Bottlenecks that share instruments or indicators, with all of these; bands share nothing."""

    obstacles: tuple[Row, ...]
    remedies: tuple[Row, ...]
    gauges: tuple[Row, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class ChainPage:
    """Everything that the chain page shows."""

    state: State
    counts: dict[str, int]
    facets: tuple[Facet, ...]
    bands: tuple[Band, ...]
    found: int
    total: int
    page: int
    pages: int
    evidence: Evidence | None
    selection_lost: bool


def row_id(iri: str) -> str:
    """The element id of a row: the same on every page, whatever is filtered."""
    return "r" + hashlib.sha256(iri.encode()).hexdigest()[:12]


def chain_page(view: View, chain: Chain, state: State) -> ChainPage:
    """The page for a state of search, facets and selection."""
    left = matching(chain, state)
    groups = _components(left, state)
    pages = _paginate(groups)
    page = min(max(state.page, 1), len(pages)) if state.page else _page_of(pages, state.select)
    evidence = read_evidence(view, state.select) if state.select else None
    path = _path(left, state)
    shown = pages[page - 1] if pages else []
    return ChainPage(
        state=state,
        counts=dict(chain.counts),
        facets=facets(view, chain, state),
        bands=tuple(_band(view, chain, state, group, path) for group in shown),
        found=len(left),
        total=len(chain.obstacles),
        page=page,
        pages=max(1, len(pages)),
        evidence=evidence,
        selection_lost=bool(state.select) and evidence is None,
    )


def _components(obstacles: Sequence[Obstacle], state: State) -> list[list[Obstacle]]:
    """Bottlenecks grouped by shared targets: what sources state most of first, gaps last, as in the text."""
    owner: dict[str, int] = {}
    parent = list(range(len(obstacles)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for at, obstacle in enumerate(obstacles):
        for tie in filter(state.shows, obstacle.ties):
            other = owner.setdefault(tie.target, at)
            low, high = sorted((root(other), root(at)))
            parent[high] = low
    groups: dict[int, list[Obstacle]] = {}
    for at, obstacle in enumerate(obstacles):
        groups.setdefault(root(at), []).append(obstacle)

    def order(at: int) -> tuple[int, bool, int]:
        ties = [tie for obstacle in groups[at] for tie in obstacle.ties if state.shows(tie)]
        stated = sum(tie.kind == RESOLUTION and tie.stated for tie in ties)
        return -stated, all(tie.kind != MEASURE for tie in ties), at

    return [groups[at] for at in sorted(groups, key=order)]


def _paginate(groups: list[list[Obstacle]]) -> list[list[list[Obstacle]]]:
    pages: list[list[list[Obstacle]]] = []
    room = 0
    for group in groups:
        if not pages or len(group) > room:
            pages.append([])
            room = _PER_PAGE
        pages[-1].append(group)
        room -= len(group)
    return pages


def _page_of(pages: list[list[list[Obstacle]]], select: str) -> int:
    for number, page in enumerate(pages, 1):
        for group in page:
            if any(o.iri == select or any(tie.target == select for tie in o.ties) for o in group):
                return number
    return 1


def _path(obstacles: Iterable[Obstacle], state: State) -> frozenset[str]:
    """What lies on the path of the selection: its bottlenecks and the other ends of their links."""
    path: set[str] = set()
    for obstacle in obstacles:
        ties = [tie for tie in obstacle.ties if state.shows(tie)]
        if obstacle.iri == state.select:
            path |= {obstacle.iri, *(tie.target for tie in ties)}
        for hit in (tie for tie in ties if tie.target == state.select):
            path |= {obstacle.iri, hit.target, *(tie.target for tie in ties if tie.kind != hit.kind)}
    return frozenset(path)


def _band(view: View, chain: Chain, state: State, group: list[Obstacle], path: frozenset[str]) -> Band:
    ties = [tie for obstacle in group for tie in obstacle.ties if state.shows(tie)]
    places = {obstacle.iri: at for at, obstacle in enumerate(group)}

    def targets(kind: str) -> list[str]:
        ends: dict[str, list[int]] = {}
        for tie in ties:
            if tie.kind == kind:
                ends.setdefault(tie.target, []).append(places[tie.bottleneck])
        return sorted(ends, key=lambda iri: (sum(ends[iri]) / len(ends[iri]), iri))

    def row(thing: Obstacle | Remedy | Gauge) -> Row:
        own = [tie for tie in thing.ties if state.shows(tie)] if isinstance(thing, Obstacle) else []
        reports = thing.reports if isinstance(thing, Obstacle) else ()
        return Row(
            id=row_id(thing.iri),
            thing=thing,
            href=state.address(view.lang, select=thing.iri, page=0),
            selected=thing.iri == state.select,
            on_path=thing.iri in path,
            reports=tuple(view.reports[report] for report in reports if report in view.reports),
            resolutions=tuple(_spelled(view, chain, state, tie) for tie in own if tie.kind == RESOLUTION),
            measures=tuple(_spelled(view, chain, state, tie) for tie in own if tie.kind == MEASURE),
        )

    return Band(
        obstacles=tuple(row(obstacle) for obstacle in group),
        remedies=tuple(row(chain.remedies[iri]) for iri in targets(RESOLUTION)),
        gauges=tuple(row(chain.gauges[iri]) for iri in targets(MEASURE)),
        edges=tuple(
            Edge(
                row_id(tie.bottleneck),
                row_id(tie.target),
                tie.kind,
                tie.stated,
                tie.bottleneck in path and tie.target in path,
            )
            for tie in ties
        ),
    )


def _spelled(view: View, chain: Chain, state: State, tie: Tie) -> Spelled:
    known = chain.remedies if tie.kind == RESOLUTION else chain.gauges
    return Spelled(known[tie.target].label, state.address(view.lang, select=tie.target, page=0), tie)
