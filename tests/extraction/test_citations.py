"""Citations: what is one, where its span ends, what it says. Cases are in `citation_cases.tsv`."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest

from extraction.citations import Citation, Form, issuer_codes, read_citations, type_of_number

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("citation_cases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the spans that they enclosed."""
    spans, text = [], ""
    for part in marked.split("⟦"):
        inside, closed, after = part.partition("⟧")
        if closed:
            spans.append((len(text), len(text) + len(inside)))
        text += inside + after
    return text, spans


def said(c: Citation) -> str:
    date = c.date.isoformat() if c.date else c.year
    return " ".join(x for x in (c.type, c.number or c.name, f"@{date}" if date else None) if x)


@pytest.mark.parametrize("case", CASES, ids=[c[0][:60] for c in CASES])
def test_a_text_is_read_to_its_citations(case: list[str]) -> None:
    text, spans = unmarked(case[0])
    found = read_citations(text)
    assert [text[c.start : c.end] for c in found] == [text[s:e] for s, e in spans]
    assert [(c.start, c.end) for c in found] == spans
    expected = [e for e in (case[1].split(" | ") if len(case) > 1 else []) if e]
    assert [said(c) for c in found] == expected


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("điểm a khoản 1 Điều 5 Nghị định số 13/2023/NĐ-CP", ["điểm a", "khoản 1", "điều 5"]),
        ("khoản 2, 3 Điều 5 và Điều 7 của Luật Giá", ["khoản 2", "khoản 3", "điều 5", "điều 7"]),
        ("Phụ lục I kèm theo Thông tư số 12/2022/TT-BTTTT", ["phụ lục I"]),
        ("Chương II Luật Dữ liệu", ["chương II"]),
        (
            "các điểm a, b và c khoản 1 Điều 117 của Luật Giá",
            ["điểm a", "điểm b", "điểm c", "khoản 1", "điều 117"],
        ),
        ("Có 388 điểm kết nối theo Luật Dữ liệu", []),
        ("Khoản 3 Điều này; Luật Dữ liệu", []),
    ],
)
def test_a_provision_is_attached_to_its_instrument(text: str, parts: list[str]) -> None:
    (citation,) = read_citations(text)
    found = citation.provision.parts if citation.provision else ()
    assert [f"{unit} {label}" for unit, label in found] == parts


def test_a_printed_date_that_cannot_be_is_kept_as_words() -> None:
    (citation,) = read_citations("Quyết định số 31/QĐ-TTg ngày 31/11/2024 của Thủ tướng")
    assert (citation.date, citation.date_text, citation.year) == (None, "ngày 31/11/2024", 2024)


def test_an_empty_number_is_blank_and_a_filled_one_is_not() -> None:
    blank, filled = read_citations("Báo cáo số: /BC-BTTTT năm 2025; Báo cáo số 7/BC-BTTTT")
    assert (blank.blank, filled.blank) == (True, False)


def test_forms_are_told_apart() -> None:
    text = "Nghị định số 82/2024/NĐ-CP, Luật Dữ liệu, Nghị quyết 57, Nghị định này"
    assert [c.form for c in read_citations(text)] == [Form.NUMBERED, Form.NAMED, Form.SHORT, Form.ANAPHOR]


def test_the_amended_law_is_inside_the_amending_one() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Hải quan và Luật Quản lý thuế"
    (outer,) = read_citations(text)
    assert [text[i.start : i.end] for i in outer.inner] == ["Luật Hải quan", "Luật Quản lý thuế"]


def test_a_number_continues_on_the_next_line_but_not_in_the_next_paragraph() -> None:
    assert len(read_citations("Quyết định số\n749/QĐ-TTg")) == 1
    assert read_citations("thông qua Đề án.\n\n2. Triển khai") == ()


def test_decomposed_text_gives_offsets_into_itself() -> None:
    text = unicodedata.normalize("NFD", "Căn cứ Nghị định số 82/2024/NĐ-CP ngày 09/5/2024 và Luật Dữ liệu.")
    spans = [unicodedata.normalize("NFC", text[c.start : c.end]) for c in read_citations(text)]
    assert spans == ["Nghị định số 82/2024/NĐ-CP ngày 09/5/2024", "Luật Dữ liệu"]


@pytest.mark.parametrize(
    ("number", "codes", "kind"),
    [
        ("82/2024/NĐ-CP", "CP", "decree"),
        ("04/TTr-BKH-CN-BTTTT", "BKH-CN-BTTTT", "submission"),
        ("60/2024/QH15", "QH15", None),
        ("1234/BTTTT-CĐSQG", "BTTTT", None),
        ("26/2005/PL-UBTVQH11", "UBTVQH11", "ordinance"),
        ("384-QĐ/TW", "TW", "regulation"),
    ],
)
def test_a_number_tells_type_and_issuer(number: str, codes: str, kind: str | None) -> None:
    assert issuer_codes(number) == codes
    assert type_of_number(number) == kind


HOSTILE = {
    "type words": "Nghị định ",
    "digits": "Nghị định số 1111111111",
    "slashes": "Quyết định số 1/2024/2024/2024/2024",
    "dots": "Báo cáo số ............",
    "spaces": "Nghị định số          ",
    "numbers in a list": "Nghị định số 1, 2, 3, 4, 5, ",
    "unknown laws": "Luật An và ",
    "amendments": "Luật sửa đổi Luật ",
    "provisions": "khoản 1 Điều 2, Luật Giá ",
    "issuers": "Nghị định của Chính phủ ",
    "letters": "Quyết định số 12/QĐ-AAAAAA",
    "parts": "Quyết định số 12/QĐ-A-A-A-A-A",
    "dates": "Luật Giá ngày ",
    "brackets": "Luật Giá (",
    "quotes": "Nghị định “",
    "marks": "a\u0323\u0323\u0323\u0323",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_linearly(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            read_citations(text)
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(6_000), seconds(48_000)
    assert large < 24 * small + 0.05  # eight times the text: linear is 8, quadratic 64
