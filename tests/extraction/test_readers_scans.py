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
