"""ZIP archives of reports, and packages that are not what they seem."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from io import BytesIO

import pytest

from extraction.errors import ReadError
from extraction.layout import read_report, read_reports
from extraction.readers import limits, read, unpack
from tests.extraction import reader_files as files
from tests.extraction.reader_files import PROSE, unzipped, workbook, zipped

TEXT = (PROSE * 3).encode()
DOCX = files.as_docx(files.Draft([PROSE]))
BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read("a.zip", data)
    assert str(caught.value).startswith("a.zip")
    assert caught.value.text("vi")
    return caught.value


def changed(data: bytes, **parts: bytes) -> bytes:
    """A package with members put in, a "__" in a name for a slash and "_" for a dot."""
    names = {name.replace("__", "/").replace("_", "."): body for name, body in parts.items()}
    return zipped(unzipped(data) | names)


def test_each_member_is_a_report_with_its_own_hash() -> None:
    data = zipped(
        {"tỉnh/a.txt": TEXT, "b.docx": DOCX, "__MACOSX/._a.txt": b"\x00\x05", "tỉnh/.DS_Store": b"\x00"}
    )
    reports = list(read_reports("năm.zip", data))
    assert [report.name for report, _ in reports] == ["năm.zip/tỉnh/a.txt", "năm.zip/b.docx"]
    assert [each for _, each in reports] == [TEXT, DOCX]
    assert [report.sha256 for report, _ in reports] == [
        hashlib.sha256(each).hexdigest() for each in (TEXT, DOCX)
    ]
    files, skipped = unpack("a.docx", DOCX)
    assert (list(files), skipped) == ([("a.docx", DOCX)], ())


def test_what_is_left_out_is_named() -> None:
    data = zipped(
        {
            "__MACOSX/._a.txt": b"\x00",
            "a.txt": TEXT,
            "b.txt": TEXT + b"\n",
            "x/.DS_Store": b"\x01",
            "c.txt": b"",
        }
    )
    first, second = (report for report, _ in read_reports("a.zip", data))
    assert [(each.rule, each.detail) for each in first.oddities] == [
        ("members-left-out", "__MACOSX/._a.txt, x/.DS_Store, c.txt")
    ]
    assert not second.oddities


def test_names_are_read_with_and_without_the_mark_of_utf8() -> None:
    name = "Báo cáo tỉnh Đắk Lắk.txt"
    marked = zipped({name: TEXT})
    bare = bytearray(marked)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = bare.index(signature) + offset
        bare[at : at + 2] = b"\0\0"  # the flags, with that of UTF-8
    western = bytes(bare).replace(
        name.encode(),
        "Bericht für Zürich-------------.txt".encode("cp437")[: len(name.encode())].ljust(
            len(name.encode()), b"x"
        ),
    )
    names = [next(read_reports("a.zip", each))[0].name for each in (marked, bytes(bare), western)]
    assert names[:2] == [f"a.zip/{name}"] * 2
    assert names[2].startswith("a.zip/Bericht für Zürich")


def test_an_archive_holds_no_more_text_than_is_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extraction.layout.TEXTS", len(TEXT))
    with pytest.raises(ReadError) as caught:
        list(read_reports("a.zip", zipped({"a.txt": TEXT, "b.txt": TEXT})))
    assert caught.value.code == "limit_text"


def test_a_file_alone_gives_one_report() -> None:
    assert [report.name for report, _ in read_reports("a.txt", TEXT)] == ["a.txt"]


def test_an_archive_of_one_is_read_and_of_more_is_not() -> None:
    data = zipped({"a.txt": TEXT})
    report = read_report("a.zip", data)
    assert report.raw == TEXT.decode()
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    error = refused(zipped({f"{n}.txt": TEXT for n in range(5)}))
    assert error.code == "several"
    assert "5 reports (0.txt, 1.txt, 2.txt, …)" in str(error)


def test_a_bad_member_refuses_the_whole_archive_by_its_name() -> None:
    with pytest.raises(ReadError, match=r"a\.zip/b\.txt") as caught:
        list(read_reports("a.zip", zipped({"a.txt": TEXT, "b.txt": b"\xff\xfa" + TEXT})))
    assert caught.value.code == "encoding"


@pytest.mark.parametrize(
    "member", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:/a.txt", "..\\a.txt", "a/..\\..\\b.txt"]
)
def test_a_name_that_leaves_its_folder_is_refused(member: str) -> None:
    error = refused(zipped({member: TEXT}))
    assert error.code == "member_path"


@pytest.mark.parametrize("inner", [zipped({"a.txt": TEXT}), b"\x1f\x8b" + TEXT, b"7z\xbc\xaf\x27\x1c" + TEXT])
def test_an_archive_in_an_archive_is_not_opened(inner: bytes) -> None:
    assert refused(zipped({"b.bin": inner})).code == "nested"


def test_an_archive_without_reports_says_so() -> None:
    assert refused(zipped({"__MACOSX/a": b"x", "thư mục/": b""})).code == "no_reports"
    assert refused(zipped({})).code == "no_reports"


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    error = refused(zipped({"a.txt": b"\0" * (20 << 20)}))
    assert error.code == "limit_ratio"
    assert str(limits.RATIO) in str(error)


def test_a_bomb_that_lies_about_its_size_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(zipped({"a.txt": b"a" * 3_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + offset, 1_000)
    monkeypatch.setattr("extraction.readers.packages.UNPACKED", 1_000_000)
    assert refused(bytes(data)).code in ("limit_unpacked", "damaged")


def test_too_many_members_are_refused_with_the_limit() -> None:
    error = refused(zipped({f"{n}.txt": b"" for n in range(limits.MEMBERS + 1)}, zipfile.ZIP_STORED))
    assert error.code == "limit_members"
    assert str(limits.MEMBERS) in str(error)


def test_too_much_unpacked_is_refused_with_the_limit() -> None:
    members = {f"{n}.txt": bytes([n + 33]) * 999 + b"\n" for n in range(3)}
    data = bytearray(zipped(members))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 20, limits.UNPACKED)  # packed as large, so that no ratio is broken
    struct.pack_into("<I", data, at + 24, limits.UNPACKED)
    assert refused(bytes(data)).code == "limit_unpacked"


def test_a_locked_member_is_named_as_locked() -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert refused(bytes(data)).code == "encrypted"


def test_an_unusual_compression_is_refused() -> None:
    assert refused(zipped({"a.txt": TEXT * 9}, zipfile.ZIP_LZMA)).code == "damaged"


@pytest.mark.parametrize("name", ["word__vbaProject_bin", "xl__vbaProject_bin"])
def test_macros_are_refused(name: str) -> None:
    error = refused(changed(DOCX, **{name: b"\xd0\xcf"}))
    assert error.code == "macros"
    assert "vbaProject.bin" in str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_package_are_refused(encoding: str) -> None:
    body = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY a0 "ha">{BOMB}]><w>&a9;</w>'
    error = refused(changed(DOCX, word__document_xml=body.encode(encoding)))
    assert error.code == "entities"
    assert "word/document.xml" in str(error)


def test_outside_entities_are_refused_in_every_part_that_is_read() -> None:
    outside = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
    for part in ("word__styles_xml", "word__numbering_xml", "word__footnotes_xml"):
        assert refused(changed(DOCX, **{part: outside})).code == "entities"


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html [<!ENTITY a 'x'>]><html><p>&a;</html>", "<html><!ENTITY a 'b'>"]
)
def test_entities_in_a_page_are_refused(page: str) -> None:
    assert refused(page.encode()).code == "entities"


@pytest.mark.parametrize("attributes", ["", " a='' b=''"])
def test_more_tags_than_fit_into_memory_are_refused(attributes: str) -> None:
    body = b"<w>" + f"<p{attributes}/>".encode() * (limits.TAGS + 1) + b"</w>"
    members = unzipped(DOCX) | {"word/document.xml": body}
    error = refused(zipped(members, zipfile.ZIP_STORED))
    assert error.code == "limit_tags"
    assert str(limits.TAGS) in str(error)


def test_tags_that_nest_too_deep_are_refused() -> None:
    deep = b"<w:p>" * 5_000 + b"</w:p>" * 5_000
    body = b'<w:document xmlns:w="w">' + deep + b"</w:document>"
    assert refused(changed(DOCX, word__document_xml=body)).code == "damaged"
    page = b"<html><body>" + b"<div>" * 5_000 + TEXT + b"</div>" * 5_000
    assert refused(page).code == "damaged"


def sheet(cells: str, merged: str = "") -> bytes:
    """A workbook with these cells and merged ranges."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f'<worksheet xmlns="{namespace}"><sheetData>{cells}</sheetData>{merged}</worksheet>'
    return changed(workbook(["Tên", "Số"]), xl__worksheets__sheet1_xml=body.encode())


def test_cells_far_out_and_vast_merged_ranges_cost_nothing_or_are_refused() -> None:
    far = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 60)
    )
    reading = read("a.xlsx", sheet(far))
    assert reading.text.startswith("1\n2\n")
    assert [(each.rule, each.detail) for each in reading.oddities] == [("cells-left-out", "59")]
    more = "".join(f'<row r="{n}"><c r="KN{n}"><v>1</v></c></row>' for n in range(1, 5_000))
    assert refused(sheet(more)).code == "limit_cells"
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 5_000))
    vast = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 50 + "</mergeCells>"
    assert refused(sheet(rows, vast)).code == "limit_cells"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("ppt/presentation.xml", "[Content_Types].xml"), "office"),
        (("mimetype", "content.xml"), "office"),
        (("META-INF/MANIFEST.MF",), "office"),
    ],
)
def test_other_packages_are_named(names: tuple[str, ...], code: str) -> None:
    assert refused(zipped(dict.fromkeys(names, b"<a/>"))).code == code


def test_an_office_file_behind_a_password_is_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert refused(data).code == "encrypted"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500).code == "binary"


def test_a_directory_entry_is_no_member() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("tỉnh")
        archive.writestr("tỉnh/a.txt", TEXT)
    assert read("a.zip", out.getvalue()).text == TEXT.decode()
