"""Figures by the form of their clause: parts, lists, moves, sides, goals, ranks, counts that lean on more."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.facts import Period
from extraction.figures.reading import read_figures
from extraction.report import BlockKind, Role
from tests.extraction.reports import Part, build, figures, heading, rows

TABLE = Path(__file__).with_name("figure_forms.tsv")


def forms() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith(("#", "form\t"))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [pytest.param(sentence, read, id=f"{form}: {sentence[:40]}") for form, sentence, read in forms()],
)
def test_a_clause_is_read_by_its_form(sentence: str, expected: str) -> None:
    assert (" ¦ ".join(figures(sentence)) or "-") == expected


def test_items_below_a_measure_are_its_parts() -> None:
    assert figures(
        Part("Tỷ lệ hộ dùng nước máy:", BlockKind.ITEM),
        Part("Khu vực thành thị: 92%;", BlockKind.ITEM),
        Part("Khu vực nông thôn đạt 61,5%;", BlockKind.ITEM),
        Part("Toàn huyện: 71%.", BlockKind.ITEM),
        Part("Số giếng khoan: 340 giếng.", BlockKind.ITEM),
    )[:2] == [
        "Tỷ lệ hộ dùng nước máy = 92 percent @2024 [khu vực thành thị]",
        "Tỷ lệ hộ dùng nước máy = 61.5 percent @2024 [khu vực nông thôn]",
    ]


def test_an_item_of_its_own_ends_the_list_of_parts() -> None:
    found = figures(
        Part("Tỷ lệ hộ dùng nước máy:", BlockKind.ITEM),
        Part("Khu vực thành thị: 92%;", BlockKind.ITEM),
        Part("Số giếng khoan: 340 giếng.", BlockKind.ITEM),
        Part("Khu vực nông thôn: 12%.", BlockKind.ITEM),
    )
    assert found == [
        "Tỷ lệ hộ dùng nước máy = 92 percent @2024 [khu vực thành thị]",
        "Số giếng khoan = 340 count:giếng @2024",
    ]


def test_a_heading_that_names_a_sector_confines_the_figures_below() -> None:
    assert figures(
        heading("3. Số hóa hồ sơ trong lĩnh vực đất đai"), Part("Tỷ lệ hồ sơ quét đạt 45%.", heading=0)
    ) == ["Tỷ lệ hồ sơ quét = 45 percent @2024 [đất đai]"]


def test_a_note_of_a_table_speaks_of_the_row_that_it_names() -> None:
    report = build(Part("Chỉ tiêu 7: năm 2021 đạt 33%.", BlockKind.ITEM))
    reading = read_figures(report, period=Period("2024"), rows={"7": "Tỷ lệ xã có chợ"})
    assert [str(row) for row in rows(reading)] == ["Tỷ lệ xã có chợ = 33 percent @2021"]


TASKS = heading("NHIỆM VỤ", Role.TASKS)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Tỷ lệ hộ có nước sạch đạt 95% (hiện nay là 81%).",
            [
                "Tỷ lệ hộ có nước sạch = 95 percent target @2027",
                "Tỷ lệ hộ có nước sạch = 81 percent @2026-11",
            ],
        ),
        (
            "Xóa 100% cầu tạm (hiện còn 47 cầu).",
            ["Tỷ lệ cầu tạm được xóa = 100 percent target @2027", "Số cầu tạm = 47 count:cầu @2026-11"],
        ),
        (
            "Nâng tỷ lệ che phủ rừng từ 41% lên 45%.",
            ["Tỷ lệ che phủ rừng = 41 percent @2026-11", "Tỷ lệ che phủ rừng = 45 percent target @2027"],
        ),
        (
            "Tổng kinh phí thực hiện dự kiến 12 tỷ đồng.",
            ["Tổng kinh phí thực hiện = 12000000000 VND forecast @2027"],
        ),
        (
            "Tối thiểu 95% hồ sơ cấp tỉnh, 85% hồ sơ cấp xã được xử lý trực tuyến.",
            [
                "Tỷ lệ hồ sơ cấp tỉnh được xử lý trực tuyến = 95 percent at_least target @2027 [cấp tỉnh]",
                "Tỷ lệ hồ sơ cấp xã được xử lý trực tuyến = 85 percent at_least target @2027 [cấp xã]",
            ],
        ),
        (
            "Không để tỷ lệ hồ sơ quá hạn vượt quá 5%.",
            ["Tỷ lệ hồ sơ quá hạn = 5 percent at_most target @2027"],
        ),
        (
            "Tăng thêm ít nhất 50 hợp tác xã.",
            ["Số hợp tác xã tăng thêm = 50 count:hợp tác xã at_least target @2027"],
        ),
    ],
)
def test_a_plan_tells_what_it_aims_at_from_what_holds_when_it_is_written(
    sentence: str, expected: list[str]
) -> None:
    report = build(TASKS, Part(sentence, role=Role.TASKS, heading=0))
    reading = read_figures(report, period=Period("2027"), issued=Period("2026-11"))
    assert [str(row) for row in rows(reading)] == expected


def test_what_a_plan_of_several_years_sets_is_due_in_the_last() -> None:
    report = build(TASKS, Part("Trồng 40 nghìn cây.", role=Role.TASKS, heading=0))
    reading = read_figures(report, period=Period("2026/2030"), issued=Period("2025-12"))
    assert [o.period for o in reading.observations] == [Period("2030")]


def test_the_part_of_the_year_that_a_heading_names_is_that_of_its_tasks() -> None:
    found = figures(
        heading("NHIỆM VỤ 6 THÁNG CUỐI NĂM", Role.TASKS),
        Part("Trồng 40 nghìn cây.", role=Role.TASKS, heading=0),
        period="2024-01/2024-06",
    )
    assert [line.rsplit("@", 1)[1] for line in found] == ["2024-07/2024-12"]
