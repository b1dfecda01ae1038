"""A withdrawn report leaves nothing behind but its reviews and its place in the history."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from graph.build import publish
from graph.check import validate_store
from graph.errors import ReportUnknown, StoreMissing
from graph.inference.measures import propose_measures
from graph.reader import Reader
from graph.withdraw import withdraw
from tests.graph.fixtures import readings, sample_run
from tests.graph.test_build import stored
from tests.graph.test_store import content

MAY = "bao-cao-thang-5.txt"


def names(store):
    with Reader.open(store) as reader:
        return [entry["name"] for entry in reader.about["reports"]]


def test_its_graph_goes_and_the_others_stay(store):
    before = stored(store)
    done = withdraw(store, MAY, run=sample_run(), inferences=())
    after = stored(store)
    own = f"report/{readings()[1].sha256[:16]}"
    assert set(before) - set(after) == {own}
    assert {name for name in after if after[name] != before[name]} <= {"inferred"}
    assert done.report.change.removed == len(before[own])
    assert names(store) == ["bao-cao-2024.txt"]
    with Reader.open(store) as reader:
        assert not [each for each in validate_store(reader.store) if not each.warning]


def test_a_report_that_came_and_went_was_never_there(tmp_path, store):
    measures = [propose_measures]
    withdraw(store, MAY, run=sample_run(), inferences=measures)
    publish(readings()[:1], tmp_path / "only", run=sample_run(), inferences=measures)
    assert stored(store) == stored(tmp_path / "only")


@pytest.mark.parametrize("digits", [4, 16, 64])
def test_the_beginning_of_its_hash_names_it(store, digits):
    withdraw(store, readings()[1].sha256[:digits].upper(), run=sample_run(), inferences=())
    assert names(store) == ["bao-cao-2024.txt"]


def test_the_last_report_can_be_withdrawn_and_come_back(store):
    before = stored(store)
    for name in (MAY, "bao-cao-2024.txt"):
        withdraw(store, name, run=sample_run(), inferences=())
    assert set(stored(store)) == {"ontology", "reference"}
    publish(readings(), store, run=sample_run(), inferences=())
    assert stored(store) == before


def test_its_file_stays_as_long_as_a_kept_version_lists_it(store):
    sha256 = readings()[1].sha256
    withdraw(store, MAY, run=sample_run(), inferences=())
    with Reader.open(store, version=1) as reader:
        assert reader.source(sha256) is not None
    for _ in range(2):
        publish(readings()[:1], store, run=sample_run(), inferences=())
    assert [path.name for path in (store / "reports").iterdir()] == [readings()[0].sha256]


@pytest.mark.parametrize(
    ("name", "said"),
    [("nope.txt", r"no report nope\.txt.*bao-cao-2024\.txt"), ("", "no report"), ("abc", "no report abc")],
)
def test_an_unknown_report_is_told_with_those_that_there_are(store, name, said):
    before = content(store)
    with pytest.raises(ReportUnknown, match=said) as error:
        withdraw(store, name, run=sample_run())
    assert "kho không có" in error.value.text("vi")
    assert content(store) == before


def test_one_name_of_two_reports_is_told_with_their_hashes(store):
    year, may = readings()
    same = replace(may, report=replace(may.report, name=year.report.name))
    publish([same], store, run=sample_run(), inferences=())
    with pytest.raises(ReportUnknown, match=rf"2 reports.*{may.sha256[:16]}"):
        withdraw(store, year.report.name, run=sample_run())


def test_there_is_nothing_to_withdraw_without_a_store(tmp_path):
    with pytest.raises(StoreMissing):
        withdraw(tmp_path / "nowhere", MAY, run=sample_run())


def test_building_and_withdrawing_at_another_time_is_no_contradiction(store):
    later = replace(sample_run(), ended=datetime(2030, 1, 1, tzinfo=UTC))
    publish(readings(), store, run=later, inferences=[propose_measures])
    last = replace(later, ended=datetime(2031, 1, 1, tzinfo=UTC))
    withdraw(store, MAY, run=last, inferences=[propose_measures])
    with Reader.open(store) as reader:
        assert not [each for each in validate_store(reader.store) if not each.warning]
