"""The two reports that the project was begun with: what was counted in them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.facts import Predicate
from extraction.instruments import InstrumentReading, read_instruments
from extraction.layout import read_report
from extraction.report import Report
from tests.extraction.report_of import names_in

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
YEAR, MAY = "000_8e193526713cc652.txt", "003_5bf4866a09ed0123.txt"


def reading(name: str) -> tuple[Report, InstrumentReading]:
    path = SEEDS / name
    if not path.is_file():
        pytest.skip(f"the seed {name} is not here: it is not part of the repository")
    report = read_report(name, path.read_bytes())
    return report, read_instruments(report, names_in(report))


@pytest.mark.parametrize(("name", "numbered", "unnumbered"), [(YEAR, 4, (10, 13)), (MAY, 11, (25, 30))])
def test_as_many_instruments_as_were_counted(name: str, numbered: int, unnumbered: tuple[int, int]) -> None:
    _, raw = reading(name)
    assert sum(1 for i in raw.instruments if i.number) == numbered
    assert unnumbered[0] <= sum(1 for i in raw.instruments if not i.number) <= unnumbered[1]


@pytest.mark.parametrize(
    ("name", "amends", "details", "implements", "approves"), [(YEAR, 0, 1, 1, 0), (MAY, 5, 5, 4, 1)]
)
def test_as_many_relations_as_were_counted(
    name: str, amends: int, details: int, implements: int, approves: int
) -> None:
    _, raw = reading(name)
    counted = [
        sum(1 for c in raw.claims if c.predicate is p)
        for p in (Predicate.AMENDS, Predicate.DETAILS, Predicate.IMPLEMENTS, Predicate.APPROVES)
    ]
    assert counted == [amends, details, implements, approves]


def test_ten_drafts_stand_at_the_stages_that_the_body_counts() -> None:
    _, raw = reading(MAY)
    stages = {s.instrument: s.stage.value for s in raw.statuses}
    drafts = [stages.get(i.ref) for i in raw.instruments if i.type == "decree" and not i.number]
    told = [s for s in drafts if s not in (None, "issued")]
    assert sorted(told) == ["appraised"] * 2 + ["consulting"] * 4 + ["submitted"] * 4


@pytest.mark.parametrize("name", [YEAR, MAY])
def test_every_quote_is_found_in_the_raw_text(name: str) -> None:
    report, raw = reading(name)
    for said in (*raw.claims, *raw.statuses):
        for passage in said.passages:
            assert report.exact(passage)
    for i in raw.instruments:
        assert all(report.exact(p) for p in i.mentions)
