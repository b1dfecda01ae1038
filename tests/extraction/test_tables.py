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
