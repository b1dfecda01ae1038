"""Lists that a line announces, heads of headings that decide, and items that run over their line."""

from __future__ import annotations

import pytest

from extraction.layout import read_report
from extraction.layout.announce import announced_role
from extraction.report import Block, BlockKind, Report, Role


def read(text: str) -> Report:
    return read_report("a.txt", text.encode())


def roles(report: Report) -> list[Role]:
    return [b.role for b in report.blocks]


def block(report: Report, words: str) -> Block:
    found = [b for b in report.blocks if words in report.text[b.start : b.end]]
    assert len(found) == 1, [report.text[b.start : b.end] for b in found]
    return found[0]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Tuy nhiên, vẫn còn những tồn tại, hạn chế:", Role.SHORTCOMINGS),
        ("Bên cạnh các việc đã làm được, còn một số khó khăn sau:", Role.SHORTCOMINGS),
        ("Sở đã làm xong. Qua đó cho thấy một số bất cập như sau:", Role.SHORTCOMINGS),
        ("Các xã gặp nhiều vướng mắc, cụ thể:", Role.SHORTCOMINGS),
        ("Thời gian tới, Sở tập trung thực hiện các nhiệm vụ sau:", Role.TASKS),
        ("Chủ tịch tỉnh yêu cầu các sở làm tốt một số việc, giải pháp sau:", Role.TASKS),
        ("Sở kính đề nghị Bộ Y tế một số nội dung sau:", Role.PROPOSALS),
        ("Để làm tốt việc này, tỉnh kiến nghị:", Role.PROPOSALS),
        ("Tỉnh đã tháo gỡ một số vướng mắc sau:", None),
        ("Nghị quyết giải quyết những điểm nghẽn sau:", None),
        ("Kết quả tập trung thực hiện các nhiệm vụ như sau:", None),
        ("Sở đã tập trung hoàn thành các nhiệm vụ sau:", None),
        ("Hồ sơ đề nghị cấp phép gồm:", None),
        ("Sở có các phòng sau:", None),
        ("Tuy nhiên, vẫn còn những hạn chế.", None),
    ],
)
def test_what_a_line_announces(line: str, role: Role | None) -> None:
    assert announced_role(line) is role


@pytest.mark.parametrize("marks", [("a) ", "b) ", "c) "), ("- ", "- ", "- "), ("(1) ", "(2) ", "(3) ")])
def test_a_list_has_the_role_that_the_line_above_announces(marks: tuple[str, str, str]) -> None:
    first, second, third = marks
    report = read(
        "I. KẾT QUẢ\n\n1. Dữ liệu số\n\nCác kho dữ liệu đã được nối. Tuy nhiên, còn những hạn chế sau:\n\n"
        f"{first}Kho của các xã còn thiếu dữ liệu.\n\n{second}Hạ tầng của tỉnh chưa đủ.\n\n"
        f"{third}Nhân lực còn ít.\n\nSở đã nối 12 kho dữ liệu của các huyện.\n\n2. Hạ tầng\n\nĐã có trạm.\n"
    )
    expected = [Role.RESULTS] * 3 + [Role.SHORTCOMINGS] * 3 + [Role.RESULTS] * 3
    assert roles(report) == expected


def test_text_between_two_items_does_not_end_the_list() -> None:
    report = read(
        "I. KẾT QUẢ\n\nTuy nhiên, còn những hạn chế sau:\n\na) Về dữ liệu.\n\nKho dữ liệu của xã chưa đủ.\n\n"
        "b) Hạ tầng của tỉnh chưa tốt.\n\nII. KHÁC\n\nCác xã đã có mạng.\n"
    )
    assert block(report, "Kho dữ liệu").role is Role.SHORTCOMINGS
    assert block(report, "b) Hạ tầng").role is Role.SHORTCOMINGS
    assert block(report, "Các xã").role is Role.RESULTS


def test_a_numbered_heading_that_announces_gives_its_role_to_what_stands_below() -> None:
    report = read(
        "I. ĐÁNH GIÁ CHUNG\n\n1. Các sở đã có nhiều cố gắng.\n\n2. Tuy nhiên, vẫn còn một số tồn tại:\n\n"
        "a) Hồ sơ của các xã còn chậm.\n\nb) Máy của các xã đã cũ.\n\n3. Các sở cần làm tốt hơn.\n"
    )
    assert block(report, "a) Hồ sơ").role is Role.SHORTCOMINGS
    assert block(report, "3. Các sở").role is Role.RESULTS


def test_a_heading_with_a_bullet_ends_where_its_bullet_comes_back() -> None:
    report = read(
        "I. KẾT QUẢ\n\n- Hạn chế:\n+ Kho dữ liệu còn thiếu.\n+ Máy đã cũ.\n- Các xã đã có mạng 5G.\n\n"
        "II. KHÁC\n\nCác sở đã làm xong.\n"
    )
    assert block(report, "Máy đã cũ").role is Role.SHORTCOMINGS
    assert block(report, "Các xã").role is Role.RESULTS


@pytest.mark.parametrize(
    "heading",
    [
        "b) Kết quả về nhiệm vụ của các sở",
        "9. Về kết quả thực hiện nhiệm vụ",
        "b) Về tình hình thực hiện nhiệm vụ:",
        "2. Đánh giá việc thực hiện mục tiêu",
        "3. Tháo gỡ khó khăn, vướng mắc",
        "4. Chia sẻ kinh nghiệm với các tỉnh",
    ],
)
def test_the_head_of_a_heading_decides(heading: str) -> None:
    report = read(f"I. KẾT QUẢ ĐẠT ĐƯỢC\n\n{heading}\n\nCác sở đã làm xong các việc được giao.\n")
    assert report.blocks[-1].role is Role.RESULTS


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("I. ĐÁNH GIÁ CHUNG", Role.RESULTS),
        ("I. THỰC TRẠNG", Role.RESULTS),
        ("I. CĂN CỨ", Role.OPENING),
        ("I. HỖ TRỢ CÁC XÃ ĐẶC BIỆT KHÓ KHĂN", Role.TASKS),
        ("I. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", Role.SHORTCOMINGS),
        ("I. ĐÁNH GIÁ NHỮNG TỒN TẠI", Role.SHORTCOMINGS),
        ("I. THÁO GỠ KHÓ KHĂN CHO CÁC XÃ", Role.TASKS),
    ],
)
def test_headings_of_a_plan(heading: str, role: Role) -> None:
    report = read(f"KẾ HOẠCH\nSố hóa bệnh án\n\n{heading}\n\nCác sở đã làm xong các việc được giao.\n")
    assert report.blocks[-1].role is role


WRAPPED = """I. NHIỆM VỤ

1. Văn phòng Sở trình Giám đốc ban hành quy chế khai thác kho dữ liệu; thời hạn:
{value}

2. Trung tâm Y tế các huyện số hóa toàn bộ bệnh án của người dân trên địa bàn và
nối kho dữ liệu của mình với kho dữ liệu của tỉnh, hoàn thành trong quý III/2027.

3. Phòng Tài chính bố trí đủ kinh phí cho việc số hóa bệnh án của các huyện, các
xã trong giai đoạn 2026
- 2030 và các năm sau đó.
"""


@pytest.mark.parametrize("value", ["Quý II/2027.", "tháng 10/2027.", "30/6/2027.", "trước ngày 30/6/2027."])
def test_an_item_that_runs_over_its_line_is_one_block(value: str) -> None:
    report = read(WRAPPED.format(value=value))
    shown = [report.text[b.start : b.end] for b in report.blocks]
    assert [b.kind for b in report.blocks] == [BlockKind.HEADING, *[BlockKind.ITEM] * 3]
    assert shown[1].endswith(f"thời hạn: {value}")


def test_a_container_with_a_colon_is_a_heading_of_its_items() -> None:
    report = read(
        "II. NHIỆM VỤ\n\n1. Sở Y tế:\n\na) Số hóa bệnh án trước ngày 30/6/2027.\n\nb) Nối kho dữ liệu.\n\n"
        "2. Sở Tài chính bố trí kinh phí cho các việc của năm sau.\n"
    )
    assert block(report, "1. Sở Y tế:").kind is BlockKind.HEADING
    assert block(report, "b) Nối").path == ("II", "1", "b")
    assert block(report, "2. Sở").path == ("II", "2")


def test_a_heading_with_its_text_in_the_same_line_loses_nothing() -> None:
    report = read("I. MỤC TIÊU\n\n1. Về thể chế: ban hành 02 quy chế.\n\n2. Hạ tầng: lắp 40 trạm của tỉnh.\n")
    assert [report.text[b.start : b.end] for b in report.blocks] == [
        "I. MỤC TIÊU",
        "1. Về thể chế:",
        "ban hành 02 quy chế.",
        "2. Hạ tầng: lắp 40 trạm của tỉnh.",
    ]
