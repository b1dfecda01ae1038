"""The explorer's page: what its template needs, every action being a link that works without scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from viz.explorer.scene import (
    EACH,
    MOST,
    Scene,
    Shown,
    as_json,
    iri_of,
    key_of,
    link_key,
    read_scene,
    relation_words,
)
from viz.explorer.state import PATH, State
from viz.explorer.web import KINDS_SHOWN, LONGEST_PATH, Link, Thing, Web
from viz.language import LANGUAGES
from viz.quotes import Quote, quotes
from viz.rendering import render
from viz.statements import Statement, neighbour_names, statement_of
from viz.view import View

_FOUND = 12
_STARTS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A link as the page shows it. `words` say its relation from the side of `source`."""

    key: str
    source: Thing
    target: Thing
    words: str
    link: Link


@dataclass(frozen=True, slots=True)
class Choice:
    """A selected thing: its neighbours that are not in the picture by kind, its links that are."""

    shown: Shown
    href: str
    waiting: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A selected link with what says it. `statement` is None where no claim stands behind it."""

    line: Line
    statement: Statement | None
    quotes: tuple[Quote, ...]
    href: str


def explorer_page(view: View, web: Web, state: State) -> str:
    """The page of a state."""
    scene = read_scene(view, web, state)
    lines = tuple(_line(view, web, link) for link in scene.links)
    selected = scene.shown(state.select)
    line = next((each for each in lines if each.key == state.select), None)
    return render(
        "explorer.html",
        view.lang,
        here="explore",
        switch={lang: state.address(lang) for lang in LANGUAGES},
        state=state,
        scene=scene,
        lines=lines,
        choice=_choice(view, web, scene, selected) if selected else None,
        evidence=_evidence(view, line) if line else None,
        found=_keyed(view, web.search(state.q, _FOUND)),
        starts=_starts(view, web) if scene.start is None else (),
        unknown=bool(state.at) and scene.start is None,
        lost=_lost(view, web, state, scene),
        pins={pin.key for pin in state.pin},
        data=as_json(view, scene),
        go=lambda changed, **changes: changed.address(view.lang, **changes),
        picture=state.address(view.lang, f"{PATH}/picture.svg"),
        standalone=state.address(view.lang, f"{PATH}/standalone.html"),
        degree=web.degree,
        key=lambda iri: key_of(view, iri),
        kinds=KINDS_SHOWN,
        limits={"each": EACH, "most": MOST, "path": LONGEST_PATH},
    )


def data_of(view: View, web: Web, state: State) -> bytes:
    """The picture of a state as JSON."""
    return json.dumps(as_json(view, read_scene(view, web, state)), ensure_ascii=False).encode()


def _keyed(view: View, things: Sequence[Thing]) -> tuple[tuple[str, Thing], ...]:
    return tuple((key_of(view, thing.iri), thing) for thing in things)


def _starts(view: View, web: Web) -> tuple[tuple[str, tuple[tuple[str, Thing], ...]], ...]:
    found = web.starts(_STARTS)
    kinds = dict.fromkeys(thing.kind for thing in found)
    return tuple((kind, _keyed(view, [thing for thing in found if thing.kind == kind])) for kind in kinds)


def _lost(view: View, web: Web, state: State, scene: Scene) -> str:
    """Why the path that was asked for is not there: "end", "path", or ""."""
    if not state.to or scene.start is None or scene.path is not None:
        return ""
    return "path" if iri_of(view, web, state.to) else "end"


def _line(view: View, web: Web, link: Link) -> Line:
    words = relation_words(view.words, link.relation)
    return Line(link_key(view, link), web.things[link.source], web.things[link.target], words, link)


def _choice(view: View, web: Web, scene: Scene, shown: Shown) -> Choice:
    iri = shown.thing.iri
    there = {each.thing.iri for each in scene.things}
    waiting = Counter(web.things[other].kind for other in web.neighbours(iri) if other not in there)
    lines = tuple(_line(view, web, link) for link in scene.links if iri in (link.source, link.target))
    kinds = tuple((kind, waiting[kind]) for kind in KINDS_SHOWN if waiting[kind])
    return Choice(shown, view.href(iri), kinds, lines)


def _evidence(view: View, line: Line) -> Evidence:
    link = line.link
    if not link.claim:
        known = quotes(view, view.rows("passages_of", thing=link.source))
        about = link.source if line.source.kind == "task" else link.target
        return Evidence(line, None, tuple(known.values())[:3], view.href(about))
    known = quotes(view, view.rows("claim_passages", claim=link.claim))
    names = neighbour_names(view, link.source)
    statement = statement_of(view, list(view.rows("claim", claim=link.claim)), known, names, outgoing=True)
    return Evidence(line, statement, statement.quotes, view.href(link.claim))
