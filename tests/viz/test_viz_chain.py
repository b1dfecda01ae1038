"""The chain as data and as a page."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from tests.graph import fixtures
from tests.viz.samples import empty_reader, iri, plain_reader
from viz.chain import MEASURE, RESOLUTION, Chain, read_chain
from viz.chain_page import ChainPage, chain_page, row_id
from viz.chain_state import State, facets
from viz.chain_view import edges
from viz.view import View


@pytest.fixture(scope="module")
def view() -> View:
    return View(plain_reader())


@pytest.fixture(scope="module")
def chain(view: View) -> Chain:
    return read_chain(view)


def page(view: View, chain: Chain, *pairs: tuple[str, str]) -> ChainPage:
    return chain_page(view, chain, State.read(pairs))


def shown(found: ChainPage) -> set[str]:
    return {row.thing.iri for band in found.bands for row in band.obstacles}


def test_stated_links_are_solid_and_proposals_carry_their_confidence(chain: Chain) -> None:
    ties = {(tie.bottleneck, tie.target): tie for obstacle in chain.obstacles for tie in obstacle.ties}
    stated = ties[iri(fixtures.SPENDING), iri(fixtures.ND82)]
    assert stated.stated
    assert stated.kind == RESOLUTION
    proposed = ties[iri(fixtures.REMOTE), iri(fixtures.ONLINE)]
    assert not proposed.stated
    assert proposed.kind == MEASURE
    assert proposed.confidence is not None
    assert 0 < proposed.confidence < 1


def test_an_indicator_shows_its_latest_value_not_its_target(chain: Chain) -> None:
    latest = chain.gauges[iri(fixtures.ONLINE)].latest
    assert latest is not None
    assert latest.kind == "actual"
    assert (latest.value, latest.period) == (43.5, "2024")


def test_bands_share_no_instrument_and_no_indicator(view: View, chain: Chain) -> None:
    found = page(view, chain)
    ids = [
        row.id
        for band in found.bands
        for rows in (band.obstacles, band.remedies, band.gauges)
        for row in rows
    ]
    assert len(ids) == len(set(ids))
    assert shown(found) == {obstacle.iri for obstacle in chain.obstacles}


def test_bottlenecks_with_the_same_instruments_stand_in_one_band(view: View, chain: Chain) -> None:
    first = page(view, chain).bands[0]
    assert {iri(fixtures.SPENDING), iri(fixtures.DUPLICATES)} <= {row.thing.iri for row in first.obstacles}
    assert {iri(fixtures.ND82), iri(fixtures.ND138)} <= {row.thing.iri for row in first.remedies}


@pytest.mark.parametrize("words", ["82/2024", "NGHI DINH so 82", "chi thuong xuyen", "mua sắm thiết bị"])
def test_search_ignores_case_and_diacritics(view: View, chain: Chain, words: str) -> None:
    found = shown(page(view, chain, ("q", words)))
    assert iri(fixtures.SPENDING) in found
    assert iri(fixtures.DIVIDED) not in found


def test_search_without_a_match_finds_nothing(view: View, chain: Chain) -> None:
    found = page(view, chain, ("q", "không có cụm này"))
    assert found.bands == ()
    assert found.total == len(chain.obstacles)


@pytest.mark.parametrize("facet", ["status", "basis", "type", "theme", "report"])
def test_every_count_of_a_facet_is_what_choosing_it_leaves(view: View, chain: Chain, facet: str) -> None:
    options = next(each for each in facets(view, chain, State()) if each.name == facet).options
    assert options
    for option in options:
        assert page(view, chain, (facet, option.value)).found == option.count


def test_choosing_stated_hides_the_proposed_curves(view: View, chain: Chain) -> None:
    found = page(view, chain, ("basis", "stated"))
    assert found.bands
    assert all(edge.stated for band in found.bands for edge in band.edges)


def test_selecting_a_row_marks_its_path_and_opens_its_evidence(view: View, chain: Chain) -> None:
    found = page(view, chain, ("select", iri(fixtures.SPENDING)))
    rows = {
        row.id: row
        for band in found.bands
        for rows in (band.obstacles, band.remedies, band.gauges)
        for row in rows
    }
    assert rows[row_id(iri(fixtures.SPENDING))].selected
    assert rows[row_id(iri(fixtures.ND82))].on_path
    assert not rows[row_id(iri(fixtures.DUPLICATES))].on_path
    evidence = found.evidence
    assert evidence is not None
    assert evidence.quotes[0].exact in fixtures.YEAR_TEXT
    assert evidence.quotes[0].report is not None
    assert {other.iri for piece in evidence.resolutions for other, _ in piece.ends} >= {
        iri(fixtures.ND82),
        iri(fixtures.ND138),
    }


def test_selecting_an_instrument_marks_all_its_bottlenecks(view: View, chain: Chain) -> None:
    found = page(view, chain, ("select", iri(fixtures.ND82)))
    marked = {row.thing.iri for band in found.bands for row in band.obstacles if row.on_path}
    assert {iri(fixtures.SPENDING), iri(fixtures.DUPLICATES), iri(fixtures.APPRAISAL)} <= marked
    assert iri(fixtures.DIVIDED) not in marked


@pytest.mark.parametrize(
    "wrong", ["https://example.org/none", "javascript:alert(1)", "not an iri", "<>", "\x00"]
)
def test_a_selection_that_is_not_in_the_graph_is_said_to_be_lost(
    view: View, chain: Chain, wrong: str
) -> None:
    found = page(view, chain, ("select", wrong))
    assert found.evidence is None
    assert found.selection_lost


@pytest.mark.parametrize("number", ["0", "1", "99999", "-3", "x", "", "9" * 30])
def test_any_page_number_gives_a_page(view: View, chain: Chain, number: str) -> None:
    assert page(view, chain, ("page", number)).bands


def test_edges_name_rows_of_the_page(view: View, chain: Chain) -> None:
    found = page(view, chain)
    ids = {
        row.id
        for band in found.bands
        for rows in (band.obstacles, band.remedies, band.gauges)
        for row in rows
    }
    assert edges(found)
    assert all({edge["from"], edge["to"]} <= ids for edge in edges(found))


def test_state_survives_its_own_address(view: View) -> None:
    state = State(
        q="số hóa", status=("open",), basis=("gap", "stated"), select="https://e.org/a?b=c&d", page=2
    )
    query = state.address("en").removeprefix("/?")
    assert State.read(parse_qsl(query)) == state
    assert "lang=en" in query


def test_an_empty_graph_has_an_empty_chain() -> None:
    view = View(empty_reader())
    found = chain_page(view, read_chain(view), State())
    assert (found.bands, found.total, found.pages) == ((), 0, 1)
