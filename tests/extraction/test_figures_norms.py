"""Legal text lays down rules: its fines, deadlines and limits are no observations; the targets in it are."""

from __future__ import annotations

import pytest

from extraction.report import BlockKind, Role
from tests.extraction.reports import Part, figures, heading

ARTICLE = heading("Điều 7. Quản lý chợ")


@pytest.mark.parametrize(
    "rule",
    [
        "1. Mỗi chợ có 02 bãi xe và 14 vòi chữa cháy.",
        "2. Tỷ lệ diện tích cây xanh của chợ là 12%.",
        "3. Hồ sơ gồm 01 bản chính và 03 bản sao.",
        "4. Ban quản lý giữ lại 90% số tiền phí thu được.",
    ],
)
def test_what_stands_in_an_article_is_not_read(rule: str) -> None:
    assert figures(ARTICLE, Part(rule, BlockKind.ITEM, heading=0), period=None) == []
    assert figures(f"Điều 7. {rule}", period="2024") == []


def test_an_article_of_a_code_that_opens_with_its_source_is_one_too() -> None:
    source = "(Điều 7 Thông tư số 11/2020/TT-BCT, có hiệu lực thi hành kể từ ngày 01/02/2021)"
    assert figures(source, "Mỗi chợ có 02 bãi xe.", period=None) == []


def test_a_target_that_an_article_approves_is_read() -> None:
    assert figures(
        heading("Điều 1. Phê duyệt chương trình"),
        Part("1. Mục tiêu: tỷ lệ hộ dân có nước sạch đạt 95% vào năm 2030.", BlockKind.ITEM, heading=0),
        period=None,
    ) == ["Tỷ lệ hộ dân có nước sạch = 95 percent target @2030"]


RESOLUTION = (
    heading("Điều 1. Đánh giá tình hình"),
    Part("1. Toàn huyện có 14 chợ.", BlockKind.ITEM, heading=0),
    heading("Điều 2. Mục tiêu", Role.TASKS),
    Part("1. Tỷ lệ chợ đạt chuẩn là 95%.", BlockKind.ITEM, Role.TASKS, heading=2),
    heading("Điều 3. Nhiệm vụ và giải pháp", Role.TASKS),
    Part("1. Bố trí 12 tỷ đồng sửa chợ.", BlockKind.ITEM, Role.TASKS, heading=4),
    heading("Điều 4. Điều khoản thi hành"),
    Part("1. Mỗi chợ lập 02 tổ bảo vệ.", BlockKind.ITEM, heading=6),
)


def test_a_resolution_accounts_aims_and_provides_in_its_articles() -> None:
    assert figures(*RESOLUTION) == [
        "Số chợ = 14 count:chợ @2024 [toàn huyện]",
        "Tỷ lệ chợ đạt chuẩn = 95 percent target @2024",
        "Số tiền bố trí sửa chợ = 12000000000 VND target @2024",
    ]


def test_tasks_of_a_text_without_goals_are_rules() -> None:
    article = heading("Điều 3. Nhiệm vụ và giải pháp", Role.TASKS)
    assert (
        figures(article, Part("1. Bố trí 12 tỷ đồng sửa chợ.", BlockKind.ITEM, Role.TASKS, heading=0)) == []
    )


def test_a_duty_behind_the_last_number_only_describes() -> None:
    assert figures("Toàn huyện có 50 hộ phải di dời.") == [
        "Số hộ phải di dời = 50 count:hộ @2024 [toàn huyện]"
    ]


def test_the_report_behind_an_article_that_it_quotes_is_read() -> None:
    assert figures(
        "Điều 7. Mỗi chợ có 02 bãi xe.",
        heading("II. NHIỆM VỤ", Role.TASKS),
        Part("Xây 14 chợ vùng cao.", role=Role.TASKS, heading=1),
    ) == ["Số chợ vùng cao được xây = 14 count:chợ vùng cao target @2024"]


RULES = (
    "Ban quản lý có trách nhiệm kiểm tra chợ.",
    "Hộ buôn bán không được lấn lối đi.",
    "Trường hợp chợ có 40 hộ thì thành lập tổ quản lý.",
    "Mỗi chợ có 02 bãi xe.",
)


def test_a_text_that_rules_and_speaks_of_no_period_is_legal_as_a_whole() -> None:
    assert figures(*RULES, period=None) == []


def test_a_report_of_a_period_is_read_though_it_names_duties() -> None:
    assert len(figures(*RULES, period="2024")) >= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Mức phạt từ 10.000.000 đồng đến 20.000.000 đồng đối với hành vi lấn đất.",
        "Phạt tiền 05 triệu đồng đối với hộ xả thải.",
        "Chợ phải có ít nhất 02 lối thoát.",
        "Ban quản lý có trách nhiệm giữ 14 vòi chữa cháy.",
    ],
)
def test_a_sentence_that_rules_is_not_read_in_a_report_either(sentence: str) -> None:
    assert figures(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Người dân không phải nộp 12 triệu bản sao giấy.",
        "Có 31 hộ gặp phải lũ quét.",
        "Công an xử lý 204 trường hợp vi phạm.",
    ],
)
def test_words_of_duty_inside_other_words_do_not_rule(sentence: str) -> None:
    assert len(figures(sentence)) == 1
