"""Dates and periods as reports print them."""

from __future__ import annotations

import pytest

from extraction.facts import Period
from extraction.periods import find_periods, iso, title_period, undated, year_of
from ontology.keys import fold


@pytest.mark.parametrize(
    ("text", "notation", "role"),
    [
        ("ngày 09/5/2023", "2023-05-09", ""),
        ("ngày 27 tháng 9 năm 2021", "2021-09-27", ""),
        ("ngày 15/7", "2024-07-15", ""),
        ("Đến hết tháng 5/2024", "2024-05", "until"),
        ("vào cuối tháng 11/2023", "2023-11", "at"),
        ("trong tháng 4", "2024-04", "during"),
        ("đến Quý II/2024", "2024-Q2", "until"),
        ("quý III năm 2022", "2022-Q3", ""),
        ("6 tháng đầu năm 2023", "2023-01/2023-06", ""),
        ("sáu tháng cuối năm", "2024-07/2024-12", ""),
        ("9 tháng năm 2023", "2023-01/2023-09", ""),
        ("11 tháng/2023", "2023-01/2023-11", ""),
        ("Trong 10 tháng, tỉnh", "2024-01/2024-10", "during"),
        ("nửa cuối năm 2023", "2023-07/2023-12", ""),
        ("tính đến 15/9", "2024-09-15", "until"),
        ("quý III-2023", "2023-Q3", ""),
        ("năm học 2023 - 2024", "2023/2024", ""),
        ("từ năm 2021 đến hết năm 2025", "2021/2025", ""),
        ("các năm 2022", "2022", ""),
        ("giai đoạn 2021-2025", "2021/2025", ""),
        ("năm 2024 - 2025", "2024/2025", ""),
        ("so với 2022", "2022", ""),
        ("cùng kỳ năm 2023", "2023", ""),
        ("Đến 05/2023", "2023-05", "until"),
        ("hết năm 2023", "2023", "until"),
    ],
)
def test_a_printed_time_names_its_period(text: str, notation: str, role: str) -> None:
    (span,) = find_periods(text, year=2024)
    assert (span.period.notation, span.role, span.valid) == (notation, role, True)


@pytest.mark.parametrize(("text", "notation"), [("ngày 31/9/2023", "2023-09"), ("tháng 13/2023", "2023")])
def test_a_date_that_cannot_be_keeps_what_can_and_is_flagged(text: str, notation: str) -> None:
    (span,) = find_periods(text)
    assert (span.period.notation, span.valid) == (notation, False)


@pytest.mark.parametrize(
    "text",
    [
        "12/63 xã",
        "tháng 4%",
        "mã số 2024/A",
        "3.2024 người",
        "45/2021/NĐ-CP",
        "xong trong 6 tháng kể từ",
    ],
)
def test_what_is_no_time_names_none(text: str) -> None:
    assert list(find_periods(text, year=2024)) == []


def test_a_sum_up_to_a_day_is_cumulative() -> None:
    (span,) = find_periods("lũy kế đến ngày 20/5/2023")
    assert span.period == Period("2023-05-20", "cumulative")


def test_without_a_year_a_month_names_no_period_but_is_still_a_time() -> None:
    text = fold("Đến hết tháng 7 và trong quý II")
    assert list(find_periods("", folded=text)) == []
    assert [text[a:b] for a, b in undated(text)] == ["đến hết tháng 7", "trong quý ii"]


@pytest.mark.parametrize(
    ("title", "notation"),
    [
        ("Báo cáo ngành nước tháng 5 năm 2023", "2023-05"),
        ("Báo cáo quý III và nhiệm vụ quý IV năm 2023", "2023-Q3"),
        ("Kết quả 6 tháng đầu năm 2023, nhiệm vụ 6 tháng cuối năm 2023", "2023-01/2023-06"),
        ("Kế hoạch trồng rừng năm 2026", "2026"),
        ("Báo cáo năm 2023 và phương hướng năm 2024", "2023"),
    ],
)
def test_a_title_names_the_period_that_it_looks_back_on(title: str, notation: str) -> None:
    assert title_period(title) == Period(notation)


def test_a_title_without_a_time_names_none() -> None:
    assert title_period("Báo cáo ngành nước") is None


def test_notation_falls_back_to_what_the_calendar_has() -> None:
    assert [iso(2023), iso(2023, 2, 30), iso(2023, 14), iso(2023, 2, 3)] == [
        "2023",
        "2023-02",
        "2023",
        "2023-02-03",
    ]
    assert (year_of(Period("2021/2025")), year_of(Period("2023-Q2")), year_of(None)) == (2025, 2023, None)
