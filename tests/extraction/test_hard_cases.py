"""Every hard case of the genre has a test; here stand those that fit nowhere else."""

from __future__ import annotations

import ast
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from extraction.facts import Predicate
from extraction.instruments import read_instruments
from extraction.names import read_names
from tests.extraction.report_of import names_in, report_of
from tests.extraction.test_hard_cases_figures import cases

HERE = Path(__file__).parent
LAST = 116


def table() -> dict[int, str]:
    lines = (HERE / "hard_cases.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "case\t")))
    return {int(case): test for case, test in rows}


@cache
def functions(file: str) -> frozenset[str]:
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("case", range(1, LAST + 1))
def test_a_test_covers_the_case(case: int) -> None:
    file, _, name = table()[case].partition("::")
    assert name in functions(file)


def test_cases_of_the_table_of_sentences_stand_in_it() -> None:
    sentences = {int(case) for case, *_ in cases()}
    by_table = {case for case, test in table().items() if test.endswith("_as_its_rule_says")}
    assert by_table <= sentences


def test_a_long_date_and_a_title_that_details_a_law() -> None:
    report = report_of(
        "Thực hiện Nghị định số 44/2019/NĐ-CP ngày 27 tháng 9 năm 2019 của Chính phủ quy định chi tiết thi "
        "hành Luật Trồng trọt về giống cây và canh tác; các huyện đã rà soát."
    )
    reading = read_instruments(report, names_in(report))
    decree = next(i for i in reading.instruments if i.number == "44/2019/NĐ-CP")
    law = next(i for i in reading.instruments if i.type == "law")
    assert decree.issued == date(2019, 9, 27)
    assert decree.title is not None
    assert decree.title.endswith("về giống cây và canh tác")
    assert (decree.ref, Predicate.DETAILS, law.ref) in {
        (c.subject, c.predicate, c.object) for c in reading.claims
    }


def test_two_plans_of_like_titles_stay_two() -> None:
    report = report_of(
        "Sở trình Kế hoạch hành động năm 2024 - 2025 về dữ liệu rừng phòng hộ.",
        "Tỉnh có Kế hoạch hành động dữ liệu rừng phòng hộ cho giai đoạn 2024-2025, định hướng năm 2030.",
    )
    reading = read_instruments(report, names_in(report))
    assert len({i.ref for i in reading.instruments if i.type == "plan"}) == 2
    assert Predicate.CLOSE_MATCH not in {c.predicate for c in reading.claims}


def test_years_codes_and_acronyms_are_no_bodies() -> None:
    reading = read_names(
        report_of(
            "Năm 2024, người dùng MXH nộp hồ sơ qua DVCTT theo số 44/2019/NĐ-CP, đạt 61% KTS và 12 TTHC."
        )
    )
    assert reading.organizations == ()
