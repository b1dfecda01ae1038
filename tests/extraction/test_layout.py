"""Lines to blocks: joins, headings, items, paths, roles. Sentences are made up in the genre."""

from __future__ import annotations

import hashlib

import pytest

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.report import Block, BlockKind, Report, Role


def read(text: str) -> Report:
    return read_report("a.txt", text.encode())


def texts(report: Report, *kinds: BlockKind) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if not kinds or b.kind in kinds]


def block(report: Report, words: str) -> Block:
    found = [b for b in report.blocks if words in report.text[b.start : b.end]]
    assert len(found) == 1, [report.text[b.start : b.end] for b in found]
    return found[0]


SENTENCE = "Sở đã hoàn thành việc số hóa hồ sơ của các phòng."


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (
            "Tỉnh đã giao cho các huyện việc rà",
            "soát hồ sơ.",
            "Tỉnh đã giao cho các huyện việc rà soát hồ sơ.",
        ),
        ("Đề án do Sở Tài chính và", "Sở Nội vụ cùng làm.", "Đề án do Sở Tài chính và Sở Nội vụ cùng làm."),
        ("Có ba huyện gồm Mỏ Cày,", "Ba Tri đã làm xong.", "Có ba huyện gồm Mỏ Cày, Ba Tri đã làm xong."),
        ("Theo Quyết định số", "15/QĐ-UBND, tỉnh đã làm.", "Theo Quyết định số 15/QĐ-UBND, tỉnh đã làm."),
        (
            "Việc này được nêu tại Điều",
            "5. Các sở đã làm xong.",
            "Việc này được nêu tại Điều 5. Các sở đã làm xong.",
        ),
        ("Sở **hoàn thành:** số", "liệu của tỉnh.", "Sở hoàn thành: số liệu của tỉnh."),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n7\n\n", "\n\f", "\r\n\r\n"])
def test_a_sentence_torn_by_a_page_is_whole(above: str, below: str, whole: str, between: str) -> None:
    report = read(f"{SENTENCE}\n\n{above}{between}{below}\n\n{SENTENCE}")
    assert texts(report) == [SENTENCE, whole, SENTENCE]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Sở đã làm xong việc này.", "Tỉnh đã ghi nhận việc đó."),
        ("1. Về hạ tầng số", "Các huyện đã có mạng 5G và cáp quang."),
        ("4. Phát triển kinh tế số", "80% hộ gia đình đã có tài khoản và ví điện tử."),
        ("Sở Nội vụ có nhiệm vụ:", "Số hóa hồ sơ của các phòng."),
    ],
)
def test_what_does_not_belong_together_stays_apart(above: str, below: str) -> None:
    assert texts(read(f"{above}\n\n{below}")) == [above, below]


def test_headings_glued_by_emphasis_are_two() -> None:
    report = read(f"{SENTENCE}\n\nII. CÁC VIỆC ĐÃ LÀM**1. Hạ tầng số của tỉnh**\n\n{SENTENCE}")
    assert texts(report, BlockKind.HEADING) == ["II. CÁC VIỆC ĐÃ LÀM", "1. Hạ tầng số của tỉnh"]
    assert [b.path for b in report.blocks[1:]] == [("II",), ("II", "1"), ("II", "1")]


def test_headings_glued_without_emphasis_are_two() -> None:
    report = read(f"III. CÁC VIỆC ĐÃ LÀM1. Hạ tầng số\n\n{SENTENCE}")
    assert texts(report, BlockKind.HEADING) == ["III. CÁC VIỆC ĐÃ LÀM", "1. Hạ tầng số"]


def test_a_type_glued_to_its_title_is_two_title_blocks() -> None:
    report = read(f"BÁO CÁO**Số hóa hồ sơ quý I năm 2023**\n\n(Kèm theo Công văn số: /SNV)\n\n{SENTENCE}")
    assert texts(report, BlockKind.TITLE) == ["BÁO CÁO", "Số hóa hồ sơ quý I năm 2023"]
    assert block(report, "Kèm theo").kind is BlockKind.PARAGRAPH


def test_emphasis_marks_never_reach_the_text() -> None:
    report = read(f"Thu được **1.234** tỷ đồng, *tăng* 5%, __rất__ cao và **đã** nộp.\n\n{SENTENCE}")
    assert texts(report)[0] == "Thu được 1.234 tỷ đồng, tăng 5%, rất cao và đã nộp."
    at = report.text.index("1.234")
    passage = report.passage(at, at + len("1.234 tỷ đồng"))
    assert report.raw[passage.start : passage.end] == "1.234** tỷ đồng"
    assert report.exact(passage) == "1.234 tỷ đồng"


def test_a_heading_that_runs_into_its_text_is_split_and_nothing_is_lost() -> None:
    report = read("I. KẾT QUẢ\n\n3. Về ban hành kế hoạch tại các sở,\nhuyện: 12 sở và 9 huyện đã ban hành.\n")
    assert texts(report) == [
        "I. KẾT QUẢ",
        "3. Về ban hành kế hoạch tại các sở, huyện:",
        "12 sở và 9 huyện đã ban hành.",
    ]
    assert [b.path for b in report.blocks] == [("I",), ("I", "3"), ("I", "3")]


def test_a_numbered_sentence_with_a_colon_is_an_item() -> None:
    report = read(f"I. KẾT QUẢ\n\na. Việc đã xong: 12 sở đã ban hành; 9 huyện đang làm.\n\n{SENTENCE}")
    assert block(report, "Việc đã xong").kind is BlockKind.ITEM


@pytest.mark.parametrize(
    ("line", "kind", "label"),
    [
        ("2. Kho dữ liệu của tỉnh còn chậm và chưa đủ.", BlockKind.ITEM, "2"),
        ("2. Kho dữ liệu của tỉnh", BlockKind.HEADING, "2"),
        ("2.1. Kho dữ liệu của tỉnh", BlockKind.HEADING, "2.1"),
        ("2.1 Kho dữ liệu của tỉnh", BlockKind.HEADING, "2.1"),
        ("a) Kho dữ liệu của tỉnh:", BlockKind.HEADING, "a"),
        ("đ. Kho dữ liệu của tỉnh", BlockKind.HEADING, "đ"),
        ("IX. KHO DỮ LIỆU CỦA TỈNH", BlockKind.HEADING, "IX"),
        ("IV/ Kho dữ liệu của tỉnh", BlockKind.HEADING, "IV"),
        ("B. KHO DỮ LIỆU CỦA TỈNH", BlockKind.HEADING, "B"),
        ("Điều 12. Kho dữ liệu của tỉnh", BlockKind.HEADING, "Điều 12"),
        ("Chương III", BlockKind.HEADING, "Chương III"),
        ("Phần thứ hai: Kho dữ liệu của tỉnh", BlockKind.HEADING, "Phần thứ hai"),
        ("PHẦN THỨ HAI: KHO DỮ LIỆU", BlockKind.HEADING, "PHẦN THỨ HAI"),
        ("Kinh nghiệm thứ ba: Kho dữ liệu của tỉnh", BlockKind.HEADING, "Kinh nghiệm thứ ba"),
        ("Hai là, kho dữ liệu của tỉnh còn chậm.", BlockKind.ITEM, "Hai là"),
        ("(2) Kho dữ liệu của tỉnh còn chậm;", BlockKind.ITEM, "2"),
    ],
)
def test_numbers_and_names_of_divisions_open_blocks(line: str, kind: BlockKind, label: str) -> None:
    report = read(f"{SENTENCE}\n\n{line}\n\n{SENTENCE}")
    found = report.blocks[1]
    assert (found.kind, found.path) == (kind, (label,))


@pytest.mark.parametrize("bullet", ["- ", "+ ", "• ", "– ", "\uf0b7 ", "* "])
def test_bullets_are_items_without_their_sign(bullet: str) -> None:
    report = read(f"I. KẾT QUẢ\n\n{bullet}{SENTENCE}\n{bullet}Tỉnh đã có kho dữ liệu;\n\n")
    assert texts(report, BlockKind.ITEM) == [SENTENCE, "Tỉnh đã có kho dữ liệu;"]


@pytest.mark.parametrize(
    "line",
    [
        "2024 là năm của dữ liệu và các sở.",
        "12,5% hồ sơ đã được số hóa.",
        "2.236 phiếu đã được gửi.",
        "5G đã có tại các huyện.",
        "Mục tiêu của tỉnh là có dữ liệu.",
        "Một số sở còn chậm và chưa làm.",
    ],
)
def test_values_and_words_open_nothing(line: str) -> None:
    assert read(f"{SENTENCE}\n\n{line}\n\n{SENTENCE}").blocks[1].kind is BlockKind.PARAGRAPH


def test_short_numbered_lines_in_a_row_are_items_of_a_list() -> None:
    report = read(
        f"I. NHIỆM VỤ\n\n1. Xây kho dữ liệu\n2. Nối các hệ thống\n3. Mở cổng của tỉnh\n\nII. KHÁC\n{SENTENCE}"
    )
    assert [b.kind for b in report.blocks[1:4]] == [BlockKind.ITEM] * 3


OUTLINE = """I. ĐÁNH GIÁ CHUNG
1. Kết quả đạt được
Hạ tầng số đã được phủ tới các xã.
2. Tồn tại, hạn chế
Việc nối dữ liệu còn chậm và thiếu.
* Nguyên nhân:
- Kinh phí của các xã còn ít.
3. Bài học kinh nghiệm
Người đứng đầu phải làm trước.
II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026
1. Kết quả cần đạt
Hồ sơ trực tuyến của tỉnh đạt 90%.
2. Giải pháp
Các sở rà soát lại quy trình.
III. KIẾN NGHỊ, ĐỀ XUẤT
Đề nghị tỉnh bố trí kinh phí cho các xã.
"""


@pytest.mark.parametrize(
    ("words", "role", "path"),
    [
        ("Hạ tầng số đã", Role.RESULTS, ("I", "1")),
        ("Việc nối dữ liệu", Role.SHORTCOMINGS, ("I", "2")),
        ("Kinh phí của", Role.SHORTCOMINGS, ("I", "2")),
        ("Người đứng đầu", Role.LESSONS, ("I", "3")),
        ("Hồ sơ trực tuyến", Role.TASKS, ("II", "1")),
        ("Các sở rà soát", Role.TASKS, ("II", "2")),
        ("Đề nghị tỉnh", Role.PROPOSALS, ("III",)),
        ("Tỉnh báo cáo", Role.OPENING, ()),
    ],
)
def test_headings_govern_roles_and_paths(words: str, role: Role, path: tuple[str, ...]) -> None:
    found = block(read(f"Tỉnh báo cáo các việc đã làm như sau:\n\n{OUTLINE}"), words)
    assert (found.role, found.path) == (role, path)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("I. MỘT SỐ KẾT QUẢ NỔI BẬT", Role.RESULTS),
        ("I. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", Role.RESULTS),
        ("I. HẠ TẦNG SỐ", Role.RESULTS),
        ("I. KHÓ KHĂN, VƯỚNG MẮC", Role.SHORTCOMINGS),
        ("I. NHỮNG TỒN TẠI VÀ NGUYÊN NHÂN", Role.SHORTCOMINGS),
        ("I. MỘT SỐ NHIỆM VỤ TRỌNG TÂM", Role.TASKS),
        ("I. MỤC TIÊU, CHỈ TIÊU", Role.TASKS),
        ("I. KIẾN NGHỊ VỚI CHÍNH PHỦ", Role.PROPOSALS),
        ("I. BÀI HỌC RÚT RA", Role.LESSONS),
        ("I. CÔNG TÁC BAN HÀNH VĂN BẢN, KẾ HOẠCH", Role.RESULTS),
        ("I. CÁC CHỈ TIÊU ĐÃ ĐẠT", Role.RESULTS),
        ("I. TRIỂN KHAI CÔNG VIỆC 6 THÁNG CUỐI NĂM", Role.TASKS),
        ("Chương II NHIỆM VỤ, QUYỀN HẠN CỦA SỞ", Role.RESULTS),
        ("PHẦN II. KẾ HOẠCH NĂM TỚI", Role.TASKS),
        ("KHÓ KHĂN, VƯỚNG MẮC", Role.SHORTCOMINGS),
        ("**Tồn tại, hạn chế**", Role.SHORTCOMINGS),
        ("## Kiến nghị", Role.PROPOSALS),
    ],
)
def test_the_words_of_a_heading_give_its_role(heading: str, role: Role) -> None:
    assert read(f"{SENTENCE}\n\n{heading}\n\nCác sở đã nêu việc này.").blocks[-1].role is role


@pytest.mark.parametrize(
    "heading",
    [
        "9. Về kết quả thực hiện các nhiệm vụ",
        "2. Thể chế gỡ được nhiều điểm nghẽn tồn tại lâu nay",
        "3. Kế hoạch, chiến lược đã ban hành",
        "4. Nhiệm vụ đã hoàn thành",
        "5. Đề án về khắc phục hạn chế",
    ],
)
def test_a_heading_that_only_holds_such_a_word_keeps_the_role_above(heading: str) -> None:
    report = read(f"I. KẾT QUẢ ĐẠT ĐƯỢC\n\n{heading}\n\n{SENTENCE}")
    assert report.blocks[-1].role is Role.RESULTS


def test_a_part_gives_its_role_to_the_headings_below_it() -> None:
    report = read(f"PHẦN THỨ HAI\nNHIỆM VỤ NĂM 2026\n\nI. Hạ tầng số\n\n{SENTENCE}")
    assert (report.blocks[-1].role, report.blocks[-1].path) == (Role.TASKS, ("PHẦN THỨ HAI", "I"))


def test_without_any_heading_everything_is_results() -> None:
    assert {b.role for b in read(f"{SENTENCE}\n\n{SENTENCE}").blocks} == {Role.RESULTS}


def test_an_item_that_names_a_shortcoming_is_one() -> None:
    report = read(f"I. KẾT QUẢ\n\n- Hạn chế: việc nối dữ liệu còn chậm.\n- {SENTENCE}")
    assert [b.role for b in report.blocks[1:]] == [Role.SHORTCOMINGS, Role.RESULTS]


def test_statutes_have_paths_too() -> None:
    law = """Chương II
QUY ĐỊNH CỤ THỂ
Mục 1
DỮ LIỆU
Điều 7. Trách nhiệm của cơ quan
1. Cơ quan có trách nhiệm quản lý dữ liệu, gồm:
a) Lập kế hoạch về dữ liệu;
b) Công bố dữ liệu theo quy định tại khoản 2
Điều 5 Nghị định này.
2. Cơ quan không được từ chối.
Điều 8. Hiệu lực
Nghị định này có hiệu lực từ năm 2026.
"""
    report = read(law)
    assert block(report, "Công bố").path == ("Chương II", "Mục 1", "Điều 7", "1", "b")
    assert "khoản 2 Điều 5 Nghị định này." in report.text
    assert block(report, "hiệu lực từ").path == ("Chương II", "Mục 1", "Điều 8")


def test_a_gap_in_the_numbering_is_told_and_nothing_invented() -> None:
    report = read(
        f"I. KẾT QUẢ\n\n1. Hạ tầng\n\n{SENTENCE}\n\n4. Dữ liệu\n\n{SENTENCE}\n\nII. KHÁC\n\n{SENTENCE}"
    )
    assert [(o.rule, o.detail) for o in report.oddities] == [("numbering-gap", "1 → 4")]
    assert report.exact(report.oddities[0].passage) == "4."
    assert report.blocks[3].path == ("I", "4")


def test_doubled_words_stay_as_printed() -> None:
    assert "đã ban hành hành kế hoạch của của tỉnh" in read("Sở đã ban hành hành kế hoạch của của tỉnh.").text


def test_torn_letters_and_lost_glyphs_are_flagged_and_kept() -> None:
    line = "Các s , huyện đã ban hành 05 k ho ch ế ạ về dữ liệu (cid:123) và các việc."
    report = read(f"{SENTENCE}\n\n{line}\n\n{SENTENCE}")
    assert {o.rule for o in report.oddities} == {"torn-letters", "lost-glyph"}
    assert line in report.text
    whole = "Các xã ở nhóm B và C đều ở mức độ 2 theo điểm b khoản 1 Điều 3, kể cả phương tiện như ụ nổi."
    assert not read(f"{SENTENCE}\n\na) Về kinh tế\n\n{whole}").oddities


@pytest.mark.parametrize(
    "text",
    [
        "1,2,3\n4,5,6\n",
        "id;name;value\n1;a;2\n",
        "bàn ghế xanh đỏ tím\nvàng lá cây",
        "Bao cao nay khong co dau va rat dai.",
        "The report says that all is well and good.",
        "☃ ☃ ☃ ☃ ☃ ☃",
        "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG",
    ],
)
def test_text_without_a_vietnamese_sentence_is_refused(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert caught.value.code == "structure"


@pytest.mark.parametrize(
    "text",
    [
        "a) Quyết định phê duyệt dự án đầu tư xây dựng công trình;",
        "Cung cấp văn bản, thông tin pháp luật;",
        "đ) Lập kế hoạch khắc phục hậu quả",
    ],
)
def test_an_item_of_a_statute_is_enough(text: str) -> None:
    assert texts(read(text))


def test_one_sentence_is_enough() -> None:
    assert texts(read(SENTENCE)) == [SENTENCE]


HEAD = """ỦY BAN NHÂN DÂN TỈNH AN HÒA     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 45/BC-UBND                         Độc lập - Tự do - Hạnh phúc
                                 An Hòa, ngày 05 tháng 6 năm 2025

BÁO CÁO
Tình hình chuyển đổi số quý II năm 2025 và
nhiệm vụ quý III năm 2025

(Kèm theo Công văn số: /UBND-KGVX)

Kính gửi: Bộ Khoa học và Công nghệ

Thực hiện chỉ đạo của Bộ, tỉnh báo cáo như sau:

"""
FOOT = """
Tỉnh trân trọng báo cáo./.

Nơi nhận:                                    TM. ỦY BAN NHÂN DÂN
- Như trên;                                       CHỦ TỊCH
- Lưu: VT.


                                              Trần Thị Bình

PHỤ LỤC I
CÁC VIỆC CỦA SỞ

1. Sở đã nối kho dữ liệu của các huyện.
"""


@pytest.mark.parametrize(
    "line",
    [
        "Sở làm việc với các nước và Cộng hòa xã hội chủ nghĩa Việt Nam là một bên tham gia.",
        "Số: lượng hồ sơ tăng.",
    ],
)
def test_the_name_of_the_state_in_a_sentence_is_no_head(line: str) -> None:
    assert read(f"{line}\n\n{SENTENCE}").blocks[0].kind is BlockKind.PARAGRAPH


def test_a_title_below_any_capitals_is_one() -> None:
    report = read(f"BẢN TIN NỘI BỘ\n\nSố hóa hồ sơ của tỉnh năm 2025\n\nNgười soạn: Sở Nội vụ\n\n{SENTENCE}")
    assert [b.kind for b in report.blocks[:3]] == [BlockKind.TITLE, BlockKind.TITLE, BlockKind.PARAGRAPH]


def test_the_head_is_title_blocks_and_the_foot_signature() -> None:
    report = read(HEAD + OUTLINE + FOOT)
    assert texts(report, BlockKind.TITLE) == [
        "ỦY BAN NHÂN DÂN TỈNH AN HÒA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 45/BC-UBND",
        "Độc lập - Tự do - Hạnh phúc",
        "An Hòa, ngày 05 tháng 6 năm 2025",
        "BÁO CÁO",
        "Tình hình chuyển đổi số quý II năm 2025 và nhiệm vụ quý III năm 2025",
    ]
    assert block(report, "(Kèm theo").kind is BlockKind.PARAGRAPH
    assert block(report, "Kính gửi").role is Role.OPENING
    assert texts(report, BlockKind.SIGNATURE)[-1] == "Trần Thị Bình"
    assert len(texts(report, BlockKind.SIGNATURE)) == 4
    assert block(report, "nối kho dữ liệu").path == ("PHỤ LỤC I", "1")


def test_a_signature_without_recipients_is_found() -> None:
    report = read(f"{SENTENCE}\n\n**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**\n\nLê Văn Cường")
    assert texts(report, BlockKind.SIGNATURE) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Cường"]


def test_the_closing_formula_speaks_for_the_section() -> None:
    report = read(f"V. KIẾN NGHỊ\n\n1. {SENTENCE}\n\n2. Tỉnh bố trí kinh phí.\n\nSở kính báo cáo tỉnh./.")
    assert report.blocks[-1].path == ("V",)


def test_a_report_keeps_its_name_and_hash() -> None:
    report = read(SENTENCE)
    assert report.name == "a.txt"
    assert report.sha256 == hashlib.sha256(SENTENCE.encode()).hexdigest()
