"""What holds for every text: offsets lead back, no letter is lost, time is linear."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.report import BlockKind, Report, plain

SENTENCE = "Sở đã hoàn thành việc số hóa hồ sơ của các phòng."
PIECES = [
    SENTENCE,
    "Tỉnh giao cho các huyện việc rà",
    "soát lại hồ sơ1; đã có **12** đề án² của tỉnh",
    "viê\u0323c thư\u0323c hiê\u0323n \u00a0 kế\u200b hoạch ở 100 m²",
    "I. KẾT QUẢ",
    "II. HẠN CHẾ**1. Hạ tầng số**",
    "KẾT QUẢ1. Hạ tầng",
    "3. Về ban hành kế hoạch: 12 sở đã làm xong.",
    "2. Tồn tại, hạn chế",
    "a) Việc của Sở;",
    "1.1. Dữ liệu",
    "- Kết nối kho dữ liệu",
    "* Hạn chế:",
    "+ (2) mở cổng",
    "Điều 5. Hiệu lực",
    "Chương II",
    "Một là, làm trước.",
    "# Tiêu đề",
    "**Chữ đậm**",
    "** **",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "SỞ Y TẾ      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "BÁO CÁO",
    "KT. BỘ TRƯỞNG",
    "Nơi nhận:",
    "1",
    "2",
    "¹",
    "¹ Chú thích của Sở",
    "² khối B1 (2500 MHz)",
    "[1] Quy chế",
    "1 Nghị quyết của tỉnh",
    "________",
    "---",
    " " * 30,
    "| a | b |",
    "…",
    "(",
]
BREAKS = ["\n", "\n\n", "\n\n\n", "\r\n", "\f", "\n\f\n", " \n \n", "\u2028"]
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(BREAKS)), min_size=1, max_size=14
).map(lambda pairs: SENTENCE + "\n\n" + "".join(a + b for a, b in pairs))


def read(text: str) -> Report:
    return read_report("a.txt", text.encode())


def letters(text: str) -> list[str]:
    return sorted(c for c in unicodedata.normalize("NFC", text.replace("\u200b", "")) if c.isalpha())


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DOCUMENTS)
def test_every_character_leads_back_to_its_own(text: str) -> None:
    report = read(text)
    for block in report.blocks:
        span = range(block.start, block.end)
        for table in (report.starts, report.ends):
            assert all(table[i] < table[i + 1] for i in span[:-1])
        for i in span:
            raw = report.raw[report.starts[i] : report.ends[i]]
            assert report.text[i] in (" ", unicodedata.normalize("NFC", raw)), (i, raw)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DOCUMENTS)
def test_no_letter_is_lost_and_none_invented(text: str) -> None:
    assert letters(read(text).text) == letters(text)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DOCUMENTS)
def test_blocks_tile_the_text_in_its_plain_form(text: str) -> None:
    report = read(text)
    at = 0
    for block in report.blocks:
        assert block.start == at
        words = report.text[block.start : block.end]
        assert words == plain(words)
        assert block.heading is None or report.blocks[block.heading].kind is BlockKind.HEADING
        at = block.end + 1
    assert at == len(report.text) + 1
    assert all(0 <= mark.at <= len(report.text) for mark in report.marks)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(DOCUMENTS)
def test_the_passage_of_a_block_holds_its_words(text: str) -> None:
    report = read(text)
    if report.marks or any(block.kind is BlockKind.NOTE for block in report.blocks):
        return
    for block in report.blocks:
        quote = report.exact(report.passage(block.start, block.end))
        assert letters(report.text[block.start : block.end]) == letters(quote)


@settings(max_examples=120, deadline=None)
@given(st.text(st.sampled_from("aệ\u0323\u0302 .,:;-*_#1²(\n\r\f\u200bIVX"), max_size=80))
def test_any_text_behind_a_sentence_is_read(text: str) -> None:
    assert SENTENCE in read(SENTENCE + "\n" + text).text


@settings(max_examples=120, deadline=None)
# Without "," and ";": lines that they separate are an annex, which needs no sentence.
@given(st.text(st.sampled_from("aệ\u0323\u0302 .:-*_#1²(\n\r\f\u200bIVX"), max_size=80))
def test_text_without_a_sentence_is_refused_in_words(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert caught.value.code in ("empty", "structure")


@pytest.mark.parametrize(
    "piece",
    [
        "0",
        "dữ liệu ",
        "\n",
        "**",
        "¹",
        "¹ a\n",
        "1\n",
        "1\n\n",
        "a1 ",
        "I. A\n",
        "- a\n",
        "1. Về a: b\n",
        "KT. BỘ TRƯỞNG\n",
        "KT. BỘ\n" + "a" * 130 + "\n",
        "[1] a\n",
        "_",
        "(",
        '"',
        "\f",
        "#",
        "| ",
        "ABCD EFG1. ",
        "ê\u0323",
        "Thứ ",
        "Phần ",
        " ạ b",
        "tồn tại, ",
        "a * ",
        "số: ",
        "….",
        "\u200b",
        "a" * 99 + "\n",
    ],
)
def test_much_of_one_thing_is_no_trouble(piece: str) -> None:
    # quadratic work on this length would run into the test's time limit
    text = SENTENCE + "\n" + piece * (120_000 // len(piece)) + "\n" + SENTENCE
    assert SENTENCE in read(text).text
