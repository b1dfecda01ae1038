"""The explorer without a browser: its states, its places, its limits, its ways, its exports."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import combinations
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from tests.graph import fixtures
from tests.viz.samples import empty_reader, hostile_reader, iri, plain_reader
from tests.viz.test_viz_pages import Page
from viz.explorer.places import Plane
from viz.explorer.routes import explorer
from viz.explorer.scene import EACH, MOST, key_of, read_scene
from viz.explorer.state import Pin, State, Step
from viz.explorer.web import KINDS_SHOWN, Link, Thing, Web, read_web
from viz.terms import Label
from viz.view import View

VIEW = View(plain_reader())
WEB = read_web(VIEW)


def key(ref: object) -> str:
    return key_of(VIEW, iri(ref))


def star(arms: int, deep: int = 0) -> tuple[View, Web]:
    """One thing with `arms` neighbours, each of them with `deep` more."""
    base = VIEW.base
    names = ["hub", *(f"arm-{n}" for n in range(arms))]
    ends = [("hub", f"arm-{n}") for n in range(arms)]
    for n in range(arms):
        names += [f"leaf-{n}-{m}" for m in range(deep)]
        ends += [(f"arm-{n}", f"leaf-{n}-{m}") for m in range(deep)]
    kinds = {name: KINDS_SHOWN[number % len(KINDS_SHOWN)] for number, name in enumerate(names)}
    things = {base + name: Thing(base + name, kinds[name], Label((("vi", name),))) for name in names}
    links = [
        Link(base + a, base + b, "cites", n % 2 == 0, Decimal("0.5"), "") for n, (a, b) in enumerate(ends)
    ]
    return VIEW, Web(things, links, {})


keys = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=12).filter(
    lambda text: text.partition("~")[0] not in KINDS_SHOWN
)


@given(
    st.builds(
        State,
        at=keys,
        open=st.lists(st.builds(Step, keys, st.sampled_from(("", *KINDS_SHOWN))), max_size=5).map(tuple),
        pin=st.lists(
            st.builds(Pin, keys, st.integers(-20_000, 20_000), st.integers(-20_000, 20_000)),
            max_size=4,
            unique_by=lambda pin: pin.key,
        ).map(tuple),
        hide=st.sets(st.sampled_from(KINDS_SHOWN)).map(lambda s: tuple(k for k in KINDS_SHOWN if k in s)),
        to=keys,
    )
)
def test_an_address_keeps_its_state(state: State) -> None:
    assert State.read(parse_qsl(urlsplit(state.address("vi")).query, keep_blank_values=True)) == state


def test_strange_addresses_are_passed_over() -> None:
    given = [
        ("pin", "9~x~a"),
        ("pin", "99999~0~a"),
        ("hide", "nothing"),
        ("open", ""),
        ("bogus", "1"),
        ("at", "a"),
    ]
    assert State.read(given) == State(at="a")


def test_one_unfolding_brings_thirty_and_nothing_that_is_there_moves() -> None:
    view, web = star(70, 9)
    state = State(at="hub")
    before = {each.key: each.place for each in read_scene(view, web, state).things}
    assert len(before) == 1 + EACH
    for step in ("hub", "arm-0", "arm-7", "hub"):
        state = state.unfolded(step)
        scene = read_scene(view, web, state)
        after = {each.key: each.place for each in scene.things}
        assert after.items() >= before.items()
        assert len(after) > len(before) or step == "hub"
        before = after
    for a, b in combinations(before.values(), 2):
        assert abs(a[0] - b[0]) > 100 or abs(a[1] - b[1]) > 60, "two things cover each other"
    assert set(before) >= {each.key for each in read_scene(view, web, state.folded("arm-0")).things}


def test_a_picture_holds_three_hundred_things_and_says_so() -> None:
    view, web = star(30, 40)
    state = State(at="hub", open=tuple(Step(f"arm-{n}") for n in range(30)))
    scene = read_scene(view, web, state)
    assert len(scene.things) == MOST
    assert scene.full
    assert not read_scene(view, web, State(at="hub")).full
    shown = scene.shown("arm-29")
    assert shown is not None
    assert shown.more == 40


def test_a_hidden_kind_moves_nothing_and_stays_counted() -> None:
    view, web = star(20)
    everything = read_scene(view, web, State(at="hub"))
    kind = everything.things[3].thing.kind
    less = read_scene(view, web, State(at="hub").toggled(kind))
    places = {each.key: each.place for each in everything.things}
    assert all(places[each.key] == each.place for each in less.things)
    assert {each.thing.kind for each in less.things if each.key != "hub"} == set(everything.counts) - {kind}
    assert less.counts == everything.counts
    assert State(at="hub").toggled(kind).toggled(kind) == State(at="hub")


def test_one_kind_alone_can_be_unfolded() -> None:
    view, web = star(1, 60)
    scene = read_scene(view, web, State(at="hub").unfolded("arm-0", "database"))
    new = [each for each in scene.things if each.key.startswith("leaf")]
    assert new
    assert {each.thing.kind for each in new} == {"database"}


def test_a_pinned_thing_stays_where_it_was_put_when_what_brought_it_is_folded() -> None:
    view, web = star(3, 3)
    state = State(at="hub").unfolded("arm-1").pinned("leaf-1-2", 900.4, -33)
    for each in (state, state.folded("arm-1"), state.toggled("platform")):
        shown = read_scene(view, web, each).shown("leaf-1-2")
        assert shown is not None
        assert shown.pinned
        assert shown.place == (900, -33)
    assert read_scene(view, web, state.unpinned("leaf-1-2").folded("arm-1")).shown("leaf-1-2") is None


def test_a_sector_without_room_gives_way() -> None:
    plane = Plane()
    plane.put("a", (0.0, 0.0))
    plane.around("a", [str(n) for n in range(400)])
    assert len(set(plane.places.values())) == 401


def test_the_shortest_path_goes_over_what_sources_state_if_it_can() -> None:
    base = VIEW.base
    things = {base + n: Thing(base + n, "instrument", Label((("vi", n),))) for n in "abcdefghijkl"}

    def link(a: str, b: str, stated: bool) -> Link:
        return Link(base + a, base + b, "cites", stated, None, "")

    links = [link("a", "c", False), link("a", "b", True), link("c", "b", True), link("c", "d", False)]
    web = Web(things, links, {})
    found = web.path(base + "a", base + "c")
    assert found is not None
    assert (found.stated, [each[-1] for each in found.things]) == (True, ["a", "b", "c"])
    found = web.path(base + "a", base + "d")
    assert found is not None
    assert (found.stated, [each[-1] for each in found.things]) == (False, ["a", "c", "d"])
    assert web.path(base + "a", base + "l") is None
    chain = Web(things, [link(a, b, True) for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)], {})
    assert chain.path(base + "a", base + "i") is not None
    assert chain.path(base + "a", base + "j") is None, "nine links are too many"


def test_the_web_merges_what_several_claims_say_and_marks_proposals() -> None:
    links = [*WEB.links_of(iri(fixtures.ND82)), *WEB.links_of(iri(fixtures.REMOTE))]
    assert len({link.key for link in links}) == len(links)
    assert {link.stated for link in links} == {True, False}
    for link in links:
        assert link.stated == (not link.relation.startswith("proposed")), link


def test_stated_links_come_first_and_the_order_is_always_the_same() -> None:
    scene = read_scene(VIEW, WEB, State(at=key(fixtures.ND82)).unfolded(key(fixtures.GOVERNMENT)))
    order = [(not link.stated, -(link.confidence or 0), link.key) for link in scene.links]
    assert len(order) > 3
    assert order == sorted(order)


def test_search_finds_without_marks_and_by_number() -> None:
    assert WEB.search("NGHI DINH 82", 3)[0].iri == iri(fixtures.ND82)
    assert WEB.search("", 3) == []
    assert WEB.search("zzzz", 3) == []


@pytest.fixture(scope="module")
def hostile() -> TestClient:
    app = FastAPI()
    app.include_router(explorer(hostile_reader))
    return TestClient(app)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_exports_take_every_word_as_text(hostile: TestClient, lang: str) -> None:
    state = State(at=key(fixtures.ND82), open=(Step(key(fixtures.SPENDING)),))
    svg = hostile.get(state.address(lang, "/explore/picture.svg"))
    root = ET.fromstring(svg.text)
    assert {each.tag.rpartition("}")[2] for each in root.iter()} <= set(
        "svg title style defs marker path rect g circle text tspan".split()
    )
    assert not [name for each in root.iter() for name in each.attrib if name.lower().startswith("on")]
    assert "sandbox" in svg.headers["content-security-policy"]
    page = hostile.get(state.address(lang, "/explore/standalone.html"))
    assert "attachment" in page.headers["content-disposition"]
    assert "<img" not in page.text
    assert [tag for tag, _ in Page(page.text).tags].count("script") == 3
    data = hostile.get(state.address(lang, "/explore/data")).json()
    assert len(data["nodes"]) > 3
    assert {edge["from"] for edge in data["edges"]} <= {node["id"] for node in data["nodes"]}


def test_pages_say_in_words_what_is_missing() -> None:
    app = FastAPI()
    app.include_router(explorer(empty_reader))
    empty = TestClient(app)
    for path in ("/explore", "/explore?at=nothing", "/explore?q=x", "/explore?at=x&to=y&select=z&open=a"):
        assert empty.get(path).status_code == 200
    assert "Kho hiện tại không có mục này" in empty.get("/explore?at=nothing").text
    assert json.loads(empty.get("/explore/data?at=nothing").text)["nodes"] == []
    assert empty.get("/explore/picture.svg?at=nothing").status_code == 200
