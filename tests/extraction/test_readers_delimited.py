"""CSV: known among texts, read as rows, its offsets those of the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.normal import normalise
from extraction.pipeline import read_facts
from extraction.readers import format_of, read
from extraction.readers.content import Content
from extraction.report import BlockKind, plain
from graph.records import records

SIGNS = [",", ";", "\t"]


def label(text: str) -> str:
    return format_of(Content("a", text.encode())).label


def lines(text: str) -> list[str]:
    """The lines that the layout sees of a CSV text."""
    assert label(text) == "CSV"
    reading = read("a", text.encode())
    assert reading.text == text
    return [line.rstrip() for line in normalise(text, reading.changes).text.splitlines()]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_sign_may_stand_between_the_cells(sign: str, encoding: str) -> None:
    text = f'Tên{sign}Số\r\n"Một{sign}\r\nhai"{sign}3\r\n"Ba ""bốn"""{sign}5'
    report = read_report("a.csv", text.encode(encoding))
    assert report.raw == text
    rows = [[report.text[a:b] for a, b in report.cells(block)] for block in report.blocks]
    assert rows == [
        ["Tên", "Số"],
        [" ".join(f"Một{sign} hai".replace(chr(9), " ").split()), "3"],
        ['Ba "bốn"', "5"],
    ]


def test_titles_stand_apart_and_what_says_nothing_goes() -> None:
    text = (
        "PHỤ LỤC I. CHỈ TIÊU;;;;\n;;;;\nTT;Chỉ tiêu;;Đơn vị;Năm 2024\n(1);(2);;(3);(4)\nI;Hạ tầng số;;;\n"
        "Dân cư;;;;\n1;Tỷ lệ|mức;;%;45,5\n;;;;\n2;Số hồ sơ;;hồ sơ;1.234\n;;;;\n;;;;\nGhi chú: của sở.;;;;\n"
    )
    assert [line for line in lines(text) if line] == [
        "PHỤ LỤC I. CHỈ TIÊU",
        "TT|Chỉ tiêu|Đơn vị|Năm 2024",
        "|I|Hạ tầng số|||",
        "|Dân cư||||",
        "1|Tỷ lệ¦mức|%|45,5",
        "2|Số hồ sơ|hồ sơ|1.234",
        "Ghi chú: của sở.",
    ]


def test_offsets_and_quotes_are_of_the_file() -> None:
    text = (
        "TT;Chỉ tiêu;Đơn vị;Năm 2024;Căn cứ\r\n"
        '1;"Tỷ lệ hồ sơ trực tuyến; toàn trình";%;45,5;Nghị định số 13/2023/NĐ-CP\r\n'
        '2;Tỷ lệ người dân có tài khoản;%;"77,1";"Quyết định số 12/2024/QĐ-TTg\nvà Luật Dữ liệu"\r\n'
    )
    report = read_report("a.csv", text.encode())
    found = records(report, read_facts(report))
    assert {"13/2023/NĐ-CP", "12/2024/QĐ-TTg"} <= {each.get("number") for each in found}
    assert {each["value"] for each in found if each["kind"] == "observation"} == {45.5, 77.1}
    for each in found:
        assert plain(text[each["start"] : each["end"]]) == each["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh, huyện, xã đã họp.\nBộ, ngành, địa phương đã làm.\n",
        "".join(f"- Nghị định số {n}/2024/NĐ-CP;\n" for n in range(40)) + "- Luật Dữ liệu.\n",
        "".join(f"{n}.\tSở đã hoàn thành;\n\n" for n in range(3)) + "Hết.\nNgày mai; ngày kia\n",
        "Chỉ một dòng;hai ô\n",
    ],
)
def test_lists_and_running_text_are_no_table(text: str) -> None:
    assert label(text) == "text"


def test_too_many_cells_are_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extraction.readers.delimited.CELLS", 5)
    with pytest.raises(ReadError) as caught:
        read("a.csv", "Tên;Số\nMột;2\nBa;4\n".encode())
    assert caught.value.code == "limit_cells"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["a", "12", '"', '""', ";", "\n", "\r\n", " ", "|", ""]), max_size=60))
def test_changes_are_in_order_apart_and_never_longer(parts: list[str]) -> None:
    text = "Tên;Số\nMột;2\nBa;4\nBốn;5\n" * 9 + "".join(parts)
    reading = read("a", text.encode())
    at = 0
    for start, end, new in reading.changes:
        assert at <= start <= end <= len(text)
        assert len(new) <= end - start or start == end
        at = end
    normal = normalise(text, reading.changes)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)


@pytest.mark.parametrize("piece", ['"', ";", '";', '"a";', "a|b;c\n", ";\n", "a\n\n", "a;b\n\n\n"])
def test_a_million_signs_are_no_trouble(piece: str) -> None:
    text = "Tên;Số\n" * 9 + piece * (
        400_000 // len(piece)
    )  # anything but linear work would run into the time limit
    assert read("a", text.encode()).text == text


def test_an_annex_is_rows_alone() -> None:
    report = read_report("a.csv", 'Chỉ tiêu,Năm 2024\nTỷ lệ phủ sóng,"98,5%"\n'.encode())
    assert {block.kind for block in report.blocks} == {BlockKind.ROW}
