"""Title, period and publisher of a report by its first page. Texts are made up in the genre."""

from __future__ import annotations

import pytest

from extraction.facts import Kind, Ref
from extraction.front import period_of, publisher_of, title_of
from extraction.layout import read_report
from extraction.mention import Mention
from extraction.report import Report
from ontology.keys import bare

BODY = "\n\nI. NỘI DUNG\n\nSở đã hoàn thành việc số hóa hồ sơ của huyện Ba Tơ và CNTT của các phòng.\n"


def read(head: str) -> Report:
    return read_report("mau.txt", (head + BODY).encode())


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("BÁO CÁO\nKết quả số hóa quý I năm 2026", "Báo cáo Kết quả số hóa quý I năm 2026"),
        ("BÁO CÁO\nKẾT QUẢ SỐ HÓA\nNĂM 2026", "Báo cáo Kết quả số hóa năm 2026"),
        ("BÁO CÁO\nVỀ CNTT HUYỆN BA TƠ", "Báo cáo Về CNTT huyện Ba Tơ"),
        (
            "BẢN TÓM LƯỢC\nKế hoạch số hóa bệnh án năm 2027\n\nKỳ báo cáo: năm 2027",
            "Bản tóm lược: Kế hoạch số hóa bệnh án năm 2027",
        ),
        (
            "THÔNG BÁO\nKết luận của Chủ tịch tỉnh tại cuộc họp về số hóa",
            "Thông báo Kết luận của Chủ tịch tỉnh tại cuộc họp về số hóa",
        ),
        (
            "Để thử.\n\nBỘ Y TẾ\nSố: 5/BYT-VP\nV/v báo cáo số hóa\nbệnh án năm 2026\n\nKính gửi: Các sở",
            "Về việc báo cáo số hóa bệnh án năm 2026",
        ),
        ("# Báo cáo số hóa bệnh án", "Báo cáo số hóa bệnh án"),
        ("BỘ Y TẾ\n\nI. KẾT QUẢ", "mau.txt"),
    ],
)
def test_the_title_is_the_type_and_the_lines_below(head: str, title: str) -> None:
    assert title_of(read(head)) == title


DATED = "SỞ Y TẾ\nSố: 5/SYT-VP\nYên Sơn, ngày 05 tháng 7 năm 2026\n\n"


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("BÁO CÁO\nKết quả số hóa quý III năm 2026 và nhiệm vụ quý IV năm 2026", "2026-Q3"),
        ("BÁO CÁO\nTình hình số hóa quý III; phương hướng, nhiệm vụ quý IV năm 2026", "2026-Q3"),
        ("BÁO CÁO\nTổng kết số hóa năm 2025 và kế hoạch năm 2026", "2025"),
        ("BÁO CÁO\nTháng 9 và 9 tháng đầu năm 2026", "2026-09"),
        ("BÁO CÁO\nTình hình thực hiện nhiệm vụ năm 2026", "2026"),
        ("BÁO CÁO\nKết quả 6 tháng đầu năm 2026", "2026-01/2026-06"),
        ("BÁO CÁO\nThực hiện Quyết định ngày 05/02/2024 trong tháng 3 năm 2026", "2026-03"),
        ("KẾ HOẠCH\nSố hóa bệnh án năm 2027", "2027"),
        ("CHƯƠNG TRÌNH\nSố hóa bệnh án giai đoạn 2026-2030", "2026/2030"),
        ("BẢN TÓM LƯỢC\nBáo cáo số hóa\n\nKỳ báo cáo: quý II/2026", "2026-Q2"),
        (f"{DATED}THÔNG BÁO\nKết luận của Chủ tịch tỉnh tại cuộc họp", "2026-07"),
        (f"{DATED}V/v số hóa bệnh án\n\nKính gửi: Bộ Y tế", "2026-07"),
        (f"{DATED}BÁO CÁO\nKết quả số hóa\n\nSở xin báo cáo kết quả tháng 6 năm 2026 như sau:", "2026-06"),
        ("Yên Sơn, ngày    tháng    năm 2026\n\nBÁO CÁO\nViệc số hóa bệnh án", "2026"),
        ("BÁO CÁO\nViệc số hóa bệnh án", None),
    ],
)
def test_the_period_is_the_one_reported(head: str, period: str | None) -> None:
    report = read(head)
    found = period_of(report, title_of(report))
    assert (found.notation if found else None) == period


def key(name: str) -> str:
    return bare(name).replace(" ", "-")


def mentions(report: Report, *names: str) -> list[Mention]:
    """Each name with itself for its key, where it first stands."""
    out = []
    for name in names:
        at = report.text.index(name)
        out.append(Mention(at, at + len(name), Ref(Kind.ORGANIZATION, key(name))))
    return sorted(out)


@pytest.mark.parametrize(
    ("head", "names", "publisher"),
    [
        ("BÁO CÁO\nSố hóa của Bộ Y tế\n\nCơ quan báo cáo: Sở Nội vụ", ("Bộ Y tế", "Sở Nội vụ"), "Sở Nội vụ"),
        ("BỘ Y TẾ\n\nKẾ HOẠCH\nSố hóa\n\nBộ Nội vụ cùng làm.", ("BỘ Y TẾ", "Bộ Nội vụ"), "BỘ Y TẾ"),
        (
            "UBND TỈNH YÊN SƠN\nSỞ Y TẾ\n\nBÁO CÁO\nSố hóa bệnh án",
            ("UBND TỈNH YÊN SƠN", "SỞ Y TẾ"),
            "SỞ Y TẾ",
        ),
        (
            (
                "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                "TỈNH YÊN SƠN         Độc lập - Tự do - Hạnh phúc\n\nBÁO CÁO\nSố hóa\n\n"
                "Bộ Y tế đã giao cho UBND tỉnh Yên Sơn số hóa bệnh án."
            ),
            ("Bộ Y tế", "UBND tỉnh Yên Sơn"),
            "UBND tỉnh Yên Sơn",
        ),
        (
            "BÁO CÁO\nSố hóa bệnh án\n(Kèm theo Công văn số 8/BYT-VP của Bộ Y tế)\n\nSở Nội vụ đã làm.",
            ("Bộ Y tế", "Sở Nội vụ"),
            "Bộ Y tế",
        ),
        ("BÁO CÁO\nSố hóa bệnh án\n\nSở Nội vụ đã làm xong.", ("Sở Nội vụ",), None),
    ],
)
def test_the_publisher_is_the_one_that_the_first_page_names(
    head: str, names: tuple[str, ...], publisher: str | None
) -> None:
    report = read(head)
    found = publisher_of(report, mentions(report, *names))
    assert found == (Ref(Kind.ORGANIZATION, key(publisher)) if publisher else None)
