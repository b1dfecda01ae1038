"""What stands on every page and belongs to none: running heads and feet, page numbers, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extraction.readers.pdf.sheet import Sheet, TextLine

_ZONE = 0.12  # of the page's height, at the top and at the bottom
_DEEP = 3  # lines from the edge of the text that may be furniture
_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:(?:trang|page)\s*:?\s*)?(\d{1,4})(?:\s*[/|]\s*\d{1,4})?(?:\s*[-–—])?\Z", re.IGNORECASE
)
_PAGE = re.compile(r"\b(?:trang|page)\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?:người ký|ký bởi|(?:thời gian|ngày|giờ) ký)\s*:", re.IGNORECASE)
_STAMP = re.compile(rf"(?:email|cơ quan)\s*:|{_SIGNED.pattern}", re.IGNORECASE)
_BESIDE = 3.0  # of the size: how far one label of a stamp may stand below the other
_NEAR = 18.0  # points by which page numbers may stand apart
_DIGITS = re.compile(r"\d+")
_FEWEST = 3  # pages that a line must come back on; on shorter documents, all of them


def drop_furniture(sheets: Sequence[Sheet]) -> None:
    """Take running heads, running feet, page numbers and stamps of signatures off the pages."""
    for sheet in sheets:
        _drop_stamps(sheet)
    edges = [_edge_lines(sheet) for sheet in sheets]
    numbered = _numbered(sheets, edges)
    shapes = [
        {id(line): _shape(sheet, line) for line in lines} for sheet, lines in zip(sheets, edges, strict=True)
    ]
    seen = Counter(shape for each in shapes for shape in set(each.values()))
    least = max(2, min(_FEWEST, len(sheets)))
    for sheet, own in zip(sheets, shapes, strict=True):
        gone = {
            line
            for line, shape in own.items()
            if line in numbered or (seen[shape] >= max(least, len(sheets) // 3) and shape[0].strip("# "))
        }
        sheet.lines = [line for line in sheet.lines if id(line) not in gone]


def _edge_lines(sheet: Sheet) -> list[TextLine]:
    """The first and last lines of a page, where they stand in its margins."""
    ordered = sorted(sheet.lines, key=lambda line: line.top)
    top = [line for line in ordered[:_DEEP] if line.bottom <= _ZONE * sheet.height]
    foot = [line for line in ordered[-_DEEP:] if line.top >= (1 - _ZONE) * sheet.height]
    return top + [line for line in foot if all(line is not each for each in top)]


def _shape(sheet: Sheet, line: TextLine) -> tuple[str, int]:
    """A line without its page's number, and the height at which it stands."""
    number = _DIGITS if _PAGE.search(line.text) else re.compile(rf"(?<!\d){sheet.number}(?!\d)")
    return number.sub("#", line.text), round(line.top / 6)


def _numbered(sheets: Sequence[Sheet], edges: Sequence[Sequence[TextLine]]) -> set[int]:
    """Lines that are page numbers: they run as the pages do, or the only one is its page's number.

    A number that stands where these stand is one too: numbering may begin anew, recognition may be wrong.
    """
    offsets: dict[int, list[TextLine]] = {}
    for sheet, lines in zip(sheets, edges, strict=True):
        for line in lines:
            if found := _NUMBER.match(line.text.strip()):
                offsets.setdefault(int(found.group(1)) - sheet.number, []).append(line)
    sure = {offset for offset, lines in offsets.items() if len(lines) > 1 or offset == 0}
    places = Counter(_place(line) for offset in sure for line in offsets[offset])
    return {
        id(line)
        for offset, lines in offsets.items()
        for line in lines
        if offset in sure or places[_place(line)] > 1
    }


def _place(line: TextLine) -> tuple[int, int]:
    """Where a page number stands, roughly."""
    return round(line.top / _NEAR), round((line.x0 + line.x1) / 2 / _NEAR)


def _drop_stamps(sheet: Sheet) -> None:
    """Take what a digital signature prints on a page off it: lines that name signer, office and time."""
    stamp: list[TextLine] = []
    gone: set[int] = set()
    for line in sheet.lines:
        if not _STAMP.match(line.text):
            continue
        if stamp and line.bottom - stamp[-1].bottom > _BESIDE * line.size:
            stamp = []
        stamp.append(line)
        if len(stamp) > 1 and any(_SIGNED.match(each.text) for each in stamp):
            gone.update(map(id, stamp))
    sheet.lines = [line for line in sheet.lines if id(line) not in gone]
