"""Texts that repeat one thing cost what their length costs: the whole reading, from bytes to facts.

Work is counted in calls, which a slow machine does not change; what happens inside one call of a regular
expression is bounded by the limit on the time of a test.
"""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.pipeline import read_facts

OPENING = "Báo cáo về việc thực hiện nhiệm vụ.\n\n"
SOME = 10_000  # calls that do not depend on the length, such as another way of laying the text out
_SIGNS = str.maketrans({"⏎": "\n", "⇥": "\t"})
UNITS = [
    line.translate(_SIGNS)
    for line in (Path(__file__).parent / "pathological.tsv").read_text(encoding="utf-8").split("\n")[1:-1]
]


def read(text: str) -> None:
    with contextlib.suppress(ReadError):
        report = read_report("report.txt", text.encode())
        facts = read_facts(report)
        assert all(0 <= o.passage.start < o.passage.end <= len(report.raw) for o in facts.observations)


def calls(text: str) -> int:
    """How many calls, of Python's and of C's, reading a text makes."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.timeout(30)
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_twice_the_text_costs_twice_the_work(unit: str) -> None:
    short, long = (OPENING + unit * (length // len(unit)) for length in (4_000, 8_000))
    read(short)  # tables that are built at first use are no cost of the text
    assert calls(long) < 2.3 * calls(short) + SOME


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "unit", ["1", "7", "việc ", "12 ", "%", "(", "A", "Nghị định số ", "và ", "1.234.567 "]
)
def test_a_long_text_of_one_thing_is_read(unit: str) -> None:
    read(OPENING + unit * (120_000 // len(unit)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(UNITS), max_size=60))
def test_any_mixture_is_read_without_an_error(parts: list[str]) -> None:
    read(OPENING + "".join(parts))
