"""One report in every format: known by its content, and saying the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from extraction.facts import Finding, Observation, Ref, ReportFacts
from extraction.layout import read_report
from extraction.pipeline import read_facts
from extraction.readers import FORMATS, format_of, read
from extraction.readers.content import Content
from tests.extraction import reader_files as files

DIGESTS = ("chuyen-doi-so-2024-05.txt", "chuyen-doi-so-2024.txt")
MAKERS = {
    "text": lambda draft: files.as_text(draft).encode(),
    "utf-16": lambda draft: files.as_text(draft).encode("utf-16"),
    "Markdown": lambda draft: files.as_markdown(draft).encode(),
    "HTML": files.as_html,
    "DOCX": files.as_docx,
    "PDF": files.as_pdf,
    "PDF, ragged": lambda draft: files.as_pdf(draft, size=11, justified=False),
    "ZIP": lambda draft: files.zipped({"báo cáo.docx": files.as_docx(draft)}),
}


def said(facts: ReportFacts) -> Iterator[tuple[str, object]]:
    """Everything that a report says, each fact with all its attributes.

    Things go by their labels, for the keys of bottlenecks and drafts hold the file's hash; where something
    stands is another matter in every format.
    """
    kinds = (getattr(facts, field.name) for field in fields(facts))
    things = [thing for kind in kinds if isinstance(kind, tuple) for thing in kind if hasattr(thing, "ref")]
    labels = {each.ref: each.verbatim if isinstance(each, Observation) else each.label for each in things}

    def plain(value: object) -> object:
        if isinstance(value, Ref):
            return labels.get(value, value.key)
        if isinstance(value, tuple):
            return tuple(map(plain, value))
        if is_dataclass(value):
            return tuple(
                plain(getattr(value, field.name)) for field in fields(value) if field.name not in PLACES
            )
        return value

    for field in fields(facts):
        value = getattr(facts, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if not (
                isinstance(each, Finding) and each.rule == "converted-encoding"
            ):  # of the file, not the report
                yield field.name, plain(each)


PLACES = frozenset({"ref", "mentions", "anaphors", "passage", "passages"})


@cache
def made(maker: str, name: str = DIGESTS[0]) -> bytes:
    """A digest as a file."""
    return MAKERS[maker](files.digest(name))


@cache
def expected(name: str) -> frozenset[tuple[object, ...]]:
    data = (files.DIGESTS / name).read_bytes()
    return frozenset(said(read_facts(read_report(name, data))))


@pytest.mark.parametrize("name", DIGESTS)
@pytest.mark.parametrize("maker", MAKERS)
def test_a_report_says_the_same_in_every_format(name: str, maker: str) -> None:
    found = frozenset(said(read_facts(read_report("report", made(maker, name)))))
    lost = expected(name) - found
    assert len(lost) <= 0.02 * len(expected(name)), lost
    assert len(found - expected(name)) <= 0.02 * len(expected(name)), found - expected(name)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("kind", ["pdf", "html", "docx"])
def test_what_a_word_processor_saves_says_the_same(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "report.docx"
    source.write_bytes(made("DOCX"))
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=100)
    found = frozenset(said(read_facts(read_report("a", (out / f"report.{kind}").read_bytes()))))
    lost = expected(DIGESTS[0]) - found
    assert len(lost) <= 0.02 * len(expected(DIGESTS[0])), lost


@pytest.mark.parametrize(
    ("maker", "label"),
    [
        ("text", "text"),
        ("Markdown", "Markdown"),
        ("HTML", "HTML"),
        ("DOCX", "DOCX"),
        ("PDF", "PDF"),
        ("ZIP", "ZIP"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a"])
def test_the_content_tells_the_format_and_not_the_name(maker: str, label: str, name: str) -> None:
    assert format_of(Content(name, made(maker))).label == label


@pytest.mark.parametrize(
    ("data", "label"),
    [
        (b"\n junk before %PDF-1.4", "PDF"),
        ("\ufeff<!DOCTYPE html><p>Một".encode("utf-16"), "HTML"),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<html lang=vi>", "HTML"),
        ("<p>Một hai</p>".encode(), "HTML"),
        ("<!-- a -->\n<font size=3>Một hai</font>".encode(), "HTML"),
        ("BÁO CÁO<br>\n<div>Một</div><div>hai</div><ul><li>ba</li></ul>".encode(), "HTML"),
        ("Ghi <b>một</b> và </p> là thẻ.".encode(), "text"),
        ("<?xml version='1.0'?><báo-cáo>Một</báo-cáo>".encode(), "XML"),
        ("<một> không phải thẻ".encode(), "text"),
        ("Năm;Giá trị\n2023;5\n2024;6\n".encode(), "CSV"),
        ("Năm\tGiá trị\n2023\t5\n2024\t6\n".encode("utf-16"), "CSV"),
        ("Tỉnh, huyện, xã đã họp.\nBộ, ngành, địa phương đã làm.\n".encode(), "text"),
        ("Giữ **đậm** và - gạch đầu dòng.\n".encode(), "text"),
        (b"\x89PNG\r\n\x1a\n", "PNG/JPEG/TIFF"),
    ],
)
def test_beginnings_tell_formats_apart(data: bytes, label: str) -> None:
    assert format_of(Content("x", data)).label == label


def test_plain_text_is_read_letter_by_letter() -> None:
    text = "A | b\r\n\r\n  Sở đã làm việc.\t\n"
    assert read("a.txt", text.encode()).text == text


@pytest.mark.parametrize("maker", ["text", "Markdown", "HTML", "DOCX", "PDF", "ZIP"])
def test_reading_twice_gives_the_same(maker: str) -> None:
    assert read("a", made(maker)) == read("b", made(maker))


def test_offsets_lead_back_into_what_was_read() -> None:
    report = read_report("a", files.as_docx(files.digest(DIGESTS[0])))
    for block in report.blocks:
        passage = report.passage(block.start, block.end)
        assert 0 <= passage.start < passage.end <= len(report.raw)
        assert report.exact(passage)


def test_a_text_file_loads_no_parser_of_documents() -> None:
    code = (
        "import sys; from extraction.readers import read; read('a', 'Sở đã làm.'.encode());"
        "print([name for name in ('lxml', 'pdfplumber', 'pdfminer', 'openpyxl', 'PIL', 'pypdfium2')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_pdf_and_pictures_are_read_apart() -> None:
    assert {each.label for each in FORMATS if each.apart} == {"PDF", "PNG/JPEG/TIFF"}
