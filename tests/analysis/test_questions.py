"""The named questions, by name and in words, on the digests and where present on the seeds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from graph.analysis.asking import put_in
from graph.analysis.builder import KINDS, Built, answered, relations
from graph.analysis.lookup import Lookup
from graph.analysis.matching import NoQuestion, match, people_ask, period_in
from graph.analysis.model import Answer
from graph.analysis.naming import Ambiguous, Unknown, find
from graph.analysis.question import answer, filled, questions
from graph.reader import Reader
from viz.documents.composer import Composer

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (HERE / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


ANSWERS, ASKED = rows("answers.tsv"), rows("asked.tsv")


def said(lookup: Lookup, found: Answer) -> list[str]:
    composer = Composer(lookup, "vi")
    return [
        " ; ".join(composer.cell(c, name) for c, name in zip(entry.cells, found.columns, strict=True))
        for entry in found.entries
    ]


def lookup_of(graph: str, request: pytest.FixtureRequest) -> Lookup:
    found: Lookup = request.getfixturevalue(graph)
    return found


CASES = [(row, graph) for row in ANSWERS for graph in ("digests", "seeds") if row["graph"] in ("both", graph)]


@pytest.mark.parametrize(("row", "graph"), CASES, ids=[f"{r['question']}-{r['given']}-{g}" for r, g in CASES])
def test_a_named_question_answers_what_the_text_says(row, graph, request) -> None:
    lookup = lookup_of(graph, request)
    question = people_ask()[row["question"]]
    given = dict(part.split("=", 1) for part in row["given"].split(";") if part)
    found = answer(lookup, question.name, **put_in(lookup, question, given))
    lines = said(lookup, found)
    if row["count"]:
        assert len(lines) == int(row["count"]), lines
    for words in filter(None, row["contains"].split("|")):
        assert any(words.casefold() in line.casefold() for line in lines), (words, lines)
    assert all(entry.grounds for entry in found.entries)


@pytest.mark.parametrize("graph", ["digests", "seeds"])
@pytest.mark.parametrize("row", ASKED, ids=lambda row: row["words"])
def test_words_are_understood(row, graph, request) -> None:
    lookup = lookup_of(graph, request)
    matched = match(lookup, row["words"])
    assert matched.question.name == row["question"]
    lines = said(lookup, answer(lookup, matched.question.name, **matched.given))
    if row["contains"] == "-":
        assert lines == []
    else:
        assert any(row["contains"].casefold() in line.casefold() for line in lines), lines


def test_there_are_forty_questions_and_each_has_a_test_and_both_languages() -> None:
    assert len(people_ask()) >= 40
    assert people_ask().keys() == {row["question"] for row in ANSWERS}
    assert all(each.vi != each.en and each.columns for each in questions().values())


def test_every_question_is_a_query_whose_variables_can_be_set(digests: Lookup) -> None:
    for question in questions().values():
        for name in question.given:
            value = (
                "https://w3id.org/khaithong/id/none/x" if name not in ("period", "due", "stage") else '2"4'
            )
            query = filled(question, {name: value})
            result = digests.reader.query(query)
            assert isinstance(result, QuerySolutions)
            assert not list(result), (question.name, name)


@pytest.mark.parametrize("words", ["xyzzy", "thời tiết hôm nay thế nào ở sao Hỏa"])
def test_words_like_no_question_are_refused(digests: Lookup, words: str) -> None:
    with pytest.raises(NoQuestion):
        match(digests, words)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("tháng 5 năm 2024", "2024-05"),
        ("quý II/2024", "2024-Q2"),
        ("đến 2025", "2025"),
        ("82/2024/NĐ-CP", ""),
    ],
)
def test_periods_are_read_from_words(words: str, period: str) -> None:
    assert period_in(words) == period


def test_an_unknown_number_gets_the_nearest(digests: Lookup) -> None:
    with pytest.raises(Unknown) as caught:
        find(digests, "instrument", "83/2024/NĐ-CP")
    assert "82/2024/NĐ-CP" in [thing.number for thing in caught.value.near]
    assert "82/2024/NĐ-CP" in caught.value.text("vi")


@pytest.mark.parametrize(
    "words", ["Nghị định 83/2024/NĐ-CP giải quyết điểm nghẽn nào?", "Luật Đất đai giải quyết điểm nghẽn nào?"]
)
def test_words_that_name_an_instrument_of_no_source_are_told_so(digests: Lookup, words: str) -> None:
    with pytest.raises(Unknown):
        match(digests, words)


def test_names_are_found_without_diacritics_by_acronym_and_by_a_part_of_the_number(digests: Lookup) -> None:
    assert find(digests, "instrument", "nghi dinh so 82/2024/nd-cp").number == "82/2024/NĐ-CP"
    assert find(digests, "instrument", "82/2024").number == "82/2024/NĐ-CP"
    assert find(digests, "agency", "VPCP").name("vi") == "Văn phòng Chính phủ"


def test_a_number_that_several_have_lists_them_with_dates(tmp_path: Path) -> None:
    file = tmp_path / "two.ttl"
    file.write_text(
        """@prefix eli: <http://data.europa.eu/eli/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix id: <https://w3id.org/khaithong/id/instrument/> .
        id:a a eli:LegalResource ; eli:id_local "06/QĐ-TTg" ; skos:prefLabel "Quyết định số 06/QĐ-TTg"@vi ;
          eli:date_document "2022-01-06"^^xsd:date .
        id:b a eli:LegalResource ; eli:id_local "06/QĐ-TTg" ; skos:prefLabel "Quyết định số 06/QĐ-TTg"@vi ;
          eli:date_document "2021-01-05"^^xsd:date .""",
        encoding="utf-8",
    )
    with pytest.raises(Ambiguous) as caught:
        find(Lookup(Reader.open(file)), "instrument", "06/QĐ-TTg")
    assert [date for _, date in caught.value.candidates] == ["2021-01-05", "2022-01-06"]
    assert "2022-01-06" in caught.value.text("en")


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_of_parts_can_be_asked(digests: Lookup, kind: str) -> None:
    for relation in ("", *relations()[kind]):
        for measure in ("list", "count"):
            found = answered(digests, Built(kind, relation, measure=measure))
            assert all(entry.grounds for entry in found.entries)
            assert not answered(digests, Built(kind, relation, '") } #', "", measure)).entries
    assert answered(digests, Built(kind)).entries


def test_parts_that_do_not_go_together_are_refused() -> None:
    with pytest.raises(ValueError, match="no relation"):
        Built("task", "theme")
