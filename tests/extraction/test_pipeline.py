"""The pipeline: components over one spaCy document, whose offsets are those of the report's text."""

from __future__ import annotations

import pytest

from extraction.facts import Predicate
from extraction.layout import read_report
from extraction.pipeline import COMPONENTS, pipeline, read_doc, read_facts
from extraction.report import Report

TEXT = """BÁO CÁO
Kết quả ngành nước năm 2023

I. KẾT QUẢ

Nghị định số 15/2023/NĐ-CP của Chính phủ đã giải quyết vướng mắc về giá nước sinh hoạt nông thôn.

Đến hết tháng 9/2023, tỷ lệ hộ có nước sạch đạt 87,3%, tăng 2 điểm phần trăm so với năm 2022.

II. TỒN TẠI, HẠN CHẾ

1. Nhiều hồ chứa xuống cấp, chưa được tu sửa.

III. NHIỆM VỤ NĂM 2024

1. Bộ Xây dựng trình Thông tư về giá nước trước ngày 30/6/2024.
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report("nuoc.txt", TEXT.encode())


def test_components_run_in_the_order_in_which_they_need_each_other() -> None:
    assert tuple(pipeline().pipe_names) == COMPONENTS
    assert pipeline() is pipeline()


def test_the_document_is_the_text_of_the_report_and_its_spans_stand_in_it(report: Report) -> None:
    doc = read_doc(report)
    assert doc.text == report.text
    assert set(doc.spans) == {"names", "instruments", "figures", "bottlenecks"}
    assert "Nghị định số 15/2023/NĐ-CP" in [span.text for span in doc.spans["instruments"]]
    assert any("87,3" in span.text for span in doc.spans["figures"])
    assert "15/2023/NĐ-CP" in [token.text for token in doc]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", " a  b ", "(82/2024/NĐ-CP), 3,5%…", "x\u0301 \t y"])
def test_tokens_and_spaces_add_up_to_any_text(text: str) -> None:
    assert pipeline().make_doc(text).text == text


def test_facts_hold_what_each_component_read(report: Report) -> None:
    facts = read_facts(report)
    assert facts.as_of is not None
    assert facts.as_of.notation == "2023"
    (decree,) = (i for i in facts.instruments if i.number)
    assert decree.number == "15/2023/NĐ-CP"
    assert [(str(o.value), o.period.notation) for o in facts.observations if o.period] == [
        ("87.3", "2023-09")
    ]
    assert [(b.status, b.label) for b in facts.bottlenecks] == [
        ("resolved", "Vướng mắc về giá nước sinh hoạt nông thôn"),
        ("open", "Nhiều hồ chứa xuống cấp, chưa được tu sửa"),
    ]
    assert [c.object for c in facts.claims if c.predicate is Predicate.RESOLVED_BY] == [decree.ref]
    assert [t.due.notation for t in facts.tasks if t.due] == ["2024-06-30"]


def test_reading_twice_gives_the_same_facts(report: Report) -> None:
    assert read_facts(report) == read_facts(report)
