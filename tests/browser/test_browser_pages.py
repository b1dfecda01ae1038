"""Every page in a real Chromium: no request off this machine, no error, no injected script; keyboard; axe."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.graph import fixtures
from tests.viz.samples import hostile_reader, iri, plain_reader
from viz.pyvis_export import write_html

pytestmark = pytest.mark.browser

VENDOR = Path(__file__).parent / "vendor"
AXE = VENDOR / "axe.min.js"
RUN_AXE = """() => axe.run(document, {resultTypes: ['violations']}).then((found) =>
  found.violations.map((each) => [each.id, each.nodes.map((at) => `${at.target} ${at.failureSummary}`)]))"""


def path_of(ref: object) -> str:
    return "/id/" + iri(ref).split("/id/")[1]


def selecting(ref: object) -> str:
    return f"/?select={quote(iri(ref), safe='')}"


PAGES = [
    "/",
    selecting(fixtures.REMOTE),
    selecting(fixtures.ND82),
    "/?q=du+lieu&status=open",
    path_of(fixtures.ND82),
    path_of(fixtures.ONLINE),
    path_of(fixtures.DIVIDED),
    path_of(fixtures.JUSTICE),
    path_of(fixtures.PORTAL),
    "/reports",
    "/sparql",
]

ACCESSIBLE = ["/", selecting(fixtures.REMOTE), path_of(fixtures.ND82), path_of(fixtures.ONLINE), "/sparql"]


def in_language(path: str, lang: str) -> str:
    if lang == "vi":
        return path
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_no_page_runs_what_a_graph_smuggles_in_or_leaves_this_machine(
    open_page, hostile: str, size: str, lang: str
) -> None:
    watched = open_page(hostile + "/", size)
    for path in PAGES:
        watched.page.goto(hostile + in_language(path, lang))
        watched.check()
        wide = watched.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px wider than the window"


@pytest.mark.parametrize(("size", "scheme", "lang"), [("desktop", "light", "vi"), ("phone", "dark", "en")])
def test_pages_have_no_axe_violations(open_page, plain: str, size: str, scheme: str, lang: str) -> None:
    source = AXE.read_text(encoding="utf-8")
    found = {}
    watched = open_page(plain + "/reports", size, scheme=scheme)
    report = watched.page.get_attribute(".report__title a", "href")
    for path in (*ACCESSIBLE, report):
        watched.page.goto(plain + in_language(path, lang))
        watched.page.evaluate(source)
        violations = watched.page.evaluate(RUN_AXE)
        if violations:
            found[path] = violations
    watched.check()
    assert not found, json.dumps(found, indent=1)[:6000]


def test_the_keyboard_selects_a_row_and_opens_its_evidence(open_page, plain: str) -> None:
    watched = open_page(plain + "/")
    page = watched.page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('.row__link')"):
            break
    label = page.evaluate("() => document.activeElement.querySelector('.row__label').textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector(".evidence--open")
    assert label in page.text_content("#evidence-title")
    assert page.evaluate("() => document.activeElement.id") == "evidence-title"
    assert "select=" in page.url
    assert page.locator(".row.is-selected").count() == 1
    assert page.locator(".quote mark").count() >= 1
    page.keyboard.press("Escape")
    page.wait_for_selector(".evidence--open", state="detached")
    assert "select=" not in page.url
    assert page.evaluate("() => document.activeElement.closest('.row') !== null")
    page.go_back()
    page.wait_for_selector(".evidence--open")
    watched.check()


def test_curves_join_the_rows_solid_where_stated_dashed_where_proposed(open_page, plain: str) -> None:
    watched = open_page(plain + selecting(fixtures.REMOTE))
    page = watched.page
    page.wait_for_selector(".curve--proposed.curve--path")
    edges = json.loads(page.text_content("#edges"))
    assert page.locator(".curve").count() == len(edges)
    dash = "e => getComputedStyle(e.querySelector('.curve__line')).strokeDasharray"
    assert page.locator(".curve--stated").first.evaluate(dash) == "none"
    assert page.locator(".curve--proposed").first.evaluate(dash) != "none"
    before = page.locator(".curve__line").first.get_attribute("d")
    page.set_viewport_size({"width": 1100, "height": 900})
    page.wait_for_function("d => document.querySelector('.curve__line').getAttribute('d') !== d", arg=before)
    watched.check()


def test_typing_filters_the_lists_and_keeps_the_cursor(open_page, plain: str) -> None:
    watched = open_page(plain + "/")
    page = watched.page
    everything = page.locator(".row--bottleneck").count()
    page.click("#q")
    page.keyboard.type("du lieu")
    page.wait_for_function("n => document.querySelectorAll('.row--bottleneck').length < n", arg=everything)
    page.keyboard.type(" roi rac")
    page.wait_for_function("() => document.querySelectorAll('.row--bottleneck').length === 1")
    assert page.input_value("#q") == "du lieu roi rac"
    assert page.evaluate("() => document.activeElement.id") == "q"
    assert "q=du+lieu+roi+rac" in page.url
    assert "q=du" in page.get_attribute(".languages a[hreflang=en]", "href")
    watched.check()


def test_a_facet_filters_and_can_be_taken_back(open_page, plain: str) -> None:
    watched = open_page(plain + "/")
    page = watched.page
    everything = page.locator(".row--bottleneck").count()
    page.click("#facet-status summary")
    page.check("#facet-status input[value=open]")
    page.wait_for_function("n => document.querySelectorAll('.row--bottleneck').length < n", arg=everything)
    assert "status=open" in page.url
    page.click(".chip")
    page.wait_for_function("n => document.querySelectorAll('.row--bottleneck').length === n", arg=everything)
    watched.check()


def test_without_scripts_the_server_filters_selects_and_spells_the_links_out(open_page, plain: str) -> None:
    page = open_page(plain + "/", scripts=False).page
    assert page.locator(".spelled").first.is_visible()
    page.fill("#q", "du lieu")
    page.click(".finder__search button")
    assert "q=du" in page.url
    page.click(".row--bottleneck .row__link >> nth=0")
    assert page.locator(".evidence--open mark").first.is_visible()
    page.click(".languages a[hreflang=en]")
    assert page.locator(".evidence--open mark").first.is_visible()
    assert page.input_value("#q") == "du lieu"
    assert page.get_attribute("html", "lang") == "en"


def test_a_quote_leads_to_its_marked_place_in_the_report(open_page, plain: str) -> None:
    watched = open_page(plain + selecting(fixtures.DIVIDED))
    page = watched.page
    words = page.text_content("#evidence .quote mark")
    page.click("#evidence .quote .onward")
    page.wait_for_selector(".is-here")
    assert words in "".join(page.locator(".is-here").all_text_contents())
    top = page.locator(".is-here").first.bounding_box()["y"]
    assert 0 <= top <= 900
    watched.check()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_offline_drawing_shows_words_and_asks_for_nothing(open_page, tmp_path: Path, size: str) -> None:
    target = tmp_path / "graph.html"
    drawn = write_html(hostile_reader(), target)
    watched = open_page(target.as_uri(), size)
    page = watched.page
    page.wait_for_selector("body[data-drawn]")
    assert drawn > 5
    buttons = page.locator("[data-edge]")
    for number in range(min(4, buttons.count())):
        buttons.nth(number).click()
        assert page.locator("#details h2").is_visible()
    assert page.locator("#details blockquote").count() == 1
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN_AXE) == []
    watched.check()


def test_vendored_files_are_the_locked_ones() -> None:
    locked = json.loads((VENDOR / "lock.json").read_text(encoding="utf-8"))
    named = {entry["file"] for entry in locked}
    assert {path.name for path in VENDOR.glob("*.js")} == named
    for entry in locked:
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["integrity"].startswith("sha512-")
        assert entry["licence"]


def test_the_plain_graph_is_the_one_that_is_served() -> None:
    assert len(plain_reader().select("SELECT ?b { ?b a kt:Bottleneck }")) >= 7
