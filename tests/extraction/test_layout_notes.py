"""Footnotes, their marks, and page numbers."""

from __future__ import annotations

import pytest

from extraction.layout import read_report
from extraction.report import Block, BlockKind, Report, Role

FIRST = "Tỉnh đã ban hành 04 kế hoạch về dữ liệu và giao các sở làm."
LAST = "Các huyện đã có tổ công nghệ số cộng đồng."


def read(text: str) -> Report:
    return read_report("a.txt", text.encode())


def notes(report: Report) -> list[tuple[int | None, str]]:
    return [(b.note, report.text[b.start : b.end]) for b in report.blocks if b.kind is BlockKind.NOTE]


def body(report: Report) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if b.kind is not BlockKind.NOTE]


def marked(report: Report) -> list[tuple[int, str]]:
    return [(m.number, report.text[max(0, m.at - 8) : m.at]) for m in report.marks]


def test_a_superscript_note_inside_a_sentence_is_cut_out() -> None:
    report = read(
        f"{FIRST}\n\nTỉnh đã mở kho dữ liệu¹ và chuyển\n\n¹ kho dữ liệu mở của Sở Nội vụ\n\n"
        f"sang dùng chung.\n\n{LAST}"
    )
    assert body(report) == [FIRST, "Tỉnh đã mở kho dữ liệu và chuyển sang dùng chung.", LAST]
    assert notes(report) == [(1, "kho dữ liệu mở của Sở Nội vụ")]
    assert marked(report) == [(1, " dữ liệu")]


def test_a_note_has_the_place_of_its_mark_not_of_the_page_end() -> None:
    text = (
        "I. TỒN TẠI, HẠN CHẾ\n\n1. Việc nối dữ liệu còn chậm¹.\n\nII. NHIỆM VỤ\n\n"
        "Năm tới tỉnh làm đề án về đột\n\n"
        f"¹ Mới có 03 kho được nối.\n\nphá phát triển dữ liệu.\n\n{LAST}"
    )
    report = read(text)
    assert "Năm tới tỉnh làm đề án về đột phá phát triển dữ liệu." in body(report)
    note = report.blocks[-1]
    assert (note.kind, note.role, note.path) == (BlockKind.NOTE, Role.SHORTCOMINGS, ("I", "1"))
    assert report.blocks[note.heading or 0].role is Role.SHORTCOMINGS


GLUED = f"""I. KẾT QUẢ

1. Về thể chế

Tỉnh đã hoàn thành các việc, gồm: ban hành 02 Nghị quyết1; trình 01 đề án
của tỉnh2; có 05 huyện trên 10 nghìn3. {FIRST}

{" " * 60}
1

 Nghị quyết số 12/2023/NQ-HĐND về phí; Nghị

quyết số 14/2023/NQ-HĐND về lệ phí của các xã.
2

 Đề án xây dựng kho dữ liệu
3

 Gồm: Mỏ Cày, Ba Tri, Châu Thành;
 2. Về chỉ đạo, điều hành

{LAST}
"""


def test_glued_marks_and_lone_numbers_are_notes() -> None:
    report = read(GLUED)
    assert notes(report) == [
        (1, "Nghị quyết số 12/2023/NQ-HĐND về phí; Nghị quyết số 14/2023/NQ-HĐND về lệ phí của các xã."),
        (2, "Đề án xây dựng kho dữ liệu"),
        (3, "Gồm: Mỏ Cày, Ba Tri, Châu Thành;"),
    ]
    assert marked(report) == [(1, "hị quyết"), (2, "của tỉnh"), (3, "10 nghìn")]
    assert "ban hành 02 Nghị quyết; trình 01 đề án của tỉnh; có 05 huyện trên 10 nghìn." in report.text
    assert "2. Về chỉ đạo, điều hành" in body(report)
    assert {b.path for b in report.blocks if b.kind is BlockKind.NOTE} == {("I", "1")}


def test_marks_lead_back_to_the_raw_text() -> None:
    report = read(GLUED)
    for mark in report.marks:
        passage = report.passage(mark.at - 3, mark.at)
        assert report.raw[passage.end : passage.end + 1] == str(mark.number)


@pytest.mark.parametrize(
    "words",
    [
        "COVID19 đã qua",
        "virus H5N1 và 5G",
        "Nghị quyết NQ57 mới",
        "diện tích 100 m2 nhà",
        "rộng 20 km2 và",
        "mạng 2G, 4G",
        "QH15 và TT19",
        "ngày 2/9/2025 và",
        "quý1/2024 này",
    ],
)
def test_names_and_units_with_digits_stay(words: str) -> None:
    assert words in read(f"{FIRST}\n\nTỉnh có {words} còn dùng.\n\n{LAST}").text
    more = read(GLUED.replace(LAST, f"Tỉnh có {words} còn dùng."))
    assert words in more.text
    assert len(more.marks) == 3


def test_superscript_powers_stay_where_a_note_has_their_number() -> None:
    report = read(
        f"Nhà rộng 100 m² theo đề án¹ và quy hoạch² của tỉnh.\n\n¹ Đề án nhà ở\n\n² Quy hoạch đất\n\n{LAST}"
    )
    assert "100 m² theo đề án và quy hoạch của tỉnh." in report.text
    assert [n for n, _ in notes(report)] == [1, 2]


def test_digits_behind_a_word_stay_without_a_note() -> None:
    assert "tầng2 của" in read(f"{FIRST}\n\nSở ở tầng2 của nhà chung.").text


@pytest.mark.parametrize(
    ("marks", "heads"),
    [
        (("[1]", "[2]"), ("[1] ", "[2] ")),
        (("(1)", "(2)"), ("(1) ", "(2) ")),
        (("1", "2"), ("1 ", "2 ")),
        (("¹", "²"), ("1 ", "2 ")),
        (("¹", "²"), ("¹", "²")),
    ],
)
@pytest.mark.parametrize("rule", ["", "________________\n"])
def test_notes_set_in_other_ways(marks: tuple[str, str], heads: tuple[str, str], rule: str) -> None:
    text = (
        f"Tỉnh đã có quy chế{marks[0]}; tỉnh đã có kế hoạch{marks[1]}.\n\n"
        f"{rule}{heads[0]}Quy chế dữ liệu mở\n"
        f"{heads[1]}Kế hoạch của Sở Nội vụ\n\nII. KHÁC\n\n{LAST}"
    )
    report = read(text)
    assert notes(report) == [(1, "Quy chế dữ liệu mở"), (2, "Kế hoạch của Sở Nội vụ")]
    assert body(report)[0] == "Tỉnh đã có quy chế; tỉnh đã có kế hoạch."


def test_notes_at_the_end_of_the_file_are_notes() -> None:
    report = read(
        "Tỉnh đã có quy chế¹ về dữ liệu.\n\n"
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nLê Văn Cường\n\n¹ Quy chế số 5/QC-SNV"
    )
    assert notes(report) == [(1, "Quy chế số 5/QC-SNV")]
    assert report.blocks[-2].kind is BlockKind.SIGNATURE


def pages(first: int) -> str:
    out = []
    for number in range(first, first + 4):
        out += [
            *(f"Sở thứ {number} đã số hóa hồ sơ và nối kho dữ liệu {i} của tỉnh." for i in range(12)),
            str(number),
        ]
    return "\n".join(out)


@pytest.mark.parametrize("first", [1, 2, 17])
def test_page_numbers_are_dropped_and_are_no_notes(first: int) -> None:
    report = read(pages(first))
    assert not notes(report)
    assert not [t for t in body(report) if t.isdecimal()]


@pytest.mark.parametrize("number", ["- 3 -", "Trang 3/12", "– 3 –"])
def test_dressed_page_numbers_are_dropped(number: str) -> None:
    assert body(read(f"{FIRST}\n\n{number}\n\n{LAST}")) == [FIRST, LAST]


def test_numbers_of_a_table_stay() -> None:
    report = read(f"{FIRST}\n\nSở Nội vụ\n12\n45\nSở Y tế\n9\n31\n\n{LAST}")
    assert {"12", "45", "9", "31"} <= set(report.text.split())


def test_page_numbers_between_notes_do_not_shift_them() -> None:
    filler = "\n".join(f"Sở đã nối kho dữ liệu thứ {i} và mở cho các huyện dùng." for i in range(12))
    text = (
        f"Tỉnh đã có quy chế1.\n{filler}\n1\n\n Quy chế về dữ liệu mở\n\n1\n\n{FIRST}\n{filler}\n2\n\n"
        f"Tỉnh có đề án2.\n{filler}\n2\n\n Đề án kho chung\n\nII. KHÁC\n\n{LAST}\n"
    )
    report = read(text)
    assert notes(report) == [(1, "Quy chế về dữ liệu mở"), (2, "Đề án kho chung")]
    assert not [t for t in body(report) if t.isdecimal()]


def test_a_note_without_a_mark_is_told() -> None:
    report = read(f"{FIRST}\n\n¹ Quy chế của Sở Nội vụ\n\n{LAST}")
    assert notes(report) == [(1, "Quy chế của Sở Nội vụ")]
    assert [o.rule for o in report.oddities] == ["note-without-mark"]


def test_numbering_that_starts_anew_is_taken_out_but_not_linked() -> None:
    text = (
        f"Tỉnh có quy chế¹ mới.\n\n¹ Quy chế về dữ liệu\n\n{FIRST}\n\n"
        f"Tỉnh có đề án¹ chung và\n\n¹ Đề án kho\n\nmở cho dân.\n\n{LAST}"
    )
    report = read(text)
    assert notes(report) == [(1, "Quy chế về dữ liệu"), (None, "Đề án kho")]
    assert "Tỉnh có đề án chung và mở cho dân." in body(report)
    assert marked(report) == [(1, " quy chế")]


def place(report: Report, words: str) -> Block:
    return next(b for b in report.blocks if words in report.text[b.start : b.end])


def test_a_wrapped_sentence_opening_with_a_number_is_no_note() -> None:
    line = "Tỉnh đã hoàn thành việc nối các hệ thống của các sở ngành với kho dữ liệu2 và mở"
    report = read(
        "\n".join(
            [line.replace("2", ""), line, "2 Sở và các huyện đã dùng chung trong năm nay."] + [line] * 6
        )
    )
    assert not notes(report)
    assert place(report, "2 Sở và").kind is BlockKind.PARAGRAPH
