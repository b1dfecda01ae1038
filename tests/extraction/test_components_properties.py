"""Whatever the text, no component raises, and every span that it marks lies inside the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.pipeline import Reading, gather, read_doc
from extraction.report import Passage
from tests.extraction.test_pathological import OPENING, UNITS

SENTENCES = [
    "Bộ Nội vụ hoàn thành 45/60 nhiệm vụ, đạt 75%, tăng 5% so với năm 2023.\n",
    "Tồn tại: việc chia sẻ dữ liệu giữa CSDL quốc gia về dân cư và Sở Y tế còn chậm.\n",
    "Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 sửa đổi Nghị định số 82/2024/NĐ-CP.\n",
    "II. NHIỆM VỤ\n1. Giao Bộ Công an hoàn thành trước ngày 31/12/2025.\n",
]
TEXTS = st.lists(
    st.sampled_from([*UNITS, *SENTENCES]) | st.text(max_size=12) | st.sampled_from("()[]“”\"'|;:.,-%\n\t"),
    max_size=40,
).map(lambda parts: OPENING + "".join(parts))


def passages(value: object) -> Iterator[Passage]:
    """Every passage that a fact holds, however deep."""
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from passages(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from passages(getattr(value, each.name))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_and_passages_lie_inside_the_text(text: str) -> None:
    try:
        report = read_report("report.txt", text.encode("utf-8", "replace"))
    except ReadError:
        return  # a refusal in words; nothing else may be raised
    size = len(report.text)
    assert all(0 <= block.start < block.end <= size for block in report.blocks)
    assert all(0 <= mark.at <= size for mark in report.marks)
    reading: Reading = read_doc(report)._.reading
    facts = gather(reading)
    marked = [(m.start, m.end) for m in (*reading.names.mentions, *reading.instruments.mentions)]
    for start, end in (*marked, *reading.figures.spans, *reading.bottlenecks.spans):
        assert 0 <= start < end <= size
    for passage in passages((facts, report.oddities)):
        assert 0 <= passage.start < passage.end <= len(report.raw)
