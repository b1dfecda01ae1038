"""Layout: from the bytes of a file to a `Report` of blocks with roles, paths and offsets.

The order: text (`extraction.readers`), normalise (`extraction.normal`), lines, tables, wrap width, notes and
page ends taken out, head and foot, lines joined, outline, text with its way back. Each step is one module.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from extraction.citations import read_citations
from extraction.errors import ReadError
from extraction.layout.assemble import Builder
from extraction.layout.foot import foot_end, foot_start
from extraction.layout.head import read_head
from extraction.layout.lines import Line, lines
from extraction.layout.notes import Note, sort_lines
from extraction.layout.oddities import oddities
from extraction.layout.roles import document_role
from extraction.layout.sections import Outline, Piece
from extraction.layout.sentences import is_prose
from extraction.layout.tables import mark_rows
from extraction.layout.unwrap import unwrap
from extraction.layout.width import Wrapping, wrapping
from extraction.normal import normalise
from extraction.readers import read, unpack
from extraction.readers.limits import TEXTS
from extraction.readers.reading import first_words
from extraction.report import BlockKind, LayoutNote, Report, Role

__all__ = ["read_report", "read_reports"]

_NAMED = 20  # members left out that are named


def read_reports(name: str, data: bytes) -> Iterator[tuple[Report, bytes]]:
    """Read a file, or each member of a ZIP archive, as a report; each comes with its own bytes.

    A member's report is named "archive.zip/member.docx" and has the hash of the member's own bytes, as if it
    had been given alone. The first tells in its oddities which members were left out.

    Raises:
        ReadError: a file or member that is no readable report; what came before it is then to be forgotten.
    """
    files, skipped = unpack(name, data)
    length = 0
    for member, content in files:
        report = read_report(member, content)
        if skipped and not length and (passage := first_words(report.raw, 0)):
            note = LayoutNote("members-left-out", passage, ", ".join(skipped[:_NAMED]))
            report = replace(report, oddities=(note, *report.oddities))
        length += len(report.raw)
        if length > TEXTS:
            raise ReadError("limit_text", name=name, limit=TEXTS)
        yield report, content


_CLAUSE = 6  # words that a clause has at least; shorter ones are names and headings


def read_report(name: str, data: bytes) -> Report:
    """Read the bytes of a file as a report; `name` is kept for messages and as its source.

    The format is known by the content (`extraction.readers`). Footnotes stand as NOTE blocks behind the body.
    Linear in the length of the text.

    Raises:
        ReadError: the file is empty, too large, damaged, locked or of no known format; it has neither a
            Vietnamese sentence nor a table in Vietnamese; an archive holds more than one report.
    """
    reading = read(name, data)
    raw = reading.text
    normal = normalise(raw, reading.changes)
    every = mark_rows(list(lines(normal.text)))
    wrapped = Wrapping() if reading.paragraphs else wrapping([line for line in every if not line.row])
    sheets = sort_lines(normal.text, every, wrapped)
    outline = _outline(sheets.body, wrapped, sheets.torn)
    if not outline.pieces and not sheets.notes:
        raise ReadError("empty", name=name)
    builder = Builder(normal, sheets.cuts)
    where = _lay(outline, builder)
    _lay_notes(sheets.notes, builder)
    text = "".join(builder.parts)
    if not any(_says_something(block.kind, text[block.start : block.end]) for block in builder.blocks):
        raise ReadError("structure", name=name)
    marks = tuple(builder.marks)
    gaps = [gap for gap in outline.gaps if where[gap.at] is not None]
    return Report(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        raw=raw,
        text=text,
        starts=builder.starts,
        ends=builder.ends,
        blocks=tuple(builder.blocks),
        marks=marks,
        oddities=(*reading.oddities, *oddities(normal, builder, gaps, sheets.notes, marks)),
        pages=reading.pages,
    )


def _says_something(kind: BlockKind, text: str) -> bool:
    """Whether a block is a Vietnamese sentence, a row of a table with Vietnamese letters, or cites an act."""
    return (
        is_prose(text)
        or _is_clause(text)
        or (kind is BlockKind.ROW and not text.isascii())
        or bool(read_citations(text))
    )


def _is_clause(text: str) -> bool:
    """Whether text is an item as statutes have them: a capital first, most words with marks."""
    words = text.split()
    first = next(
        (word for word in words if word[0].isalpha() and len(word) > 2), ""
    )  # behind "a)", "đ)", "1."
    toned = sum(not word.isascii() for word in words)
    return len(words) >= _CLAUSE and first[:1].isupper() and not text.isupper() and 2 * toned >= len(words)


def _outline(body: list[Line], wrapped: Wrapping, torn: set[int]) -> Outline:
    """Head, sections and foot of the body as pieces; an annex behind the foot is read on."""
    head = read_head(body, wrapped)
    outline = Outline(document_role(head.titles()))
    for para in unwrap(body[: head.begin], wrapped, torn):
        outline.pieces.append(Piece(BlockKind.PARAGRAPH, [(line.start, line.end) for line in para.lines], ""))
    for group in head.groups:
        kind = BlockKind.TITLE if group.title else BlockKind.PARAGRAPH
        outline.pieces.append(Piece(kind, [(line.start, line.end) for line in group.lines], ""))
    at = head.end
    while at < len(body):
        foot = foot_start(body, at)
        outline.read(unwrap(body[at:foot], wrapped, torn), prose_lines=not wrapped.width)
        at = foot_end(body, foot)
        for line in body[foot:at]:
            outline.pieces.append(
                Piece(BlockKind.SIGNATURE, [(line.start, line.end)], line.text, role=outline.role_here())
            )
        outline.begin_annex()
    if all(piece.kind is not BlockKind.HEADING for piece in outline.pieces):
        for piece in outline.pieces:
            if piece.kind is not BlockKind.TITLE and piece.role is Role.OPENING:
                piece.role = outline.usual  # no heading tells an opening from the rest
    return outline


def _lay(outline: Outline, builder: Builder) -> list[int | None]:
    """Lay the pieces; which block each became."""
    where: list[int | None] = []
    for index, piece in enumerate(outline.pieces):
        if piece.heading is not None:
            piece.heading = where[piece.heading]
        header = piece.header
        if header is not None:
            header = len(builder.blocks) if header == index else where[header]
        where.append(builder.add(piece, header))
    return where


def _lay_notes(notes: list[Note], builder: Builder) -> None:
    """Lay the footnotes behind the body, each with the place in the outline that its mark has."""
    body = tuple(builder.blocks)
    places = [block.start for block in body]
    raw_places = [builder.starts[start] for start in places]
    marks = {mark.number: mark.at for mark in reversed(builder.marks)}
    for note in notes:
        if not note.lines:
            continue
        if note.number in marks:
            index = bisect_right(places, marks[note.number]) - 1
        else:
            index = bisect_right(raw_places, builder.normal.starts[note.lines[0].start]) - 1
        spans = [(note.at, note.lines[0].end), *((line.start, line.end) for line in note.lines[1:])]
        piece = Piece(BlockKind.NOTE, spans, "", note=note.number)
        if 0 <= index < len(body):
            piece.path, piece.role, piece.heading = body[index].path, body[index].role, body[index].heading
            if body[index].kind is BlockKind.HEADING:
                piece.heading = index
        builder.add(piece)
