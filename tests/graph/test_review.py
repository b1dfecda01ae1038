"""Reviews: decided once, kept for ever, in force until taken back, whatever becomes of the claim."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pyoxigraph import NamedNode, Quad

from extraction.facts import Basis, Predicate
from graph.build import publish
from graph.check import validate_store
from graph.errors import ReviewError, StoreLocked, StoreMissing, StoreTooNew
from graph.iris import Iris
from graph.queries import example
from graph.reader import Reader
from graph.review.deciding import decide
from graph.review.decision import Verdict
from graph.review.exchange import lines, take
from graph.review.listing import items
from graph.review.record import read, write
from graph.store import Writer
from graph.terms import KT
from graph.withdraw import withdraw
from tests.graph.fixtures import ONLINE, REMOTE, readings, sample_run
from tests.graph.test_store import content

REVIEWER = "Nguyễn Văn An"
MEASURED = "ASK { ?b kt:measuredBy ?i . ?c rdf:subject ?b ; rdf:object ?i ; kt:basis kt:Reviewed }"


def listed(store, *statuses, **filters):
    with Reader.open(store) as reader:
        wanted = {"statuses": statuses} if statuses else {}
        return items(reader.store, reader.iris, **wanted, **filters)


def proposal(store):
    """The one proposal of the sample reports."""
    (found,) = listed(store)
    return found


def ask(store, question):
    with Reader.open(store) as reader:
        return reader.ask(question)


def decided(store, verdict, name=None, *, reviewer=REVIEWER, reason="Đã đối chiếu.", **run):
    name = name or proposal(store).statement.short
    return decide(store, [name], verdict, reviewer=reviewer, reason=reason, run=replace(sample_run(), **run))


def broken(store):
    with Reader.open(store) as reader:
        return [each for each in validate_store(reader.store) if not each.warning]


def activities(store):
    with Reader.open(store) as reader:
        return [(each.verdict, each.reviewer, each.reason) for each in read(reader.store, reader.iris)]


def year_without_proposals():
    """The first sample report as a program that proposes nothing would read it."""
    year = readings()[0]
    claims = tuple(claim for claim in year.facts.claims if claim.basis is not Basis.INFERRED)
    return replace(year, facts=replace(year.facts, claims=claims))


def year_with_other_evidence():
    """The first sample report with its proposal quoted from elsewhere."""
    year = readings()[0]
    claims = tuple(
        replace(claim, passages=claim.passages[:1]) if claim.basis is Basis.INFERRED else claim
        for claim in year.facts.claims
    )
    return replace(year, facts=replace(year.facts, claims=claims))


def test_an_open_proposal_shows_what_a_reviewer_needs(store):
    item = proposal(store)
    assert item.status == "open"
    assert item.statement.kind == "measure"
    assert item.statement.subject == Iris().thing(REMOTE)
    assert item.statement.object == Iris().thing(ONLINE)
    assert item.statement.object_label == "Tỷ lệ hồ sơ trực tuyến toàn trình"
    assert 0 < item.statement.confidence < 1
    assert item.rationale["vi"]
    assert "Người dân vùng sâu ít tự nộp hồ sơ trên mạng" in item.statement.quotes
    assert item.sources == ("bao-cao-2024.txt",)


def test_an_accepted_proposal_becomes_a_link_marked_as_reviewed(store):
    assert not ask(store, "ASK { ?b kt:measuredBy ?i }")
    done = decided(store, Verdict.ACCEPTED)
    assert done.version == 2
    assert ask(store, MEASURED)
    assert ask(
        store,
        """ASK { GRAPH ?g { ?r a kt:Review, prov:Activity ; kt:reviews ?claim ; kt:settles ?claim ;
          kt:decision kt:decision-accepted ; kt:rationale "Đã đối chiếu."@vi ; prov:endedAtTime ?when ;
          prov:wasAssociatedWith ?person, ?software . ?person a prov:Person ; rdfs:label "Nguyễn Văn An" .
          ?software kt:softwareVersion "0.1.0" } ?claim kt:basis kt:Inferred
          FILTER(STRENDS(STR(?g), "/graph/review")) }""",
    )
    assert broken(store) == []


def test_a_rejected_proposal_is_no_link_and_no_longer_open(store):
    decided(store, Verdict.REJECTED)
    assert listed(store, "open") == []
    assert [item.status for item in listed(store)] == ["rejected"]
    assert not ask(store, "ASK { ?b kt:measuredBy ?i }")
    assert broken(store) == []


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.REJECTED])
def test_the_query_of_open_proposals_leaves_out_what_is_settled(store, verdict):
    query = example("proposals-with-rationale").text
    with Reader.open(store) as reader:
        assert len(reader.select(query)) == 1
    decided(store, verdict)
    with Reader.open(store) as reader:
        assert reader.select(query) == []
        (row,) = reader.select(example("reviews").text)
    assert (row["decision"].value, row["stands"].value) == (str(verdict), "true")


def test_an_undo_opens_the_proposal_again_and_keeps_both_decisions(store):
    name = proposal(store).statement.short
    for verdict, reviewer in (
        (Verdict.ACCEPTED, "An"), (Verdict.UNDONE, "Bình"), (Verdict.REJECTED, "Bình"),
        (Verdict.UNDONE, "An"), (Verdict.ACCEPTED, "Chi"), (Verdict.UNDONE, "Chi"),
    ):  # fmt: skip
        decided(store, verdict, name, reviewer=reviewer)
    assert [item.status for item in listed(store)] == ["open"]
    assert not ask(store, "ASK { ?b kt:measuredBy ?i }")
    assert not ask(store, "ASK { ?r kt:settles ?claim }")
    assert [(verdict, who) for verdict, who, _ in activities(store)] == [
        ("accepted", "An"), ("undone", "Bình"), ("rejected", "Bình"),
        ("undone", "An"), ("accepted", "Chi"), ("undone", "Chi"),
    ]  # fmt: skip


def test_of_two_decisions_the_later_one_stands(store):
    name = proposal(store).statement.short
    decided(store, Verdict.ACCEPTED, name)
    decided(store, Verdict.REJECTED, name, reviewer="Bình", ended=sample_run().ended + timedelta(hours=1))
    assert [item.status for item in listed(store)] == ["rejected"]
    assert not ask(store, "ASK { ?b kt:measuredBy ?i }")
    assert broken(store) == []


def test_two_decisions_in_one_second_keep_their_order(store):
    name = proposal(store).statement.short
    decided(store, Verdict.REJECTED, name, reviewer="Z")
    decided(store, Verdict.ACCEPTED, name, reviewer="A")
    assert [item.status for item in listed(store)] == ["accepted"]


def test_a_second_reviewer_may_confirm_but_nobody_decides_the_same_twice(store):
    name = proposal(store).statement.short
    decided(store, Verdict.ACCEPTED, name)
    decided(store, Verdict.ACCEPTED, name, reviewer="Bình")
    before = content(store)
    with pytest.raises(ReviewError, match="Bình has already accepted"):
        decided(store, Verdict.ACCEPTED, name, reviewer="Bình")
    assert content(store) == before
    assert broken(store) == []


def test_what_a_source_states_can_be_reviewed_too(store):
    with Reader.open(store) as reader:
        claim = reader.select("SELECT ?c { ?c kt:basis kt:Stated ; rdf:predicate kt:resolvedBy } LIMIT 1")
    name = claim[0]["c"].value
    decided(store, Verdict.REJECTED, name, reason="Đọc nhầm.")
    (item,) = listed(store, "rejected")
    assert (item.statement.claim.value, item.statement.kind) == (name, "resolvedBy")
    assert broken(store) == []


class TestSurvives:
    """A review outlives its claim."""

    def test_reading_the_report_again(self, store):
        decided(store, Verdict.ACCEPTED)
        later = replace(sample_run(), ended=datetime(2030, 1, 1, tzinfo=UTC))
        publish(readings(), store, run=later, inferences=())
        assert [item.status for item in listed(store)] == ["accepted"]
        assert ask(store, MEASURED)

    def test_a_newer_program_that_proposes_the_same(self, store):
        decided(store, Verdict.REJECTED)
        publish(readings(), store, run=replace(sample_run(), version="0.9.0"), inferences=())
        assert [item.status for item in listed(store)] == ["rejected"]

    def test_a_newer_program_that_proposes_the_same_on_other_evidence(self, store):
        decided(store, Verdict.REJECTED)
        publish([year_with_other_evidence()], store, run=sample_run(), inferences=())
        (item,) = listed(store)
        assert item.status == "rejected"
        assert len(item.statement.quotes) == 1
        with Reader.open(store) as reader:
            assert reader.select(example("proposals-with-rationale").text) == []
        decided(store, Verdict.UNDONE, item.statement.short)
        assert [item.status for item in listed(store)] == ["open"]

    def test_a_newer_program_that_no_longer_proposes_it(self, store):
        seen = proposal(store).statement
        decided(store, Verdict.ACCEPTED)
        publish([year_without_proposals()], store, run=sample_run(), inferences=())
        (item,) = listed(store)
        assert item.status == "gone"
        assert item.decisions[-1].verdict is Verdict.ACCEPTED
        assert item.statement.subject_label == seen.subject_label
        assert item.statement.object_label == seen.object_label
        assert set(item.statement.quotes) == set(seen.quotes)
        assert ask(store, MEASURED)
        assert broken(store) == []

    def test_the_withdrawal_of_its_report(self, store):
        seen = proposal(store).statement
        decided(store, Verdict.ACCEPTED)
        withdraw(store, "bao-cao-2024.txt", run=sample_run(), inferences=())
        (item,) = listed(store, "gone")
        assert (item.statement.subject_label, item.statement.predicate) == (
            seen.subject_label,
            seen.predicate,
        )
        assert item.sources == (readings()[0].sha256[:16],)
        assert broken(store) == []
        decided(store, Verdict.UNDONE, item.statement.short)
        assert not ask(store, "ASK { ?b kt:measuredBy ?i }")
        publish(readings()[:1], store, run=sample_run(), inferences=())
        assert [item.status for item in listed(store)] == ["open"]
        assert len(activities(store)) == 2

    def test_whatever_else_stands_in_the_review_graph(self, store):
        decided(store, Verdict.ACCEPTED)
        graph, node = Iris().graph("review"), NamedNode("https://example.org/remark")
        with Writer(store) as writer:
            quad = Quad(node, KT.concerns, Iris().thing(REMOTE), graph)
            writer.graph.extend([quad, Quad(*quad.triple)])
            writer.publish(dict(writer.base.about))
        decided(store, Verdict.UNDONE, listed(store)[0].statement.short)
        assert ask(store, "ASK { GRAPH ?g { <https://example.org/remark> kt:concerns ?x } }")


class TestList:
    def test_filters(self, store):
        seen = proposal(store).statement
        assert listed(store, kinds=["measure"])
        assert not listed(store, kinds=["successor"])
        assert listed(store, least=seen.confidence)
        assert not listed(store, least=seen.confidence + 1)
        year, may = readings()
        assert listed(store, report=Iris().report(year.sha256))
        assert not listed(store, report=Iris().report(may.sha256))

    def test_the_surest_comes_first(self, store):
        year = readings()[0]
        one = next(claim for claim in year.facts.claims if claim.basis is Basis.INFERRED)
        others = tuple(
            replace(one, subject=bottleneck.ref, confidence=one.confidence / (2 + turn))
            for turn, bottleneck in enumerate(year.facts.bottlenecks[:3])
        )
        facts = replace(year.facts, claims=(*others, *year.facts.claims))
        publish([replace(year, facts=facts)], store, run=sample_run(), inferences=())
        found = [item.statement.confidence for item in listed(store)]
        assert len(found) == 4
        assert found == sorted(found, reverse=True)

    def test_of_each_predicate_of_proposals(self, store):
        year = readings()[0]
        one = next(claim for claim in year.facts.claims if claim.basis is Basis.INFERRED)
        decrees = [instrument.ref for instrument in year.facts.instruments]
        places = [bottleneck.ref for bottleneck in year.facts.bottlenecks]
        more = (
            replace(one, predicate=Predicate.PROPOSED_RESOLUTION, subject=places[3], object=decrees[0]),
            replace(one, predicate=Predicate.PROPOSED_SUCCESSOR, subject=decrees[4], object=decrees[0]),
            replace(one, predicate=Predicate.CLOSE_MATCH, subject=places[3], object=places[4]),
        )
        facts = replace(year.facts, claims=(*year.facts.claims, *more))
        publish([replace(year, facts=facts)], store, run=sample_run(), inferences=())
        names = [item.statement.short for item in listed(store)]
        decide(store, names, Verdict.ACCEPTED, reviewer=REVIEWER, run=sample_run())
        with Reader.open(store) as reader:
            rows = reader.select("SELECT ?p { ?c kt:basis kt:Reviewed ; rdf:predicate ?p }")
            assert {row["p"].value.rpartition("#")[2] for row in rows} == {
                "measuredBy", "resolvedBy", "became", "closeMatch",
            }  # fmt: skip
            assert reader.ask(
                "ASK { ?b kt:measuredBy ?i ; ^rdf:subject/kt:basis kt:Reviewed . ?d kt:became ?e }"
            )
        assert broken(store) == []


class TestRefused:
    @pytest.mark.parametrize(
        ("verdict", "name", "given", "said"),
        [
            (Verdict.ACCEPTED, "0123abcd", {}, "has no claim 0123abcd"),
            (Verdict.ACCEPTED, "https://example.org/x", {}, "has no claim https://example.org/x"),
            (Verdict.ACCEPTED, "not a name", {}, "has no claim not a name"),
            (Verdict.ACCEPTED, "<>://", {}, "has no claim"),
            (Verdict.ACCEPTED, "01", {}, "too short"),
            (Verdict.ACCEPTED, None, {"reviewer": " "}, "needs its reviewer"),
            (Verdict.ACCEPTED, None, {"reviewer": "a\nb"}, "one line"),
            (Verdict.ACCEPTED, None, {"reviewer": "x" * 300}, "200 characters"),
            (Verdict.REJECTED, None, {"reason": "\n "}, "needs its reason"),
            (Verdict.REJECTED, None, {"reason": "x" * 20_000}, "Shorten it"),
            (Verdict.UNDONE, None, {}, "no decision on the claim"),
        ],
    )
    def test_nothing_is_changed(self, store, verdict, name, given, said):
        before = content(store)
        with pytest.raises(ReviewError, match=said) as error:
            decided(store, verdict, name, **given)
        assert error.value.text("vi") != error.value.text("en")
        assert content(store) == before

    def test_of_several_claims_one_unknown_refuses_all(self, store):
        before = content(store)
        names = [proposal(store).statement.short, "0123abcd"]
        with pytest.raises(ReviewError, match="0123abcd"):
            decide(store, names, Verdict.ACCEPTED, reviewer=REVIEWER, run=sample_run())
        assert content(store) == before

    def test_an_ambiguous_name_shows_some_that_fit(self, store, monkeypatch):
        monkeypatch.setattr("graph.review.claims._LEAST", 0)
        with Reader.open(store) as reader:
            claims = [row["c"].value[-24:] for row in reader.select("SELECT ?c { ?c kt:basis kt:Stated }")]
        first = next(name[0] for name in claims if sum(other[0] == name[0] for other in claims) > 1)
        with pytest.raises(ReviewError, match="could be any of"):
            decided(store, Verdict.ACCEPTED, first)

    def test_where_there_is_no_store_or_a_newer_one(self, store, tmp_path):
        with pytest.raises(StoreMissing):
            decided(tmp_path / "nowhere", Verdict.ACCEPTED, "0123abcd")
        assert not (tmp_path / "nowhere").exists()
        (store / "khaithong.json").write_text('{"store": "khaithong", "format": 9}')
        with pytest.raises(StoreTooNew):
            decided(store, Verdict.ACCEPTED, "0123abcd")

    def test_while_somebody_else_writes(self, store):
        name = proposal(store).statement.short
        with Writer(store), pytest.raises(StoreLocked, match="another khaithong is writing"):
            decided(store, Verdict.ACCEPTED, name)


def exported(store):
    with Reader.open(store) as reader:
        return "".join(line + "\n" for line in lines(reader.store, reader.iris)).encode()


@pytest.fixture(scope="module")
def decided_twice(tmp_path_factory, built):
    store = shutil.copytree(built, tmp_path_factory.mktemp("decided") / "store")
    name = proposal(store).statement.short
    decided(store, Verdict.ACCEPTED, name)
    decided(store, Verdict.REJECTED, name, reviewer="Trần Thị Bình", reason="Khác “phạm vi”.\nXem lại.")
    return store


class TestExchange:
    @pytest.fixture
    def other(self, tmp_path, built):
        return shutil.copytree(built, tmp_path / "other")

    @pytest.fixture
    def reviewed(self, tmp_path, decided_twice):
        return shutil.copytree(decided_twice, tmp_path / "reviewed")

    def test_another_store_takes_every_decision_as_it_was(self, reviewed, other):
        taken = take(other, "r.jsonl", exported(reviewed), run=sample_run())
        assert (taken.new, taken.known, taken.version) == (2, 0, 2)
        assert exported(other) == exported(reviewed)
        assert [item.status for item in listed(other)] == ["rejected"]
        assert broken(other) == []

    def test_taking_them_again_changes_nothing(self, reviewed):
        before = content(reviewed)
        taken = take(reviewed, "r.jsonl", exported(reviewed), run=sample_run())
        assert (taken.new, taken.known, taken.version) == (0, 2, None)
        assert content(reviewed) == before

    def test_decisions_of_two_stores_go_by_their_time(self, reviewed, other):
        earlier = sample_run().ended - timedelta(days=3)
        decided(other, Verdict.ACCEPTED, reviewer="Chi", ended=earlier)
        take(other, "r.jsonl", exported(reviewed), run=sample_run())
        assert [who for _, who, _ in activities(other)] == ["Chi", REVIEWER, "Trần Thị Bình"]
        assert [item.status for item in listed(other)] == ["rejected"]

    def test_a_review_whose_claim_is_gone_goes_along(self, reviewed, other):
        withdraw(reviewed, "bao-cao-2024.txt", run=sample_run(), inferences=())
        withdraw(other, "bao-cao-2024.txt", run=sample_run(), inferences=())
        assert take(other, "r.jsonl", exported(reviewed), run=sample_run()).new == 2
        assert [item.status for item in listed(other)] == ["gone"]

    def test_a_claim_that_the_other_store_lacks_refuses_the_file(self, reviewed, other):
        withdraw(other, "bao-cao-2024.txt", run=sample_run(), inferences=())
        before = content(other)
        with pytest.raises(ReviewError, match=r"line 1 of r\.jsonl reviews a claim that this store does not"):
            take(other, "r.jsonl", exported(reviewed), run=sample_run())
        assert content(other) == before

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"decision": "perhaps"}, "'decision' is none of"),
            ({"decision": None}, "'decision' is missing"),
            ({"reviewer": ""}, "'reviewer' is missing"),
            ({"reviewer": 7}, "'reviewer' is missing or no text"),
            ({"time": "yesterday"}, "yesterday"),
            ({"time": "2026-11-22T01:00:00"}, "no time zone"),
            ({"time": "9999-12-31T23:59:59.999999Z"}, "its time cannot be"),
            ({"time": "0001-01-01T00:00:00+14:00"}, "its time cannot be"),
            ({"claim": "not an iri"}, "'claim' is no IRI"),
            ({"subject": "https://example.org/x"}, "something else of the claim"),
            ({"basis": "stated"}, "something else of the claim"),
            ({"confidence": "NaN"}, "cannot be taken"),
            ({"confidence": "2"}, "confidence"),
            ({"quotes": []}, "'quotes' is missing"),
            ({"quotes": [[]]}, "'quotes' is missing"),
            ({"passages": ["no iri"]}, "'passages' is no IRI"),
            ({"reason": "", "decision": "rejected"}, "needs its reason"),
            ({"language": "fr"}, "'language' is none of"),
            ({"subject_label": "\ud800"}, "cannot be taken"),
        ],
    )
    def test_a_line_that_is_no_review_is_named_and_nothing_is_changed(self, reviewed, other, change, said):
        first, second = exported(reviewed).splitlines()
        wrong = json.dumps({**json.loads(second), **change}).encode()
        before = content(other)
        with pytest.raises(ReviewError, match=rf"(?s)line 3 of r\.jsonl.*{said}"):
            take(other, "r.jsonl", b"\n".join([first, b"", wrong, b""]), run=sample_run())
        assert content(other) == before

    @pytest.mark.parametrize(
        "line",
        [
            b"{",
            b"[]",
            b"null",
            b"7",
            b"\xff\xfe",
            b'{"claim":',
            b"[" * 100_000,
            b'"' + b"x" * (1 << 20) + b'"',
        ],
        ids=["half", "list", "null", "number", "bytes", "cut", "nested", "long"],
    )
    def test_what_is_no_json_object_is_named(self, store, line):
        with pytest.raises(ReviewError, match=r"line 1 of x\.jsonl cannot be taken"):
            take(store, "x.jsonl", line, run=sample_run())


def test_the_graph_of_a_ledger_gives_the_ledger_back(store):
    name = proposal(store).statement.short
    for verdict, reviewer in ((Verdict.ACCEPTED, "An"), (Verdict.REJECTED, "Bình"), (Verdict.UNDONE, "An")):
        decided(store, verdict, name, reviewer=reviewer)
    with Reader.open(store) as reader:
        ledger = read(reader.store, reader.iris)
        there = set(reader.store.quads_for_pattern(None, None, None, Iris().graph("review")))
    assert len(ledger) == 3
    assert set(write(ledger, Iris())) == there
