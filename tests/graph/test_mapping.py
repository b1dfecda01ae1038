import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from extraction.facts import (
    Basis,
    Claim,
    Indicator,
    Instrument,
    Kind,
    Observation,
    Period,
    Predicate,
    Ref,
    ReportFacts,
)
from extraction.report import plain
from graph.iris import Iris
from graph.mapping import quads
from graph.mapping.literals import number
from graph.run import Run
from tests.graph import fixtures
from tests.graph.fixtures import at, read, reports, sample_graph, sample_run

KT = "https://w3id.org/khaithong/def#"
ID = "https://w3id.org/khaithong/id/"
ELI = "http://data.europa.eu/eli/ontology#"
INFERRED = NamedNode(f"{ID}graph/inferred")


def lines(run, which=0):
    report, facts = reports()[which]
    return sorted(serialize(quads(report, facts, run), format=RdfFormat.N_QUADS).decode().splitlines())


def graph_of(facts, report, labels=None):
    return set(quads(report, facts, sample_run(), labels))


def small(text, **facts):
    report = read("nho.txt", text)
    return report, ReportFacts(title="Báo cáo nhỏ", as_of=Period("2024"), **facts)


def test_two_readings_differ_in_nothing_but_the_time_of_the_run():
    early = Run("0.1.0", datetime(2026, 1, 1, tzinfo=UTC))
    late = Run("0.1.0", datetime(2027, 6, 5, 4, 3, tzinfo=UTC))
    assert lines(early) == lines(early)
    different = set(lines(early)) ^ set(lines(late))
    assert different
    assert all("endedAtTime" in line for line in different)


@pytest.mark.parametrize("which", [0, 1])
def test_no_quad_comes_twice(which):
    report, facts = reports()[which]
    found = list(quads(report, facts, sample_run()))
    assert len(found) == len(set(found))


def test_everything_is_in_nfc():
    decomposed = unicodedata.normalize("NFD", fixtures.YEAR_TEXT)
    report = read("nfd.txt", decomposed)
    words = unicodedata.normalize("NFD", "Chính phủ")
    facts = ReportFacts(
        title=unicodedata.normalize("NFD", "Kết quả"),
        as_of=None,
        organizations=(fixtures._body(fixtures.GOVERNMENT, words, "government", at(report, words)),),
    )
    for quad in quads(report, facts, sample_run()):
        text = str(quad)
        assert text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("which", [0, 1])
def test_every_passage_says_what_stands_at_its_offsets(which):
    report, facts = reports()[which]
    found = {}
    for quad in quads(report, facts, sample_run()):
        name = quad.predicate.value.rpartition("#")[2]
        if name in ("start", "end", "exact", "prefix", "suffix"):
            found.setdefault(quad.subject, {})[name] = quad.object.value
    assert found
    for selector in found.values():
        start, end = int(selector["start"]), int(selector["end"])
        assert selector["exact"] == plain(report.raw[start:end])
        assert plain(report.raw).find(selector["exact"]) >= 0
        if "prefix" in selector:
            assert selector["prefix"] == plain(report.raw[max(0, start - 48) : start])


PAGES = """SELECT ?start ?page WHERE { GRAPH ?g { ?passage oa:hasSelector/oa:start ?start
  OPTIONAL { ?passage kt:page ?page } } }"""


def test_a_passage_knows_its_page_where_the_file_has_pages():
    report, facts = reports()[0]
    for pages in ((), (0, 300, 700)):
        store = Store()
        store.extend(quads(replace(report, pages=pages), facts, sample_run()))
        rows = list(store.query(PAGES, prefixes={"oa": "http://www.w3.org/ns/oa#", "kt": KT}))
        assert rows
        for row in rows:
            page = sum(begin <= int(row["start"].value) for begin in pages)
            assert (int(row["page"].value) if row["page"] else 0) == page


def test_a_passage_knows_its_section():
    found = {quad.object.value for quad in sample_graph() if quad.predicate.value == f"{KT}section"}
    assert "II.1 II. TỒN TẠI, HẠN CHẾ" in found


def test_a_stated_link_has_its_direct_edge_and_its_claim_in_the_reports_graph(reader):
    rows = reader.select(
        """SELECT ?g ?basis ?confidence ?quote WHERE {
          ?b kt:resolvedBy ?i . ?i eli:id_local "82/2024/NĐ-CP" .
          GRAPH ?g { ?claim a kt:Claim ; rdf:subject ?b ; rdf:predicate kt:resolvedBy ; rdf:object ?i ;
            kt:basis ?basis ; kt:confidence ?confidence ; prov:wasGeneratedBy/prov:endedAtTime ?time }
          ?claim prov:wasQuotedFrom/oa:hasSelector/oa:exact ?quote }"""
    )
    assert len(rows) == 6
    assert {row["basis"].value for row in rows} == {f"{KT}Stated"}
    assert {row["confidence"].value for row in rows} == {"1"}
    assert {row["g"] for row in rows} == {Iris().report_graph(reports()[0][0].sha256)}


def test_a_proposal_stands_in_the_inferred_graph_only_and_never_as_a_stated_edge():
    edges = {
        (quad.graph_name, quad.predicate.value)
        for quad in sample_graph()
        if quad.predicate.value in (f"{KT}measuredBy", f"{KT}proposedMeasure")
    }
    assert edges == {(INFERRED, f"{KT}proposedMeasure")}
    inferred = [quad for quad in sample_graph() if quad.graph_name == INFERRED]
    bases = {quad.object.value for quad in inferred if quad.predicate.value == f"{KT}basis"}
    assert bases == {f"{KT}Inferred"}


def test_an_inferred_close_match_does_not_enter_the_reports_graph():
    report, facts = small("Dữ liệu rời rạc.\nDữ liệu chia cắt.\n")
    here = at(report, "Dữ liệu rời rạc")
    claim = Claim(
        fixtures.SCATTERED,
        Predicate.CLOSE_MATCH,
        fixtures.DIVIDED,
        (here,),
        Basis.INFERRED,
        Decimal("0.8"),
        "giống",
    )
    found = graph_of(replace(facts, claims=(claim,)), report)
    matches = {quad.graph_name for quad in found if quad.predicate.value.endswith("closeMatch")}
    assert matches == {INFERRED}


def test_values_are_canonical_and_the_printed_form_stands_beside_them(reader):
    rows = reader.select(
        "SELECT ?value ?unit ?verbatim { ?o kt:verbatim ?verbatim ; sdmx-measure:obsValue ?value ; "
        "sdmx-attribute:unitMeasure/skos:notation ?unit FILTER(STRSTARTS(?verbatim, 'hơn 1,4')) }"
    )
    assert [(row["value"].value, row["unit"].value) for row in rows] == [("1400000000", "count:lượt tra cứu")]


@pytest.mark.parametrize("which", [0, 1])
def test_literals_are_written_as_the_store_would_write_them(which):
    report, facts = reports()[which]
    written = set(quads(report, facts, sample_run()))
    store = Store()
    store.extend(written)
    assert set(store) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("4E+2", "400"), ("12.50", "12.5"), ("0E-9", "0"), ("-0.10", "-0.1"), ("1e15", "1" + "0" * 15)],
)
def test_decimals_have_one_spelling(value, written):
    assert number(Decimal(value)).value == written


def test_a_thing_keeps_the_name_that_it_has_elsewhere_and_the_reports_name_becomes_an_alternative():
    report, facts = small("Luật dữ liệu đã có hiệu lực.\n")
    law = Instrument(fixtures.DATA_LAW, "law", "Luật dữ liệu", (at(report, "Luật dữ liệu"),))
    found = graph_of(replace(facts, instruments=(law,)), report, {fixtures.DATA_LAW: "Luật Dữ liệu"})
    names = {
        (quad.predicate.value.rpartition("#")[2], quad.object.value)
        for quad in found
        if quad.subject.value.endswith(fixtures.DATA_LAW.key) and "Label" in quad.predicate.value
    }
    assert names == {("prefLabel", "Luật Dữ liệu"), ("altLabel", "Luật dữ liệu")}


def test_a_printed_date_is_a_date_and_an_impossible_one_stays_text():
    report, facts = small("Quyết định số 5/QĐ-TTg ngày 06/01/2022; Quyết định số 6/QĐ-TTg ngày 31/11/2024.\n")
    real = Instrument(
        Ref(Kind.INSTRUMENT, "a"),
        "decision",
        "A",
        (at(report, "Quyết định số 5/QĐ-TTg"),),
        issued=date(2022, 1, 6),
    )
    odd = Instrument(
        Ref(Kind.INSTRUMENT, "b"),
        "decision",
        "B",
        (at(report, "Quyết định số 6/QĐ-TTg"),),
        issued_text="31/11/2024",
    )
    found = graph_of(replace(facts, instruments=(real, odd)), report)
    dates = {
        quad.subject.value[-1]: quad.object for quad in found if quad.predicate.value == f"{ELI}date_document"
    }
    assert dates == {"a": Literal("2022-01-06", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))}
    assert any(
        quad.object == Literal("31/11/2024") for quad in found if quad.predicate.value == f"{KT}issuedText"
    )


def test_a_period_that_no_calendar_has_keeps_its_notation_without_days():
    report, facts = small("Ngày 31/11/2024 đạt 5 điểm.\n")
    here = at(report, "đạt 5 điểm")
    indicator = Ref(Kind.INDICATOR, "diem")
    value = Observation(
        Ref(Kind.OBSERVATION, "o"), indicator, Decimal(5), "points", "5 điểm", here, Period("2024-11-31")
    )
    found = graph_of(
        replace(facts, indicators=(Indicator(indicator, "Điểm", "points"),), observations=(value,)), report
    )
    period = Iris().period("2024-11-31")
    about = {quad.predicate.value.rpartition("#")[2] for quad in found if quad.subject == period}
    assert about == {"type", "notation"}


def test_a_new_counted_noun_brings_its_unit_along():
    report, facts = small("Có 12 trạm quan trắc.\n")
    indicator = Indicator(Ref(Kind.INDICATOR, "tram"), "Số trạm quan trắc", "count:trạm quan trắc")
    found = graph_of(replace(facts, indicators=(indicator,)), report)
    assert any(quad.object == Literal("count:trạm quan trắc") for quad in found)


def test_another_base_moves_every_thing_and_no_term_of_the_vocabulary():
    report, facts = reports()[0]
    run = replace(sample_run(), iris=Iris("https://example.org/kt/"))
    for quad in quads(report, facts, run):
        assert not quad.subject.value.startswith(ID)
        assert isinstance(quad, Quad)
        assert quad.graph_name.value.startswith("https://example.org/kt/graph/")
