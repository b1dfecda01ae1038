"""PDF: letters by their places, paragraphs, footnotes, tables over pages, what stands on every page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from io import BytesIO

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.legacy import letters as old_letters
from extraction.readers import pdf
from extraction.readers.content import Content
from extraction.readers.pdf import pages as pages_of_pdf
from extraction.readers.pdf.document import LaidPage
from extraction.readers.pdf.letters import Letter, letters_of
from extraction.readers.reading import Reading
from tests.extraction import reader_files as files
from tests.extraction.reader_files import PROSE
from tests.extraction.reader_pages import BOLD, REGULAR, REGULAR_FILE, Pages

LONG = (
    "Các bộ, ngành, địa phương đã tập trung rà soát, hoàn thiện cơ sở dữ liệu và chuẩn hóa quy trình,"
    " góp phần giảm thời gian giải quyết hồ sơ; người dân, doanh nghiệp được phục vụ thuận tiện hơn"
    " so với năm trước."
)


def reading(data: bytes) -> Reading:
    return pdf.read(Content("a.pdf", data))


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=True, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def foreign_letters_last(canvas: Canvas) -> None:
    """Letters that the first font lacks come from another one when the rest of the line is done."""
    x, late = 72.0, []
    for letter in PROSE:
        if ord(letter) > 255:
            late.append((x, letter))
        else:
            canvas.setFont(REGULAR, 11)
            canvas.drawString(x, 700, letter)
        x += pdfmetrics.stringWidth(letter, REGULAR, 11)
    canvas.setFont(BOLD, 11)
    for at, letter in late:
        canvas.drawString(at, 700, letter)


def marks_on_their_own(canvas: Canvas) -> None:
    """Letter and tone mark are drawn one after the other, the mark behind its letter."""
    canvas.setFont(REGULAR, 11)
    x = 72.0
    for letter in unicodedata.normalize("NFD", PROSE):
        canvas.drawString(x, 700, letter)
        x += 0 if unicodedata.combining(letter) else pdfmetrics.stringWidth(letter, REGULAR, 11)


def words_without_spaces(canvas: Canvas) -> None:
    """Words are placed one by one with nothing between them."""
    canvas.setFont(REGULAR, 11)
    x = 72.0
    for word in PROSE.split():
        canvas.drawString(x, 700, word)
        x += pdfmetrics.stringWidth(f"{word} ", REGULAR, 11)


def printed_twice(canvas: Canvas) -> None:
    """Bold letters by printing them again a hair further right."""
    canvas.setFont(REGULAR, 11)
    x = 72.0
    for letter in PROSE:
        canvas.drawString(x, 700, letter)
        canvas.drawString(x + 0.3, 700, letter)
        x += pdfmetrics.stringWidth(letter, REGULAR, 11)


@pytest.mark.parametrize(
    "draw", [foreign_letters_last, marks_on_their_own, words_without_spaces, printed_twice]
)
def test_letters_are_put_together_by_their_places(draw: Callable[[Canvas], None]) -> None:
    assert reading(drawn(draw)).text == f"{PROSE}\n"


def test_lines_are_joined_to_paragraphs_and_pages_are_kept() -> None:
    pages = Pages()
    for index in range(12):
        pages.paragraph(f"Đợt {index}: {LONG}")
        pages.paragraph("1. Hạ tầng số", font=BOLD)
    found = reading(pages.done())
    body = found.text.replace("\f", "")
    assert body.count(LONG) == 12
    assert body.count("**1. Hạ tầng số**") == 12
    assert len(found.pages) == pages.number == 2
    assert found.text[found.pages[1] - 1] == "\f"


def test_a_sentence_that_a_page_end_tears_is_one_in_the_report() -> None:
    pages = Pages()
    for index in range(30):
        pages.paragraph(f"Đợt {'x' * index}: {LONG} {LONG}")
    data = pages.done()
    assert pages.number > 2
    report = read_report("a.pdf", data)
    text = " ".join(report.text.split())
    assert text.count(LONG) == 60
    assert report.page(report.passage(report.blocks[0].start, report.blocks[0].end)) == 1
    assert report.page(report.passage(report.blocks[-1].start, report.blocks[-1].end)) == pages.number


def test_what_stands_on_every_page_is_dropped() -> None:
    pages = Pages(head="Bộ Xây dựng – bản nháp")
    for index in range(40):
        pages.paragraph(f"Đợt {'x' * index}: {LONG}")
    found = reading(pages.done())
    assert len(found.pages) >= 3
    assert "bản nháp" not in found.text
    assert {line for line in found.text.split("\n") if line.strip("\f").isdecimal()} == set()


def test_figures_at_the_edge_of_a_page_are_no_page_numbers() -> None:
    data = drawn(lambda canvas: [canvas.drawString(72, 800 - 20 * i, f"{i + 70} don vi") for i in range(5)])
    assert reading(data).text.startswith("70 don vi")


@pytest.mark.parametrize("small", [True, False])
def test_footnotes_are_found_by_size_or_by_the_rule_above(*, small: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(REGULAR, 12)
        for index in range(3):
            canvas.drawString(72, 720 - 20 * index, "Tỉnh đã ban hành kế hoạch năm 2025")
        canvas.setFont(REGULAR, 7)
        canvas.drawString(
            72 + pdfmetrics.stringWidth("Tỉnh đã ban hành kế hoạch năm 2025", REGULAR, 12), 684, "1"
        )
        canvas.setFont(REGULAR, 10 if small else 12)
        if small:
            canvas.setFont(REGULAR, 6)
            canvas.drawString(72, 104, "1")
            canvas.setFont(REGULAR, 10)
            canvas.drawString(78, 100, "Kế hoạch số 5.")
        else:
            canvas.line(72, 118, 200, 118)
            canvas.drawString(72, 100, "1 Kế hoạch số 5.")

    text = reading(drawn(draw)).text
    assert text.endswith("năm 2025¹\n¹ Kế hoạch số 5.\n")


def test_a_footnote_that_goes_on_over_the_page_is_whole() -> None:
    draft = files.Draft([LONG] * 9 + [f"{LONG[:-1]}[1]."] + [LONG] * 9, {1: " ".join([LONG] * 3)})
    found = reading(files.as_pdf(draft))
    assert f"¹ {draft.notes[1]}" in found.text


def test_a_table_that_a_page_end_cuts_is_one() -> None:
    table = [["Chỉ tiêu", "Năm 2024"], *([f"Tỷ lệ {row}", f"{row},5%"] for row in range(60))]
    draft = files.Draft([PROSE, PROSE], {}, {0: table})
    report = read_report("a.pdf", files.as_pdf(draft))
    rows = [block for block in report.blocks if block.kind.value == "row"]
    assert len(report.pages) == 2
    assert len(rows) == 61
    assert {block.header for block in rows} == {report.blocks.index(rows[0])}
    assert report.page(report.passage(rows[-1].start, rows[-1].end)) == 2


def test_a_letterhead_in_two_columns_is_read_one_after_the_other() -> None:
    def draw(canvas: Canvas) -> None:
        left = ["ỦY BAN NHÂN DÂN", "TỈNH AN HÒA", "Số: 12/BC-UBND"]
        right = [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số 5 phố Hạnh Phúc",
            "An Hòa, ngày 5 tháng 6 năm 2025",
        ]
        canvas.setFont(REGULAR, 11)
        for index in range(3):
            canvas.drawCentredString(160, 780 - 16 * index, left[index])
            canvas.drawCentredString(420, 780 - 16 * index, right[index])
        canvas.drawCentredString(300, 700, "BÁO CÁO")

    assert reading(drawn(draw)).text.split("\n")[:7] == [
        "ỦY BAN NHÂN DÂN", "TỈNH AN HÒA", "Số: 12/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số 5 phố Hạnh Phúc", "An Hòa, ngày 5 tháng 6 năm 2025", "",
    ]  # fmt: skip


@pytest.mark.parametrize("bullet", ["\uf0b7", "•", "-"])
def test_bullets_stay_with_their_items(bullet: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(REGULAR, 11)
        canvas.drawString(90, 700, "Đào tạo cán bộ.")
        canvas.setFont("Symbol" if bullet == "\uf0b7" else REGULAR, 11)
        canvas.drawString(60, 700, "\u2022" if bullet == "\uf0b7" else bullet)

    assert reading(drawn(draw)).text in ("- Đào tạo cán bộ.\n", "• Đào tạo cán bộ.\n")


def test_a_number_broken_behind_its_slash_is_put_together() -> None:
    pages = Pages()
    words = " ".join(["đã"] * 24)
    for extra in range(12):
        pages.paragraph(
            f"{words} {'x' * extra} Nghị định số 82/2024/NĐ-CP của Chính phủ và các văn bản {words}."
        )
    assert reading(pages.done()).text.count("82/2024/NĐ-CP") == 12


def test_a_password_is_named_and_a_ban_on_printing_is_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(REGULAR, 11)
        canvas.drawString(72, 700, PROSE)

    locked = drawn(draw, encrypt=pdfencrypt.StandardEncryption("geheim", ownerPassword="o"))
    with pytest.raises(ReadError) as caught:
        reading(locked)
    assert caught.value.code == "encrypted"
    open_ = drawn(draw, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="o", canPrint=0))
    assert reading(open_).text == f"{PROSE}\n"


@pytest.mark.parametrize(("face", "shown"), [(".VnTime", PROSE), (".VnTimeH", PROSE.upper())])
def test_old_fonts_are_converted_by_their_names(face: str, shown: str) -> None:
    codes = {letter: code for code, letter in old_letters("TCVN3").items()}
    font = TTFont(face, REGULAR_FILE)
    font.face.name = face.encode()
    pdfmetrics.registerFont(font)

    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, 9)
        x = 72.0
        for letter in "".join(codes.get(letter, letter) for letter in PROSE):
            # the soft hyphen that stands for ư has no width in a font of today
            canvas.drawString(x, 700, letter)
            x += max(3.0, pdfmetrics.stringWidth(letter, face, 9))

    found = reading(drawn(draw))
    assert found.text == f"{shown}\n"
    assert [(each.rule, each.detail) for each in found.oddities] == [("converted-encoding", "TCVN3")]


def test_acronyms_are_no_torn_words() -> None:
    pages = Pages()
    for number in range(9):
        pages.paragraph(f"Kế hoạch số {number}/KH-UBND, Chỉ thị số {number}/CT-TH, Đề án TR, QU, GI và PH.")
    assert reading(pages.done()).text.count("KH-UBND") == 9


def test_another_engine_is_asked_where_letters_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_unicode(page: LaidPage, *, hidden: bool) -> list[Letter]:
        letters = letters_of(page, hidden=hidden)
        for letter in letters:
            letter.text = "(cid:3)"
        return letters

    pages = Pages()
    for _ in range(3):
        pages.paragraph(LONG)
    monkeypatch.setattr(pages_of_pdf, "letters_of", without_unicode)
    assert reading(pages.done()).text.count(LONG) == 3


def test_letters_without_unicode_are_refused_with_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_there", lambda: False)

    def draw(canvas: Canvas) -> None:
        canvas.setFont(REGULAR, 11)
        for index in range(40):
            canvas.drawString(72, 780 - 15 * index, "Các b , ngành ã ban hành 03 Ngh  nh ộ đ ị đị ị")

    with pytest.raises(ReadError) as caught:
        reading(drawn(draw))
    assert caught.value.code == "letters"
    assert caught.value.details["page"] == 1


def test_a_document_with_too_many_pages_is_refused() -> None:
    data = drawn(lambda canvas: [canvas.showPage() for _ in range(2_001)])
    with pytest.raises(ReadError, match="more than the limit of 2000") as caught:
        reading(data)
    assert caught.value.code == "limit_pages"
