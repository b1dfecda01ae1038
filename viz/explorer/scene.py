"""What the picture of a state shows: things at their places, their links, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from viz.drawing import label_lines
from viz.explorer.places import Place, Plane
from viz.explorer.state import State, Step
from viz.explorer.web import KINDS_SHOWN, Link, Path, Thing, Web
from viz.language import Catalogue
from viz.view import View

EACH = 30
"""Neighbours that one unfolding brings."""
MOST = 300
"""Things in one picture: a hairball informs nobody."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing in the picture. `more` counts its neighbours that are not there."""

    key: str
    thing: Thing
    place: Place
    degree: int
    more: int
    unfolded: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture. `counts` has the things of each kind, hidden ones too; `full`: the limit was reached.

    `path` is None where none was asked for or none was found.
    """

    start: Thing | None
    things: tuple[Shown, ...]
    links: tuple[Link, ...]
    counts: Mapping[str, int]
    full: bool
    path: Path | None

    def shown(self, key: str) -> Shown | None:
        """The thing with a key."""
        return next((each for each in self.things if each.key == key), None)


def key_of(view: View, iri: str) -> str:
    """What an address calls a thing."""
    return iri.removeprefix(view.base)


def iri_of(view: View, web: Web, key: str) -> str | None:
    """The IRI of a key; None where nothing of the explorer's has it."""
    return next((iri for iri in (view.base + key, key) if iri in web.things), None)


def read_scene(view: View, web: Web, state: State) -> Scene:
    """The picture of a state; empty where its start is not known."""
    start = iri_of(view, web, state.at)
    if start is None:
        return Scene(None, (), (), {}, full=False, path=None)
    built = _Build(web, start)
    fixed = {iri: pin for pin in state.pin if (iri := iri_of(view, web, pin.key)) is not None}
    for iri, pin in fixed.items():
        built.fix(iri, (float(pin.x), float(pin.y)))
    end = iri_of(view, web, state.to) if state.to else None
    path = web.path(start, end) if end else None
    if path is not None:
        built.lay(path.things)
    else:
        built.unfold(start, "")
    for step in state.open:
        built.step(step, iri_of(view, web, step.key))
    kinds = Counter(web.things[iri].kind for iri in built.plane.places)
    hidden = set(state.hide)
    kept = {
        iri
        for iri in built.plane.places
        if web.things[iri].kind not in hidden or iri in fixed or iri == start
    }
    near = Counter(end for pair in _pairs(web.links_within(built.plane.places)) for end in pair)
    things = tuple(
        Shown(
            key_of(view, iri),
            web.things[iri],
            place,
            web.degree(iri),
            web.degree(iri) - near[iri],
            built.times[iri],
            iri in fixed,
        )
        for iri, place in built.plane.places.items()
        if iri in kept
    )
    links = sorted(web.links_within(kept), key=_stated_first)
    counts = {kind: kinds[kind] for kind in KINDS_SHOWN if kinds[kind]}
    return Scene(web.things[start], things, tuple(links), counts, built.full, path)


def _stated_first(link: Link) -> tuple[bool, Decimal, str]:
    """What sources state, then the surest proposals; never the order of a set, which differs every time."""
    return not link.stated, -(link.confidence or Decimal(0)), link.key


def _pairs(links: Sequence[Link]) -> set[tuple[str, str]]:
    """The pairs of things that are linked, once each."""
    return {(min(link.source, link.target), max(link.source, link.target)) for link in links}


class _Build:
    """A picture in the making."""

    def __init__(self, web: Web, start: str) -> None:
        self.web = web
        self.plane = Plane()
        self.full = False
        self.times: Counter[str] = Counter()
        self._parents: dict[str, str] = {}
        self.plane.put(start, (0.0, 0.0))
        self._start = start

    def fix(self, iri: str, place: Place) -> None:
        self.plane.put(iri, place)

    def lay(self, path: Sequence[str]) -> None:
        """The things of a path in a row."""
        self.plane.along(self._start, path)

    def step(self, step: Step, iri: str | None) -> None:
        if iri is not None and iri in self.plane.places:
            self.unfold(iri, step.kind)

    def unfold(self, iri: str, kind: str) -> None:
        """Bring the next neighbours of a thing that is there, as many as there is room for."""
        there = self.plane.places
        waiting = (
            other
            for other in self.web.neighbours(iri)
            if other not in there and kind in ("", self.web.things[other].kind)
        )
        wanted = list(islice(waiting, EACH))
        new = wanted[: max(MOST - len(there), 0)]
        self.full = self.full or len(wanted) > len(new)
        self.times[iri] += 1
        self.plane.around(iri, new, self._parents.get(iri))
        for other in new:
            self._parents[other] = iri


def as_json(view: View, scene: Scene) -> dict[str, Any]:
    """The picture for the drawing module: words are plain text, places are pixels."""
    return {
        "start": key_of(view, scene.start.iri) if scene.start else "",
        "full": scene.full,
        "path": [key_of(view, iri) for iri in scene.path.things] if scene.path else [],
        "nodes": [
            {
                "id": shown.key,
                "kind": shown.thing.kind,
                "label": shown.thing.label.text(view.lang),
                "lines": label_lines(shown.thing.label.text(view.lang)),
                "x": shown.place[0],
                "y": shown.place[1],
                "more": shown.more,
                "unfolded": shown.unfolded,
                "pinned": shown.pinned,
            }
            for shown in scene.things
        ],
        "edges": [
            {
                "id": link_key(view, link),
                "from": key_of(view, link.source),
                "to": key_of(view, link.target),
                "label": relation_words(view.words, link.relation),
                "stated": link.stated,
                "confidence": None if link.stated else _short(view.words, link),
            }
            for link in scene.links
        ],
        "counts": dict(scene.counts),
    }


def link_key(view: View, link: Link) -> str:
    """What an address calls a link: its ends and its relation."""
    return f"{key_of(view, link.source)} {link.relation} {key_of(view, link.target)}"


def relation_words(words: Catalogue, relation: str) -> str:
    """A relation as the catalogue says it from its source's side."""
    key = f"relation.{relation}.out"
    return words(key) if words.has(key) else relation


def _short(words: Catalogue, link: Link) -> str:
    return "" if link.confidence is None else words.number(link.confidence)
