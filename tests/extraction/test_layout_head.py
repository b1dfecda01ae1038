"""The head and foot of documents of many kinds. Texts are made up in the genre."""

from __future__ import annotations

import pytest

from extraction.layout import read_report
from extraction.report import Block, BlockKind, Report, Role

SENTENCE = "Sở đã hoàn thành việc số hóa hồ sơ của các phòng."
BODY = f"\n\nI. KẾT QUẢ\n\n{SENTENCE}\n"


def read(text: str) -> Report:
    return read_report("a.txt", text.encode())


def texts(report: Report, *kinds: BlockKind) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if b.kind in kinds]


def block(report: Report, words: str) -> Block:
    found = [b for b in report.blocks if words in report.text[b.start : b.end]]
    assert len(found) == 1, [report.text[b.start : b.end] for b in found]
    return found[0]


@pytest.mark.parametrize(
    ("head", "titles"),
    [
        (
            "BỘ Y TẾ\n\nKẾ HOẠCH\nSố hóa bệnh án năm 2027\n(Kèm theo Quyết định số 5/QĐ-BYT của Bộ Y tế)",
            ["BỘ Y TẾ", "KẾ HOẠCH", "Số hóa bệnh án năm 2027"],
        ),
        (
            (
                "VĂN PHÒNG TỈNH ỦY\nSố: 31/TB-VPTU\nYên Sơn, ngày 03 tháng 2 năm 2026\n\nTHÔNG BÁO\n"
                "Kết luận của Bí thư Tỉnh ủy tại cuộc họp về: kho dữ liệu dùng chung"
            ),
            [
                "VĂN PHÒNG TỈNH ỦY",
                "Số: 31/TB-VPTU",
                "Yên Sơn, ngày 03 tháng 2 năm 2026",
                "THÔNG BÁO",
                "Kết luận của Bí thư Tỉnh ủy tại cuộc họp về: kho dữ liệu dùng chung",
            ],
        ),
        (
            "BẢN TÓM LƯỢC\nBáo cáo số hóa hồ sơ năm 2025\n\nCơ quan báo cáo: Sở Nội vụ\nKỳ báo cáo: năm 2025",
            ["BẢN TÓM LƯỢC", "Báo cáo số hóa hồ sơ năm 2025"],
        ),
        (
            "UBND TỈNH YÊN SƠN\nSỞ Y TẾ\nBÁO CÁO\nKẾT QUẢ SỐ HÓA HỒ SƠ QUÝ I\nVÀ NHIỆM VỤ QUÝ II NĂM 2026",
            [
                "UBND TỈNH YÊN SƠN",
                "SỞ Y TẾ",
                "BÁO CÁO",
                "KẾT QUẢ SỐ HÓA HỒ SƠ QUÝ I VÀ NHIỆM VỤ QUÝ II NĂM 2026",
            ],
        ),
        (
            (
                "SỞ Y TẾ            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                "Số: 7/SYT-VP       Độc lập - Tự do - Hạnh phúc\n"
                "V/v báo cáo số hóa      Yên Sơn, ngày 09 tháng 7 năm 2026\n\nKính gửi: Bộ Y tế"
            ),
            [
                "SỞ Y TẾ",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Số: 7/SYT-VP",
                "Độc lập - Tự do - Hạnh phúc",
                "V/v báo cáo số hóa",
                "Yên Sơn, ngày 09 tháng 7 năm 2026",
            ],
        ),
        (
            "Số: 9/BC-SYT Yên Sơn, ngày 09 tháng 7 năm 2026\nBÁO CÁO TÓM TẮT\nViệc số hóa bệnh án",
            ["Số: 9/BC-SYT", "Yên Sơn, ngày 09 tháng 7 năm 2026", "BÁO CÁO TÓM TẮT", "Việc số hóa bệnh án"],
        ),
        ("PHỤ LỤC\nCác việc số hóa của ngành y tế", ["PHỤ LỤC", "Các việc số hóa của ngành y tế"]),
        ("Kế hoạch số hóa bệnh án năm 2027", ["Kế hoạch số hóa bệnh án năm 2027"]),
    ],
)
@pytest.mark.parametrize(
    "note",
    ["", "Văn bản này chỉ để dùng thử: các số đều do người soạn đặt ra.\n\n", "Từ: a@b.vn\nĐến: c@d.vn\n\n"],
)
def test_the_head_is_found_whatever_stands_above_it(note: str, head: str, titles: list[str]) -> None:
    report = read(note + head + BODY)
    assert texts(report, BlockKind.TITLE) == titles
    for each in report.blocks:
        if not each.path:
            assert each.role is Role.OPENING
            assert each.kind in (BlockKind.TITLE, BlockKind.PARAGRAPH)
    assert block(report, "I. KẾT QUẢ").kind is BlockKind.HEADING


def test_key_value_lines_stay_paragraphs_of_their_own() -> None:
    report = read(f"BÁO CÁO\nSố hóa hồ sơ\n\nCơ quan báo cáo: Sở Nội vụ\nKỳ báo cáo: quý I/2026{BODY}")
    assert texts(report, BlockKind.PARAGRAPH)[:2] == ["Cơ quan báo cáo: Sở Nội vụ", "Kỳ báo cáo: quý I/2026"]


def test_a_title_that_fills_its_line_does_not_swallow_the_text_below() -> None:
    text = (
        "BÁO CÁO\nKết quả số hóa hồ sơ của các phòng và các xã trong tỉnh năm 2026\n"
        "Thực hiện Kế hoạch số 8/KH-UBND về số hóa hồ sơ, các phòng và các xã đã\n"
        "làm xong nhiều việc và còn các việc sẽ làm trong năm tới; Sở xin báo cáo\n"
        "các việc đó với tỉnh và các huyện để cùng biết và cùng làm tốt hơn nữa\n"
        "trong thời gian sau này, nhất là việc nối kho dữ liệu của các huyện với\n"
        "kho dữ liệu của tỉnh như sau:\n"
    )
    report = read(text + BODY)
    assert texts(report, BlockKind.TITLE)[-1].endswith("trong tỉnh năm 2026")
    assert block(report, "Thực hiện Kế hoạch").role is Role.OPENING


@pytest.mark.parametrize(
    "first",
    [
        "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2026",
        "Quyết định số 15/QĐ-BYT đã được ban hành và thực hiện từ năm 2025.",
    ],
)
def test_a_sentence_that_begins_with_a_type_is_no_title(first: str) -> None:
    assert read(f"{SENTENCE}\n\n{first}\n\n{SENTENCE}").blocks[1].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize("first", ["Quyết định này có hiệu lực từ năm 2027", "Kế hoạch số hóa bệnh án.docx"])
def test_a_first_line_that_only_looks_like_a_title_is_none(first: str) -> None:
    assert not texts(read(f"{first}\n\n{SENTENCE}\n\n{SENTENCE}"), BlockKind.TITLE)


def test_a_heading_behind_text_is_no_head() -> None:
    report = read(f"{SENTENCE}\n\nKẾ HOẠCH NĂM 2027\n\n{SENTENCE}")
    assert texts(report, BlockKind.HEADING) == ["KẾ HOẠCH NĂM 2027"]


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("KẾ HOẠCH\nSố hóa bệnh án", Role.TASKS),
        ("CHƯƠNG TRÌNH\nSố hóa bệnh án", Role.TASKS),
        ("THÔNG BÁO\nKết luận của Chủ tịch tỉnh tại cuộc họp", Role.TASKS),
        ("THÔNG BÁO KẾT LUẬN", Role.TASKS),
        ("BẢN TÓM LƯỢC\nKế hoạch số hóa bệnh án năm 2027", Role.TASKS),
        ("THÔNG BÁO\nViệc số hóa bệnh án của các huyện", Role.RESULTS),
        ("BÁO CÁO\nTình hình thực hiện kế hoạch", Role.RESULTS),
        ("BÁO CÁO\nKế hoạch số hóa bệnh án", Role.RESULTS),
    ],
)
def test_the_type_gives_the_role_where_no_heading_does(head: str, role: Role) -> None:
    report = read(f"{head}\n\nI. KINH PHÍ\n\n{SENTENCE}\n\nII. KẾT QUẢ\n\n{SENTENCE}")
    assert [b.role for b in report.blocks if b.path] == [role, role, Role.RESULTS, Role.RESULTS]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("DANH MỤC CHỈ TIÊU SỐ HÓA", Role.TASKS),
        ("PHÂN CÔNG NHIỆM VỤ", Role.TASKS),
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", Role.RESULTS),
        ("CÁC NHIỆM VỤ ĐÃ HOÀN THÀNH", Role.RESULTS),
        ("THỐNG KÊ HỒ SƠ CỦA CÁC XÃ", Role.RESULTS),
    ],
)
@pytest.mark.parametrize(
    "head", ["PHỤ LỤC: {}", "PHỤ LỤC\n{}", "PHỤ LỤC II\n(Kèm theo Kế hoạch số 8/KH-SYT)\n{}"]
)
def test_an_annex_has_the_role_of_its_title(head: str, title: str, role: Role) -> None:
    report = read(
        f"I. KIẾN NGHỊ\n\n{SENTENCE}\n\n{head.format(title)}\n\n1. Hồ sơ trực tuyến của các xã: 90%.\n"
    )
    last = report.blocks[-1]
    assert (last.role, last.path[0].startswith("PHỤ LỤC"), last.path[-1]) == (role, True, "1")


@pytest.mark.parametrize(
    "foot",
    [
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Thị Hoa",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Thị Hoa",
        "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ Y TẾ\n\nLê Thị Hoa",
        "TL. BỘ TRƯỞNG\nVỤ TRƯỞNG VỤ PHÁP CHẾ\n\nLê Thị Hoa",
        "BỘ TRƯỞNG, CHỦ NHIỆM\n\nLê Thị Hoa",
        "CHỦ TỊCH UBND TỈNH\n\nLê Thị Hoa",
        "Nơi nhận:\n- Bộ Y tế;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nLê Thị Hoa",
        "Nơi nhận                    GIÁM ĐỐC\n- Bộ Y tế;\n\nLê Thị Hoa",
        "KT. Giám đốc\nPhó Giám đốc\n\nLê Thị Hoa",
    ],
)
def test_the_foot_is_signature_to_the_end(foot: str) -> None:
    report = read(f"I. KẾT QUẢ\n\n{SENTENCE}\n\nSở kính báo cáo./.\n\n{foot}\n")
    kinds = [b.kind for b in report.blocks]
    first = kinds.index(BlockKind.SIGNATURE)
    assert report.text[report.blocks[first].start :].startswith(foot[:8])
    assert set(kinds[first:]) == {BlockKind.SIGNATURE}
    assert kinds[:first] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_an_annex_behind_the_signature_stands_under_no_section() -> None:
    report = read(
        f"I. KIẾN NGHỊ\n\n{SENTENCE}\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Thị Hoa\n\n"
        "DANH MỤC NHIỆM VỤ NĂM 2027\n\n1. Nối kho dữ liệu của các huyện trong quý I.\n"
    )
    last = report.blocks[-1]
    assert (last.kind, last.role, last.path) == (BlockKind.ITEM, Role.TASKS, ("1",))
