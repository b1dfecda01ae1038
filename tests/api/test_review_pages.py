"""The review queue through the door: who may decide, what is kept, what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from graph.reader import Reader
from graph.review.listing import items
from graph.store import Writer
from tests.api.live import Live
from tests.api.staffed import as_person, staffed, token_in
from tests.graph.fixtures import sample_store

REVIEWED = "ASK { ?b kt:measuredBy ?i . ?c rdf:subject ?b ; rdf:object ?i ; kt:basis kt:Reviewed }"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, Path]]:
    store = sample_store(tmp_path_factory.mktemp("desk"))
    with staffed(store) as server:
        yield server, store


def form_of(page: str, claim: str = "") -> dict[str, str]:
    """The hidden fields of the first card's form."""
    form = re.search(r'<form class="card__form".*?</form>', page, re.DOTALL)
    assert form, "nothing can be decided on this page"
    pairs = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return {name: unescape(value) for name, value in pairs}


def decisions(store: Path) -> list[tuple[str, str, str]]:
    with Reader.open(store) as reader:
        (item,) = items(reader.store, reader.iris)
        return [(str(each.verdict), each.reviewer, each.reason) for each in item.decisions]


def test_everybody_reads_and_only_reviewers_decide(desk: tuple[Live, Path]) -> None:
    server, store = desk
    before = decisions(store)
    fields: dict[str, str] = {}
    with as_person(server, "an") as an:
        page = an.get("/review")
        assert page.headers["cache-control"] == "no-store"
        fields = form_of(page.text)
    for person in ("", "chi"):
        with as_person(server, person) as somebody:
            page = somebody.get("/review")
            assert page.status_code == 200
            assert "card__form" not in page.text
            assert "card__ends" in page.text
            token = token_in(somebody.get("/logout").text)
            sent = {**fields, "csrf": token, "verdict": "accepted"}
            assert somebody.post("/review", data=sent).status_code == 403
    with as_person(server, "an") as an:
        with as_person(server, "binh") as binh:
            theirs = token_in(binh.get("/review").text)
        for token in ("", theirs):
            sent = {**fields, "csrf": token, "verdict": "accepted"}
            assert an.post("/review", data=sent).status_code == 403
    assert decisions(store) == before


def test_a_decision_shows_at_once_and_everything_is_kept(desk: tuple[Live, Path]) -> None:
    server, store = desk
    with as_person(server, "an") as an:
        fields = form_of(an.get("/review").text)
        assert "Cần nêu lý do" not in fields
        refused = an.post("/review", data={**fields, "verdict": "rejected", "reason": " "})
        assert refused.status_code == 409
        done = an.post("/review", data={**fields, "verdict": "accepted", "reason": "Đúng chỉ số."})
        assert done.status_code == 200
        assert "review__done" in done.text
        assert "card__form" not in done.text, "what was decided leaves the open ones at once"
        assert "Người thẩm định chấp nhận" in done.text
        with Reader.open(store) as reader:
            assert reader.ask(REVIEWED)
        fields = form_of(an.get("/review?status=accepted").text)
        assert an.post("/review", data={**fields, "verdict": "undone"}).status_code == 200
        fields = form_of(an.get("/review?lang=en").text)
        assert fields["lang"] == "en"
        done = an.post("/review", data={**fields, "verdict": "rejected", "reason": "Another <b>matter</b>."})
        assert '<html lang="en"' in done.text
        page = an.get("/review?status=rejected").text
        assert "&lt;b&gt;matter" in page
        fields = form_of(page)
        an.post("/review", data={**fields, "verdict": "undone"})
    with Reader.open(store) as reader:
        assert not reader.ask(REVIEWED)
    assert decisions(store) == [
        ("accepted", "Nguyễn Văn An", "Đúng chỉ số."),
        ("undone", "Nguyễn Văn An", ""),
        ("rejected", "Nguyễn Văn An", "Another <b>matter</b>."),
        ("undone", "Nguyễn Văn An", ""),
    ]


def test_a_colleague_s_decision_is_told_and_not_overruled(desk: tuple[Live, Path]) -> None:
    server, store = desk
    with as_person(server, "an") as an, as_person(server, "binh") as binh:
        seen_by_both = form_of(an.get("/review").text)
        theirs = form_of(binh.get("/review").text)
        assert binh.post("/review", data={**theirs, "verdict": "accepted"}).status_code == 200
        late = an.post("/review", data={**seen_by_both, "verdict": "rejected", "reason": "Không hợp."})
        assert late.status_code == 409
        assert "Bình" in late.text
        assert decisions(store)[-1][:2] == ("accepted", "Trần Thị Bình")
        fields = form_of(binh.get("/review?status=accepted").text)
        binh.post("/review", data={**fields, "verdict": "undone"})


def test_a_busy_store_is_told_and_keeps_what_was_typed(desk: tuple[Live, Path]) -> None:
    server, store = desk
    with as_person(server, "an") as an:
        fields = form_of(an.get("/review").text)
        before = decisions(store)
        with Writer(store):
            told = an.post("/review", data={**fields, "verdict": "rejected", "reason": "Đã gõ rất lâu"})
        assert told.status_code == 503
        assert "Kho đang được ghi" in told.text
        assert 'value="Đã gõ rất lâu"' in told.text
        assert decisions(store) == before


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"claim": "x"},
        {"claim": "../../etc", "verdict": "accepted"},
        {"claim": "0000", "verdict": "destroyed"},
        {"back": "https://elsewhere.example/?status=gone", "claim": "00000000", "verdict": "accepted"},
    ],
)
def test_strange_forms_decide_nothing(desk: tuple[Live, Path], sent: dict[str, str]) -> None:
    server, store = desk
    before = decisions(store)
    with as_person(server, "an") as an:
        answer = an.post(
            "/review", data={"csrf": token_in(an.get("/review").text), **sent}, follow_redirects=False
        )
    assert 400 <= answer.status_code < 500
    assert decisions(store) == before


def test_filters_narrow_the_queue_and_findings_are_listed(desk: tuple[Live, Path]) -> None:
    server, _ = desk
    with as_person(server, "") as anybody:
        assert "card__ends" not in anybody.get("/review?least=0.9&kind=successor").text
        assert anybody.get("/review?status=bogus&page=99999&report=%3Cscript%3E").status_code == 200
        assert "card--doubt" in anybody.get("/review?kind=finding").text
