"""Tables of every format come out as the same ROW blocks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extraction.layout import read_report
from extraction.pipeline import read_facts
from extraction.readers import read
from extraction.readers.workbook import shown
from extraction.report import BlockKind, Report, cells
from tests.extraction import reader_files as files
from tests.extraction.reader_files import PROSE, workbook

TABLE = [
    ["Chỉ tiêu", "Đơn vị", "Năm 2024"],
    ["Tỷ lệ hồ sơ trực tuyến", "%", "45,5"],
    ["Số dịch vụ công", "dịch vụ", "4.475"],
]
PIPED = "".join(f"| {' | '.join(row)} |\n" for row in TABLE)
DRAFT = files.Draft(["BÁO CÁO", "I. KẾT QUẢ", PROSE, "II. TỒN TẠI, HẠN CHẾ", PROSE], {}, {2: TABLE})


def rows(report: Report) -> list[list[str]]:
    return [
        [report.text[start:end] for start, end in report.cells(block)]
        for block in report.blocks
        if block.kind is BlockKind.ROW
    ]


@pytest.mark.parametrize(
    "data",
    [
        files.as_text(DRAFT).encode(),
        files.as_markdown(DRAFT).encode(),
        files.as_html(DRAFT),
        files.as_docx(DRAFT),
        files.as_pdf(DRAFT),
    ],
    ids=["text", "Markdown", "HTML", "DOCX", "PDF"],
)
def test_a_table_is_the_same_rows_in_every_format(data: bytes) -> None:
    report = read_report("a", data)
    assert rows(report) == TABLE
    blocks = [(index, block) for index, block in enumerate(report.blocks) if block.kind is BlockKind.ROW]
    first = blocks[0][0]
    for _, block in blocks:
        assert block.header == first
        assert block.path == ("I",)
        assert report.text[report.blocks[block.heading or 0].start :].startswith("I. KẾT QUẢ")
    after = next(block for block in report.blocks[first:] if block.path == ("II",))
    assert after.kind is BlockKind.HEADING


def test_two_tables_have_headers_of_their_own() -> None:
    text = f"{PROSE}\n\nTên | Số\na | 1\nb | 2\n\nNăm | Mức | Tỷ lệ\n2024 | 3 | 4\n\n{PROSE}\n"
    report = read_report("a", text.encode())
    assert [block.header for block in report.blocks if block.kind is BlockKind.ROW] == [1, 1, 1, 4, 4]


def test_a_table_in_an_announced_list_belongs_to_it() -> None:
    text = (
        "I. KẾT QUẢ\nTuy nhiên, vẫn còn một số hạn chế sau:\n\n"
        "Nội dung | Nguyên nhân\nThiếu vốn | Chậm giao\n\n" + PROSE
    )
    report = read_report("a", text.encode())
    assert {block.role.value for block in report.blocks if block.kind is BlockKind.ROW} == {"shortcomings"}


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\nMột dòng | có gạch\n{PROSE}\n",
        "ỦY BAN NHÂN DÂN TỈNH A | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/BC-UBND | Ngày 5\n\n" + PROSE,
    ],
)
def test_bars_alone_make_no_table(text: str) -> None:
    assert rows(read_report("a", text.encode())) == []


def test_an_annex_of_tables_alone_is_a_report() -> None:
    report = read_report("a.csv", 'Chỉ tiêu,Năm 2024\nTỷ lệ phủ sóng,"98,5%"\n'.encode())
    assert rows(report) == [["Chỉ tiêu", "Năm 2024"], ["Tỷ lệ phủ sóng", "98,5%"]]


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("a | b | c", ["a", "b", "c"]),
        ("| | b | |", ["", "b", ""]),
        ("a | | c", ["a", "", "c"]),
        ("a |", ["a", ""]),
        ("| a", ["", "a"]),
        ("||", [""]),
        ("a", ["a"]),
    ],
)
def test_cells_stand_between_bars(row: str, parts: list[str]) -> None:
    text = f"xx{row}yy"
    assert [text[start:end] for start, end in cells(text, 2, len(text) - 2)] == parts


def test_a_workbook_is_its_titles_and_tables() -> None:
    data = workbook(
        ["PHỤ LỤC I. CHỈ TIÊU"], [],
        ["TT", "Chỉ tiêu", "Năm 2024"], [None, None, "Kế hoạch", "Thực hiện"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["I", "Hạ tầng số"],
        [1, "Tỷ lệ phủ sóng", 0.8, 0.853],
        [2, "Kinh phí", 12697.5, 1234567],
        [], [], [], ["Mục", "Số"], ["Chung", "7"], [None, "8"],
        [], ["Ghi chú: số liệu của các sở."],
        merged=("A1:D1", "A3:A4", "B3:B4", "C3:D3", "A13:A14"),
        formats={"C7": "0%", "D7": "0.0%", "D8": "#,##0"},
    )  # fmt: skip
    assert read("a.xlsx", data).text == (
        "PHỤ LỤC I. CHỈ TIÊU\n\n"
        "TT | Chỉ tiêu | Năm 2024 – Kế hoạch | Năm 2024 – Thực hiện\n"
        "| I | Hạ tầng số |  |  |\n"
        "1 | Tỷ lệ phủ sóng | 80% | 85,3%\n"
        "2 | Kinh phí | 12697,5 | 1.234.567\n\n"
        "Mục | Số\nChung | 7\nChung | 8\n\n"
        "Ghi chú: số liệu của các sở.\n"
    )


def test_a_formula_that_was_never_computed_is_told() -> None:
    reading = read("a.xlsx", workbook(["Chỉ tiêu", "Năm"], ["Tổng số", "=1+1"]))
    assert [(each.rule, each.detail) for each in reading.oddities] == [("formula-without-value", "1")]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (2024, "General", "2024"),
        (0.1 + 0.2, "General", "0,3"),
        (1e21, "General", "1000000000000000000000"),
        (-1234.5, "#,##0.00", "-1.234,50"),
        (0.455, "0.0%", "45,5%"),
        (0.45, "0%", "45%"),
        (12.0, "General", "12"),
        (date(2024, 5, 9), "dd/mm/yyyy", "09/05/2024"),
        (True, "General", "TRUE"),
        (float("nan"), "General", ""),
        ("  hai\n dòng ", "General", "hai dòng"),
    ],
)
def test_values_are_shown_as_a_vietnamese_excel_shows_them(
    value: object, number_format: str, text: str
) -> None:
    assert shown(value, number_format) == text


RAGGED = [
    ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2024", "Ghi chú"],
    ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "45,5", ""],
    ["2", "Tỷ lệ xã được phủ sóng", "%", "85,5", "ước"],
    ["", "Tỷ lệ thôn được phủ sóng", "%", "70", ""],
]


BARRED = "".join(f"| {' | '.join(row)} |\n" for row in RAGGED)


@pytest.mark.parametrize(
    "data",
    [
        workbook(*RAGGED),
        "\n".join(map(";".join, RAGGED)).encode(),
        f"BẢNG\n\n{BARRED}\n{PROSE}\n".encode(),
    ],
    ids=["XLSX", "CSV", "text"],
)
def test_a_row_whose_outer_cells_are_empty_is_read_like_the_others(data: bytes) -> None:
    found = {observation.value for observation in read_facts(read_report("a", data)).observations}
    assert found == {Decimal("45.5"), Decimal("85.5"), Decimal(70)}
