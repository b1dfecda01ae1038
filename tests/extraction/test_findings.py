"""What a report's own figures and dates contradict is found, and nothing that adds up is."""

from __future__ import annotations

import pytest

from extraction.layout import read_report
from extraction.pipeline import read_facts

HEAD = (
    "BÁO CÁO\nTình hình cấp nước sạch nông thôn năm 2025\n\nI. KẾT QUẢ\n\n"
    "Các xã đã hoàn thành việc kiểm tra công trình trước mùa khô.\n\n"
)


def rules(sentence: str) -> dict[str, tuple[str | None, str | None]]:
    facts = read_facts(read_report("a.txt", f"{HEAD}{sentence}\n".encode()))
    return {f.rule: (f.printed, f.computed) for f in facts.findings}


def test_a_day_that_does_not_exist_is_told_and_kept_as_printed():
    found = rules("Tính đến ngày 31/6/2025, toàn tỉnh có 118 công trình cấp nước đang vận hành.")
    assert found["invalid_date"][1] == "2025-06"
    assert "31/6/2025" in str(found["invalid_date"][0])


def test_a_number_in_full_with_a_magnitude_word_is_told():
    found = rules("Hệ thống giám sát đã ghi nhận 12.345.678 triệu lượt đo áp lực nước.")
    assert found["impossible_magnitude"][1] == "12345678000000"


@pytest.mark.parametrize(
    ("sentence", "computed"),
    [
        ("Tỷ lệ hộ dùng nước sạch đạt 72%, tăng 9% so với năm 2024 là 65%.", None),
        ("Doanh thu cấp nước đạt 240 tỷ đồng, tăng 35% so với năm 2024 là 200 tỷ đồng.", "20.00%"),
    ],
)
def test_a_change_that_both_values_contradict_is_told(sentence, computed):
    found = rules(sentence)
    if computed is None:
        assert "change_contradicts_values" in found or "unclear_change_unit" in found
    else:
        assert found["change_contradicts_values"][1] == computed


@pytest.mark.parametrize(
    "sentence",
    [
        "Doanh thu cấp nước đạt 240 tỷ đồng, tăng 20% so với năm 2024 là 200 tỷ đồng.",
        "Tính đến ngày 30/6/2025, toàn tỉnh có 118 công trình cấp nước đang vận hành.",
        "Tỷ lệ hộ dùng nước sạch đạt 72%, tăng 7 điểm phần trăm so với năm 2024 là 65%.",
        "Doanh thu cấp nước đạt 3.250 tỷ đồng.",
    ],
)
def test_figures_that_add_up_are_left_in_peace(sentence):
    assert rules(sentence) == {}


def test_every_finding_speaks_both_languages():
    text = f"{HEAD}Tính đến ngày 31/6/2025, toàn tỉnh có 118 công trình cấp nước đang vận hành.\n"
    for finding in read_facts(read_report("a.txt", text.encode())).findings:
        assert finding.message_vi
        assert finding.message_en
        assert finding.message_vi != finding.message_en
