"""Newspaper articles: crossheads between paragraphs; page numbers in the middle of the page."""

from __future__ import annotations

import pytest

from extraction.layout import read_report
from extraction.layout.crossheads import is_crosshead
from extraction.report import BlockKind, Role

PROSE = (
    "Trong buổi làm việc sáng qua, lãnh đạo huyện cho biết toàn bộ các bến cá đã lắp cân điện tử và nối mạng"
    " với trung tâm điều hành."
)
ARTICLE = f"""Bến cá thời số

{PROSE}

Cân điện tử lên bến

{PROSE}

Hai trở ngại

{PROSE} Sóng di động ngoài khơi còn yếu.

Chuyện của người mua

{PROSE}

Lê Hải Yến
"""


def test_crossheads_part_an_article_and_say_what_its_parts_speak_of() -> None:
    report = read_report("bai.txt", ARTICLE.encode())
    headings = [(b.role, report.text[b.start : b.end]) for b in report.blocks if b.kind is BlockKind.HEADING]
    assert headings == [
        (Role.RESULTS, "Cân điện tử lên bến"),
        (Role.SHORTCOMINGS, "Hai trở ngại"),
        (Role.RESULTS, "Chuyện của người mua"),
    ]


@pytest.mark.parametrize(
    ("text", "before", "below"),
    [
        ("Lê Hải Yến", PROSE, PROSE),
        ("Cân điện tử lên bến.", PROSE, PROSE),
        ("cân điện tử lên bến", PROSE, PROSE),
        ("Cân điện tử lên bến", "và nối mạng với", PROSE),
        ("Cân điện tử lên bến", PROSE, "Ảnh: Hải Yến."),
    ],
)
def test_bylines_sentences_and_captions_are_no_crossheads(text: str, before: str, below: str) -> None:
    assert not is_crosshead(text, before, below)


def test_a_number_in_the_middle_of_the_page_is_no_part_of_the_sentence_that_it_tears() -> None:
    text = (
        "I. KẾT QUẢ\n\n1. Toàn huyện đã lắp 40 trạm cân điện tử tại các bến cá ven sông và nối mạng cả\n"
        "                                        2\n\nhuyện với trung tâm điều hành của tỉnh.\n"
    )
    report = read_report("trang.txt", text.encode())
    assert report.text.endswith("nối mạng cả huyện với trung tâm điều hành của tỉnh.")
