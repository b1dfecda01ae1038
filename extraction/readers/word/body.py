"""The body of a Word document: its paragraphs with their numbers, and its tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.readers.parts import Line, Part
from extraction.readers.trees import Element, attribute, child, local
from extraction.readers.word.numbering import Numbering
from extraction.readers.word.runs import Runs, Words, is_placeholder
from extraction.readers.word.styles import Style, Styles, level_of, list_of
from extraction.readers.word.tables import WRAPPERS, table_of

_HEADING = re.compile(r"heading ([1-9])\Z")
_CONTENTS = re.compile(r"toc \d\Z|table of figures\Z")


class Body:
    """Reads block-level elements in order, for lists count on from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: Runs) -> None:
        self.styles, self.numbering, self.runs = styles, numbering, runs
        self._open = ""  # words of a paragraph whose end was deleted

    def parts(self, root: Element) -> Iterator[Part]:
        """The paragraphs and tables of a document."""
        for element in _blocks(_body(root)):
            if local(element) == "p":
                yield from self._paragraph(element)
            else:
                yield table_of(element, self.styles, self._inside)

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
                yield table_of(each, self.styles, self._inside)

    def _paragraph(self, element: Element) -> Iterator[Part]:
        properties = child(element, "pPr")
        named = None if properties is None else child(properties, "pStyle")
        style = self.styles.of_paragraph(None if named is None else attribute(named, "val"))
        if _CONTENTS.match(style.name):
            return
        words = self.runs.read(element, style)
        if _is_deleted(properties):
            self._open += "".join(words.pieces)
            return
        words.pieces.insert(0, self._open)
        self._open = ""
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
        elif name in WRAPPERS and not _is_contents(each) and not is_placeholder(each):
            waiting.extend(reversed(each))


def _is_deleted(properties: Element | None) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on with it."""
    mark = None if properties is None else child(properties, "rPr")
    return mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None)


def _is_contents(element: Element) -> bool:
    """Whether a content control is a table of contents that Word made."""
    properties = child(element, "sdtPr")
    part = None if properties is None else child(properties, "docPartObj")
    gallery = None if part is None else child(part, "docPartGallery")
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"
