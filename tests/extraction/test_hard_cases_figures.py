"""The hard figures of the genre (hard cases 60 to 100): what has to be read of a sentence, what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.facts import Period
from extraction.figures.reading import read_figures
from extraction.report import Role
from tests.extraction.reports import Part, build, figures, heading

TABLE = Path(__file__).with_name("figure_cases.tsv")


def cases() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith(("#", "case\t"))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(sentence, lines, id=f"{case}: {rule}: {sentence[:40]}")
        for case, rule, sentence, lines in cases()
    ],
)
def test_a_sentence_is_read_as_its_rule_says(sentence: str, expected: str) -> None:
    assert (" ¦ ".join(figures(sentence)) or "-") == expected


def test_the_table_has_every_case_of_a_single_sentence() -> None:
    elsewhere = {89, 96, 97, 99}  # they need more than a sentence, and have their tests below
    assert {int(case) for case, *_ in cases()} == {0, *range(60, 101)} - elsewhere


def test_what_stands_under_tasks_is_a_target_of_their_year() -> None:
    assert figures(
        heading("NHIỆM VỤ NĂM 2031", Role.TASKS),
        Part(
            "Tỷ lệ trẻ đi học toàn quốc đạt 97%. Trong đó, đối với các xã vùng cao đạt tỷ lệ tối thiểu 90%; "
            "các phường đạt tỷ lệ tối thiểu 99%.",
            role=Role.TASKS,
            heading=0,
        ),
        Part("Hoàn thành 14 trạm bơm trước ngày 30/6/2031.", role=Role.TASKS, heading=0),
    ) == [
        "Tỷ lệ trẻ đi học = 97 percent target @2031 [toàn quốc]",
        "Tỷ lệ trẻ đi học = 90 percent at_least target @2031 [xã vùng cao]",
        "Tỷ lệ trẻ đi học = 99 percent at_least target @2031 [phường]",
        "Số trạm bơm được hoàn thành = 14 count:trạm bơm target @2031-06-30",
    ]


def test_scores_of_others_are_theirs() -> None:
    assert figures(
        heading("Xếp hạng chăm sóc trẻ em"),
        Part("Việt Nam xếp thứ 9/41, sau Thái Lan (88 điểm), Malaysia (85,5 điểm).", heading=0),
    ) == [
        "Xếp hạng chăm sóc trẻ em = 9 rank /41 @2024",
        "Điểm chăm sóc trẻ em = 88 points @2024 [Thái Lan]",
        "Điểm chăm sóc trẻ em = 85.5 points @2024 [Malaysia]",
    ]


@pytest.mark.parametrize(("earlier", "later"), [("4.515", "4.475"), ("3.202", "5.765")])
def test_values_of_two_periods_are_two_observations_of_one_indicator(earlier: str, later: str) -> None:
    first, second = (
        build(f"Cổng đào tạo cung cấp {value} khóa học.", sha256=digest * 32)
        for value, digest in ((earlier, "0a"), (later, "0b"))
    )
    one = read_figures(first, period=Period("2024-05")).observations
    other = read_figures(second, period=Period("2024-12")).observations
    assert [o.indicator for o in one] == [o.indicator for o in other]
    assert {o.ref for o in one}.isdisjoint(o.ref for o in other)
    assert [o.period for o in (*one, *other)] == [Period("2024-05"), Period("2024-12")]
