"""Search finds things by any way of writing them, and the words of the sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.reader import Reader
from graph.search import Index, Indexes, Part, around, highlighted
from tests.graph.fixtures import sample_store


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    directory: Path = sample_store(tmp_path_factory.mktemp("search") / "store")
    with Reader.open(directory) as reader:
        yield reader


@pytest.fixture(scope="module")
def index(reader: Reader) -> Index:
    return Index(reader)


def names(index: Index, query: str, kind: str) -> list[str]:
    return [hit.names[0] for hit in index.search(query).hits.get(kind, ())]


@pytest.mark.parametrize(
    "query", ["82/2024/NĐ-CP", "82-2024-nd-cp", "nghi dinh 82", "Nghị định số 82/2024", "82"]
)
def test_an_instrument_is_found_by_any_way_of_writing_its_number(index: Index, query: str) -> None:
    assert any("82/2024/NĐ-CP" in name for name in names(index, query, "instrument"))


def test_a_passage_is_found_by_its_words_and_says_where_it_stands(index: Index, reader: Reader) -> None:
    (name, *_) = list(index.search("nghi dinh", 5).hits["passage"])
    assert name.report.startswith(f"{reader.iris.base}report/")
    assert 0 <= name.start < name.end


def test_a_slip_is_answered_by_the_likest_word_and_says_so(index: Index) -> None:
    found = index.search("nghii dinh")
    assert found.instead
    assert "nghi" in found.instead["nghii"]
    assert "instrument" in found.hits


@pytest.mark.parametrize("query", ["", "  ", "“”", "\x00", '"', "AND OR NOT *", "xyzzyx", "(" * 300])
def test_what_says_nothing_finds_nothing_and_breaks_nothing(index: Index, query: str) -> None:
    assert not index.search(query).hits.get("instrument")


def test_only_the_kinds_that_are_asked_for(index: Index) -> None:
    assert set(index.search("nghi dinh", kinds=("instrument",)).hits) == {"instrument"}


def test_one_index_for_a_reader(reader: Reader) -> None:
    indexes = Indexes()
    assert indexes.of(reader) is indexes.of(reader)


def test_the_words_that_were_meant_are_marked_with_their_marks() -> None:
    assert highlighted("Nghị định số 82", ["nghi", "82"]) == (
        Part("Nghị", hit=True),
        Part(" định số "),
        Part("82", hit=True),
    )
    text = "một " * 200 + "điểm nghẽn " + "hai " * 200
    assert "điểm nghẽn" in around(text, ["nghen"], 80)
