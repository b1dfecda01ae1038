"""Obstacles that somebody is quoted with, as news and minutes print them."""

from __future__ import annotations

import pytest

from extraction.layout import read_report
from extraction.pipeline import read_facts

HEAD = "Gỡ khó cho nghề cá\n\nNgày 12/8/2031, Chi cục Thủy sản họp bàn về đăng ký tàu cá.\n\n"


def labels(text: str) -> list[str]:
    return [b.label for b in read_facts(read_report("tin.txt", f"{HEAD}{text}\n".encode())).bottlenecks]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "“Khó khăn lớn nhất là bến cá tuyến huyện thiếu kinh phí nạo vét luồng”, ông Lâm nói.",
            "Bến cá tuyến huyện thiếu kinh phí nạo vét luồng",
        ),
        (
            "“Ngư dân phải nộp giấy hai lần, vì trạm kiểm ngư chưa nhận bản điện tử”, bà Thu chia sẻ.",
            "Ngư dân phải nộp giấy hai lần, vì trạm kiểm ngư chưa nhận bản điện tử",
        ),
        (
            (
                "Theo bà Thu, Giám đốc Cảng cá, máy định vị của các hãng không theo chuẩn chung nên dữ liệu "
                "không liên thông được."
            ),
            "Máy định vị của các hãng không theo chuẩn chung nên dữ liệu không liên thông được",
        ),
    ],
)
def test_what_a_person_says_is_in_the_way_is_an_obstacle(text: str, label: str) -> None:
    assert labels(text) == [label]


@pytest.mark.parametrize(
    "text",
    [
        "“Chúng tôi mong thủ tục cấp phép không còn phức tạp với chủ tàu”, bà Thu nói.",
        "“Nếu thiếu chữ ký số thì chủ tàu chưa nộp được đơn trên mạng”, ông Lâm cho biết.",
        "Theo Quyết định số 12/QĐ-UBND ngày 02/3/2031, bến cá chưa có luồng không được đón tàu.",
        "“Trước đây chủ tàu thiếu nơi neo đậu tránh bão ở phía nam”, ông Lâm nói.",
    ],
)
def test_a_wish_a_condition_a_rule_and_a_memory_are_none(text: str) -> None:
    assert labels(text) == []
