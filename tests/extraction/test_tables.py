"""Tables of indicators: units by column, kinds and periods by the header, open readings left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extraction.facts import ObservationKind
from extraction.layout import read_report
from extraction.pipeline import read_facts

HEAD = (
    "KẾ HOẠCH\nPhát triển du lịch thông minh năm 2027\n\n"
    "I. CHỈ TIÊU\n\nCác sở, ngành thực hiện những chỉ tiêu dưới đây.\n\n"
)


def read(table: str):
    facts = read_facts(read_report("plan.md", (HEAD + table).encode()))
    labels = {i.ref: i.label for i in facts.indicators}
    return facts, {
        (labels[o.indicator], o.period.notation if o.period else None): o for o in facts.observations
    }


TABLE = """| TT | Chỉ tiêu | Đơn vị tính | Kết quả năm 2026 | Kế hoạch năm 2027 | Cơ quan chủ trì |
|---|---|---|---|---|---|
| I | Điểm đến | | | | |
| 1 | Tỷ lệ điểm đến có thuyết minh tự động | % | 42,5 | ≥ 60 | Bộ Văn hóa, Thể thao và Du lịch |
| 2 | Doanh thu du lịch trực tuyến | Tỷ đồng | 1.250 | 1.500 | |
| 3 | Số phản ánh chưa trả lời | Phản ánh | 31 | không quá 10 | |
| 4 | Mức độ hài lòng | Điểm | 7,9 | 8-9 | |
| 5 | Cổng du lịch | | Hoàn thành | Duy trì | |
"""


@pytest.mark.parametrize(
    ("label", "period", "value", "unit", "kind", "qualifier"),
    [
        ("Tỷ lệ điểm đến có thuyết minh tự động", "2026", "42.5", "percent", "actual", None),
        ("Tỷ lệ điểm đến có thuyết minh tự động", "2027", "60", "percent", "target", "at_least"),
        ("Doanh thu du lịch trực tuyến", "2026", "1250000000000", "VND", "actual", None),
        ("Doanh thu du lịch trực tuyến", "2027", "1500000000000", "VND", "target", None),
        ("Số phản ánh chưa trả lời", "2027", "10", "count:phản ánh", "target", "at_most"),
        ("Mức độ hài lòng", "2026", "7.9", "points", "actual", None),
    ],
)
def test_a_row_gives_its_values_by_column(label, period, value, unit, kind, qualifier):
    observation = read(TABLE)[1][label, period]
    assert (observation.value, observation.unit) == (Decimal(value), unit)
    assert (observation.kind, observation.qualifier) == (ObservationKind(kind), qualifier)


def test_a_range_and_words_are_left_unread():
    found = read(TABLE)[1]
    assert ("Mức độ hài lòng", "2027") not in found
    assert not [key for key in found if key[0] == "Cổng du lịch"]


def test_the_agency_of_a_row_is_what_its_values_are_about():
    found = read(TABLE)[1]
    about = found["Tỷ lệ điểm đến có thuyết minh tự động", "2027"].about
    assert about is not None
    assert about.key == "bo-van-hoa-the-thao-va-du-lich"


def test_every_value_of_a_row_is_quoted_from_it():
    data = (HEAD + TABLE).encode()
    report = read_report("plan.md", data)
    facts = read_facts(report)
    for observation in facts.observations:
        assert observation.verbatim in report.exact(observation.passage)


def test_a_table_of_something_else_gives_no_figures():
    other = "| TT | Họ và tên | Phòng | Điện thoại |\n|---|---|---|---|\n| 1 | Lê Văn A | 203 | 0123456 |\n"
    assert read(other)[0].observations == ()


def lines(table: str) -> list[str]:
    """The observations of a table in order: label, value, unit, kind, period, and the scope in brackets."""
    facts = read_facts(read_report("plan.md", (HEAD + table).encode()))
    labels = {i.ref: i.label for i in facts.indicators}
    out = []
    for o in facts.observations:
        parts = f"/{o.denominator}" if o.denominator is not None else ""
        scope = f" [{o.scope}]" if o.scope else ""
        when = o.period.notation if o.period else "?"
        bound = f" {o.qualifier}" if o.qualifier else ""
        out.append(f"{labels[o.indicator]} = {o.value}{parts} {o.unit}{bound} {o.kind} @{when}{scope}")
    return out


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("ước 9,4", ["Tỷ lệ phòng trống = 9.4 percent estimate @2026"]),
        ("Tối thiểu 60", ["Tỷ lệ phòng trống = 60 percent at_least actual @2026"]),
        ("60 trở lên", ["Tỷ lệ phòng trống = 60 percent at_least actual @2026"]),
        ("> 88%", ["Tỷ lệ phòng trống = 88 percent more_than actual @2026"]),
        (
            "64,3 (27/42)",
            [
                "Tỷ lệ phòng trống = 64.3 percent actual @2026",
                "Số phòng trống = 27/42 count:phòng trống actual @2026",
            ],
        ),
        ("-", []),
        ("tăng 5%", []),
        ("40 - 45", []),
        ("12 15", []),
    ],
)
def test_a_cell_holds_one_value_with_what_bounds_it(cell: str, expected: list[str]) -> None:
    header = "| TT | Chỉ tiêu | ĐVT | Kết quả năm 2026 |\n|---|---|---|---|\n"
    assert lines(f"{header}| 1 | Tỷ lệ phòng trống | % | {cell} |\n") == expected


def test_a_rank_may_be_that_of_a_group() -> None:
    table = (
        "| Chỉ tiêu | Đơn vị | Kết quả năm 2026 | Mục tiêu năm 2027 |\n|---|---|---|---|\n"
        "| Xếp hạng du lịch của tỉnh | Thứ hạng | 19/34 | Nhóm 12 |\n"
    )
    assert lines(table) == [
        "Xếp hạng du lịch của tỉnh = 19/34 rank actual @2026",
        "Xếp hạng du lịch của tỉnh = 12 rank target @2027",
    ]


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("| Chỉ tiêu | Năm 2026 (tỷ đồng) |", "Doanh thu lữ hành"),
        ("| Chỉ tiêu | Năm 2026 |", "Doanh thu lữ hành (tỷ đồng) (*)"),
    ],
)
def test_a_unit_may_stand_in_brackets_of_the_header_or_of_the_label(header: str, label: str) -> None:
    assert lines(f"{header}\n|---|---|\n| {label} | 12 |\n") == [
        "Doanh thu lữ hành = 12000000000 VND actual @2026"
    ]


def test_two_rows_may_head_a_table() -> None:
    table = (
        "| TT | Chỉ tiêu | ĐVT | Kết quả | | Mục tiêu |\n| | | | 2025 | 2026 | 2027 |\n"
        "| 1 | Số khách sạn | Khách sạn | 12 | 15 | 20 |\n"
    )
    assert lines(table) == [
        "Số khách sạn = 12 count:khách sạn actual @2025",
        "Số khách sạn = 15 count:khách sạn actual @2026",
        "Số khách sạn = 20 count:khách sạn target @2027",
    ]


def test_rows_below_an_indicator_are_its_parts() -> None:
    table = (
        "| TT | Chỉ tiêu | Kết quả năm 2026 (%) |\n|---|---|---|\n| 1 | Tỷ lệ phòng trống | |\n"
        "| 1.1 | - Cấp tỉnh | 8,5 |\n| 1.2 | - Cấp xã | 12 |\n"
    )
    assert lines(table) == [
        "Tỷ lệ phòng trống = 8.5 percent actual @2026 [cấp tỉnh]",
        "Tỷ lệ phòng trống = 12 percent actual @2026 [cấp xã]",
    ]


def test_places_may_be_rows_and_indicators_columns() -> None:
    table = (
        "| STT | Tỉnh, thành phố | Tỷ lệ phòng trống năm 2026 (%) | Số lượt khách năm 2026 |\n"
        "|---|---|---|---|\n"
        "| 1 | Hòa An | 8,5 | 12.400 |\n| | Tổng cộng | 9 | 30.100 |\n"
    )
    assert lines(table) == [
        "Tỷ lệ phòng trống = 8.5 percent actual @2026 [Hòa An]",
        "Số lượt khách = 12400 count:lượt khách actual @2026 [Hòa An]",
        "Tỷ lệ phòng trống = 9 percent actual @2026",
        "Số lượt khách = 30100 count:lượt khách actual @2026",
    ]


def test_a_column_of_sums_names_what_its_rows_cost() -> None:
    table = (
        "| TT | Hạng mục | Kinh phí (triệu đồng) | Ghi chú |\n|---|---|---|---|\n"
        "| 1 | Sơn lại bến tàu | 1.500 | |\n| | Tổng cộng | 1.500 | |\n"
    )
    assert lines(table) == [
        "Kinh phí sơn lại bến tàu = 1500000000 VND target @2027",
        "Tổng kinh phí = 1500000000 VND target @2027",
    ]


@pytest.mark.parametrize(
    "header",
    [
        "| Nhiệm vụ | Thời hạn | Kết quả |",
        "| Nội dung | Sản phẩm | Kết quả |",
        "| Chỉ tiêu | So với năm 2026 | Ghi chú |",
    ],
)
def test_tables_of_deeds_and_of_comparisons_alone_are_left(header: str) -> None:
    assert lines(f"{header}\n|---|---|---|\n| Mở bến tàu | 12 | 15 |\n") == []
