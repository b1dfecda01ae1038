"""Writes paragraphs, tables and notes as the text of a `Reading`, with the offsets of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extraction.errors import ReadError
from extraction.legacy import convert
from extraction.readers.limits import CELLS, TEXT
from extraction.readers.parts import Line, Part, Table, raised
from extraction.readers.reading import Reading, first_words
from extraction.readers.tables import arranges_page, flatten, row_line
from extraction.report import LayoutNote
from extraction.source import settle

_LONGEST_BOLD = 300  # a paragraph longer than that is no heading, bold or not
_FEWEST_TORN, _TORN = 8, 0.15  # lines, and of all lines, that go on in the middle of a sentence
_CLOSING = frozenset('.;:!?…”"')
_NO_LETTERS = re.compile("[\x00\ud800-\udfff]")  # what no UTF-8 file can hold, or no text


class Writer:
    """Collects the lines of a document in order; `reading` makes the text of them.

    Raises:
        ReadError: limit_text, limit_cells; at the end also empty, legacy, mojibake, marks.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lines: list[str] = []
        self._pages: list[int] = []  # the index of the line that each page begins with
        self._odd: list[tuple[str, str, int]] = []  # rule, detail, index of the line
        self._size = 0
        self._cells = 0

    def add(self, parts: Iterable[Part]) -> None:
        """Write paragraphs and tables."""
        for part in parts:
            if isinstance(part, Line):
                self.line(part)
            elif arranges_page(part):
                self.add(each for row in part.rows for cell in row for each in cell.parts)
            else:
                self.table(part)

    def line(self, line: Line) -> None:
        """Write a paragraph or heading; a line break inside it begins a line, an empty one a gap."""
        shown = [text for each in line.text.split("\n") if (text := each.strip())]
        if not shown:
            self.gap()
            return
        for text in shown:
            if line.level:
                self._put(f"{'#' * line.level} {text}")
            elif line.bold and len(text) <= _LONGEST_BOLD and not text.isupper() and "*" not in text:
                self._put(f"**{text}**")
            else:
                self._put(text)

    def gap(self) -> None:
        """Write an empty line, unless one stands there."""
        if self._lines and self._lines[-1]:
            self._put("")

    def table(self, table: Table) -> None:
        """Write the rows of a table."""
        titles, rows = flatten(self.name, table)
        for title in titles:
            self._put(title)
        self.rows(rows)

    def rows(self, rows: Sequence[Sequence[str]], *, goes_on: bool = False) -> None:
        """Write rows of plain cells; `goes_on`: they belong to the table that was written last."""
        if not rows or len(rows[0]) < 2:
            for row in rows:
                self._put(" ".join(row))
            return
        if not goes_on:
            self.gap()
        elif self._lines and not self._lines[-1]:
            self._lines.pop()
            self._pages = [min(index, len(self._lines)) for index in self._pages]
        for row in rows:
            self._cells += len(row)
            if self._cells > CELLS:
                raise ReadError("limit_cells", name=self.name, limit=CELLS)
            self._put(row_line(row))
        self.gap()

    def note(self, number: int, text: str) -> None:
        """Write a footnote; its line breaks become spaces."""
        if words := " ".join(text.split()):
            self._put(f"{raised(number)} {words}")

    def page(self) -> None:
        """Begin a page."""
        self._pages.append(len(self._lines))

    def odd(self, rule: str, detail: str) -> None:
        """Remember something odd about the line that comes next."""
        self._odd.append((rule, detail, len(self._lines)))

    def reading(self) -> Reading:
        """The text of everything that was written."""
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        decoded = settle(self.name, "\n".join(self._lines))
        if decoded.encoding != "UTF-8":
            self._lines = [convert(line, decoded.encoding) for line in self._lines]
            self._odd.append(("converted-encoding", decoded.encoding, 0))
        starts: list[int] = []
        parts: list[str] = []
        breaks = set(self._pages[1:])
        at = 0
        for index, line in enumerate(self._lines):
            if index in breaks:
                parts.append("\f")
                at += 1
            starts.append(at)
            parts.append(f"{line}\n")
            at += len(line) + 1
        starts.append(at)
        text = "".join(parts)
        pages = tuple(starts[min(index, len(self._lines))] for index in self._pages)
        return Reading(text, pages, tuple(self._notes(text, starts)), paragraphs=not _is_broken(self._lines))

    def _notes(self, text: str, starts: Sequence[int]) -> Iterable[LayoutNote]:
        for rule, detail, index in self._odd:
            at = starts[min(index, len(starts) - 1)]
            passage = first_words(text, at) or first_words(text, 0)
            if passage:
                yield LayoutNote(rule, passage, detail)

    def _put(self, line: str) -> None:
        self._lines.append(_NO_LETTERS.sub("\ufffd", line))
        self._size += len(line) + 1
        if self._size > TEXT:
            raise ReadError("limit_text", name=self.name, limit=TEXT)


def _is_broken(lines: Sequence[str]) -> bool:
    """Whether lines are no paragraphs, but what a width made of them: so programs leave them that convert."""
    shown = [line for line in lines if line and " | " not in line]
    torn = sum(below[0].islower() and above[-1] not in _CLOSING for above, below in pairwise(shown))
    return torn >= _FEWEST_TORN and torn >= _TORN * len(shown)
