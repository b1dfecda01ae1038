"""Scans and pictures: recognised where Tesseract is installed, refused with what to install where not."""

from __future__ import annotations

import shutil
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.readers import pictures, recognition
from extraction.readers.content import Content
from extraction.readers.pdf import read as read_pdf
from extraction.readers.pdf import seeing
from tests.extraction.reader_files import PROSE
from tests.extraction.reader_pages import Pages

if TYPE_CHECKING:
    from extraction.readers.reading import Reading

SENTENCES = [
    "Tỉnh An Hòa đã ban hành Quyết định số 345/QĐ-UBND ngày 20/3/2025 về phát triển hạ tầng số.",
    "Đến ngày 30/6/2025, tỷ lệ thôn được phủ sóng băng rộng di động đạt 98,5%.",
]

needs_tesseract = pytest.mark.skipif(
    not recognition.is_there(),
    reason="Tesseract with Vietnamese is not installed (apt-get install tesseract-ocr tesseract-ocr-vie)",
)


@cache
def page(title: str = "BÁO CÁO") -> Image.Image:
    """A printed page as a scanner sees it."""
    pages = Pages(size=13, head="")
    for _ in range(2 + len(title)):
        pages.paragraph(title)
    for sentence in SENTENCES:
        pages.paragraph(sentence)
    pages.paragraph(" ".join([PROSE] * 4))
    return pypdfium2.PdfDocument(pages.done())[0].render(scale=300 / 72, grayscale=True).to_pil()


def saved(kind: str, **options: object) -> bytes:
    out = BytesIO()
    page().save(out, kind, **options)
    return out.getvalue()


FILES = {
    "PNG": lambda: saved("PNG", dpi=(300, 300)),
    "JPEG": lambda: saved("JPEG", quality=90, dpi=(300, 300)),
    "TIFF of two pages": lambda: saved(
        "TIFF", save_all=True, append_images=[page("PHỤ LỤC")], dpi=(300, 300)
    ),
    "scanned PDF": lambda: saved("PDF", resolution=300),
}


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
def test_the_words_of_a_scan_are_recognised(kind: str) -> None:
    report = read_report("a", FILES[kind]())
    for sentence in SENTENCES:
        words = set(report.raw.split())
        assert sum(word in words for word in sentence.split()) >= 0.9 * len(sentence.split())
    assert len(report.pages) == (2 if "two" in kind else 1)
    recognised = [each for each in report.oddities if each.rule == "recognised-text"]
    assert [each.detail.split(":")[0] for each in recognised] == [
        f"page {n + 1}" for n in range(len(report.pages))
    ]


TABLE = [["TT", "Chỉ tiêu", "Kết quả"], ["1", "Tỷ lệ thôn có mạng", "98,5%"], ["2", "Số hồ sơ", "45"]]


@cache
def annex() -> Image.Image:
    """A printed page with a footnote and a table as a scanner sees it."""
    pages = Pages(size=13, head="")
    pages.paragraph(f"{SENTENCES[0][:-1]}[1].", {1: "Kế hoạch về hạ tầng số của tỉnh."})
    pages.table(TABLE, height=26)
    pages.paragraph(" ".join([PROSE] * 4))
    return pypdfium2.PdfDocument(pages.done())[0].render(scale=300 / 72, grayscale=True).to_pil()


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("turned", [0, 1, 90])
def test_a_scan_keeps_its_tables_and_notes_however_it_lies(turned: int) -> None:
    out = BytesIO()
    annex().rotate(turned, expand=turned == 90, fillcolor=255, resample=3).save(out, "PNG", dpi=(300, 300))
    text = pictures.read(Content("a.png", out.getvalue())).text
    assert "TT | Chỉ tiêu | Kết quả\n1 | Tỷ lệ thôn có mạng | 98,5%\n2 | Số hồ sơ | 45\n" in text
    assert "¹ Kế hoạch về hạ tầng số của tỉnh.\n" in text
    assert text.index("Kế hoạch về") > text.index("Số hồ sơ")


@pytest.mark.parametrize("aslant", [-1.2, -0.4, 0.0, 0.7])
def test_a_page_that_lies_aslant_is_set_straight_and_its_lines_are_seen(aslant: float) -> None:
    straight = seeing.straightened(annex().rotate(aslant, fillcolor=255, resample=2))
    strokes = list(seeing.seen_strokes(straight, 300 / 72))
    assert sum(stroke.level for stroke in strokes) >= len(TABLE) + 1
    assert sum(not stroke.level for stroke in strokes) >= len(TABLE[0]) + 1
    assert all(min(stroke.x1 - stroke.x0, stroke.bottom - stroke.top) == 0 for stroke in strokes)


@pytest.mark.parametrize(
    ("lacking", "said"),
    [("khaithong[ocr]", "khaithong[ocr]"), ("tesseract-ocr", "tesseract-ocr"), ("tesseract-ocr-vie", "-vie")],
)
@pytest.mark.parametrize("kind", ["PNG", "scanned PDF"])
def test_what_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, lacking: str, said: str, kind: str
) -> None:
    monkeypatch.setattr(recognition, "_lacking", lambda: lacking)
    reader = pictures.read if kind == "PNG" else read_pdf
    with pytest.raises(ReadError, match="apt-get install tesseract-ocr tesseract-ocr-vie") as caught:
        reader(Content("a", FILES[kind]()))
    assert caught.value.code == "recognition"
    assert said in caught.value.text("vi")


def test_what_is_missing_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert shutil.which("tesseract") is None
    assert recognition._lacking() == "tesseract-ocr"


def test_a_scanned_page_among_others_is_told_where_it_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_lacking", lambda: "tesseract-ocr")
    pages = Pages(head="")
    pages.paragraph(PROSE)
    pages.page()
    pages.canvas.drawInlineImage(page(), 0, 0, 595, 842)
    reading: Reading = read_pdf(Content("a.pdf", pages.done()))
    assert PROSE in reading.text
    assert [(each.rule, each.detail) for each in reading.oddities] == [("page-without-text", "page 2")]


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "PIXELS", 1_000)
    with pytest.raises(ReadError, match="1000") as caught:
        pictures.read(Content("a.png", FILES["PNG"]()))
    assert caught.value.code == "limit_pixels"


def test_a_torn_picture_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read_report("a.png", FILES["PNG"]()[:5_000])
    assert caught.value.code in ("damaged", "recognition")
