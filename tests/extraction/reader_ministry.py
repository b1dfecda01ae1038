"""A report in the form that ministries publish: letterhead, numbered headings, notes, annex, signatures."""

from __future__ import annotations

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.extraction import reader_files as files
from tests.extraction.reader_files import MARK, Draft, W

MOTTO = "Độc lập - Tự do - Hạnh phúc"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LETTERHEAD = (
    ["BỘ XÂY DỰNG", "_______", "Số: 123/BC-BXD"],
    [STATE, MOTTO, "Hà Nội, ngày 6 tháng 6 năm 2025"],
)
SIGNATURE = (
    ["Nơi nhận:", "- Thủ tướng Chính phủ (để báo cáo);", "- Lưu: VT, CĐS."],
    ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "", "Nguyễn Văn Bình"],
)
_SUBJECTS = (
    ("Tỷ lệ hồ sơ giấy phép xây dựng được nộp trực tuyến", "%", "Bộ Công an"),
    ("Số công trình giao thông có dữ liệu số trên địa bàn cả nước", "công trình", "Bộ Tài chính"),
    ("Tỷ lệ cơ quan nhà nước cung cấp dữ liệu mở", "%", "Ngân hàng Nhà nước Việt Nam"),
    ("Tổng giá trị hợp đồng tư vấn ký trực tuyến", "tỷ đồng", "Văn phòng Chính phủ"),
)
ANNEX = [["TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả năm 2024", "Cơ quan chủ trì"]]
for _row in range(40):
    _name, _unit, _body = _SUBJECTS[_row % len(_SUBJECTS)]
    _value = f"{40 + _row},5" if _unit == "%" else f"{2 + _row}.{100 + _row}"
    ANNEX.append([str(_row + 1), f"{_name} (đợt {_row // 4 + 1})", _unit, _value, _body])
_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "-"))


def as_text(draft: Draft) -> str:
    """The report as plain text, a paragraph a line."""
    lines = ["\n".join(LETTERHEAD[0]), "\n".join(LETTERHEAD[1]), *draft.paragraphs]
    lines += ["\n".join(filter(None, side)) for side in SIGNATURE]
    lines += ["PHỤ LỤC\nChỉ tiêu chuyển đổi số", "\n".join(" | ".join(row) for row in ANNEX)]
    lines += [f"[{number}] {text}" for number, text in draft.notes.items()]
    return "\n\n".join(lines) + "\n"


def as_docx(draft: Draft, *, font: str = "DejaVu Serif", columns: int = 1) -> bytes:
    """The report as Word makes it: everything that can be automatic is; `columns` of running text."""
    document = docx.Document()
    _page(document, font)
    _levels(document)
    _side_by_side(document, LETTERHEAD)
    if columns > 1:
        _columns(document, columns)
    for text in draft.paragraphs:
        _paragraph(document, text)
    if columns > 1:
        _columns(document, 1)
    _side_by_side(document, SIGNATURE)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    for title in ("PHỤ LỤC", "Chỉ tiêu chuyển đổi số"):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(title).bold = True
    _annex(document)
    files.add_footnotes(document, draft.notes)
    return files.saved(document)


def _page(document: docx.document.Document, font: str) -> None:
    """A4 in Times' place, the number of the page in its head but for the first."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(13)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.2
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head._p.append(
        parse_xml(f'<w:fldSimple xmlns:w="{W}" w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')
    )


def _levels(document: docx.document.Document) -> None:
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
        for at, (style, text) in enumerate(_LEVELS)
    )
    numbering = document.part.numbering_part.element
    kind = '<w:multiLevelType w:val="multilevel"/>'
    numbering.insert(
        0, parse_xml(f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="77">{kind}{inner}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _paragraph(document: docx.document.Document, text: str) -> None:
    """A paragraph, justified, its number and its notes automatic."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    label, _, rest = text.partition(" ")
    level = 2 if label == "-" else 1 if label[:-1].isdecimal() else 0 if set(label) <= set("IVX.") else None
    if level is None or not (label == "-" or label.endswith(".")):
        level, rest = None, text
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    else:
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="77"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr xmlns:w="{W}">{place}</w:numPr>'))
    at = 0
    for mark in MARK.finditer(rest):
        paragraph.add_run(rest[at : mark.start()])
        run = paragraph.add_run()
        run.font.superscript = True
        run._r.append(parse_xml(f'<w:footnoteReference xmlns:w="{W}" w:id="{mark[1]}"/>'))
        at = mark.end()
    paragraph.add_run(rest[at:])
    for run in paragraph.runs:
        run.bold = level in (0, 1) and len(text) < 120


def _side_by_side(document: docx.document.Document, sides: tuple[list[str], list[str]]) -> None:
    """A table without lines."""
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, sides, strict=True):
        for index, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line).font.size = Pt(11)
    document.add_paragraph()


def _columns(document: docx.document.Document, count: int) -> None:
    properties = document.add_section(WD_SECTION.CONTINUOUS)._sectPr
    for old in properties.findall(qn("w:cols")):
        properties.remove(old)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), "425")
    properties.append(columns)


def _annex(document: docx.document.Document) -> None:
    """A table over several pages, its header on each."""
    table = document.add_table(rows=0, cols=len(ANNEX[0]), style="Table Grid")
    for row in ANNEX:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).font.size = Pt(12)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
