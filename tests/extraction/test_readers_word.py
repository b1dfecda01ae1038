"""Word documents: lists and their numbers, notes, tables, what is not printed, old fonts."""

from __future__ import annotations

from textwrap import wrap

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt

from extraction.layout import read_report
from extraction.legacy import letters
from extraction.readers import read
from extraction.report import BlockKind
from tests.extraction import reader_files as files
from tests.extraction.reader_files import PROSE, W


def text_of(document: docx.document.Document) -> str:
    return read("a.docx", files.saved(document)).text


def paragraph(document: docx.document.Document, inner: str) -> None:
    document.element.body.insert_element_before(parse_xml(f'<w:p xmlns:w="{W}">{inner}</w:p>'), "w:sectPr")


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(document: docx.document.Document, levels: list[tuple[str, str]]) -> None:
    """Put a list with these levels (style, text) as number 77 into the document."""
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{inner}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def listed(document: docx.document.Document, level: int, text: str) -> None:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
    paragraph(document, place + run(text))


def test_numbers_of_lists_are_those_that_word_prints() -> None:
    document = docx.Document()
    numbered(
        document, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("decimal", "%2.%4.")]
    )
    for level, text in [
        (0, "Một"),
        (1, "Hai"),
        (2, "Ba"),
        (2, "Bốn"),
        (1, "Năm"),
        (2, "Sáu"),
        (3, "Bảy"),
        (0, "Tám"),
        (1, "Chín"),
    ]:
        listed(document, level, text)
    assert text_of(document).split("\n")[:9] == [
        "I. Một", "1. Hai", "a) Ba", "b) Bốn", "2. Năm", "a) Sáu", "2.1. Bảy", "II. Tám", "1. Chín",
    ]  # fmt: skip


def test_an_empty_paragraph_of_a_list_is_counted_and_not_shown() -> None:
    document = docx.Document()
    numbered(document, [("decimal", "%1.")])
    for text in ("Một", "", "Ba"):
        listed(document, 0, text)
    assert text_of(document).split("\n") == ["1. Một", "", "3. Ba", ""]


def test_bullets_are_dashes_and_headings_keep_their_level() -> None:
    document = docx.Document()
    document.add_heading("Kết quả", 1)
    document.add_paragraph("Một việc", style="List Bullet")
    document.add_paragraph(PROSE)
    assert text_of(document) == f"# Kết quả\n- Một việc\n{PROSE}\n"


def test_footnotes_stand_behind_the_text_in_the_order_of_their_marks() -> None:
    document = docx.Document()
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    paragraph(
        document,
        run("Sở đã ban hành kế hoạch") + mark.format(5) + run(" và đề án") + mark.format(2) + run("."),
    )
    files.add_footnotes(document, {2: "Đề án số 2.", 5: "Kế hoạch số 5.", 9: "Không ai nhắc."})
    assert text_of(document) == ("Sở đã ban hành kế hoạch¹ và đề án².\n\n¹ Kế hoạch số 5.\n² Đề án số 2.\n")


def test_a_footnote_reaches_its_mark_in_the_report() -> None:
    document = docx.Document()
    document.add_paragraph(PROSE)
    paragraph(
        document, run("Tỉnh đã ban hành kế hoạch") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run(".")
    )
    files.add_footnotes(document, {1: "Kế hoạch về chuyển đổi số."})
    report = read_report("a.docx", files.saved(document))
    assert [mark.number for mark in report.marks] == [1]
    assert report.text[: report.marks[0].at].endswith("kế hoạch")
    assert [block.note for block in report.blocks if block.kind is BlockKind.NOTE] == [1]


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>" + run("mới"), "mới"),
        ("<w:ins>" + run("thêm") + "</w:ins>", "thêm"),
        (run("ẩn", "<w:vanish/>") + run("hiện"), "hiện"),
        (run("viết hoa", "<w:caps/>"), "VIẾT HOA"),
        (run("số tiền 20 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "số tiền 20 m²"),
        ('<w:r><w:instrText>PAGE</w:instrText></w:r>' + run("trang"), "trang"),
        (run("một") + "<w:r><w:br/></w:r>" + run("hai"), "một\nhai"),
        (run("82/2024/NĐ") + "<w:r><w:noBreakHyphen/></w:r>" + run("CP"), "82/2024/NĐ-CP"),
        ('<w:hyperlink>' + run("liên kết") + "</w:hyperlink>", "liên kết"),
        (run("bỏ", "<w:strike/>") + run("đi", "<w:dstrike/>") + run("giữ", '<w:strike w:val="0"/>'), "giữ"),
        (run("kế hoạch") + run("1", '<w:position w:val="8"/>'), "kế hoạch¹"),
        (run("một") + "<w:r><w:ptab/></w:r>" + run("hai"), "một    hai"),
        (run("chuyển") + "<w:r><w:softHyphen/></w:r>" + run("đổi"), "chuyểnđổi"),
        (
            run("Tên: ") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("Bấm vào đây")
            + "</w:sdtContent></w:sdt>" + run("Sở Y tế"),
            "Tên: Sở Y tế",
        ),
    ],
)  # fmt: skip
def test_what_is_printed_is_read_and_nothing_else(inner: str, shown: str) -> None:
    document = docx.Document()
    paragraph(document, inner)
    assert text_of(document) == f"{shown}\n"


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    paragraph(
        document,
        run("Ngoài khung")
        + f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice>'
        + f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert text_of(document) == "Ngoài khung\nTrong khung\n"


def test_the_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("I. KẾT QUẢ    3", style="toc 1")
    document.add_paragraph(PROSE)
    assert text_of(document) == f"{PROSE}\n"


def test_old_fonts_are_converted_by_their_names() -> None:
    codes = {letter: code for code, letter in letters("TCVN3").items()}
    old = "".join(codes.get(letter, letter) for letter in "nghị định của chính phủ")
    document = docx.Document()
    for font, text in ((".VnTime", old), (".VnTimeH", old), ("Times New Roman", "của Bộ")):
        document.add_paragraph().add_run(text).font.name = font
    reading = read("a.docx", files.saved(document))
    assert reading.text == "nghị định của chính phủ\nNGHỊ ĐỊNH CỦA CHÍNH PHỦ\ncủa Bộ\n"
    assert [(each.rule, each.detail) for each in reading.oddities] == [("converted-encoding", "TCVN3")]


def test_a_letterhead_in_a_table_is_lines_and_not_rows() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.cell(0, 0).text = "ỦY BAN NHÂN DÂN"
    table.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table.cell(1, 0).text = "Số: 12/BC-UBND"
    table.cell(1, 1).text = "An Hòa, ngày 5 tháng 6 năm 2025"
    document.add_paragraph(PROSE)
    assert "|" not in text_of(document)
    assert text_of(document).startswith(
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/BC-UBND\n"
    )


def test_merged_cells_are_spread_and_header_rows_joined() -> None:
    document = docx.Document()
    grid = document.add_table(rows=4, cols=4, style="Table Grid")
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "Chỉ tiêu"
    grid.cell(0, 1).merge(grid.cell(1, 1)).text = "Đơn vị"
    grid.cell(0, 2).merge(grid.cell(0, 3)).text = "6 tháng"
    grid.cell(1, 2).text, grid.cell(1, 3).text = "2024", "2025"
    grid.cell(2, 0).merge(grid.cell(3, 0)).text = "Hồ sơ"
    for row, values in ((2, ("trực tuyến", "45,5", "62,0")), (3, ("giấy", "", "7"))):
        for column, value in enumerate(values, 1):
            grid.cell(row, column).text = value
    assert text_of(document) == (
        "Chỉ tiêu | Đơn vị | 6 tháng – 2024 | 6 tháng – 2025\n"
        "Hồ sơ | trực tuyến | 45,5 | 62,0\n"
        "Hồ sơ | giấy |  | 7\n"
    )


def test_a_bold_paragraph_is_marked_as_one() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Hạ tầng số").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("Hạ tầng: ").bold = True
    mixed.add_run("đã phủ sóng.").font.size = Pt(12)
    assert text_of(document) == "**Hạ tầng số**\nHạ tầng: đã phủ sóng.\n"


def test_a_note_with_a_mark_of_its_own_has_one_mark() -> None:
    document = docx.Document()
    mark = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    paragraph(document, run("Sở đã ban hành kế hoạch") + mark + run("."))
    files.add_footnotes(document, {1: "Kế hoạch số 5."})
    assert text_of(document) == "Sở đã ban hành kế hoạch¹.\n\n¹ Kế hoạch số 5.\n"


def test_notes_are_found_under_any_name() -> None:
    document = docx.Document()
    paragraph(document, run("Sở đã ban hành kế hoạch") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    files.add_footnotes(document, {1: "Kế hoạch số 5."})
    members = files.unzipped(files.saved(document))
    members["word/footnotes3.xml"] = members.pop("word/footnotes.xml")
    links = "word/_rels/document.xml.rels"
    members[links] = members[links].replace(b"footnotes.xml", b"footnotes3.xml")
    assert read("a.docx", files.zipped(members)).text.endswith("¹ Kế hoạch số 5.\n")


def test_paragraphs_between_which_the_end_was_deleted_are_one() -> None:
    document = docx.Document()
    numbered(document, [("decimal", "%1.")])
    listed(document, 0, "Một")
    place = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    paragraph(document, f"<w:pPr>{place}<w:rPr><w:del/></w:rPr></w:pPr>" + run("Sở đã "))
    paragraph(document, f"<w:pPr>{place}</w:pPr>" + run("ban hành kế hoạch."))
    assert text_of(document) == "1. Một\n2. Sở đã ban hành kế hoạch.\n"


def test_rows_that_were_deleted_are_gone() -> None:
    document = docx.Document()
    grid = document.add_table(rows=4, cols=2, style="Table Grid")
    for index, texts in enumerate((("Chỉ tiêu", "Số"), ("Xã", "1"), ("Phường", "2"), ("Thôn", "3"))):
        for cell, text in zip(grid.rows[index].cells, texts, strict=True):
            cell.text = text
    grid.rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del xmlns:w="{W}"/>'))
    assert text_of(document) == "Chỉ tiêu | Số\nXã | 1\nThôn | 3\n"


def test_cells_that_old_programs_merged_beside_each_other_are_one() -> None:
    document = docx.Document()
    grid = document.add_table(rows=3, cols=3, style="Table Grid")
    for index, texts in enumerate((("Nhóm", "Chỉ tiêu", "Số"), ("Chung", "", "1"), ("Riêng", "Xã", "2"))):
        for cell, text in zip(grid.rows[index].cells, texts, strict=True):
            cell.text = text
    for cell, value in zip(grid.rows[1].cells, ("restart", "continue"), strict=False):
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:hMerge xmlns:w="{W}" w:val="{value}"/>'))
    assert text_of(document) == "Nhóm | Chỉ tiêu | Số\nChung |  | 1\nRiêng | Xã | 2\n"


def test_a_small_table_in_a_cell_leaves_the_large_one_a_table() -> None:
    document = docx.Document()
    grid = document.add_table(rows=6, cols=2, style="Table Grid")
    for index, row in enumerate(grid.rows):
        row.cells[0].text, row.cells[1].text = f"Chỉ tiêu {index}", f"{index} xã"
    grid.cell(3, 1).add_table(rows=1, cols=2).cell(0, 0).text = "miền núi"
    assert "Chỉ tiêu 2 | 2 xã\nChỉ tiêu 3 | 3 xã miền núi\nChỉ tiêu 4 | 4 xã\n" in text_of(document)


@pytest.mark.parametrize("broken", ["paragraphs", "line breaks"])
def test_lines_that_a_converter_left_are_put_together(broken: str) -> None:
    sentence = (
        "Các sở, ngành đã rà soát quy trình, chuẩn hóa hồ sơ và mở lớp hướng dẫn cho người dân dùng dịch vụ"
        " công trực tuyến; Sở Y tế và Sở Nội vụ đã hoàn thành trước thời hạn, các đơn vị khác đang làm tiếp."
    )
    document = docx.Document()
    for number in range(12):
        parts = wrap(f"Đợt {number}: {sentence}", 70)
        if broken == "paragraphs":
            for part in parts:
                document.add_paragraph(part)
        else:
            words = document.add_paragraph().add_run()
            for part in parts:
                words.add_text(part)
                words.add_break()
    report = read_report("a.docx", files.saved(document))
    assert [report.text[block.start : block.end] for block in report.blocks] == [
        f"Đợt {number}: {sentence}" for number in range(12)
    ]
