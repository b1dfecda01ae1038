"""What follows from several reports together: successors, concerns stated twice, values that clash."""

from __future__ import annotations

import pytest

from extraction.facts import Period, Predicate, ReportFacts
from extraction.layout import read_report
from extraction.pipeline import read_facts
from graph.inference import Proposal, Remark
from graph.inference.concerns import relate_concerns
from graph.inference.conflicts import find_conflicts
from graph.inference.successors import propose_successors
from graph.inference.times import end_of

HEAD = (
    "BỘ THỦY LỢI\n\nBÁO CÁO\nTình hình thủy lợi {when}\n\n"
    "I. KẾT QUẢ\n\n1. Các đơn vị đã kiểm tra công trình.\n\n"
)


def read(when: str, *sentences: str, shortcomings: tuple[str, ...] = ()) -> ReportFacts:
    text = HEAD.format(when=when) + "\n\n".join(f"{n}. {s}" for n, s in enumerate(sentences, 2))
    if shortcomings:
        text += "\n\nII. TỒN TẠI, HẠN CHẾ\n\n" + "\n\n".join(
            f"{n}. {s}" for n, s in enumerate(shortcomings, 1)
        )
    return read_facts(read_report("a.txt", text.encode()))


def successors(earlier: ReportFacts, later: ReportFacts) -> list[tuple[str, str]]:
    reports = {"a" * 64: earlier, "b" * 64: later}
    labels = {i.ref: i.number or i.label for facts in reports.values() for i in facts.instruments}
    out = []
    for proposal in propose_successors(reports):
        assert proposal.claim.predicate is Predicate.PROPOSED_SUCCESSOR
        assert proposal.claim.confidence < 1
        assert proposal.claim.rationale
        assert proposal.claim.rationale_en
        out.append((labels[proposal.claim.subject], labels[proposal.claim.object]))
    return out


DRAFT = (
    "Bộ đã trình Chính phủ dự thảo Nghị định sửa đổi, bổ sung một số điều của Nghị định số 67/2018/NĐ-CP"
    " quy định chi tiết một số điều của Luật Thủy lợi."
)


def test_a_draft_and_a_decree_that_amend_the_same_decree_are_proposed_as_one_line() -> None:
    later = read(
        "năm 2025",
        "Chính phủ đã ban hành Nghị định số 40/2025/NĐ-CP ngày 12/5/2025 sửa đổi, bổ sung một số điều"
        " của Nghị định số 67/2018/NĐ-CP.",
    )
    ((draft, decree),) = successors(read("tháng 3 năm 2025", DRAFT), later)
    assert draft.startswith("Nghị định sửa đổi")
    assert decree == "40/2025/NĐ-CP"


def test_a_draft_of_another_subject_or_of_a_later_report_has_no_successor() -> None:
    other = read("năm 2025", "Chính phủ đã ban hành Nghị định số 41/2025/NĐ-CP ngày 12/5/2025 về đê điều.")
    assert successors(read("tháng 3 năm 2025", DRAFT), other) == []
    same = read(
        "năm 2024",
        "Chính phủ đã ban hành Nghị định số 40/2024/NĐ-CP ngày 12/5/2024 sửa đổi, bổ sung một số điều"
        " của Nghị định số 67/2018/NĐ-CP.",
    )
    assert successors(read("tháng 3 năm 2025", DRAFT), same) == []


def test_a_concern_resolved_and_open_in_one_report_is_told_and_never_joined() -> None:
    facts = read(
        "năm 2025",
        "Nghị định số 40/2025/NĐ-CP đã giải quyết điểm nghẽn về dữ liệu hồ chứa cát cứ, hạn chế chia sẻ.",
        shortcomings=("Dữ liệu hồ chứa còn cát cứ, chưa kết nối, chia sẻ giữa các đơn vị.",),
    )
    found = list(relate_concerns({"a" * 64: facts}))
    (proposal,) = (each for each in found if isinstance(each, Proposal))
    (remark,) = (each for each in found if isinstance(each, Remark))
    assert proposal.claim.predicate is Predicate.CLOSE_MATCH
    assert remark.finding.rule == "resolved_and_open"
    assert len({b.ref for b in facts.bottlenecks}) == 2


def test_concerns_that_share_only_common_words_are_not_related() -> None:
    facts = read(
        "năm 2025",
        shortcomings=(
            "Dữ liệu hồ chứa còn cát cứ, chưa kết nối giữa các đơn vị.",
            "Nhân lực vận hành trạm bơm còn thiếu ở các đơn vị.",
        ),
    )
    assert list(relate_concerns({"a" * 64: facts})) == []


def conflicts(*reports: ReportFacts) -> list[str]:
    return [r.finding.rule for r in find_conflicts({str(n) * 64: facts for n, facts in enumerate(reports)})]


@pytest.mark.parametrize(
    ("earlier", "later", "rules"),
    [
        ("Tỷ lệ hồ chứa có quan trắc đạt 71%.", "Tỷ lệ hồ chứa có quan trắc đạt 64%.", ["falling_value"]),
        ("Tỷ lệ hồ chứa có quan trắc đạt 71%.", "Tỷ lệ hồ chứa có quan trắc đạt 75%.", []),
        ("Tỷ lệ hồ chứa có quan trắc đạt 71%.", "Tỷ lệ hồ chứa có cảnh báo đạt 64%.", []),
        ("Tỷ lệ hồ chứa có quan trắc đạt 71%.", "Tỷ lệ hồ chứa có quan trắc đạt 70,9%.", []),
    ],
)
def test_a_share_that_falls_between_two_reports_is_told_and_nothing_else(
    earlier: str, later: str, rules: list[str]
) -> None:
    assert conflicts(read("năm 2023", earlier), read("năm 2024", later)) == rules


def test_two_values_for_one_period_are_told() -> None:
    one, other = "Tỷ lệ hồ chứa có quan trắc đạt 71%.", "Tỷ lệ hồ chứa có quan trắc đạt 64%."
    assert conflicts(read("năm 2024", one), read("năm 2024", other)) == ["conflicting_values"]


def test_periods_end_where_their_last_day_is() -> None:
    ends = [
        end_of(Period(p))
        for p in ("2024", "2024-05", "2024-05-20", "2024-Q3", "2021/2025", "2024-01/2024-09")
    ]
    assert ends == ["2024-12-31", "2024-05-31", "2024-05-20", "2024-09-31", "2025-12-31", "2024-09-31"]
    assert end_of(None) == ""
