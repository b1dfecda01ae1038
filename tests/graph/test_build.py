from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from extraction.errors import ReadError
from extraction.facts import (
    Basis,
    Claim,
    Finding,
    Indicator,
    Instrument,
    Kind,
    Period,
    Predicate,
    Ref,
    ReportFacts,
)
from graph.build import dataset, memory_store, publish, publish_graph, read_all
from graph.errors import BuildError, RulesBroken, StoreMissing
from graph.graphs import named_quads
from graph.inference import Proposal, Remark
from graph.iris import Iris
from graph.reader import Reader
from graph.reading import Reading
from graph.run import Run
from graph.terms import KT, PROV, RDF, XSD
from tests.graph import fixtures
from tests.graph.fixtures import at, read, readings, sample_graph, sample_run

INFERRED = NamedNode("https://w3id.org/khaithong/id/graph/inferred")


def graphs(reader):
    found = {}
    for quad in named_quads(reader.store):
        found.setdefault(quad.graph_name.value.rpartition("/id/graph/")[2], set()).add(quad.triple)
    return found


def stored(directory):
    with Reader.open(directory) as reader:
        return graphs(reader)


def law_report(name, words):
    """A report that names one law in its own spelling."""
    report = read(name, f"{words} đã có hiệu lực ({name}).\n")
    law = Instrument(Ref(Kind.INSTRUMENT, "luat-x"), "law", words, (at(report, words),))
    return Reading(
        report, ReportFacts(title=name, as_of=Period("2024"), instruments=(law,)), report.raw.encode()
    )


def names_of_law(reader):
    rows = reader.select('SELECT ?l { ?x a eli:LegalResource ; skos:prefLabel ?l FILTER(LANG(?l) = "vi") }')
    return [row["l"].value for row in rows]


def test_a_build_puts_each_origin_into_its_own_graph(store):
    first, second = (
        Iris().report_graph(reading.sha256).value.rpartition("/graph/")[2] for reading in readings()
    )
    assert set(stored(store)) == {"ontology", "reference", "inferred", first, second}


def test_two_builds_of_the_same_reports_are_the_same_but_for_the_time():
    def lines(run):
        return sorted(map(str, dataset(readings(), run, ())))

    assert lines(sample_run()) == lines(sample_run())
    later = replace(sample_run(), ended=datetime(2030, 1, 1, tzinfo=UTC))
    different = set(lines(sample_run())) ^ set(lines(later))
    assert len(different) == 6  # two reports and the inferences, before and after
    assert all("endedAtTime" in line for line in different)


def test_a_store_holds_what_a_build_without_a_store_gives(store):
    assert graphs(Reader(memory_store(readings(), sample_run(), ()))) == stored(store)


def test_the_order_of_the_files_does_not_matter_to_the_graph_of_a_report():
    built = [sorted(map(str, dataset(list(order), sample_run(), ()))) for order in permutations(readings())]
    assert built[0] == built[1]


def test_reading_a_report_again_replaces_its_graph_and_no_other(store):
    before = stored(store)
    year, _ = readings()
    facts = replace(
        year.facts, bottlenecks=year.facts.bottlenecks[:3], claims=year.facts.claims[:6], findings=()
    )
    result = publish([replace(year, facts=facts)], store, run=sample_run(), inferences=())
    after = stored(store)
    own = Iris().report_graph(year.sha256).value.rpartition("/graph/")[2]
    assert {name for name in before if before[name] != after.get(name)} <= {own, "inferred"}
    assert after[own] < before[own]
    assert result.reports[0].change.removed == len(before[own] - after[own])
    assert result.version == 2


def test_a_report_that_is_read_again_unchanged_changes_nothing(store):
    before = stored(store)
    result = publish(readings(), store, run=sample_run(), inferences=())
    assert stored(store) == before
    assert all(added.change.added == added.change.removed == 0 for added in result.reports)


def test_adding_a_report_to_a_store_gives_what_building_both_at_once_gives(tmp_path):
    year, may = readings()
    publish([year], tmp_path / "a", run=sample_run(), inferences=())
    publish([may], tmp_path / "a", run=sample_run(), inferences=())
    publish([year, may], tmp_path / "b", run=sample_run(), inferences=())
    assert stored(tmp_path / "a") == stored(tmp_path / "b")


def test_inferences_see_all_reports_and_are_made_anew(tmp_path):
    seen = []

    def remember(facts_by_report):
        seen.append([facts.title for facts in facts_by_report.values()])
        return ()

    year, may = readings()
    publish([year], tmp_path, run=sample_run(), inferences=[remember])
    publish([may], tmp_path, run=sample_run(), inferences=[remember])
    titles = {year.facts.title, may.facts.title}
    assert [set(turn) for turn in seen] == [{year.facts.title}, titles]


def test_an_inference_over_two_reports_quotes_both_and_goes_when_its_cause_goes(tmp_path):
    year, may = readings()
    open_ = year.facts.bottlenecks[3]
    divided = may.facts.bottlenecks[0]

    def alike(facts_by_report):
        if len(facts_by_report) == 2:
            claim = Claim(
                open_.ref, Predicate.CLOSE_MATCH, divided.ref, (open_.passages[0], divided.passages[0]),
                Basis.INFERRED, Decimal("0.7"), "Cùng nói về dữ liệu rời rạc.",
            )  # fmt: skip
            yield Proposal(claim, (year.sha256, may.sha256))
            finding = Finding(
                "conflicting_values",
                "note",
                (open_.passages[0], divided.passages[0]),
                "Khác nhau.",
                "They differ.",
            )
            yield Remark(finding, (year.sha256, may.sha256))

    publish([year, may], tmp_path, run=sample_run(), inferences=[alike])
    question = """SELECT ?title WHERE { ?claim rdf:predicate skos:closeMatch ; kt:basis kt:Inferred ;
      prov:wasQuotedFrom/oa:hasSource/dcterms:title ?title }"""
    with Reader.open(tmp_path) as reader:
        assert {row["title"].value for row in reader.select(question)} == {year.facts.title, may.facts.title}
        assert reader.ask("ASK { GRAPH ?g { ?f a kt:Finding ; dcterms:description 'They differ.'@en } "
                          "FILTER(STRENDS(STR(?g), '/inferred')) }")  # fmt: skip
    publish([year], tmp_path, run=sample_run(), inferences=())
    with Reader.open(tmp_path) as reader:
        assert not reader.select(question)


def test_a_proposal_needs_a_report_for_every_passage():
    year, _ = readings()
    claim = next(claim for claim in year.facts.claims if claim.basis is Basis.INFERRED)
    with pytest.raises(ValueError, match="every passage"):
        Proposal(claim, (year.sha256,))
    with pytest.raises(ValueError, match="inferred claims only"):
        Proposal(year.facts.claims[0], (year.sha256,) * 2)


def test_a_report_that_was_read_by_another_version_is_read_again_for_inferences(tmp_path, monkeypatch):
    year, may = readings()
    publish([year], tmp_path, run=sample_run(), inferences=())
    again = []
    monkeypatch.setattr("graph.archive.read", lambda name, data: again.append((name, data)) or year)
    publish([may], tmp_path, run=replace(sample_run(), version="0.2.0"), inferences=())
    assert again == [("bao-cao-2024.txt", year.source)]


def test_a_thing_has_one_name_whatever_its_reports_call_it(tmp_path):
    first, second = law_report("a", "Luật dữ liệu"), law_report("b", "Luật Dữ liệu")
    publish([first], tmp_path, run=sample_run(), inferences=())
    publish([second], tmp_path, run=sample_run(), inferences=())
    with Reader.open(tmp_path) as reader:
        assert names_of_law(reader) == ["Luật dữ liệu"]
        assert reader.ask('ASK { ?x skos:altLabel "Luật Dữ liệu"@vi }')


def test_a_thing_keeps_its_name_when_its_namer_no_longer_names_it(tmp_path):
    first, second = law_report("a", "Luật dữ liệu"), law_report("b", "Luật Dữ liệu")
    publish([first, second], tmp_path, run=sample_run(), inferences=())
    silent = replace(first, facts=replace(first.facts, instruments=()))
    publish([silent], tmp_path, run=sample_run(), inferences=())
    with Reader.open(tmp_path) as reader:
        assert names_of_law(reader) == ["Luật dữ liệu"]


def test_reference_data_name_a_thing_before_any_report(tmp_path):
    report = read("x", "Tỷ lệ hồ sơ toàn trình là bao nhiêu.\n")
    facts = ReportFacts(
        "X", None, indicators=(Indicator(fixtures.ONLINE, "Hồ sơ toàn trình, tỷ lệ", "percent", ()),)
    )
    publish([Reading(report, facts)], tmp_path, run=sample_run(), inferences=())
    with Reader.open(tmp_path) as reader:
        rows = reader.select(
            'SELECT ?i ?l { ?i skos:prefLabel ?l FILTER(LANG(?l) = "vi") }',
            {"i": Iris().thing(fixtures.ONLINE)},
        )
    assert [row["l"].value for row in rows] == ["Tỷ lệ hồ sơ trực tuyến toàn trình"]


class TestReviews:
    """A graph that no report owns is replaced by itself and outlives builds."""

    GRAPH = Iris().graph("review")

    def accepted(self):
        subject, obj = Iris().thing(fixtures.REMOTE), Iris().thing(fixtures.ONLINE)
        place = Iris().passage(readings()[0].sha256, readings()[0].facts.bottlenecks[4].passages[0])
        claim = Iris().claim(subject, KT.measuredBy, obj, (place,))
        said = {
            RDF.type: KT.Claim, RDF.subject: subject, RDF.predicate: KT.measuredBy, RDF.object: obj,
            KT.basis: KT.Reviewed, KT.confidence: Literal("1", datatype=XSD.decimal),
            PROV.wasQuotedFrom: place,
            PROV.wasGeneratedBy: Iris().run("inferred", "0.1.0"),
        }  # fmt: skip
        quads = [Quad(claim, term, value, self.GRAPH) for term, value in said.items()]
        return [*quads, Quad(subject, KT.measuredBy, obj, self.GRAPH)]

    def test_an_accepted_link_is_published_and_stays_when_reports_are_read_again(self, store):
        assert publish_graph(store, "review", self.accepted(), run=sample_run()) == 2
        publish(readings()[:1], store, run=sample_run(), inferences=())
        with Reader.open(store) as reader:
            assert reader.ask("ASK { ?b kt:measuredBy ?i . ?c rdf:subject ?b ; kt:basis kt:Reviewed }")

    def test_a_review_that_breaks_a_rule_is_refused(self, store):
        broken = [quad for quad in self.accepted() if quad.predicate != KT.basis]
        with pytest.raises(RulesBroken, match="review breaks"):
            publish_graph(store, "review", broken, run=sample_run())
        with Reader.open(store) as reader:
            assert reader.version == 1

    def test_there_is_nothing_to_review_in_an_empty_store(self, tmp_path):
        with pytest.raises(StoreMissing):
            publish_graph(tmp_path / "nowhere", "review", (), run=sample_run())
        assert not (tmp_path / "nowhere").exists()


def test_another_base_is_refused(store):
    with pytest.raises(BuildError, match=r"has the base https://w3id.org.*this build https://example.org"):
        publish(
            readings(), store, run=replace(sample_run(), iris=Iris("https://example.org/")), inferences=()
        )


def test_the_readings_and_the_files_stay_with_the_store(store):
    with Reader.open(store) as reader:
        for reading in readings():
            kept = reader.reading(reading.sha256)
            assert kept.facts == reading.facts
            assert kept.report.text == reading.report.text
            assert reader.source(reading.sha256) == reading.source
        assert reader.reading("0" * 64) is None
        assert [entry["name"] for entry in reader.about["reports"]] == [
            "bao-cao-2024.txt",
            "bao-cao-thang-5.txt",
        ]


def test_progress_is_told_stage_by_stage(tmp_path):
    told = []
    publish(readings(), tmp_path, run=sample_run(), inferences=(), progress=told.append)
    stages = list(dict.fromkeys(step.stage for step in told))
    assert stages == ["mapping", "inferring", "publishing"]
    assert all(0 <= step.done <= step.total for step in told)


class TestFiles:
    def test_no_files_is_an_error_that_shows_the_command(self):
        with pytest.raises(BuildError, match=r"khaithong build REPORT\.txt"):
            read_all([])

    def test_a_path_that_is_not_there(self, tmp_path):
        with pytest.raises((BuildError, ReadError), match="nowhere"):
            read_all([tmp_path / "nowhere.txt"])

    def test_a_directory(self, tmp_path):
        with pytest.raises((BuildError, ReadError), match="directory"):
            read_all([tmp_path])

    def test_one_content_under_two_names_is_one_report(self, tmp_path, monkeypatch):
        monkeypatch.setattr("graph.build.read_file", lambda path: readings()[:1])
        assert len(read_all([tmp_path / "a.txt", tmp_path / "b.txt"])) == 1


def test_the_clock_of_reproducible_builds_sets_the_time(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert Run().stamp == "2023-11-14T22:13:20Z"


def test_a_run_needs_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        Run("1", datetime(2024, 1, 1))  # noqa: DTZ001 - the mistake that is refused


def test_the_sample_is_small_enough_to_read():
    assert sum(quad.graph_name == INFERRED for quad in sample_graph()) < 50


def test_a_remark_that_a_report_makes_itself_is_not_made_twice(tmp_path):
    year, _ = readings()
    found = year.facts.findings[1]

    def again(_):
        yield Remark(replace(found, severity="warning"), (year.sha256,) * len(found.passages))

    publish([year], tmp_path, run=sample_run(), inferences=[again])
    with Reader.open(tmp_path) as reader:
        rows = reader.select("SELECT ?s { ?f kt:rule kt:rule-resolved-and-open ; kt:severity ?s }")
    assert [row["s"].value.rpartition("#")[2] for row in rows] == ["severity-note"]
