"""Figures over blocks: footnotes, headings, names, labels, passages; and any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.acronyms import learned
from extraction.facts import Kind, ObservationKind, Period
from extraction.figures.reading import read_figures
from extraction.report import BlockKind, Role
from tests.extraction.reports import Part, build, figures, heading, note


def test_a_footnote_goes_on_from_the_figure_that_its_mark_stands_behind() -> None:
    assert figures(
        "Toàn tỉnh có 28 hồ chứa[^1]. Ngành y tế có 14 trạm y tế.",
        note(1, "Trong đó 09 đang sửa chữa."),
    ) == [
        "Số hồ chứa = 28 count:hồ chứa @2024 [toàn tỉnh]",
        "Số trạm y tế của Ngành y tế = 14 count:trạm y tế @2024",
        "Số hồ chứa đang sửa chữa = 9 count:hồ chứa @2024",
    ]


def test_a_footnote_whose_mark_has_no_figure_before_it_reads_on_its_own() -> None:
    assert figures("Việc tu sửa hồ chứa còn chậm[^1].", note(1, "Mới có 05 hồ chứa được tu sửa.")) == [
        "Số hồ chứa được tu sửa = 5 count:hồ chứa @2024"
    ]


def test_lessons_hold_no_figures_and_headings_neither() -> None:
    assert figures(heading("1. Trồng 900 ha rừng"), Part("Trồng 900 ha rừng.", role=Role.LESSONS)) == []


def test_numbers_inside_names_and_titles_are_not_read() -> None:
    scheme = "Chương trình 30 nghìn tỷ"
    assert figures(f"{scheme} có 14 dự án.", names=[(scheme, Kind.INSTRUMENT)]) == [
        "Số dự án của Chương trình 30 nghìn tỷ = 14 count:dự án @2024 <t0>"
    ]


def test_a_figure_is_about_the_database_that_its_clause_names() -> None:
    store = "CSDL đất đai"
    (line,) = figures(f"{store} cung cấp 3,5 triệu bản ghi.", names=[(store, Kind.DATABASE)])
    assert line == "Số bản ghi được CSDL đất đai cung cấp = 3500000 count:bản ghi @2024 <t0>"


def test_acronyms_are_written_out_in_labels() -> None:
    report = build("Tỷ lệ THĐ có mã đạt 64%.")
    (indicator,) = read_figures(report, expansions={"THĐ": "thửa đất"}).indicators
    assert indicator.label == "Tỷ lệ thửa đất có mã"


@pytest.mark.parametrize(
    ("text", "taught"),
    [
        ("hợp tác xã (HTX) kiểu mới", {"HTX": "hợp tác xã"}),
        ("Liên minh Hợp tác xã (HTX)", {"HTX": "Hợp tác xã"}),
        ("thửa đất (THĐ)", {}),
        ("(HTX) đứng đầu câu", {}),
        ("vận tải và kho bãi (VTKB)", {"VTKB": "vận tải và kho bãi"}),
        ("cá nhân, tổ chức (CNTC)", {"CNTC": "cá nhân, tổ chức"}),
        ("VTKB (vận tải và kho bãi)", {"VTKB": "vận tải và kho bãi"}),
        ("VTKB (vận tải và kho bãi công)", {}),
        ("bản đồ (BĐ), bản đồ (BD)", {"BĐ": "bản đồ", "BD": "bản đồ"}),
    ],
)
def test_an_acronym_is_learned_where_initials_spell_it(text: str, taught: dict[str, str]) -> None:
    assert learned(text) == taught


def test_an_earlier_value_in_brackets_is_a_fact_of_its_own_period() -> None:
    assert figures(
        heading("CHỈ TIÊU NĂM 2026", Role.TASKS),
        Part("1. Tỷ lệ hộ có nước sạch: 95% (năm 2025: 89,5%).", BlockKind.ITEM, Role.TASKS, 0),
    ) == [
        "Tỷ lệ hộ có nước sạch = 95 percent target @2026",
        "Tỷ lệ hộ có nước sạch = 89.5 percent @2025",
    ]


def test_a_deadline_behind_a_target_is_its_period() -> None:
    assert figures(
        heading("NHIỆM VỤ NĂM 2025", Role.TASKS),
        Part(
            "Sở Nông nghiệp xây 14 trạm bơm, hoàn thành trong tháng 10/2025.", BlockKind.ITEM, Role.TASKS, 0
        ),
    ) == ["Số trạm bơm được Sở Nông nghiệp xây = 14 count:trạm bơm target @2025-10"]


def test_a_number_that_opens_a_point_is_not_part_of_its_label() -> None:
    assert figures(Part("b) Tiến độ cấp sổ đạt 57,3%.", BlockKind.ITEM)) == [
        "Tỷ lệ tiến độ cấp sổ = 57.3 percent @2024"
    ]


def test_what_follows_a_figure_that_fits_no_form_is_not_hung_on_the_one_before() -> None:
    assert figures("Tỷ lệ che phủ rừng đạt 42%; mặt đê cao 3,5 m, tăng 5% so với năm 2023.") == [
        "Tỷ lệ che phủ rừng = 42 percent @2024"
    ]


def test_without_a_period_a_figure_has_none_and_a_month_is_no_subject() -> None:
    assert figures("Giải ngân vốn rừng còn chậm, đến hết quý III mới đạt 43,5%.", period=None) == [
        "Tỷ lệ giải ngân vốn rừng = 43.5 percent @?"
    ]


def test_passages_quote_the_sentence_and_keys_are_stable() -> None:
    report = build("Mưa to. Đến nay, 41/52 trạm y tế đạt chuẩn. Gió nhẹ.")
    one, other = (read_figures(report, period=Period("2024")) for _ in range(2))
    (observation,) = one.observations
    assert report.exact(observation.passage) == "Đến nay, 41/52 trạm y tế đạt chuẩn."
    assert observation.verbatim == "41/52 trạm y tế"
    assert observation.kind is ObservationKind.ACTUAL
    assert one.observations == other.observations
    assert [report.text[a:b] for a, b in one.spans] == ["41/52 trạm y tế đạt chuẩn"]


WORDS = (
    "tỷ lệ|số|hồ sơ|xã|bộ|,|;|:|(|)|và|trong đó|đạt|là|tăng|giảm|so với|năm 2023|tháng 4|12|3,5%|1.204|41/52"
    "|triệu|tỷ đồng|điểm|vị trí|từ|lên|lần lượt|tương đương|mục tiêu|ước|hơn|của|với|được|có|cung cấp"
    "|mỗi ngày|Tỉnh|.|\n|“|”|-|~|USD|31/9/2023|Điều|phải|gồm|chiếm|tổng số|thứ|điểm phần trăm|0|1/0"
    "|999999999999999999999999999999999"
).split("|")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from([None, "2024", "2024-05", "2024-Q2"]))
def test_any_order_of_the_words_of_the_genre_is_read_without_an_error(
    words: list[str], period: str | None
) -> None:
    text = " ".join(words).strip()
    report = build(*([text, Part(text, role=Role.TASKS)] if text else []))
    reading = read_figures(report, period=Period(period) if period else None)
    assert all(report.exact(o.passage) for o in reading.observations)
    assert {o.indicator for o in reading.observations} == {i.ref for i in reading.indicators}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    report = build(text or "x")
    assert len(read_figures(report).observations) == len(read_figures(report).spans)


SIZE = 120_000


REPEATED = (
    "1|trong đó |(|1.234.567 |hồ |(1 xã) |tăng 3% |12 xã, |tỷ lệ |so với năm 2023 là 4% |đạt 5%; |a.|12/|1-"
    "|lần lượt 3% và |12 xã có trên "
).split("|")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_length_whatever_repeats(unit: str) -> None:
    report = build((unit * (SIZE // len(unit) + 1)).strip())
    read_figures(report, period=Period("2024"))
    assert isinstance(learned(report.text), dict)
