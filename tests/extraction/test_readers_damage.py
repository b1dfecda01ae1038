"""Whatever the bytes, a reader gives a text or says in words why not; nothing else, and within bounds."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.readers import apart, format_of, limits, read, read_here
from extraction.readers import pdf as pdf_reader
from extraction.readers.content import Content
from extraction.readers.pdf import document
from extraction.readers.reading import Reading
from tests.extraction import reader_files as files
from tests.extraction.reader_files import PROSE, unzipped, workbook, zipped

DRAFT = files.Draft(
    ["BÁO CÁO", "I. KẾT QUẢ", f"{PROSE}[1]", "- Một việc;", PROSE],
    {1: "Kế hoạch số 5."},
    {2: [["Chỉ tiêu", "2024"], ["Tỷ lệ", "5%"]]},
)
MAKERS: dict[str, Callable[[], bytes]] = {
    "text": files.as_text(DRAFT).encode,
    "Markdown": files.as_markdown(DRAFT).encode,
    "HTML": partial(files.as_html, DRAFT),
    "DOCX": partial(files.as_docx, DRAFT),
    "XLSX": lambda: workbook(["Chỉ tiêu", "Số"], ["Tỷ lệ", 0.5], merged=("A1:B1",)),
    "CSV": "Chỉ tiêu;Số\nTỷ lệ;5\nMức;6\n".encode,
    "ZIP": lambda: zipped({"a.docx": files.as_docx(DRAFT)}),
}


@cache
def made(kind: str) -> bytes:
    return MAKERS[kind]()


def harmed(data: bytes, chance: random.Random) -> bytes:
    """Bytes cut off, turned over, taken out or doubled."""
    out = bytearray(data)
    if chance.random() < 0.3:
        return bytes(out[: chance.randrange(len(out))])
    for _ in range(chance.choice((1, 3, 30, 300))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    start = chance.randrange(len(out))
    stretch = out[start : start + chance.randrange(500)]
    match chance.randrange(4):
        case 0:
            del out[start : start + len(stretch)]
        case 1:
            out[start:start] = stretch * 3
    return bytes(out)


def harmed_inside(data: bytes, chance: random.Random) -> bytes:
    """A package that unpacks well, with one part harmed."""
    members = unzipped(data)
    part = chance.choice([name for name in members if name.endswith((".xml", ".rels", ".docx"))])
    return zipped(members | {part: harmed(members[part], chance)})


@pytest.mark.parametrize("kind", MAKERS)
def test_harmed_files_are_read_or_refused(kind: str) -> None:
    chance = random.Random(kind)
    outcomes = set()
    for turn in range(120):
        inside = kind in ("DOCX", "XLSX", "ZIP") and turn % 2
        data = (harmed_inside if inside else harmed)(made(kind), chance)
        try:
            read_report("a", data)
            outcomes.add("read")
        except ReadError as error:
            outcomes.add(error.code if error.text("vi") else "no words")
    assert "no words" not in outcomes
    assert len(outcomes) > 1


def test_harmed_pdfs_are_read_or_refused() -> None:
    data = files.as_pdf(DRAFT)
    chance = random.Random("PDF")
    found = format_of(Content("a", data))
    outcomes = set()
    for _ in range(60):
        content = Content("a", harmed(data, chance))
        try:
            outcomes.add("read" if read_here(content, found).text else "nothing")
        except ReadError as error:
            outcomes.add(error.code)
    assert {"read", "damaged"} <= outcomes


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"a;b\n", b"# a\n# b\n", b"\xff\xfe"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    with suppress(ReadError):
        assert isinstance(read("a", start + data), Reading)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from("| a - \n [^1] ]( ) # * ` < > ; , \t ¹ \\ 1. ~~~ === ---".split(" ")), max_size=60
    )
)
def test_any_signs_of_markdown_are_read_or_refused(parts: list[str]) -> None:
    report = read_report("a", f"{PROSE}\n\n{' '.join(parts)}\n".encode())
    assert PROSE in report.text


@pytest.mark.parametrize("start", ["", "# ", "Sở;", "<p>"])
def test_a_text_that_is_too_long_is_refused_in_every_format(start: str) -> None:
    line = f"{start}{PROSE * 9}\n"
    with pytest.raises(ReadError) as caught:
        read("a", line.encode() * (limits.TEXT // len(PROSE * 9) + 1))
    assert caught.value.code == "limit_text"
    assert str(limits.TEXT) in str(caught.value)
    assert str(limits.TEXT) in caught.value.text("vi")


def test_the_signs_of_a_page_are_no_text() -> None:
    page = f"<html><style>{'p{margin:0}' * 300_000}</style><p>{PROSE}</p>"
    assert read("a", page.encode()).text == f"{PROSE}\n"


def raw_pdf(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF of one page with this stream as its content."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(stream), filters, stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_a_pdf_that_swells_beyond_memory_is_refused_with_the_limit() -> None:
    packer = zlib.compressobj(1)
    swelling = b"".join(packer.compress(bytes(1 << 20)) for _ in range(700)) + packer.flush()
    with pytest.raises(ReadError) as caught:
        read("a.pdf", raw_pdf(zlib.compress(swelling), b"/FlateDecode /FlateDecode"))
    assert caught.value.code == "limit_memory"
    assert f"{limits.MEMORY} MB" in str(caught.value)


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS_WAITED", 0.05)
    with pytest.raises(ReadError) as caught:
        read("a.pdf", files.as_pdf(DRAFT))
    assert caught.value.code == "limit_time"


def test_a_page_with_too_many_letters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "PAGE_OBJECTS", 100)
    with pytest.raises(ReadError) as caught:
        pdf_reader.read(Content("a.pdf", files.as_pdf(DRAFT)))
    assert caught.value.code == "limit_objects"


def test_a_file_with_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "OBJECTS", 3)
    with pytest.raises(ReadError) as caught:
        pdf_reader.read(Content("a.pdf", files.as_pdf(DRAFT)))
    assert caught.value.code == "limit_objects"


def test_the_answer_of_the_other_process_is_the_reading() -> None:
    data = files.as_pdf(DRAFT)
    assert read("a.pdf", data) == pdf_reader.read(Content("a.pdf", data))


def test_an_error_of_the_other_process_is_the_same_error() -> None:
    with pytest.raises(ReadError) as caught:
        read("tỉnh “A”.pdf", b"%PDF-1.7 nothing")
    assert caught.value.code == "damaged"
    assert caught.value.details["name"] == "tỉnh “A”.pdf"
