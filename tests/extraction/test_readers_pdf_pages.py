"""PDF pages as printers set them: turned, in columns, with cut tables, cancelled words, what is not shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from extraction.readers import pdf
from extraction.readers.content import Content
from extraction.readers.pdf.document import laid_pages
from extraction.readers.pdf.gutters import Gutters
from extraction.readers.pdf.pages import sheet_of
from extraction.readers.reading import Reading
from tests.extraction.reader_files import PROSE
from tests.extraction.reader_pages import REGULAR, wrapped

WIDTH, HEIGHT = A4
LONG = (
    "Các xã, phường đã rà soát quy trình, chuẩn hóa hồ sơ và mở lớp hướng dẫn cho người dân dùng dịch vụ"
    " công trực tuyến; nhờ đó thời gian chờ giảm rõ rệt so với cùng kỳ năm trước."
)
HEADER = ["TT", "Chỉ tiêu", "Kết quả", "Cơ quan"]

MOTTO = "Độc lập - Tự do - Hạnh phúc"


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for draw in pages:
        canvas.setFont(REGULAR, 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def reading(*pages: Callable[[Canvas], None]) -> Reading:
    return pdf.read(Content("a.pdf", drawn(*pages)))


def lines(canvas: Canvas, texts: Sequence[str], x: float = 72, y: float = 740, step: float = 15) -> float:
    for text in texts:
        canvas.drawString(x, y, text)
        y -= step
    return y


def grid(canvas: Canvas, rows: Sequence[Sequence[str]], top: float, *, closed: bool = True) -> None:
    """A ruled table whose rows are 20 points high; `closed`: a line stands below the last."""
    edges = (72, 110, 320, 400, 520)
    for index, row in enumerate(rows):
        y = top - 20 * index
        canvas.line(edges[0], y, edges[-1], y)
        for left, text in zip(edges, row, strict=False):
            canvas.drawString(left + 3, y - 14, text)
    foot = top - 20 * len(rows)
    for x in edges:
        canvas.line(x, top, x, foot)
    if closed:
        canvas.line(edges[0], foot, edges[-1], foot)


def column(canvas: Canvas, texts: Sequence[str], x: float, y: float, width: float = 215) -> float:
    """Justified paragraphs."""
    for text in texts:
        broken = wrapped(text, 10, width)
        for index, line in enumerate(broken):
            words = line.split()
            free = width - sum(pdfmetrics.stringWidth(word, REGULAR, 10) for word in words)
            space = free / max(1, len(words) - 1) if index < len(broken) - 1 else 2.5
            at = x
            canvas.setFont(REGULAR, 10)
            for word in words:
                canvas.drawString(at, y, word)
                at += pdfmetrics.stringWidth(word, REGULAR, 10) + space
            y -= 13
        y -= 4
    return y


# --- turned pages -----------------------------------------------------------------------------------


def turned_by_the_file(degrees: int) -> bytes:
    document = pypdfium2.PdfDocument(drawn(lambda canvas: lines(canvas, [PROSE])))
    document[0].set_rotation(degrees)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def drawn_turned(degrees: int) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(degrees)
        lines(canvas, [PROSE], -200, 0)

    return drawn(draw)


@pytest.mark.parametrize("make", [turned_by_the_file, drawn_turned])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_is_read_however_it_lies(make: Callable[[int], bytes], degrees: int) -> None:
    assert pdf.read(Content("a.pdf", make(degrees))).text == f"{PROSE}\n"


def test_letters_aslant_are_a_watermark() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, [PROSE])
        canvas.translate(100, 600)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DỰ THẢO")

    assert reading(draw).text == f"{PROSE}\n"


def test_a_turned_header_of_a_narrow_column_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, [PROSE])
        grid(
            canvas,
            [
                ["", "Chỉ tiêu", "Kết quả", "Cơ quan"],
                ["1", "Tỷ lệ", "5%", "Bộ Y tế"],
                ["2", "Mức", "6", "Bộ Y tế"],
            ],
            600,
        )
        canvas.saveState()
        canvas.translate(95, 582)
        canvas.rotate(90)
        canvas.setFont(REGULAR, 6)
        canvas.drawString(0, 0, "Số TT")
        canvas.restoreState()

    assert "Số TT | Chỉ tiêu | Kết quả | Cơ quan\n1 | Tỷ lệ | 5% | Bộ Y tế\n" in reading(draw).text


# --- what is not shown, or cancelled ----------------------------------------------------------------


def hidden(canvas: Canvas, text: str) -> None:
    written = canvas.beginText(72, 700)
    written.setTextRenderMode(3)
    written.textLine(text)
    canvas.drawText(written)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 250)), 0, 0, WIDTH, HEIGHT)


def test_hidden_letters_are_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, [PROSE])
        hidden(canvas, "Bộ Y tế đạt 99%.")

    assert reading(draw).text == f"{PROSE}\n"


def test_hidden_letters_under_a_scan_are_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas)
        hidden(canvas, PROSE)

    found = reading(draw)
    assert found.text == f"{PROSE}\n"
    assert [(each.rule, each.detail) for each in found.oddities] == [("recognised-text", "page 1")]


def test_letters_outside_of_the_page_are_not_read() -> None:
    document = pypdfium2.PdfDocument(
        drawn(lambda canvas: [canvas.drawString(72, 400, PROSE), canvas.drawString(72, 20, "Ngoài lề")])
    )
    document[0].set_cropbox(0, 60, WIDTH, HEIGHT)
    out = BytesIO()
    document.save(out)
    assert pdf.read(Content("a.pdf", out.getvalue())).text == f"{PROSE}\n"


@pytest.mark.parametrize(
    ("height", "shown"),
    [(3.2, "Tỉnh đạt số hộ dùng mạng."), (-1.5, "Tỉnh đạt 95% số hộ dùng mạng.")],
    ids=["struck out", "underlined"],
)
def test_words_that_are_struck_out_are_gone(height: float, shown: str) -> None:
    def draw(canvas: Canvas) -> None:
        before, word = "Tỉnh đạt ", "95%"
        canvas.drawString(72, 700, f"{before}{word} số hộ dùng mạng.")
        x = 72 + pdfmetrics.stringWidth(before, REGULAR, 11)
        canvas.setLineWidth(0.5)
        canvas.line(x, 700 + height, x + pdfmetrics.stringWidth(word, REGULAR, 11), 700 + height)

    assert reading(draw).text == f"{shown}\n"


@pytest.mark.parametrize("stamp", [True, False])
def test_a_stamp_makes_no_text_layer_of_a_scan(*, stamp: bool) -> None:
    def draw(canvas: Canvas) -> None:
        picture(canvas)
        lines(canvas, ["Ký bởi: Cổng thông tin", "Ngày ký: 5/6/2025"] if stamp else [LONG] * 40, 300)

    page = next(laid_pages(Content("a.pdf", drawn(draw))))
    assert sheet_of(page, Gutters()).is_scan is stamp


def test_the_stamp_of_a_signature_is_dropped() -> None:
    def draw(canvas: Canvas) -> None:
        y = lines(canvas, ["Người ký: Cổng thông tin", "Cơ quan: Bộ Y tế", "Thời gian ký: 5.6.2025"])
        lines(canvas, [PROSE, "Cơ quan: Bộ Xây dựng"], y=y - 40)

    assert reading(draw).text == f"{PROSE} Cơ quan: Bộ Xây dựng\n"


# --- columns ----------------------------------------------------------------------------------------


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    left = [f"Trái {index}: {LONG}" for index in range(3)]
    right = [f"Phải {index}: {LONG}" for index in range(3)]

    def draw(canvas: Canvas) -> None:
        lines(canvas, [PROSE], y=760)
        column(canvas, left, 72, 700)
        column(canvas, right, 310, 694)

    assert reading(draw).text.split("\n") == [PROSE, "", *left, *right, ""]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    broken = wrapped(" ".join([LONG] * 8), 10, 215)

    def draw(canvas: Canvas) -> None:
        for x, part in ((72, broken[:12]), (310, broken[12:24])):
            for index, line in enumerate(part):
                words = line.split()
                free = 215 - sum(pdfmetrics.stringWidth(word, REGULAR, 10) for word in words)
                at = float(x)
                canvas.setFont(REGULAR, 10)
                for word in words:
                    canvas.drawString(at, 700 - 13 * index, word)
                    at += pdfmetrics.stringWidth(word, REGULAR, 10) + free / (len(words) - 1)

    assert reading(draw).text == " ".join(broken[:24]) + "\n"


def test_few_lines_stand_in_the_columns_of_another_page() -> None:
    def full(canvas: Canvas) -> None:
        column(canvas, [LONG] * 3, 72, 700)
        column(canvas, [LONG] * 3, 310, 700)

    def rest(canvas: Canvas) -> None:
        column(canvas, ["Hết phần trái của bản tin này ở đây rồi và không còn gì thêm nữa cả."], 72, 700)
        column(canvas, ["Phần phải cũng đã hết ở chỗ này rồi và không còn gì thêm nữa cả."], 310, 700)

    for pages in ((full, rest), (rest, full)):
        text = reading(*pages).text
        assert "Hết phần trái của bản tin này ở đây rồi và không còn gì thêm nữa cả." in text
        assert "Phần phải cũng đã hết ở chỗ này rồi và không còn gì thêm nữa cả." in text


def test_a_letterhead_whose_sides_stand_at_heights_of_their_own_is_read_side_by_side() -> None:
    def draw(canvas: Canvas) -> None:
        for side, x, y in (
            (["ỦY BAN NHÂN DÂN", "TỈNH AN HÒA"], 150, 750),
            (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", MOTTO], 400, 758),
        ):
            for index, line in enumerate(side):
                canvas.drawCentredString(x, y - 16 * index, line)
        lines(canvas, [PROSE], y=600)

    assert reading(draw).text.split("\n")[:5] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH AN HÒA",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "VIỆT NAM",
        MOTTO,
    ]


def test_a_blank_to_be_filled_in_parts_no_columns() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, ["Căn cứ Báo cáo số:" + " " * 16 + "/BC-UBND của tỉnh", "và các ý kiến đã nhận được."])

    assert (
        reading(draw).text.split()
        == "Căn cứ Báo cáo số: /BC-UBND của tỉnh và các ý kiến đã nhận được.".split()
    )


# --- tables that page ends cut ----------------------------------------------------------------------


def cut(rest: Sequence[Sequence[str]], *, note: bool = False, closed: bool = True) -> str:
    """The text of two pages: the first ends with a table, the second begins with `rest`."""

    def first(canvas: Canvas) -> None:
        lines(canvas, [LONG[:70], LONG[70:140]])
        grid(
            canvas,
            [
                HEADER,
                ["1", "Tỷ lệ hồ sơ trực tuyến", "95%", "Bộ Y tế"],
                ["2", "Tỷ lệ cơ quan", "58%", "Ngân hàng"],
            ],
            600,
            closed=closed,
        )
        if note:
            canvas.line(72, 118, 200, 118)
            canvas.setFont(REGULAR, 6)
            canvas.drawString(72, 104, "1")
            canvas.setFont(REGULAR, 9)
            canvas.drawString(78, 100, "Theo kế hoạch.")

    def second(canvas: Canvas) -> None:
        grid(canvas, rest, 780)
        lines(canvas, [PROSE], y=500)

    return reading(first, second).text


TABLE = "TT | Chỉ tiêu | Kết quả | Cơ quan\n1 | Tỷ lệ hồ sơ trực tuyến | 95% | Bộ Y tế\n"
WHOLE = "2 | Tỷ lệ cơ quan có dữ liệu mở | 58% | Ngân hàng Nhà nước\n"
THIRD = ["3", "Số dịch vụ", "7", "Bộ Y tế"]


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("header", [[HEADER], []], ids=["header again", "no header"])
def test_a_row_that_a_page_end_cuts_is_whole(header: list[list[str]], *, closed: bool) -> None:
    text = cut([*header, ["", "có dữ liệu mở", "", "Nhà nước"], THIRD], closed=closed).replace("\f", "")
    assert f"{TABLE}{WHOLE}3 | Số dịch vụ | 7 | Bộ Y tế\n" in text
    assert text.count("Chỉ tiêu") == 1


def test_a_cut_row_goes_on_with_no_figure() -> None:
    text = cut([HEADER, ["", "trong đó: khối xã", "40%", ""], THIRD]).replace("\f", "")
    assert "2 | Tỷ lệ cơ quan | 58% | Ngân hàng\n|  | trong đó: khối xã | 40% |  |\n" in text


def test_a_note_stands_before_the_table_that_it_would_tear() -> None:
    text = cut([HEADER, ["", "có dữ liệu mở", "", "Nhà nước"], THIRD], note=True).replace("\f", "")
    assert f"¹ Theo kế hoạch.\n\n{TABLE}{WHOLE}3 | Số dịch vụ" in text


def test_a_table_with_another_header_is_another_table() -> None:
    text = cut([["TT", "Chỉ tiêu", "Mục tiêu", "Cơ quan"], THIRD]).replace("\f", "")
    assert "Ngân hàng\n\nTT | Chỉ tiêu | Mục tiêu | Cơ quan\n3 | Số dịch vụ | 7 | Bộ Y tế\n" in text


def test_a_header_alone_at_the_end_of_a_page_is_that_of_the_rows_behind() -> None:
    def first(canvas: Canvas) -> None:
        lines(canvas, [PROSE])
        grid(canvas, [HEADER], 120)

    text = reading(first, lambda canvas: grid(canvas, [THIRD, ["4", "Số xã", "9", "Bộ Y tế"]], 780)).text
    assert "TT | Chỉ tiêu | Kết quả | Cơ quan\n\f3 | Số dịch vụ | 7 | Bộ Y tế\n4 | Số xã" in text


# --- notes, numbers, letters ------------------------------------------------------------------------


def noted(canvas: Canvas, marks: str, notes: Sequence[tuple[str, str]]) -> None:
    """Three lines of text with raised marks behind them; below a rule notes, their numbers raised."""
    y = lines(canvas, ["Tỉnh đã ban hành kế hoạch năm 2025 về hạ tầng số và dữ liệu số"] * 3)
    x = 72 + pdfmetrics.stringWidth(
        "Tỉnh đã ban hành kế hoạch năm 2025 về hạ tầng số và dữ liệu số", REGULAR, 11
    )
    canvas.setFont(REGULAR, 6)
    canvas.drawString(x, y + 19, marks)
    canvas.line(72, 128, 200, 128)
    for index, (number, text) in enumerate(notes):
        canvas.setFont(REGULAR, 9)
        canvas.drawString(82, 110 - 12 * index, text)
        canvas.setFont(REGULAR, 9)
        canvas.drawString(72, 110 - 12 * index, number)


def test_a_note_may_stand_on_the_page_behind_its_mark() -> None:
    text = reading(
        lambda canvas: noted(canvas, "1", [("1", "Kế hoạch số 5."), ("", "và tiếp theo.")]),
        lambda canvas: noted(canvas, "", []),
    ).text
    assert "¹ Kế hoạch số 5. và tiếp theo.\n" in text
    late = reading(
        lambda canvas: noted(canvas, "1", []), lambda canvas: noted(canvas, "", [("1", "Kế hoạch số 5.")])
    ).text
    assert late.endswith("¹ Kế hoạch số 5.\n")


def test_a_word_that_a_note_breaks_is_whole() -> None:
    text = reading(lambda canvas: noted(canvas, "1", [("1", "Nghị định số 82/2024/NĐ-"), ("", "CP.")])).text
    assert text.endswith("¹ Nghị định số 82/2024/NĐ-CP.\n")


def test_a_remark_below_the_rule_is_no_part_of_the_text() -> None:
    text = reading(lambda canvas: noted(canvas, "", [("", "Nguồn: Cục Thống kê.")])).text
    assert text.endswith("Nguồn: Cục Thống kê.\n")


def test_a_number_where_page_numbers_stand_is_one() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawCentredString(300, 800, str(number))
            lines(canvas, [f"Đợt {'x' * number}: {PROSE}"], y=600)

        return draw

    assert not any(
        line.strip("\f").isdecimal() for line in reading(page(1), page(2), page(3), page(1)).text.split("\n")
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("III.NHIỆM VỤ", "III. NHIỆM VỤ"),
        ("1.2.Hạ tầng", "1.2. Hạ tầng"),
        ("a)Hạ tầng", "a) Hạ tầng"),
        ("V.I. Lê", "V.I. Lê"),
        ("2.500 hồ sơ", "2.500 hồ sơ"),
    ],
)
def test_a_label_is_parted_from_what_it_labels(text: str, shown: str) -> None:
    assert reading(lambda canvas: lines(canvas, [text])).text == f"{shown}\n"


def test_ligatures_are_letters() -> None:
    assert reading(lambda canvas: lines(canvas, ["Mạng Wi-\ufb01 của xã"])).text == "Mạng Wi-fi của xã\n"
