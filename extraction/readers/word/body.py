"""The body of a Word document: paragraphs with their numbers, tables with their merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.readers.parts import Cell, Line, Part, Table
from extraction.readers.trees import Element, attribute, child, local
from extraction.readers.word.numbering import Numbering
from extraction.readers.word.runs import Runs, Words
from extraction.readers.word.styles import Style, Styles, has_rules, integer, level_of, list_of, on

_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
)
_HEADING = re.compile(r"heading ([1-9])\Z")
_CONTENTS = re.compile(r"toc \d\Z|table of figures\Z")
_MOST_COLUMNS = 200


class Body:
    """Reads block-level elements in order, for lists count on from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: Runs) -> None:
        self.styles, self.numbering, self.runs = styles, numbering, runs

    def parts(self, root: Element) -> Iterator[Part]:
        """The paragraphs and tables of a document."""
        for element in _blocks(_body(root)):
            if local(element) == "p":
                yield from self._paragraph(element)
            else:
                yield self._table(element)

    def words(self, root: Element) -> str:
        """The words of a note, its paragraphs joined."""
        out: list[str] = []
        for part in self._inside(root):
            lines = (
                [part]
                if isinstance(part, Line)
                else [line for row in part.rows for cell in row for line in cell.lines()]
            )
            out.extend(line.text for line in lines)
        return " ".join(out)

    def _inside(self, element: Element) -> Iterator[Part]:
        for each in _blocks(element):
            if local(each) == "p":
                yield from self._paragraph(each)
            else:
                yield self._table(each)

    def _paragraph(self, element: Element) -> Iterator[Part]:
        properties = child(element, "pPr")
        named = None if properties is None else child(properties, "pStyle")
        style = self.styles.of_paragraph(None if named is None else attribute(named, "val"))
        if _CONTENTS.match(style.name):
            return
        words = self.runs.read(element, style)
        yield self._line(words, properties, style)
        for box in words.boxes:
            yield from self._inside(box)

    def _line(self, words: Words, properties: Element | None, style: Style) -> Line:
        text = words.text
        label = self.numbering.label(list_of(properties) or style.list)  # empty paragraphs count too
        if not text.strip():
            return Line("")
        level = level_of(properties)
        heading = _HEADING.match(style.name)
        if level is None:
            level = int(heading.group(1)) if heading else style.level or 0
        if style.name == "title":
            level = 0
        bold = words.bold and label != "- "
        return Line(label + text.strip(), 0 if label else min(level, 6), bold)

    def _table(self, element: Element) -> Table:
        properties = child(element, "tblPr")
        ruled = has_rules(properties)
        if ruled is None:
            named = None if properties is None else child(properties, "tblStyle")
            ruled = self.styles.resolved(None if named is None else attribute(named, "val")).ruled
        table = Table(ruled=bool(ruled))
        reaching: dict[int, Cell] = {}  # column → the cell that goes on in the rows below
        lined = False
        for row in _within(element, "tr"):
            cells, own_lines = self._row(row, reaching)
            lined = lined or own_lines
            table.rows.append(cells)
            if on(child(row, "trPr"), "tblHeader") and table.head == len(table.rows) - 1:
                table.head += 1
        table.ruled = table.ruled or lined
        return table

    def _row(self, row: Element, reaching: dict[int, Cell]) -> tuple[list[Cell], bool]:
        cells: list[Cell] = []
        lined = False
        at = 0
        before = None if (properties := child(row, "trPr")) is None else child(properties, "gridBefore")
        if before is not None:
            skipped = min(integer(attribute(before, "val")), _MOST_COLUMNS)
            cells.extend(Cell() for _ in range(skipped))
            at += skipped
        for each in _within(row, "tc"):
            properties = child(each, "tcPr")
            span = None if properties is None else child(properties, "gridSpan")
            columns = 1 if span is None else max(1, min(integer(attribute(span, "val"), 1), _MOST_COLUMNS))
            lined = lined or _cell_lines(properties)
            merge = None if properties is None else child(properties, "vMerge")
            if merge is not None and attribute(merge, "val") != "restart" and at in reaching:
                reaching[at].rows += 1
            else:
                cell = Cell(list(self._inside(each)), columns)
                cells.append(cell)
                reaching.pop(at, None)
                if merge is not None:
                    reaching[at] = cell
            at += columns
        return cells, lined


def _body(root: Element) -> Element:
    found = child(root, "body")
    return root if found is None else found


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables of an element, in and out of content controls; a table of contents is skipped."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        name = local(each)
        if name in ("p", "tbl"):
            yield each
        elif name in _WRAPPERS and not _is_contents(each):
            waiting.extend(reversed(each))


def _within(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, in and out of content controls."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if local(each) == name:
            yield each
        elif local(each) in _WRAPPERS:
            waiting.extend(reversed(each))


def _is_contents(element: Element) -> bool:
    """Whether a content control is a table of contents that Word made."""
    properties = child(element, "sdtPr")
    part = None if properties is None else child(properties, "docPartObj")
    gallery = None if part is None else child(part, "docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"


def _cell_lines(properties: Element | None) -> bool:
    borders = None if properties is None else child(properties, "tcBorders")
    return borders is not None and any(
        (attribute(each, "val") or "none") not in ("none", "nil") for each in borders
    )
