"""Tasks and proposals: who is to do what, by when, on whose word."""

from __future__ import annotations

import pytest

from extraction.facts import Kind, Period, Task
from extraction.report import BlockKind, Role
from extraction.tasks import read_tasks
from tests.extraction.reports import Part, build, heading, named

HEALTH, FINANCE = "Bộ Y tế", "Bộ Tài chính"
DECREE = "Nghị định số 15/2023/NĐ-CP"


def tasks(*parts: Part) -> list[Task]:
    report = build(*parts)
    bodies = named(report, (HEALTH, Kind.ORGANIZATION), (FINANCE, Kind.ORGANIZATION))
    acts = named(report, (DECREE, Kind.INSTRUMENT))
    return read_tasks(report, bodies, acts, Period("2024"))


def task(text: str, role: Role = Role.TASKS, under: int | None = None) -> Part:
    return Part(text, BlockKind.ITEM, role, under)


def test_a_task_has_its_body_its_deadline_and_its_mandate() -> None:
    (one,) = tasks(
        task(
            f"3. {HEALTH} và {FINANCE} rà soát giá khám bệnh theo {DECREE}, hoàn thành trước ngày 30/9/2025."
        )
    )
    assert one.label.startswith("Bộ Y tế và Bộ Tài chính rà soát")
    assert [ref.key for ref in one.assigned_to] == ["t0", "t1"]
    assert one.due == Period("2025-09-30")
    assert [ref.key for ref in one.mandated_by] == ["t0"]
    assert not one.proposal


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Hoàn thành 14 trạm bơm trong quý II năm 2025.", "2025-Q2"),
        ("Trình đề án kiên cố hóa trường học trước tháng 6/2025.", "2025-06"),
        ("Đến hết năm 2026 xóa phòng học tạm ở vùng cao.", "2026"),
        ("Đánh giá kết quả trồng rừng năm 2023 của các huyện.", None),
    ],
)
def test_only_a_deadline_is_due(text: str, due: str | None) -> None:
    (one,) = tasks(task(text))
    assert one.due == (Period(due) if due else None)


def test_a_proposal_goes_to_whom_it_asks() -> None:
    own, under = tasks(
        task(f"1. Đề nghị {FINANCE} sớm bố trí vốn cho hồ chứa.", Role.PROPOSALS),
        task(f"2. Đề nghị {HEALTH}:", Role.PROPOSALS),
        task("- Hướng dẫn mua thuốc cho trạm y tế xã.", Role.PROPOSALS),
    )
    assert (own.proposal, [ref.key for ref in own.assigned_to]) == (True, ["t1"])
    assert (under.proposal, [ref.key for ref in under.assigned_to]) == (True, ["t0"])


def test_points_under_a_body_are_that_bodys_and_a_partner_is_no_assignee() -> None:
    one, two = tasks(
        heading(f"1. {HEALTH}:", Role.TASKS),
        task(f"a) Chủ trì, phối hợp với {FINANCE} lập quỹ thuốc dự phòng.", under=0),
        task("b) Đào tạo bác sĩ cho các xã đảo xa bờ.", under=0),
    )
    assert [[ref.key for ref in t.assigned_to] for t in (one, two)] == [["t0"], ["t0"]]


@pytest.mark.parametrize(
    "part",
    [
        task("Trên đây là báo cáo của tỉnh, trân trọng kính trình.", Role.PROPOSALS),
        task("Ủy ban nhân dân tỉnh báo cáo để các bộ biết, chỉ đạo./.", Role.PROPOSALS),
        task("Nhiệm vụ chung"),
        Part("Đã trồng 900 ha rừng phòng hộ.", BlockKind.ITEM, Role.RESULTS),
        Part("Giữ vững kỷ cương là bài học lớn.", BlockKind.ITEM, Role.LESSONS),
    ],
)
def test_courtesies_headings_and_other_parts_hold_no_task(part: Part) -> None:
    assert tasks(part) == []


def test_a_long_task_has_a_label_that_ends_at_a_word() -> None:
    (one,) = tasks(task("Rà soát " + "quy hoạch thủy lợi nội đồng " * 30))
    assert one.label.endswith(" …")
    assert len(one.label) <= 322
