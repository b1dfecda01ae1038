"""The graph as a day knew it: no report of later, and nothing that rests on one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.as_of import known_at, reports
from graph.build import publish
from graph.bundled import bundled_readings
from graph.check import validate_store
from graph.errors import QueryError
from graph.graphs import fill_union
from graph.reader import Reader
from graph.review.deciding import decide
from graph.review.decision import Verdict
from graph.review.listing import items
from graph.terms import KT, OA, PROV, RDF
from tests.graph.fixtures import sample_run


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    directory = tmp_path_factory.mktemp("as-of") / "store"
    publish(bundled_readings(), directory, run=sample_run())
    with Reader.open(directory) as opened:
        yield opened


def store_at(reader: Reader, *day: int) -> Store:
    store = Store()
    store.extend(known_at(reader, date(*day)))
    fill_union(store)
    return store


def test_a_report_is_known_from_the_end_of_its_period(reader: Reader) -> None:
    assert [each.since for each in reports(reader)] == ["2024-05-31", "2024-12-31"]


def test_before_the_later_report_nothing_of_it_is_there(reader: Reader) -> None:
    store = store_at(reader, 2024, 6, 1)
    may, year = (each.report for each in reports(reader))
    sources = {quad.object for quad in store.quads_for_pattern(None, OA.hasSource, None, None)}
    assert sources == {may}
    assert not list(store.quads_for_pattern(year, None, None, None))
    quoted = {quad.object for quad in store.quads_for_pattern(None, PROV.wasQuotedFrom, None, None)}
    described = {quad.subject for quad in store.quads_for_pattern(None, OA.hasSource, None, None)}
    assert quoted <= described
    assert validate_store(store) == []


def test_after_both_everything_is_there(reader: Reader) -> None:
    store = store_at(reader, 2025, 1, 1)
    claims = {quad.subject for quad in store.quads_for_pattern(None, RDF.type, KT.Claim, None)}
    assert claims == {quad.subject for quad in reader.store.quads_for_pattern(None, RDF.type, KT.Claim, None)}


def test_before_all_of_them_the_days_are_named(reader: Reader) -> None:
    with pytest.raises(QueryError, match=r"2024-05-31 .*2024-12-31"):
        list(known_at(reader, date(2023, 1, 1)))


def test_a_review_counts_from_its_day_where_its_reports_are_known(reader: Reader, tmp_path: Path) -> None:
    directory = tmp_path / "store"
    publish(bundled_readings(), directory, run=sample_run())
    run = replace(sample_run(), ended=datetime(2025, 3, 1, 9, tzinfo=UTC))
    with Reader.open(directory) as opened:
        first = items(opened.store, opened.iris)[0].statement.claim.value
    decide(directory, [first], Verdict.ACCEPTED, reviewer="An", run=run)
    day = date(2025, 3, 1)
    with Reader.open(directory) as opened:
        later, before = (
            {each.predicate for each in known_at(opened, when)} for when in (day, day - timedelta(days=1))
        )
    assert KT.decision in later
    assert KT.decision not in before
