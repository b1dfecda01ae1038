"""Tables in plain text whose columns are set by tabs or by wide gaps."""

from __future__ import annotations

import pytest

from extraction.facts import ObservationKind, ReportFacts
from extraction.layout import read_report
from extraction.pipeline import read_facts
from extraction.readers.columns import changes
from extraction.report import BlockKind, Report

HEAD = "PHỤ LỤC\nCHỈ TIÊU NĂM 2031\n\n"
ROWS = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2030", "Mục tiêu 2031", "Cơ quan chủ trì"],
    ["1", "Tỷ lệ trạm đo mưa tự động", "%", "61,5", "≥ 80", "Sở Nông nghiệp và Môi trường"],
    ["2", "Số hồ có camera giám sát", "hồ", "12", "20", "Sở Xây dựng"],
]


def read(text: str) -> tuple[Report, ReportFacts]:
    report = read_report("phu-luc.txt", text.encode())
    return report, read_facts(report)


def table(gap: str, rows: list[list[str]] = ROWS) -> str:
    return HEAD + "\n".join(gap.join(row) for row in rows) + "\n"


@pytest.mark.parametrize("gap", ["\t", " \t ", "    ", " | "], ids=["tab", "tab in spaces", "spaces", "bars"])
def test_rows_give_their_figures_however_their_columns_are_set(gap: str) -> None:
    report, facts = read(table(gap))
    label = {each.ref: each.label for each in facts.indicators}
    found = {
        (label[o.indicator], float(o.value), o.period.notation if o.period else "", o.kind)
        for o in facts.observations
    }
    assert found == {
        ("Tỷ lệ trạm đo mưa tự động", 61.5, "2030", ObservationKind.ACTUAL),
        ("Tỷ lệ trạm đo mưa tự động", 80, "2031", ObservationKind.TARGET),
        ("Số hồ có camera giám sát", 12, "2030", ObservationKind.ACTUAL),
        ("Số hồ có camera giám sát", 20, "2031", ObservationKind.TARGET),
    }
    for o in facts.observations:
        assert report.raw[o.passage.start : o.passage.end].strip()
        assert o.passage.end <= len(report.raw)


@pytest.mark.parametrize(
    "text",
    [
        "SỞ XÂY DỰNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/BC-SXD\tĐộc lập - Tự do - Hạnh phúc\n\n",
        "Nơi nhận:\tGIÁM ĐỐC\n",
        "\tĐoạn văn thụt đầu dòng, nêu kết quả của sở.\n\tĐoạn văn thứ hai nói về kế hoạch.\n",
        "Hai  khoảng trắng giữa  các từ chỉ là  lỗi gõ.\nDòng sau  cũng có  hai khoảng  trắng.\n",
    ],
)
def test_a_letterhead_and_a_paragraph_with_a_tab_are_no_tables(text: str) -> None:
    assert changes(text) == ()


def test_an_empty_cell_stays_a_cell_and_a_bar_in_a_cell_parts_nothing() -> None:
    rows = [ROWS[0], ["", "Tỷ lệ a|b của hồ chứa", "%", "", "70", ""], ROWS[1]]
    report, facts = read(table("\t", rows))
    kinds = [block.kind for block in report.blocks]
    assert kinds.count(BlockKind.ROW) == 3
    assert {float(o.value) for o in facts.observations} == {70, 61.5, 80}
