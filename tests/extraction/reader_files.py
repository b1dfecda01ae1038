"""The same report as files of every format, made with the tools that people's programs are built on."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tests.extraction.reader_pages import Pages

DIGESTS = Path(__file__).parents[2] / "extraction" / "digests"
MARK = re.compile(r"\[(\d{1,2})\]")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FIELD = re.compile(r"[A-ZĐ][^:]{2,30}: ")
_CHAPTER = re.compile(r"[IVX]+\. ")
_SECTION = re.compile(r"\d+\. ")

PROSE = "Sở Nội vụ đã hoàn thành việc số hóa hồ sơ và được tỉnh ghi nhận."


@dataclass
class Draft:
    """A report as its paragraphs, its notes by number, its tables by the paragraph that they follow."""

    paragraphs: list[str]
    notes: dict[int, str] = field(default_factory=dict)
    tables: dict[int, list[list[str]]] = field(default_factory=dict)


def digest(name: str) -> Draft:
    """A bundled digest; its paragraphs are wrapped and parted by empty lines, its notes begin "[1] "."""
    draft = Draft([])
    for paragraph in re.split(r"\n{2,}", (DIGESTS / name).read_text("utf-8").strip()):
        lines = paragraph.split("\n")
        joined = " ".join(lines)
        if note := re.match(r"\[(\d+)\] ", joined):
            draft.notes[int(note.group(1))] = joined[note.end() :]
        elif _FIELD.match(joined) or max(map(len, lines)) < 70:
            draft.paragraphs.extend(_head_lines(lines))
        else:
            draft.paragraphs.append(joined)
    return draft


def _head_lines(lines: list[str]) -> list[str]:
    out: list[str] = []
    for line in lines:
        if out and not _FIELD.match(line) and _FIELD.match(out[-1]):
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out


def as_text(draft: Draft) -> str:
    """A paragraph a line, notes at the end."""
    lines = []
    for index, text in enumerate(draft.paragraphs):
        lines.append(text)
        if table := draft.tables.get(index):
            lines.append("\n".join(" | ".join(row) for row in table))
    lines += [f"[{number}] {text}" for number, text in draft.notes.items()]
    return "\n\n".join(lines) + "\n"


def as_markdown(draft: Draft) -> str:
    """Headings, lists, a piped table, footnotes."""
    lines = []
    for index, text in enumerate(draft.paragraphs):
        level = "# " if _CHAPTER.match(text) else "## " if _SECTION.match(text) else ""
        lines.append(level + MARK.sub(r"[^\1]", text))
        if table := draft.tables.get(index):
            rows = [f"| {' | '.join(row)} |" for row in table]
            lines.append("\n".join([rows[0], "|---" * len(table[0]) + "|", *rows[1:]]))
    lines += [f"[^{number}]: {text}" for number, text in draft.notes.items()]
    return "\n\n".join(lines) + "\n"


def as_html(draft: Draft) -> bytes:
    """A page with a menu and scripts around the report, footnotes as links."""

    def marked(text: str) -> str:
        link = r'<sup><a href="#fn\1" id="ref\1">\1</a></sup>'
        return MARK.sub(link, escape(text))

    out = [
        "<!doctype html><html><head><meta charset=utf-8><title>Trang</title><style>p{margin:0}</style>",
        "<script>if (1 < 2) document.write('<p>Chính phủ đã chi 999 tỷ đồng.</p>')</script></head><body>",
        "<nav><a href=/>Trang chủ</a> <a href=/tin>Tin tức</a></nav><main>",
    ]
    listed = False
    for index, text in enumerate(draft.paragraphs):
        item = text.startswith("- ")
        if item != listed:
            out.append("<ul>" if item else "</ul>")
            listed = item
        tag = "h2" if _CHAPTER.match(text) or (_SECTION.match(text) and len(text) < 120) else "p"
        out.append(f"<li>{marked(text[2:])}</li>" if item else f"<{tag}>{marked(text)}</{tag}>")
        if table := draft.tables.get(index):
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table)
            out.append(f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    out.append("</ul>" if listed else "")
    notes = (
        f'<li id="fn{number}"><p>{escape(text)} <a href="#ref{number}">↩</a></p></li>'
        for number, text in draft.notes.items()
    )
    out.append(f"<section class=footnotes><hr><ol>{''.join(notes)}</ol></section></main>")
    out.append("<footer>Bản quyền</footer></body></html>")
    return "".join(out).encode()


def as_docx(draft: Draft) -> bytes:
    """A Word document with real lists, headings, tables and a footnotes part."""
    document = docx.Document()
    for index, text in enumerate(draft.paragraphs):
        shown, style = text, None
        if text.startswith("- "):
            style, shown = "List Bullet", text[2:]
        elif len(text) < 120 and (_CHAPTER.match(text) or _SECTION.match(text)):
            style = "Heading 1" if _CHAPTER.match(text) else "Heading 2"
        paragraph = document.add_paragraph(style=style)
        at = 0
        for mark in MARK.finditer(shown):
            paragraph.add_run(shown[at : mark.start()])
            paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference xmlns:w="{W}" w:id="{mark[1]}"/>'))
            at = mark.end()
        paragraph.add_run(shown[at:])
        if table := draft.tables.get(index):
            grid = document.add_table(rows=len(table), cols=len(table[0]), style="Table Grid")
            for r, row in enumerate(table):
                for c, value in enumerate(row):
                    grid.cell(r, c).text = value
    if draft.notes:
        add_footnotes(document, draft.notes)
    return saved(document)


def add_footnotes(document: docx.document.Document, notes: dict[int, str]) -> None:
    """Add a footnotes part, which python-docx does not know."""
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        f"{escape(text)}</w:t></w:r></w:p></w:footnote>"
        for number, text in notes.items()
    )
    line = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    blob = f'<?xml version="1.0"?><w:footnotes xmlns:w="{W}">{line}{body}</w:footnotes>'.encode()
    package = document.part.package
    document.part.relate_to(Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, package), _RELATION)


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a Word document."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(draft: Draft, *, size: float = 12.0, justified: bool = True) -> bytes:
    """Pages with a running head, page numbers at the top and footnotes below a rule at the foot."""
    pages = Pages(size=size, justified=justified)
    for index, text in enumerate(draft.paragraphs):
        pages.paragraph(text, draft.notes)
        if table := draft.tables.get(index):
            pages.table(table)
    return pages.done()


def workbook(
    *rows_: list[object], merged: tuple[str, ...] = (), formats: dict[str, str] | None = None
) -> bytes:
    """An Excel workbook with these rows, merged ranges and number formats by place."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows_:
        sheet.append(row)
    for each in merged:
        sheet.merge_cells(each)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
