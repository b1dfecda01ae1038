"""Stated measures: which figures the source itself puts beside an obstacle, and which tell something else."""

from __future__ import annotations

import pytest

from extraction.bottlenecks import read_bottlenecks
from extraction.facts import Kind, Predicate
from extraction.figures.reading import read_figures
from extraction.layout import read_report
from extraction.pipeline import read_facts
from extraction.report import Role
from tests.extraction.reports import Part, build, named, note

DECREE = "Nghị định số 15/2023/NĐ-CP"
TABLE = """PHỤ LỤC
KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2025

| TT | Chỉ tiêu | Đơn vị | Kết quả năm 2025 | Mục tiêu năm 2026 |
|---|---|---|---|---|
| 1 | Tỷ lệ hộ có nước sạch | % | 61,5 | 75 |
| 2 | Tỷ lệ kênh mương được cứng hóa | % | 42 | 60 |
| 3 | Số trạm bơm hoạt động | Trạm | - | 30 |

Ghi chú:

- {note}
"""


def measures(*parts: Part | str, role: Role = Role.SHORTCOMINGS) -> list[list[str]]:
    """For each obstacle the labels of its measures; strings are paragraphs of a section of that role."""
    report = build(*(Part(part, role=role) if isinstance(part, str) else part for part in parts))
    acts = named(report, (DECREE, Kind.INSTRUMENT))
    figures = read_figures(report, (), acts)
    reading = read_bottlenecks(report, acts, (), figures)
    labels = {i.ref: i.label for i in figures.indicators}
    stated = [claim for claim in reading.claims if claim.predicate is Predicate.MEASURED_BY]
    return [[labels[c.object] for c in stated if c.subject == b.ref] for b in reading.bottlenecks]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Việc cứng hóa kênh mương còn chậm; đến nay mới có 12 xã hoàn thành.", "Số xã hoàn thành"),
        ("Nước sạch nông thôn chưa ổn định; riêng tháng 8 phát sinh 14 sự cố.", "Số sự cố được phát sinh"),
        ("Đàn trâu bị dịch bệnh (toàn huyện có 41 con chết), người dân lo ngại.", "Số con chết"),
        ("Nhiều xã thiếu thú y viên; bình quân mỗi xã chỉ có 0,4 người.", "Số người bình quân mỗi xã"),
        ("Tưới tiết kiệm chưa phổ biến; tỷ lệ vườn tưới tràn lên tới 71%.", "Tỷ lệ vườn tưới tràn"),
        ("Công tác kiểm tra còn hạn chế, mới kiểm tra 25 cơ sở.", "Số cơ sở được Công tác kiểm tra"),
    ],
)
def test_a_figure_anywhere_in_the_obstacles_sentence_bears_it_out(sentence: str, found: str) -> None:
    assert measures(sentence) == [[found]]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        # what should be, beside what is
        ("Giải ngân vốn tái định cư mới đạt 31,5%, trong khi yêu cầu không dưới 60%.", 1),
        ("Chi cho bảo tồn mới bằng 0,4% tổng chi, trong khi Nghị quyết quy định tối thiểu 1%.", 1),
        # how many were asked, beside what was found
        ("Người trồng rừng thiếu vốn: khảo sát 120 hộ, chỉ 18 hộ vay được ngân hàng.", 1),
        # who says it
        ('Ông Nam, chủ trại (45 con bò), thừa nhận: "Thức ăn còn thiếu, mới đủ cho 20 con bò".', 1),
        # how large the thing is that lags
        ("Dự án kè biển chậm tiến độ (tổng mức đầu tư 320 tỷ đồng).", 0),
        # obstacles, counted
        ("Còn 05 vướng mắc chưa được tháo gỡ.", 0),
    ],
)
def test_figures_that_tell_something_else_measure_nothing(sentence: str, count: int) -> None:
    (found,) = measures(sentence)
    assert len(found) == count


def test_a_figure_belongs_to_the_obstacle_that_it_stands_behind() -> None:
    assert measures("Trường vùng cao thiếu giáo viên; 23 điểm trường chưa có điện lưới quốc gia.") == [
        [],
        ["Số điểm trường chưa có điện lưới quốc gia"],
    ]


def test_later_sentences_of_the_point_go_on_about_it_until_the_next_obstacle() -> None:
    assert measures(
        "Tiến độ trồng rừng chậm. Toàn tỉnh mới trồng được 410 ha. Các trạm y tế thiếu bác sĩ."
    ) == [
        ["Diện tích được trồng"],
        [],
    ]
    assert measures("Tiến độ trồng rừng chậm. Năm qua có 90 lễ hội được tổ chức.") == [[]]


def test_a_clause_without_a_subject_speaks_of_the_figure_before_it() -> None:
    assert measures(
        "Tỷ lệ hộ có nước sạch đạt 61%, nhưng còn thấp so với bình quân vùng.", role=Role.RESULTS
    ) == [["Tỷ lệ hộ có nước sạch"]]
    assert measures("Đã lắp 300 bồn nước, tuy nhiên việc bảo trì ở thôn còn hạn chế.", role=Role.RESULTS) == [
        []
    ]


def test_footnotes_are_read_with_the_same_care() -> None:
    part = Part("Việc giao rừng còn chậm[^2].", role=Role.SHORTCOMINGS)
    assert measures(part, note(2, "Qua kiểm tra 30 xã, chỉ 11 xã giao xong.")) == [["Số xã giao xong"]]


CLEARED = f"{DECREE} đã tháo gỡ vướng mắc về thủ tục cấp sổ cho hộ ngụ cư"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{DECREE} đã tháo gỡ khó khăn về phụ cấp cho 2.310 thú y viên.", ["Số thú y viên"]),
        (f"{CLEARED}; nhờ đó 1.240 hộ được cấp sổ.", ["Số hộ được cấp sổ"]),
        (f"{CLEARED}. Nhờ đó, thời gian cấp sổ rút ngắn còn 05 ngày.", ["Thời gian cấp sổ"]),
        (f"{CLEARED}. Năm qua có 90 lễ hội.", []),
        (f"{CLEARED}, bố trí 40 tỷ đồng cho thư viện xã.", []),
    ],
)
def test_what_a_clearing_brought_about_measures_the_cleared_obstacle(text: str, found: list[str]) -> None:
    (mine,) = measures(text, role=Role.RESULTS)
    assert [label[: len(start)] for label, start in zip(mine, found, strict=True)] == found


def test_of_several_obstacles_cleared_at_once_none_is_given_the_gain() -> None:
    text = (
        f"{DECREE} đã tháo gỡ 02 vướng mắc: (1) thủ tục cấp sổ cho hộ ngụ cư; (2) hồ sơ vay vốn phức tạp; "
        "nhờ đó 1.240 hộ được cấp sổ."
    )
    assert measures(text, role=Role.RESULTS) == [[], []]


@pytest.mark.parametrize(
    ("pointer", "labels"),
    [
        ("Chỉ tiêu 2: chậm so với kế hoạch vì thiếu vốn đối ứng.", {"Tỷ lệ kênh mương được cứng hóa"}),
        ("Chỉ tiêu số 1 và 2: chậm so với kế hoạch vì thiếu vốn đối ứng.",
         {"Tỷ lệ hộ có nước sạch", "Tỷ lệ kênh mương được cứng hóa"}),
        ("Chỉ tiêu 9: chậm so với kế hoạch vì thiếu vốn đối ứng.", set()),
        ("Tiến độ chậm so với kế hoạch 2 năm vì thiếu vốn đối ứng.", set()),
    ],
)  # fmt: skip
def test_a_note_that_points_to_a_numbered_row_speaks_of_its_indicator(pointer: str, labels: set[str]) -> None:
    text = TABLE.format(note=pointer).replace("Ghi chú:", "Tồn tại, hạn chế:")
    facts = read_facts(read_report("phu-luc.md", text.encode()))
    known = {i.ref: i.label for i in facts.indicators}
    (obstacle,) = facts.bottlenecks
    found = {
        known[c.object]
        for c in facts.claims
        if c.predicate is Predicate.MEASURED_BY and c.subject == obstacle.ref
    }
    assert found == labels
