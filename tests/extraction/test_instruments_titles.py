# ruff: noqa: E501 - a sentence of the genre is longer than a line
"""Titles: which words behind a type word name one instrument, and what belongs to which of two."""

from __future__ import annotations

import pytest

from extraction.instruments import InstrumentReading, read_instruments
from extraction.layout import read_report
from extraction.pipeline import read_facts
from extraction.report import Report
from graph.records import records
from tests.extraction.report_of import names_in, report_of


def read(*parts: str | tuple[str, str]) -> InstrumentReading:
    report: Report = report_of(*parts, title="Báo cáo năm 2026")
    return read_instruments(report, names_in(report))


def labels(*parts: str | tuple[str, str]) -> list[str]:
    return [i.label for i in read(*parts).instruments]


def claims(*parts: str | tuple[str, str]) -> set[tuple[str, str, str]]:
    found = read(*parts)
    names = {i.ref: i.number or i.label for i in found.instruments}
    return {(names[c.subject], c.predicate.value, names.get(c.object, c.object.key)) for c in found.claims}


def stages(*parts: str | tuple[str, str]) -> dict[str, str]:
    found = read(*parts)
    names = {i.ref: i.number or i.label for i in found.instruments}
    return {names[s.instrument]: s.stage.value for s in found.statuses}


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị chủ trì Chương trình chịu trách nhiệm về hồ sơ thanh toán.",
        "Trường ban hành Chương trình đào tạo trình độ đại học ngành an toàn thông tin.",
        "Kinh phí của Chương trình phê duyệt theo từng năm.",
        "Sở lập Kế hoạch bảo trì hệ thống hằng năm theo quy định.",
        "Sở hỗ trợ theo Đề án số hóa hồ sơ cũ do Ủy ban nhân dân cấp tỉnh phê duyệt.",
        "Đề án phát triển dữ liệu mở là đề án do địa phương tự xây dựng.",
        "Hồ sơ gồm:\nb) Đề án tổ chức sản xuất chương trình (có chữ ký của thủ trưởng);",
        "a) Quyết định thành lập Tổ công nghệ số cộng đồng và giao nhiệm vụ cho các thành viên;",
        "Bộ soạn thảo Quyết định về mức chi hỗ trợ cán bộ một cửa.",
        "Đơn vị xây dựng Quy chế quản lý tài sản công nghệ thông tin.",
        "Trưởng phòng thuộc Vụ Kế hoạch tài chính dự họp.",
        "Thông tư hướng dẫn vẫn chưa được ban hành.",
        "Các sở thực hiện Kế hoạch chuyển đổi số của đơn vị và báo cáo kết quả.",
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau.",
    ],
)
def test_a_kind_of_instrument_is_none(text: str) -> None:
    assert labels(*text.split("\n")) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Bộ trình Quốc hội Nghị quyết thu hút chuyên gia bán dẫn tại kỳ họp tới.",
            "Nghị quyết thu hút chuyên gia bán dẫn",
        ),
        ("Bộ xây dựng Nghị định kết nối dữ liệu đất đai.", "Nghị định kết nối dữ liệu đất đai"),
        (
            "Thống đốc ban hành Kế hoạch năm 2025 của ngành Ngân hàng về thanh toán số.",
            "Kế hoạch năm 2025 của ngành Ngân hàng về thanh toán số",
        ),
        (
            "Sở cân đối kinh phí cho Chương trình phát triển đô thị thông minh và kế hoạch đầu tư trung hạn.",
            "Chương trình phát triển đô thị thông minh",
        ),
        (
            "Bộ xây dựng Chương trình tổng thể về phổ cập kỹ năng số chậm nhất sau 30 ngày.",
            "Chương trình tổng thể về phổ cập kỹ năng số",
        ),
        (
            "Theo Kế hoạch phát triển kinh tế dữ liệu của Bộ Tài chính, đến 30/9 có 45 nhiệm vụ hoàn thành.",
            "Kế hoạch phát triển kinh tế dữ liệu của Bộ Tài chính",
        ),
        (
            "Bộ ban hành Quy chế khai thác Kho dữ liệu dùng chung ngành Tư pháp.",
            "Quy chế khai thác Kho dữ liệu dùng chung ngành Tư pháp",
        ),
    ],
)
def test_a_title_ends_with_the_instrument(text: str, label: str) -> None:
    assert labels(text) == [label]


def test_a_clause_goes_on_behind_a_body_and_its_acronym() -> None:
    text = "Triển khai Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW, Bộ Khoa học và Công nghệ (Bộ KH&CN) báo cáo như sau."
    assert labels(text)[0] == "Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW"


def test_what_is_carried_out_beside_a_directive_is_not_in_its_title() -> None:
    text = (
        "Thực hiện Chỉ thị số 7/CT-TTg ngày 14/3/2025 về đẩy mạnh triển khai Đề án 06 và Nghị quyết số 71/NQ-CP"
        " ngày 01/4/2025 của Chính phủ sửa đổi Chương trình hành động về chuyển đổi số, các bộ đã họp."
    )
    found = {c for c in claims(text) if c[1] != "passed_by"}
    assert found == {
        ("7/CT-TTg", "implements", "Đề án 06"),
        ("71/NQ-CP", "amends", "Chương trình hành động về chuyển đổi số"),
    }


def test_a_second_decree_of_a_list_is_not_in_the_title_of_the_first() -> None:
    text = "Bộ phổ biến Nghị định số 165/2025/NĐ-CP quy định chi tiết Luật Dữ liệu, Nghị định số 169/2025/NĐ-CP về sản phẩm dữ liệu."
    found = read(text)
    assert [i.title for i in found.instruments if i.type == "decree"] == [
        "quy định chi tiết Luật Dữ liệu",
        "về sản phẩm dữ liệu",
    ]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            'Quyết định số 749/QĐ-TTg phê duyệt "Chương trình Chuyển đổi số quốc gia đến năm 2025" đã hết hạn.',
            ("749/QĐ-TTg", "approves", "Chương trình Chuyển đổi số quốc gia đến năm 2025"),
        ),
        (
            "Đề án được phê duyệt tại Quyết định số 18/QĐ-BYT ngày 06/7/2022, được sửa đổi, bổ sung bởi Quyết định số 905/QĐ-BYT.",
            ("905/QĐ-BYT", "amends", "18/QĐ-BYT"),
        ),
        (
            "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 (sửa đổi, bổ sung bởi Luật số 87/2025/QH15).",
            ("87/2025/QH15", "amends", "64/2025/QH15"),
        ),
        (
            "Nghị định số 78/2025/NĐ-CP quy định chi tiết một số điều và biện pháp để tổ chức thi hành Luật Dữ liệu.",
            ("78/2025/NĐ-CP", "details", "Luật Dữ liệu"),
        ),
        (
            "Luật Viễn thông và Nghị định quy định chi tiết đã có hiệu lực.",
            ("Nghị định quy định chi tiết Luật Viễn thông", "details", "Luật Viễn thông"),
        ),
    ],
)
def test_what_the_words_between_two_say(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Luật Dữ liệu được sửa đổi bởi Nghị định số 165/2025/NĐ-CP.",
        "Thông tư số 9/2025/TT-BTC thay thế Nghị định số 15/2020/NĐ-CP.",
        "Công văn số 91/BTC-QLG sửa đổi Thông tư số 9/2025/TT-BTC.",
    ],
)
def test_a_lower_act_changes_no_higher_one(text: str) -> None:
    assert {p for _, p, _ in claims(text)} & {"amends", "repeals"} == set()


def test_the_draft_of_a_new_law_stands_beside_the_old_one() -> None:
    text = (
        "Bộ hoàn thiện dự án Luật An ninh mạng trên cơ sở hợp nhất Luật An ninh mạng năm 2018 và luật khác."
    )
    assert stages(text) == {"Luật An ninh mạng": "draft", "Luật An ninh mạng năm 2018": "issued"}


def test_the_law_that_is_to_replace_another_is_marked_so() -> None:
    text = ("proposals", "Đề nghị Chính phủ đưa dự án Luật Công nghệ thông tin (thay thế) vào chương trình.")
    found = labels(text, "Luật Công nghệ thông tin năm 2006 đã lạc hậu.")
    assert found == ["Luật Công nghệ thông tin (thay thế)", "Luật Công nghệ thông tin năm 2006"]


@pytest.mark.parametrize(
    ("text", "name", "stage"),
    [
        (
            "Bộ đã trình Chính phủ 02 Nghị định (Nghị định về định danh số; Nghị định về sàn dữ liệu).",
            "Nghị định về định danh số",
            "submitted",
        ),
        ("Đề án 06 và Chương trình chuyển đổi số quốc gia tiếp tục được đẩy mạnh.", "Đề án 06", "issued"),
        (
            "Bộ đưa nhiệm vụ vào Chương trình lập pháp năm 2026 của Quốc hội.",
            "Chương trình lập pháp năm 2026 của Quốc hội",
            "issued",
        ),
        (
            "Quyết định số 5/QĐ-BYT phê duyệt Đề án bệnh án điện tử đến năm 2030.",
            "Đề án bệnh án điện tử đến năm 2030",
            "issued",
        ),
    ],
)
def test_stages_that_the_context_tells(text: str, name: str, stage: str) -> None:
    assert stages(text)[name] == stage


def test_a_law_has_the_day_on_which_it_was_passed() -> None:
    (law,) = read("Luật Dữ liệu được Quốc hội khóa XV, kỳ họp thứ 8 thông qua ngày 30/11/2024.").instruments
    assert (str(law.issued), law.issued_text) == ("2024-11-30", "ngày 30/11/2024")


def test_words_that_point_back_are_records_of_their_own_kind() -> None:
    text = "Nghị định số 82/2024/NĐ-CP có hiệu lực từ tháng 9. Nghị định nêu trên đã gỡ vướng cho các địa phương."
    report = read_report("thu.txt", text.encode())
    found = records(report, read_facts(report))
    shown = [(r["kind"], r["text"], r["number"]) for r in found if r["kind"] in ("instrument", "anaphor")]
    assert shown == [
        ("instrument", "Nghị định số 82/2024/NĐ-CP", "82/2024/NĐ-CP"),
        ("anaphor", "Nghị định nêu trên", "82/2024/NĐ-CP"),
    ]
