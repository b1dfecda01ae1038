# ruff: noqa: E501 - a sentence of the genre is longer than a line
"""Instruments in statutes: what "this circular" means, which titles name one document, what is done to others."""

from __future__ import annotations

import time

import pytest

from extraction.facts import Predicate
from extraction.instruments import InstrumentReading, read_instruments
from extraction.instruments.statute import is_statute
from extraction.report import Report
from ontology.keys import fold
from tests.extraction.report_of import names_in, report_of

SOURCE = "(Điều 9 Thông tư số 12/2022/TT-BYT, có hiệu lực thi hành kể từ ngày 01/01/2023)"


def reading(*parts: str | tuple[str, str]) -> tuple[Report, InstrumentReading]:
    report = report_of(*parts)
    return report, read_instruments(report, names_in(report))


def named(*parts: str | tuple[str, str]) -> list[str]:
    report, found = reading(*parts)
    return [report.text[m.start : m.end] for m in found.mentions]


def claims(*parts: str | tuple[str, str]) -> set[tuple[str, str, str]]:
    _, found = reading(*parts)
    labels = {i.ref: i.number or i.label for i in found.instruments}
    return {
        (labels[c.subject], c.predicate.value, labels[c.object])
        for c in found.claims
        if c.predicate is not Predicate.PASSED_BY
    }


@pytest.mark.parametrize(
    ("text", "statute"),
    [
        ("Hồ sơ nộp theo quy định tại khoản 2 Điều 5 Nghị định này.", True),
        ("Trừ trường hợp quy định tại điểm a khoản 1 Điều này.", True),
        ("Thông tư này áp dụng đối với cơ sở khám bệnh.", True),
        ("Nghị định số 82/2024/NĐ-CP có hiệu lực; theo Nghị định này, các bộ tự quyết định.", False),
        (
            "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch dữ liệu. Quyết định này có hiệu lực từ ngày ký.",
            False,
        ),
    ],
)
def test_a_statute_is_known_by_how_it_points_to_its_own_provisions(text: str, statute: bool) -> None:
    assert is_statute(fold(text)) is statute


def test_this_decree_in_a_statute_is_no_other_decree() -> None:
    text = "Hồ sơ theo Nghị định số 82/2024/NĐ-CP được nộp theo khoản 2 Điều 5 Nghị định này. Nghị định này không áp dụng cho báo chí."
    assert named(text) == ["Nghị định số 82/2024/NĐ-CP"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Quyết định phê duyệt kết quả đấu giá được gửi theo khoản 1 Điều này.", []),
        ("Cơ sở nộp Đề án hoạt động tạp chí điện tử theo khoản 1 Điều này.", []),
        (
            "Kinh phí của Đề án “Thư viện số cho trường học” theo khoản 1 Điều này.",
            ["Đề án “Thư viện số cho trường học”"],
        ),
        (
            "Kinh phí thuộc Chương trình phát triển sản phẩm số đến năm 2030 theo khoản 1 Điều này.",
            ["Chương trình phát triển sản phẩm số đến năm 2030"],
        ),
        (
            "Ban hành kèm theo Thông tư này Quy chuẩn kỹ thuật quốc gia về chất lượng thẻ số.",
            ["Quy chuẩn kỹ thuật quốc gia về chất lượng thẻ số"],
        ),
        (
            "theo khoản 2 Điều này và QCVN 99:2020/BTNMT - Quy chuẩn kỹ thuật quốc gia về khí thải.",
            ["QCVN 99:2020/BTNMT"],
        ),
    ],
)
def test_in_a_statute_a_title_must_tell_one_document(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_the_type_word_said_again_opens_the_title_of_the_number() -> None:
    text = "Thông tư số 10/2023/TT-BYT Thông tư sửa đổi, bổ sung một số điều của Thông tư số 19/2021/TT-BYT"
    assert named(text) == ["Thông tư số 10/2023/TT-BYT", "Thông tư số 19/2021/TT-BYT"]
    assert claims(text) == {("10/2023/TT-BYT", "amends", "19/2021/TT-BYT")}


def test_numbers_in_rows_and_signatures_are_named() -> None:
    parts = [
        ("row", "| 1 | Nghị định số 82/2024/NĐ-CP | 2024 |"),
        ("signature", "- Như Quyết định số 12/QĐ-BTC;"),
    ]
    assert named(*parts) == ["Nghị định số 82/2024/NĐ-CP", "Quyết định số 12/QĐ-BTC"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Thông tư này có hiệu lực từ ngày 01/01/2023 và thay thế Thông tư số 07/2016/TT-BYT; Thông tư số 08/2016/TT-BYT.",
            {
                ("12/2022/TT-BYT", "repeals", "07/2016/TT-BYT"),
                ("12/2022/TT-BYT", "repeals", "08/2016/TT-BYT"),
            },
        ),
        (
            "Thông tư này thay thế Thông tư số 07/2016/TT-BYT; bãi bỏ Điều 3 Thông tư số 08/2016/TT-BYT.",
            {("12/2022/TT-BYT", "repeals", "07/2016/TT-BYT"), ("12/2022/TT-BYT", "amends", "08/2016/TT-BYT")},
        ),
        ("2. Bãi bỏ Thông tư số 07/2016/TT-BYT.", {("12/2022/TT-BYT", "repeals", "07/2016/TT-BYT")}),
        (
            "Thông tư số 07/2016/TT-BYT hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.",
            {("12/2022/TT-BYT", "repeals", "07/2016/TT-BYT")},
        ),
        (
            "Thông tư này hướng dẫn thi hành khoản 6 Điều 8 Nghị định số 37/2020/NĐ-CP.",
            {("12/2022/TT-BYT", "details", "37/2020/NĐ-CP")},
        ),
        (
            "Hồ sơ lập theo quy định tại Điều 4 Nghị định số 37/2020/NĐ-CP và khoản 1 Điều này.",
            {("12/2022/TT-BYT", "cites", "37/2020/NĐ-CP")},
        ),
    ],
)
def test_what_a_statute_says_of_itself_is_said_of_its_number(
    text: str, found: set[tuple[str, str, str]]
) -> None:
    assert claims(SOURCE, text) == found


def test_the_items_of_a_list_are_repealed_each() -> None:
    found = claims(
        SOURCE,
        "1. Thông tư này bãi bỏ các Thông tư sau đây:",
        ("item", "a) Thông tư số 07/2016/TT-BYT ngày 01/3/2016;"),
        ("item", "b) Thông tư số 08/2016/TT-BYT."),
        "3. Việc nộp hồ sơ theo Thông tư số 09/2016/TT-BYT và khoản 1 Điều này.",
    )
    assert {o for s, p, o in found if p == "repeals"} == {"07/2016/TT-BYT", "08/2016/TT-BYT"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Nghị định số 63/2010/NĐ-CP (được sửa đổi, bổ sung bởi Nghị định số 48/2013/NĐ-CP và Nghị định số 92/2017/NĐ-CP) vẫn được áp dụng.",
            {("48/2013/NĐ-CP", "amends", "63/2010/NĐ-CP"), ("92/2017/NĐ-CP", "amends", "63/2010/NĐ-CP")},
        ),
        (
            "(Điều 9 Thông tư số 12/2022/TT-BYT, có hiệu lực thi hành kể từ ngày 01/01/2023, có nội dung bị bãi bỏ bởi Điều 1 Thông tư số 05/2024/TT-BYT có hiệu lực thi hành kể từ ngày 01/02/2024)",
            {("05/2024/TT-BYT", "amends", "12/2022/TT-BYT")},
        ),
        (
            "Nghị định số 63/2010/NĐ-CP được thay thế bằng Nghị định số 61/2018/NĐ-CP.",
            {("61/2018/NĐ-CP", "repeals", "63/2010/NĐ-CP")},
        ),
        (
            "Thông tư số 46/2018/TT-BYT đã được đính chính tại Quyết định số 2955/QĐ-BYT.",
            {("2955/QĐ-BYT", "corrects", "46/2018/TT-BYT")},
        ),
        (
            "Thông tư số 54/2017/TT-BYT được hợp nhất tại Văn bản hợp nhất số 05/VBHN-BYT.",
            {("05/VBHN-BYT", "consolidates", "54/2017/TT-BYT")},
        ),
        (
            "Thông tư số 54/2017/TT-BYT dẫn chiếu đến Nghị định số 37/2020/NĐ-CP.",
            {("54/2017/TT-BYT", "cites", "37/2020/NĐ-CP")},
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Quản lý thuế và Nghị định số 83/2013/NĐ-CP được phổ biến.",
            {
                (
                    "Luật sửa đổi, bổ sung một số điều của Luật Quản lý thuế",
                    "amends",
                    "Luật Quản lý thuế",
                )
            },
        ),
        (
            "Nghị định số 12/2025/NĐ-CP quy định chi tiết một số điều của Luật Giá, Nghị định số 91/2022/NĐ-CP được rà soát.",
            {("12/2025/NĐ-CP", "details", "Luật Giá")},
        ),
    ],
)
def test_a_passive_names_the_one_acted_on_first(text: str, found: set[tuple[str, str, str]]) -> None:
    assert claims(text) == found


def test_the_preamble_names_the_bases_of_the_text_itself() -> None:
    found = claims(
        "Số: 15/KH-BYT",
        "Căn cứ Luật Giá ngày 19/6/2023;",
        "Căn cứ Nghị định số 37/2024/NĐ-CP;",
        "Bộ Y tế ban hành Kế hoạch như sau:",
    )
    assert found == {
        ("15/KH-BYT", "based_on", "Luật Giá năm 2023"),
        ("15/KH-BYT", "based_on", "37/2024/NĐ-CP"),
    }


def test_a_basis_in_running_text_is_none_of_the_text_itself() -> None:
    found = claims("Số: 15/KH-BYT", "Căn cứ Luật Giá, cơ sở tự định giá.", "Cơ sở báo cáo Sở Y tế.")
    assert not [p for _, p, _ in found if p == "based_on"]


def test_a_passive_before_a_title_opens_none() -> None:
    _, found = reading("Nghị định số 47/2025/NĐ-CP do Chính phủ ban hành gỡ vướng cho nhiều dự án.")
    assert [i.title for i in found.instruments] == [None]
    _, found = reading("Quyết định số 47/QĐ-BYT do Bộ Y tế ban hành quy định về thẻ số.")
    assert [i.title for i in found.instruments] == ["quy định về thẻ số"]


def test_the_title_of_an_instrument_follows_a_minister_too() -> None:
    _, found = reading("Thông tư số 13/2025/TT-BYT của Bộ trưởng Bộ Y tế quy định về thẻ số.")
    assert [i.title for i in found.instruments] == ["quy định về thẻ số"]


def test_words_that_point_back_are_mentions_of_their_instrument() -> None:
    text = "Nghị định số 82/2024/NĐ-CP có hiệu lực. Nghị định 82 và Nghị định nêu trên gỡ vướng."
    report, found = reading(text)
    (decree,) = found.instruments
    assert [report.exact(p) for p in decree.mentions] == ["Nghị định số 82/2024/NĐ-CP", "Nghị định 82"]
    assert [report.exact(p) for p in decree.anaphors] == ["Nghị định nêu trên"]


@pytest.mark.parametrize(
    "unit",
    [
        "Thông tư này thay thế Thông tư số 7/2016/TT-BYT; ",
        "bãi bỏ Thông tư số 7/2016/TT-BYT; ",
        "Nghị định số 6/2010/NĐ-CP được sửa đổi bởi ",
        "quy định tại khoản 1 Điều này ",
        "Điều 5 Thông tư này\n",
        "(Điều 9 Thông tư số 12/2022/TT-BYT, ",
        "Chương trình quốc gia, theo khoản 1 Điều này của Bộ ",
        "Căn cứ Luật Giá;\n",
    ],
)
def test_statutes_are_read_in_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        report = report_of(*(unit * (size // len(unit))).rstrip("\n").split("\n"))
        names = names_in(report)
        start = time.process_time()
        read_instruments(report, names)
        return time.process_time() - start

    seconds(500)
    assert seconds(32_000) < 24 * seconds(4_000) + 0.1
