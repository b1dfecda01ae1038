"""From bytes to text: what is read, what is refused, and in which words."""

from __future__ import annotations

import gzip
import os
import pickle
import re
import threading
import unicodedata
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.legacy import convert, letters, suspect
from extraction.source import LARGEST, LARGEST_TEXT, decode, read_file

PROSE = "Sở Nội vụ đã hoàn thành việc số hóa hồ sơ và được tỉnh ghi nhận. " * 5


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        decode("a.txt", data)
    return caught.value


def in_old_font(text: str, encoding: str) -> str:
    """Text as an old font encoding has it: the table of letters turned around."""
    codes = {letter: code for code, letter in letters(encoding).items()}
    return "".join(codes.get(letter, letter) for letter in text)


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", PROSE)
    return out.getvalue()


@pytest.mark.parametrize("data", [PROSE.encode(), PROSE.encode("utf-8-sig")])
def test_utf8_is_read_with_or_without_an_order_mark(data: bytes) -> None:
    decoded = decode("a.txt", data)
    assert (decoded.text, decoded.encoding) == (PROSE, "UTF-8")


def test_line_ends_and_composition_stay_as_in_the_file() -> None:
    text = "viê\u0323c\r\nviệc của Sở"
    assert decode("a.txt", text.encode()).text == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\ufeff\u200b\n".encode(), "\u00a0 \n".encode()])
def test_nothing_to_read_is_said(data: bytes) -> None:
    assert refused(data).code == "empty"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (zipped(), "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "DOC"),
        (b"{\\rtf1\\ansi", "RTF"),
        (gzip.compress(PROSE.encode()), "gzip"),
        (b"abc\x00\x01\x02 def ghi", "binary"),
    ],
)
def test_a_binary_file_is_named(data: bytes, what: str) -> None:
    error = refused(data)
    assert error.code == "binary"
    assert what in str(error)


@pytest.mark.parametrize("encoding", ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
@pytest.mark.parametrize("marked", [False, True])
def test_utf16_and_utf32_are_converted_and_named(encoding: str, *, marked: bool) -> None:
    decoded = decode("a.txt", (("\ufeff" if marked else "") + PROSE).encode(encoding))
    assert (decoded.text, decoded.encoding) == (PROSE, encoding)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_an_old_font_in_utf16_is_converted_and_both_are_named(encoding: str) -> None:
    text = OLD.translate(CAPITALS_WITHOUT_CODE) * 3
    decoded = decode("a.txt", in_old_font(text, encoding).encode("utf-16"))
    assert (decoded.text, decoded.encoding) == (text, f"UTF-16LE, {encoding}")


def in_1258(text: str) -> bytes:
    """Text as the code page 1258 has it: letters with their hats, tone marks behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = unicodedata.normalize("NFD", text)
    groups = re.findall("[^\u0300-\u036f][\u0300-\u036f]*", letters)
    shown = (
        unicodedata.normalize("NFC", "".join(c for c in group if c not in tones))
        + "".join(c for c in group if c in tones)
        for group in groups
    )
    return "".join(shown).encode("cp1258")


def test_the_vietnamese_code_page_of_windows_is_converted_and_named() -> None:
    decoded = decode("a.txt", in_1258(OLD))
    assert (unicodedata.normalize("NFC", decoded.text), decoded.encoding) == (OLD, "CP1258")
    assert refused("Für Zürich là größer".encode("cp1258")).code == "encoding"


def test_utf16_that_is_cut_off_is_refused_with_the_place() -> None:
    data = PROSE.encode("utf-16")[:-1]
    error = refused(data)
    assert error.code == "utf16"
    assert f"byte {len(data) - 1}" in str(error)


def test_invalid_utf8_gives_the_offset_of_the_byte() -> None:
    data = PROSE.encode() + b"\xff\xfe rest"
    error = refused(data)
    assert error.code == "encoding"
    assert f"byte {len(PROSE.encode())}" in str(error)


def test_the_offset_counts_the_order_mark() -> None:
    data = b"\xef\xbb\xbf" + "Sở ".encode() + b"\xff"
    assert "byte 8 " in str(refused(data))


OLD = (
    "Nghị định của Chính phủ về việc quản lý các cơ sở dữ liệu được ban hành năm trước và có hiệu lực; những"
    " xã, phường đã thực hiện với một số kết quả ở tỉnh Đắk Lắk, Ủy ban sẽ bổ sung kỹ thuật.\n"
)
CAPITALS_WITHOUT_CODE = str.maketrans({"Ủ": "U"})  # TCVN3 has them in a second font


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_old_font_encodings_are_converted_and_named(encoding: str, codec: str) -> None:
    text = OLD.translate(CAPITALS_WITHOUT_CODE) * 3
    decoded = decode("a.txt", in_old_font(text, encoding).encode(codec))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_every_letter_has_its_own_code(encoding: str) -> None:
    table = letters(encoding)
    assert len(set(table.values())) == len(table) >= 67
    for code, letter in table.items():
        assert convert(f"{code} ", encoding) == f"{letter} "


def test_marks_of_vni_are_read_in_either_case() -> None:
    assert convert("TRIEÅN KHAI ÑEÁN NAêM", "VNI") == "TRIỂN KHAI ĐẾN NĂM"


def test_lines_in_unicode_stay_as_they_are_in_a_file_of_both() -> None:
    unicode_line = "Café của Đà Nẵng ở phố cũ.\n"
    decoded = decode("a.txt", (in_old_font(OLD, "TCVN3") * 4 + unicode_line).encode())
    assert decoded.text.endswith(unicode_line)


def test_a_converted_report_says_so() -> None:
    report = read_report("a.txt", in_old_font(OLD * 3, "VNI").encode())
    assert [(oddity.rule, oddity.detail) for oddity in report.oddities] == [("converted-encoding", "VNI")]
    assert "Nghị định của Chính phủ" in report.raw
    assert report.oddities[0].passage.start == 0


def test_real_vietnamese_is_no_old_encoding() -> None:
    assert suspect("Một em bé sè sẹ đi về nhà, và các em có sách của mình. " * 20) is None


def test_text_decoded_twice_is_named() -> None:
    twice = "Nghị định về các cơ sở dữ liệu được sửa đổi".encode().decode("cp1252", errors="replace") * 3
    assert refused(twice.encode()).code == "mojibake"


def test_piled_marks_are_refused_before_they_cost_time() -> None:
    assert refused(("a" + "\u0323\u0302" * 50_000).encode()).code == "marks"
    assert refused(("a" + "\u0323\u200b\u0302" * 50_000).encode()).code == "marks"


def test_too_long_a_text_is_refused_with_the_limit() -> None:
    error = refused(b"a " * (LARGEST_TEXT // 2 + 1))
    assert error.code == "too_large"
    assert str(LARGEST_TEXT) in str(error)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_read_up_to_the_limit(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("extraction.source.LARGEST", 1000)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    for count in (1000, 1001):
        writer = threading.Thread(target=path.write_bytes, args=(b"a" * count,))
        writer.start()
        with suppress(ReadError):
            assert (len(read_file(path)), count) == (1000, 1000)
        writer.join()


def test_formats_are_named_in_both_languages() -> None:
    error = refused(b"{\\rtf1")
    assert "an RTF document" in str(error)
    assert "tài liệu RTF" in error.text("vi")


def test_too_large_a_file_is_not_opened(tmp_path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.code == "too_large"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path) -> None:
    with pytest.raises(ReadError) as missing:
        read_file(tmp_path / "none.txt")
    with pytest.raises(ReadError) as folder:
        read_file(tmp_path)
    assert (missing.value.code, folder.value.code) == ("missing", "unreadable")


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(ReadError("empty", name="a.txt")))
    assert (error.code, str(error)) == ("empty", str(ReadError("empty", name="a.txt")))
