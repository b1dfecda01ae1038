"""What each version changed, and how two versions differ, in terms of things."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from extraction.facts import Basis
from graph.build import publish
from graph.diff import compare, raw
from graph.errors import StoreMissing, VersionMissing
from graph.history import history
from graph.reader import Reader
from graph.review.deciding import decide
from graph.review.decision import Verdict
from graph.review.listing import items
from graph.withdraw import withdraw
from tests.graph.fixtures import readings, sample_run


def again(facts_of, store, nth=0, **run):
    """Publish one sample report once more, its facts changed by `facts_of`."""
    reading = readings()[nth]
    facts = facts_of(reading.facts)
    return publish([replace(reading, facts=facts)], store, run=replace(sample_run(), **run), inferences=())


def accept(store):
    with Reader.open(store) as reader:
        name = items(reader.store, reader.iris)[0].statement.short
    decide(store, [name], Verdict.ACCEPTED, reviewer="An", reason="Đúng.", run=sample_run())


def differing(store, before, after):
    with Reader.open(store, version=before) as old, Reader.open(store, version=after) as new:
        return compare(old, new)


class TestLog:
    def test_each_version_tells_what_it_changed_newest_first(self, store):
        again(lambda facts: replace(facts, tasks=facts.tasks[:1]), store)
        accept(store)
        withdraw(store, "bao-cao-thang-5.txt", run=sample_run(), inferences=())
        last, review, read_again, first = history(store)
        assert [entry.version for entry in (last, review, read_again, first)] == [4, 3, 2, 1]
        assert [entry.change.command for entry in (last, review, read_again, first)] == [
            "withdraw", "review", "build", "build",
        ]  # fmt: skip
        assert [(each.what, each.name) for each in first.change.reports] == [
            ("added", "bao-cao-2024.txt"), ("added", "bao-cao-thang-5.txt"),
        ]  # fmt: skip
        (replaced,) = read_again.change.reports
        assert (replaced.what, replaced.change.added) == ("replaced", 0)
        assert replaced.change.removed > 0
        (note,) = review.change.reviews
        assert (note.decision, note.reviewer, note.reason) == ("accepted", "An", "Đúng.")
        assert [each.origin for each in review.change.graphs] == ["review"]
        (withdrawn,) = last.change.reports
        assert (withdrawn.what, withdrawn.change.added) == ("withdrawn", 0)
        assert first.change.reports[1].change.added == withdrawn.change.removed
        assert first.software == "0.1.0"
        assert first.created == "2026-11-22T01:00:00Z"

    def test_versions_that_were_pruned_are_still_told_of(self, store):
        for _ in range(4):
            publish(readings()[:1], store, run=sample_run(), inferences=())
        assert [(entry.version, entry.kept) for entry in history(store)] == [
            (5, True), (4, True), (3, True), (2, False), (1, False),
        ]  # fmt: skip

    def test_a_version_of_an_older_program_is_told_without_its_change(self, store):
        (store / "history" / "000001.json").unlink()
        publish(readings()[:1], store, run=sample_run(), inferences=())
        new, old = history(store)
        assert old.change is None
        assert (old.version, old.software) == (1, "0.1.0")
        assert new.change is not None

    def test_what_a_killed_writer_told_of_a_version_that_never_came_is_not_told(self, store):
        path = store / "history" / "000002.json"
        path.write_text(json.dumps({"version": 2}))
        assert [entry.version for entry in history(store)] == [1]
        publish(readings()[:1], store, run=sample_run(), inferences=())
        assert history(store)[0].change.command == "build"

    def test_there_is_none_without_a_store(self, tmp_path):
        with pytest.raises(StoreMissing):
            history(tmp_path / "nowhere")


class TestDiff:
    def test_a_withdrawn_report_takes_its_things_along(self, store):
        withdraw(store, "bao-cao-thang-5.txt", run=sample_run(), inferences=())
        found = differing(store, 1, 2)
        lost = {(thing.kind, thing.label) for thing in found.things if thing.what == "lost"}
        assert ("report", "Tình hình chuyển đổi số tháng 5 năm 2024") in lost
        assert ("bottleneck", "Dữ liệu chia cắt giữa các ngành") in lost
        assert ("instrument", "Quyết định số 17/QĐ-UBQGCĐS") in lost
        assert not [thing for thing in found.things if thing.what == "gained"]
        claims = [label for kind, label in lost if kind == "claim"]
        assert (
            "Quyết định số 17/QĐ-UBQGCĐS — phê duyệt, ban hành kèm theo → Kế hoạch hoạt động năm 2024"
            in claims
        )

    def test_what_two_reports_share_is_not_lost_with_one(self, store):
        withdraw(store, "bao-cao-thang-5.txt", run=sample_run(), inferences=())
        labels = {thing.label for thing in differing(store, 1, 2).things if thing.what == "lost"}
        assert "Nghị định số 73/2019/NĐ-CP" not in labels
        assert "Tỷ lệ hồ sơ trực tuyến toàn trình" not in labels

    def test_another_value_of_an_observation_is_one_change(self, store):
        def corrected(facts):
            first = facts.observations[0]
            other = replace(first.ref, key="read-anew")
            changed = replace(first, ref=other, value=Decimal("44.5"), verbatim="44,5%")
            return replace(facts, observations=(changed, *facts.observations[1:]))

        again(corrected, store)
        (thing,) = differing(store, 1, 2).things
        assert (thing.what, thing.kind) == ("changed", "observation")
        said = {change.property: (change.before, change.after) for change in thing.changes}
        assert (("43.5",), ("44.5",)) in said.values()
        assert (("43,5%",), ("44,5%",)) in said.values()

    def test_a_claim_on_other_evidence_is_no_other_claim(self, store):
        def elsewhere(facts):
            claims = tuple(
                replace(claim, passages=claim.passages[:1], confidence=Decimal("0.2"))
                if claim.basis is Basis.INFERRED
                else claim
                for claim in facts.claims
            )
            return replace(facts, claims=claims)

        again(elsewhere, store)
        (thing,) = differing(store, 1, 2).things
        assert (thing.what, thing.kind) == ("changed", "claim")
        assert [change.after for change in thing.changes] == [("0.2",)]

    def test_a_new_name_is_a_change(self, store):
        def renamed(facts):
            first = replace(facts.bottlenecks[0], label="Chưa bố trí được kinh phí chi thường xuyên")
            return replace(facts, bottlenecks=(first, *facts.bottlenecks[1:]))

        again(renamed, store)
        (thing,) = differing(store, 1, 2).things
        assert (thing.what, thing.kind, thing.label) == (
            "changed", "bottleneck", "Chưa bố trí được kinh phí chi thường xuyên",
        )  # fmt: skip

    def test_a_review_shows_with_the_claim_that_it_makes(self, store):
        accept(store)
        kinds = {(thing.what, thing.kind) for thing in differing(store, 1, 2).things}
        assert kinds == {("gained", "claim"), ("gained", "review")}

    def test_both_directions_mirror_each_other(self, store):
        withdraw(store, "bao-cao-thang-5.txt", run=sample_run(), inferences=())
        mirror = {"lost": "gained", "gained": "lost", "changed": "changed"}
        there = {(thing.what, thing.iri) for thing in differing(store, 1, 2).things}
        back = {(mirror[thing.what], thing.iri) for thing in differing(store, 2, 1).things}
        assert there == back

    def test_a_version_does_not_differ_from_itself(self, store):
        found = differing(store, 1, 1)
        assert found.things == found.graphs == ()

    def test_the_statements_themselves(self, store):
        again(lambda facts: facts, store, ended=sample_run().ended + timedelta(days=1))
        with Reader.open(store, version=1) as old, Reader.open(store, version=2) as new:
            found = list(raw(old, new))
        assert {sign for sign, _ in found} == {"+", "-"}
        assert all(quad.predicate.value.endswith("endedAtTime") for _, quad in found)

    @pytest.mark.parametrize("number", [0, -1, 2, 99])
    def test_a_version_that_never_was_is_named(self, store, number):
        with pytest.raises(VersionMissing, match=rf"no version {number} yet; the last is 1"):
            Reader.open(store, version=number)

    def test_a_version_that_was_pruned_is_named_with_those_that_are_kept(self, store):
        for _ in range(4):
            publish(readings()[:1], store, run=sample_run(), inferences=())
        with pytest.raises(VersionMissing, match=r"version 1 is no longer kept.*it keeps 3, 4, 5\."):
            Reader.open(store, version=1)
