"""What a report's own figures and dates contradict is found, and nothing that adds up is."""

from __future__ import annotations

import pytest

from extraction.layout import read_report
from extraction.legacy import letters
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
        ("Doanh thu cấp nước đạt 240 tỷ đồng, tăng 35% so với năm 2024 là 200 tỷ đồng.", "20%"),
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
        "Đến hết tháng 8/2025, tỷ lệ hộ dùng nước sạch đạt 38,6%.",
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


BODIES = "Cả nước có 22 bộ, ngành và 63 địa phương lập kế hoạch. Đến nay, 17 bộ, ngành và 51 địa phương đã có"
SOUND = [
    "Toàn tỉnh có 256/1.024 điểm trường nối mạng (đạt 25%).",
    "Đã thu 40 triệu phiếu cấp nước, kích hoạt 30 triệu phiếu (75%).",
    f"{BODIES} danh mục (đạt tỷ lệ 80%).",
    "Tỉnh có 12 nhà máy nước, gồm 7 nhà máy nước mặt và 5 nhà máy nước ngầm.",
    "Doanh thu dự kiến 25.000 tỷ đồng (~1 tỷ USD, tính theo tỷ giá 25.000 đồng/USD).",
    "Trong tháng 4, các trạm ghi 30 triệu lượt đo, bình quân 1 triệu lượt/ngày.",
    "Năm 2025 có 03 nhóm việc: (1) Nạo vét kênh; (2) Thay đồng hồ; (3) Sửa trạm bơm.",
    "Nghị định số 117/2024/NĐ-CP ngày 18/9/2024 đã được áp dụng.",
]
WRONG = [
    ("Toàn tỉnh có 256/1.024 điểm trường nối mạng (đạt 35%).", "share_contradicts_counts", "25%"),
    ("Đã thu 40 triệu phiếu cấp nước, kích hoạt 30 triệu phiếu (75,6%).", "share_contradicts_counts", "75%"),
    (
        f"{BODIES} danh mục (đạt tỷ lệ 77%).",
        "share_contradicts_counts",
        "80%",
    ),
    (
        "Tỉnh có 12 nhà máy nước, gồm 7 nhà máy nước mặt và 4 nhà máy nước ngầm.",
        "parts_contradict_total",
        "7 + 4 = 11",
    ),
    (
        "Doanh thu dự kiến 25.000 tỷ đồng (~1,25 tỷ USD, tính theo tỷ giá 25.000 đồng/USD).",
        "conversion_contradicts_rate",
        "1.000.000.000 USD",
    ),
    (
        "Trong tháng 4, các trạm ghi 30 triệu lượt đo, bình quân 1,5 triệu lượt/ngày.",
        "average_contradicts_total",
        "967.742–1.071.429",
    ),
    ("Năm 2025 có 03 nhóm việc: (1) Nạo vét kênh; (2) Thay đồng hồ.", "count_contradicts_list", "2"),
    ("Nghị định số 117/2024/NĐ-CP ngày 18/9/2023 đã được áp dụng.", "implausible_date", "2024"),
    ("Đến nay, 70/63 tỉnh, thành phố đã lập bản đồ nguồn nước.", "impossible_share", "> 63"),
]


@pytest.mark.parametrize("sentence", SOUND)
def test_counts_shares_sums_and_dates_that_agree_are_left_in_peace(sentence):
    assert rules(sentence) == {}


@pytest.mark.parametrize(("sentence", "rule", "computed"), WRONG)
def test_counts_shares_sums_and_dates_that_disagree_are_told(sentence, rule, computed):
    assert rules(sentence)[rule][1] == computed


def test_a_change_is_checked_against_the_year_before_where_the_report_prints_it_elsewhere():
    found = rules(
        "Năm 2024, doanh thu cấp nước đạt 200 tỷ đồng. Năm 2025, doanh thu cấp nước đạt 240 tỷ đồng, tăng 35%"
        " so với năm 2024."
    )
    assert found["change_contradicts_values"] == ("35%", "20%")


def test_a_blank_number_and_a_day_of_the_last_january_in_next_years_tasks_are_told():
    text = (
        "BÁO CÁO\nTình hình cấp nước sạch năm 2024\n(Kèm theo Báo cáo số: /BC-UBND)\n\n"
        "I. KẾT QUẢ\n\n1. Các xã đã hoàn thành việc kiểm tra công trình trước mùa khô.\n\n"
        "II. NHIỆM VỤ NĂM 2025\n\n1. Triển khai Tờ trình số 12/TTr-UBND ngày 05/01/2024 về giá nước sạch.\n"
    )
    facts = read_facts(read_report("a.txt", text.encode()))
    found = {f.rule: f.computed for f in facts.findings}
    assert "missing_number" in found
    assert found["implausible_date"] == "05/01/2025"


def test_what_became_of_the_file_is_told_once_for_each_kind():
    codes = {letter: code for code, letter in letters("TCVN3").items()}
    old = "".join(
        codes.get(letter, letter) for letter in "Các xã của tỉnh đã được giao số việc và có người.\n" * 4
    )
    facts = read_facts(read_report("a.txt", old.encode()))
    assert {f.rule: f.printed for f in facts.findings} == {"converted-encoding": "TCVN3"}
    found = rules("Các xã \ue001 đã \ue002 giao việc \ue003 cho người dân.")
    assert found == {"lost-glyph": ("\ue001", "3")}
