"""The two reports that the product began with, where they are at hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from extraction.layout import read_report
from extraction.report import BlockKind, Report, Role, plain

SHARED = Path(__file__).parents[3] / "shared"
YEAR, MONTH = "000_8e193526713cc652.txt", "003_5bf4866a09ed0123.txt"
pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seed reports are not at hand")


@cache
def seed(name: str) -> Report:
    return read_report(name, (SHARED / "seeds" / name).read_bytes())


def texts(report: Report, kind: BlockKind) -> list[str]:
    return [report.text[b.start : b.end] for b in report.blocks if b.kind is kind]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (YEAR, "là: quy định tất cả MXH"),
        (YEAR, "Năm 2024, Chính phủ đã giao 5.117"),
        (YEAR, "tắt sóng 2G, chuyển sang sử dụng"),
        (YEAR, "về đột phá phát triển"),
        (YEAR, "chia sẻ và khai thác hiệu quả."),
        (YEAR, "nhà nước 12.697 tỷ đồng"),
        (YEAR, "quyền sử dụng tần số thu về"),
        (MONTH, "ban hành 03 Nghị định; hoàn thiện"),
        (MONTH, "gửi hồ sơ sang Bộ Tư pháp thẩm định;"),
        (MONTH, "43/53 dịch vụ công thiết yếu"),
        (MONTH, "trên 10 triệu."),
        (MONTH, "Trần Lưu Quang đồng chủ trì"),
        (MONTH, "ngày 06/01/2022 và 18/28"),
        (MONTH, "kinh tế - xã hội của địa phương"),
    ],
)
def test_torn_words_are_joined(name: str, words: str) -> None:
    assert words in seed(name).text


def test_the_notes_and_the_marks_of_both() -> None:
    assert [m.number for m in seed(YEAR).marks] == [1, 2]
    assert [m.number for m in seed(MONTH).marks] == list(range(1, 10))
    assert [b.note for b in seed(YEAR).blocks if b.kind is BlockKind.NOTE] == [1, 2]
    assert [b.note for b in seed(MONTH).blocks if b.kind is BlockKind.NOTE] == list(range(1, 10))
    starts = [text.split()[:2] for text in texts(seed(MONTH), BlockKind.NOTE)]
    assert starts == [
        ["Nghị", "định"],
        ["Luật", "sửa"],
        ["Đề", "nghị"],
        *[["Nghị", "định"]] * 5,
        ["Bao", "gồm:"],
    ]


def test_the_outline_of_both() -> None:
    def outline(report: Report) -> list[str]:
        return ["/".join(b.path) for b in report.blocks if b.kind is BlockKind.HEADING]

    lessons = [f"III/Bài học thứ {n}" for n in ("nhất", "hai", "ba", "tư", "năm")]
    first = ["I", "I/1", "I/2", "I/2/a", "I/2/b", "I/3", *(f"I/{n}" for n in range(5, 12))]
    assert outline(seed(YEAR)) == [*first, "II", "III", *lessons, "IV", "IV/4", "V"]
    assert outline(seed(MONTH)) == ["I", *(f"I/{n}" for n in range(1, 10)), "II", "III", "IV"]


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        (
            YEAR,
            {
                "I": Role.RESULTS,
                "II": Role.SHORTCOMINGS,
                "III": Role.LESSONS,
                "IV": Role.TASKS,
                "V": Role.PROPOSALS,
            },
        ),
        (MONTH, {"I": Role.RESULTS, "II": Role.SHORTCOMINGS, "III": Role.TASKS, "IV": Role.PROPOSALS}),
    ],
)
def test_the_roles_of_both(name: str, roles: dict[str, Role]) -> None:
    for block in seed(name).blocks:
        if block.kind is not BlockKind.SIGNATURE:
            assert block.role is (roles[block.path[0]] if block.path else Role.OPENING)


def test_a_gap_is_told_once() -> None:
    assert [(o.rule, o.detail) for o in seed(YEAR).oddities] == [("numbering-gap", "3 → 5")]
    assert not seed(MONTH).oddities


def test_every_bottleneck_stands_whole_in_one_block_of_its_section() -> None:
    for name, gold in ((YEAR, "2024-year"), (MONTH, "2024-05")):
        path = SHARED / "eval" / "gold" / f"{gold}.json"
        if not path.is_file():
            pytest.skip("the gold annotations are not at hand")
        report = seed(name)
        for bottleneck in json.loads(path.read_text("utf-8"))["bottlenecks"]:
            quote = plain(bottleneck["quote"])
            homes = [b for b in report.blocks if quote in report.text[b.start : b.end]]
            assert homes, quote
            assert homes[0].path == tuple(bottleneck["section"].split(".")), quote


def test_every_block_leads_back_to_its_words() -> None:
    for report in (seed(YEAR), seed(MONTH)):
        marks = [mark.at for mark in report.marks]
        for block in report.blocks:
            words = report.text[block.start : block.end]
            torn = max(report.starts[i + 1] - report.ends[i] for i in range(block.start, block.end - 1)) > 12
            if not torn and not any(block.start <= at <= block.end for at in marks):
                assert report.exact(report.passage(block.start, block.end)) == words
