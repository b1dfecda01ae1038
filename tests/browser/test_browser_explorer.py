"""The explorer in a real Chromium: by mouse, by keyboard, on a phone, without scripts, with hostile words."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.test_browser_pages import AXE, RUN_AXE, in_language
from tests.graph import fixtures
from tests.viz.samples import iri

pytestmark = pytest.mark.browser


def key(ref: object) -> str:
    return iri(ref).split("/id/")[1]


def at(ref: object, **state: str) -> str:
    pairs = "".join(f"&{name}={quote(value, safe='')}" for name, value in state.items())
    return f"/explore?at={quote(key(ref), safe='')}{pairs}"


STATES = [
    "/explore",
    "/explore?q=nghi+dinh",
    at(fixtures.ND82),
    at(fixtures.ND82, open=key(fixtures.SPENDING), select=key(fixtures.SPENDING)),
    at(fixtures.REMOTE, to=key(fixtures.ND82), q="so"),
    at(fixtures.GOVERNMENT, select=f"{key(fixtures.ND82)} passed_by {key(fixtures.GOVERNMENT)}"),
]
DRAWN = "#explorer[data-drawn]"
PLACES = "() => JSON.parse(document.getElementById('graph').textContent).nodes.map((n) => [n.id, n.x, n.y])"


@pytest.mark.parametrize(("size", "lang"), [("desktop", "vi"), ("phone", "en")])
def test_hostile_words_are_words_in_every_state(open_page, hostile: str, size: str, lang: str) -> None:
    watched = open_page(hostile + "/explore", size)
    for path in STATES:
        watched.page.goto(hostile + in_language(path, lang))
        if "at=" in path:
            watched.page.wait_for_selector(DRAWN)
        watched.check()
        wide = watched.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px wider than the window"


@pytest.mark.parametrize(("size", "scheme", "lang"), [("desktop", "light", "vi"), ("phone", "dark", "en")])
def test_the_explorer_has_no_axe_violations(open_page, plain: str, size: str, scheme: str, lang: str) -> None:
    found = {}
    watched = open_page(plain + "/explore", size, scheme=scheme)
    for path in STATES:
        watched.page.goto(plain + in_language(path, lang))
        watched.page.evaluate(AXE.read_text(encoding="utf-8"))
        violations = watched.page.evaluate(RUN_AXE)
        if violations:
            found[path] = violations
    watched.check()
    assert not found, json.dumps(found, indent=1)[:6000]


def test_the_keyboard_walks_unfolds_pins_folds_and_undoes(open_page, plain: str) -> None:
    watched = open_page(plain + at(fixtures.GOVERNMENT))
    page = watched.page
    page.wait_for_selector(DRAWN)
    before = page.locator("#things-title + .scroll tbody tr").count()
    page.focus("#canvas")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "() => document.querySelector('.explore-panel__title').textContent === 'Chính phủ'"
    )
    page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "() => document.querySelector('.explore-panel__title').textContent !== 'Chính phủ'"
    )
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => document.querySelector('.explore-panel__title').textContent === 'Chính phủ'"
    )
    page.goto(plain + at(fixtures.GOVERNMENT, select=key(fixtures.ND82)))
    page.wait_for_selector(DRAWN)
    page.focus("#canvas")
    page.keyboard.press("0")
    assert page.evaluate("() => document.activeElement.id") == "canvas"
    page.keyboard.press("Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('#things-title + .scroll tbody tr').length > n", arg=before
    )
    assert "open=" in page.url
    page.keyboard.press("p")
    page.wait_for_selector("#things-title + .scroll tbody .tag")
    assert "pin=" in page.url
    page.keyboard.press("u")
    page.wait_for_selector("#things-title + .scroll tbody .tag", state="detached")
    page.keyboard.press("u")
    page.wait_for_function(
        "n => document.querySelectorAll('#things-title + .scroll tbody tr').length === n", arg=before
    )
    assert "open=" not in page.url
    watched.check()


def test_the_legend_filters_and_nothing_moves(open_page, plain: str) -> None:
    watched = open_page(plain + at(fixtures.ND82))
    page = watched.page
    page.wait_for_selector(DRAWN)
    places = {name: place for name, *place in page.evaluate(PLACES)}
    toggle = page.locator(".toggle[data-kind=bottleneck]")
    assert toggle.get_attribute("aria-pressed") == "true"
    toggle.focus()
    page.keyboard.press("Space")
    page.wait_for_selector(".toggle[data-kind=bottleneck][aria-pressed=false]")
    assert "hide=bottleneck" in page.url
    page.reload()
    page.wait_for_selector(DRAWN)
    after = {name: place for name, *place in page.evaluate(PLACES)}
    assert len(after) < len(places)
    assert all(places[name] == place for name, place in after.items())
    watched.check()


def test_a_line_opens_its_sentence_and_the_link_shows_it_to_others(open_page, plain: str) -> None:
    watched = open_page(plain + at(fixtures.ND82))
    page = watched.page
    page.wait_for_selector(DRAWN)
    page.locator("#links-title + .scroll tbody a").first.click()
    page.wait_for_selector("#panel .quote mark")
    quoted = page.text_content("#panel .quote mark")
    assert page.title()
    again = open_page(page.url, "phone", scripts=False).page
    assert quoted == again.text_content("#panel .quote mark")
    assert again.locator(".explore-still").is_visible(), "the picture is there without scripts, too"
    assert again.locator("#things-title + .scroll tbody tr").count() > 3
    watched.check()


def test_pictures_can_be_saved(open_page, hostile: str, tmp_path: Path) -> None:
    watched = open_page(hostile + at(fixtures.ND82))
    page = watched.page
    page.wait_for_selector(DRAWN)
    for selector, name, begins in (
        ("#png", "khaithong.png", b"\x89PNG"),
        ("a[download='khaithong.svg']", "khaithong.svg", b"<svg"),
        ("a[href*='standalone']", "khaithong.html", b"<!doctype html>"),
    ):
        with page.expect_download() as waiting:
            page.click(selector)
        assert waiting.value.suggested_filename == name
        saved = tmp_path / name
        waiting.value.save_as(saved)
        assert saved.read_bytes().lstrip().startswith(begins)
    watched.check()
    for name in ("khaithong.svg", "khaithong.html"):
        shown = open_page((tmp_path / name).as_uri())
        if name.endswith("html"):
            shown.page.wait_for_selector("body[data-drawn]")
        shown.check()
