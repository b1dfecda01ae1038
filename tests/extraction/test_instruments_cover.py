# ruff: noqa: E501 - a letterhead is laid out in columns
"""What a document is itself: number, date and title of its head, and what its title does to others."""

from __future__ import annotations

from datetime import date

import pytest

from extraction.citations import letterhead_number
from extraction.facts import Instrument, Predicate
from extraction.instruments import InstrumentReading, read_instruments
from extraction.layout import read_report
from extraction.names import read_names

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
COLUMNS = """BỘ XÂY DỰNG                              {state}
-------                                      {motto}
Số: {number}                      Hà Nội, ngày 04 tháng 9 năm 2025

{title}

{text}
"""


MOTTO = "Độc lập - Tự do - Hạnh phúc"


def letter(number: str, title: str, text: str) -> str:
    return COLUMNS.format(state=STATE, motto=MOTTO, number=number, title=title, text=text)


def read(number: str, title: str, text: str) -> InstrumentReading:
    report = read_report("thu.txt", letter(number, title, text).encode())
    return read_instruments(report, read_names(report))


def first(found: InstrumentReading) -> Instrument:
    return found.instruments[0]


def claims(found: InstrumentReading) -> set[tuple[str, Predicate, str]]:
    names = {i.ref: i.number or i.label for i in found.instruments}
    return {(names[c.subject], c.predicate, names.get(c.object, c.object.key)) for c in found.claims}


@pytest.mark.parametrize(
    ("line", "number", "kind"),
    [
        ("Số: 158/BC-BXD", "158/BC-BXD", "report"),
        ("Số: 0412 /KH-UBND", "0412/KH-UBND", "plan"),
        ("Số:        /TTr-BXD", "/TTr-BXD", "submission"),
        ("Số: 2314/BXD-KHTC", "2314/BXD-KHTC", "letter"),
    ],
)
def test_the_number_line_is_read_spaced_or_empty(line: str, number: str, kind: str) -> None:
    found = letterhead_number(line)
    assert found is not None
    assert (found.number, found.type) == (number, kind)


@pytest.mark.parametrize("line", ["Số lượng: 15/BC", "Số: 15", "Luật số: 60/2024/QH15", "Số: 60/2024/QH15"])
def test_other_lines_give_no_number(line: str) -> None:
    assert letterhead_number(line) is None


def test_a_report_has_the_number_date_title_and_issuer_of_its_head() -> None:
    found = read(
        "77/BC-BXD", "BÁO CÁO\nKết quả số hóa hồ sơ quy hoạch", "Đến nay, 40 tỉnh đã hoàn thành việc số hóa."
    )
    cover = first(found)
    assert (cover.number, cover.issued, cover.title) == (
        "77/BC-BXD",
        date(2025, 9, 4),
        "Kết quả số hóa hồ sơ quy hoạch",
    )
    assert claims(found) == {("77/BC-BXD", Predicate.PASSED_BY, "bo-xay-dung")}


def test_a_number_that_is_not_filled_in_is_still_the_text_itself() -> None:
    found = read(
        "      /BC-BXD",
        "BÁO CÁO\nKết quả số hóa hồ sơ quy hoạch",
        "Đến nay, 40 tỉnh đã hoàn thành việc số hóa.",
    )
    cover = first(found)
    assert (cover.number, cover.type) == (None, "report")
    assert (cover.label, Predicate.PASSED_BY, "bo-xay-dung") in claims(found)


@pytest.mark.parametrize(
    ("number", "title", "claim"),
    [
        (
            "81/QĐ-BXD",
            "QUYẾT ĐỊNH\nPhê duyệt Đề án số hóa bản đồ quy hoạch đến năm 2030",
            ("81/QĐ-BXD", Predicate.APPROVES, "Đề án số hóa bản đồ quy hoạch đến năm 2030"),
        ),
        (
            "82/QĐ-BXD",
            "QUYẾT ĐỊNH\nSửa đổi, bổ sung một số điều của Quyết định số 15/QĐ-BXD ngày 02/3/2024",
            ("82/QĐ-BXD", Predicate.AMENDS, "15/QĐ-BXD"),
        ),
        (
            "83/KH-BXD",
            "KẾ HOẠCH\nTriển khai Chỉ thị số 12/CT-TTg ngày 03/4/2025 về dữ liệu đô thị",
            ("83/KH-BXD", Predicate.IMPLEMENTS, "12/CT-TTg"),
        ),
    ],
)
def test_the_title_says_what_the_text_does(
    number: str, title: str, claim: tuple[str, Predicate, str]
) -> None:
    assert claim in claims(read(number, title, "Các đơn vị thuộc Bộ tổ chức thực hiện theo lộ trình."))


def test_the_first_article_says_what_a_decision_does() -> None:
    text = "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch chuẩn hóa dữ liệu đô thị năm 2026.\nĐiều 2. Các đơn vị thi hành."
    found = read("84/QĐ-BXD", "QUYẾT ĐỊNH\nVề chuẩn hóa dữ liệu đô thị", text)
    assert ("84/QĐ-BXD", Predicate.APPROVES, "Kế hoạch chuẩn hóa dữ liệu đô thị năm 2026") in claims(found)


@pytest.mark.parametrize(
    "title",
    [
        "TỜ TRÌNH\nVề việc phê duyệt Đề án số hóa bản đồ quy hoạch đến năm 2030",
        "BÁO CÁO\nKết quả triển khai Chỉ thị số 12/CT-TTg ngày 03/4/2025",
        "TỜ TRÌNH\nVề việc sửa đổi Nghị định số 15/2024/NĐ-CP ngày 02/3/2024",
    ],
)
def test_a_report_or_a_submission_does_nothing_to_what_it_speaks_of(title: str) -> None:
    found = read("85/BC-BXD", title, "Bộ đã hoàn thiện hồ sơ theo quy định và gửi các cơ quan.")
    assert {p for s, p, _ in claims(found) if s == "85/BC-BXD"} == {Predicate.PASSED_BY}


def test_a_plan_without_a_number_is_known_by_its_title_and_approved_by_its_decision() -> None:
    text = (
        "KẾ HOẠCH\nCHUẨN HÓA DỮ LIỆU ĐÔ THỊ NĂM 2026\n"
        "(Ban hành kèm theo Quyết định số 84/QĐ-BXD ngày 05/9/2025 của Bộ trưởng Bộ Xây dựng)\n\n"
        "I. MỤC TIÊU\n\nHoàn thành việc chuẩn hóa dữ liệu của 34 tỉnh, thành phố.\n"
    )
    report = read_report("thu.txt", text.encode())
    found = read_instruments(report, read_names(report))
    assert [(i.type, i.number, i.label) for i in found.instruments] == [
        ("plan", None, "Kế hoạch Chuẩn hóa dữ liệu đô thị năm 2026"),
        ("decision", "84/QĐ-BXD", "Quyết định số 84/QĐ-BXD"),
    ]
    assert (found.instruments[1].ref, Predicate.APPROVES, first(found).ref) in {
        (c.subject, c.predicate, c.object) for c in found.claims
    }


def test_an_annex_is_no_instrument_of_its_own() -> None:
    text = "PHỤ LỤC II\nDANH MỤC DỮ LIỆU ĐÔ THỊ\n(Kèm theo Báo cáo số 9/BC-BXD ngày 05/9/2025)\n\nDanh mục gồm 12 loại dữ liệu.\n"
    report = read_report("thu.txt", text.encode())
    assert [i.number for i in read_instruments(report, read_names(report)).instruments] == ["9/BC-BXD"]
