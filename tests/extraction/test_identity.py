"""Labels that name one indicator, and look-alikes that do not."""

from __future__ import annotations

import pytest

from extraction.facts import Kind, Ref
from extraction.identity import signature_of
from extraction.identity.assign import key_of
from extraction.layout import read_report
from extraction.pipeline import read_facts

PORTAL = Ref(Kind.PLATFORM, "cong-thuy-loi")
MINISTRY = Ref(Kind.ORGANIZATION, "bo-thuy-loi")
NAMES = {"cổng thủy lợi": PORTAL, "công thủy lợi": PORTAL, "bộ thủy lợi": MINISTRY}
EXPANSIONS = {"TTHC": "thủ tục hành chính"}


def key(label: str, unit: str = "percent", about: Ref | None = None) -> str:
    return key_of(signature_of(label, unit, NAMES, EXPANSIONS, about))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỷ lệ trạm bơm kết nối Internet", "Tỷ lệ các trạm bơm có kết nối Internet"),
        ("Số hồ sơ được Cổng Thủy lợi đồng bộ", "Tổng số hồ sơ đồng bộ trên Công Thủy lợi"),
        ("Số sổ vận hành được Bộ Thủy lợi cấp", "Số lượng sổ vận hành đã cấp"),
        ("Tỷ lệ TTHC giải quyết đúng hạn", "Tỷ lệ thủ tục hành chính được giải quyết đúng hạn"),
        (
            "Số tỉnh, thành phố kết nối với Cổng Thủy lợi",
            "Số địa phương kết nối, chia sẻ dữ liệu với Cổng Thủy lợi",
        ),
    ],
)
def test_one_indicator_in_two_wordings_has_one_identifier(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tỷ lệ hồ sơ trực tuyến", "Tỷ lệ thủ tục hành chính trực tuyến"),
        ("Tỷ lệ người dân có tài khoản tại ngân hàng", "Tỷ lệ người dân có tài khoản thanh toán điện tử"),
        ("Tỷ lệ trạm bơm cấp xã kết nối Internet", "Tỷ lệ trạm bơm cấp huyện kết nối Internet"),
        ("Số hồ sơ được Cổng Thủy lợi tiếp nhận", "Số hồ sơ được Cổng Thủy lợi đồng bộ"),
        ("Doanh thu của Bộ Thủy lợi", "Doanh thu"),
    ],
)
def test_look_alikes_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_share_and_a_count_of_the_same_words_are_two() -> None:
    assert key("Trạm bơm kết nối Internet", "percent") != key("Trạm bơm kết nối Internet", "count:trạm bơm")


def test_a_figure_without_a_system_of_its_own_is_about_the_one_that_its_sentence_names() -> None:
    assert key("Số lượt truy cập", "count:lượt", PORTAL) == key(
        "Số lượt truy cập trên ứng dụng Cổng Thủy lợi", "count:lượt"
    )


def test_two_reports_observe_one_indicator() -> None:
    refs = []
    for sentence in (
        "Tỷ lệ hộ gia đình sử dụng nước máy đạt 81%.",
        "Đến nay, có 83% hộ gia đình sử dụng nước máy.",
    ):
        text = (
            "BÁO CÁO\nTình hình cấp nước năm 2025\n\nI. KẾT QUẢ\n\n"
            f"1. Các xã đã kiểm tra công trình trước mùa khô. {sentence}\n"
        )
        facts = read_facts(read_report("a.txt", text.encode()))
        refs.append({o.indicator for o in facts.observations})
    assert refs[0] == refs[1]
    assert len(refs[0]) == 1
