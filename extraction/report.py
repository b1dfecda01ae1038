"""A report as the reader sees it: repaired text, its blocks, and the way back to the raw file.

`Report.text` is what every later component reads: NFC, lines unwrapped, footnotes taken out of the
sentences they tore apart, emphasis marks and footnote marks gone. `Report.raw` is the source text: the
decoded file itself where the file is text (plain text, Markdown, CSV), what the reader took out of it where
it only holds text (HTML, DOCX, PDF, XLSX). Offsets into `text` are for the program; every offset that leaves
it is a code point of `raw`.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from ontology.keys import fold

_CONTEXT = 48


class BlockKind(StrEnum):
    """What a block of text is in the report's layout."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"
    SIGNATURE = "signature"


class Role(StrEnum):
    """What the section that a block stands in speaks of; it decides how a figure or an obstacle is read."""

    OPENING = "opening"
    RESULTS = "results"
    SHORTCOMINGS = "shortcomings"
    LESSONS = "lessons"
    TASKS = "tasks"
    PROPOSALS = "proposals"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row or footnote: `text[start:end]` of its report.

    `path` holds the numbers of the headings above and of the block itself as printed, outermost first
    ("I", "2", "a"); `heading` is the index of the nearest heading block above, `note` the number that a
    footnote carries, `header` of a table row the index of its table's first row (its own in that row).
    """

    kind: BlockKind
    start: int
    end: int
    path: tuple[str, ...] = ()
    role: Role = Role.RESULTS
    heading: int | None = None
    note: int | None = None
    header: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a block must not be empty or reversed: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote mark that stood in the text at offset `at` (taken out of it) and points to note `number`."""

    at: int
    number: int


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a report's raw text, in code points, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a passage must not be empty or reversed: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class LayoutNote:
    """Something odd about the layout worth telling a reader: a gap in the numbering, text that looks torn."""

    rule: str
    passage: Passage
    detail: str


def cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The cells of the table row `text[start:end]`, as offsets; white space at their edges is left out.

    Cells stand between upright bars ("Chỉ tiêu | 2024 | 2025"). A row that begins and ends with a bar has
    bars around it; an empty cell is an empty span.
    """
    bars = [at for at in range(start, end) if text[at] == "|"]
    framed = len(bars) > 1 and bars[0] == start and bars[-1] == end - 1
    edges = bars if framed else [start - 1, *bars, end]
    out = []
    for before, after in pairwise(edges):
        a, b = before + 1, after
        while a < b and text[a].isspace():
            a += 1
        while a < b and text[b - 1].isspace():
            b -= 1
        out.append((a, b))
    return tuple(out)


def plain(text: str) -> str:
    """NFC, emphasis marks dropped, white space folded: the form in which quotes are kept and compared."""
    return " ".join(unicodedata.normalize("NFC", text).replace("*", "").split())


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A report that was read.

    `starts[i]` and `ends[i]` are the raw offsets at which character `i` of `text` begins and ends; both
    rise over the characters of one block, strictly but for the bars that a row of CSV is given. `pages`
    holds the raw offset at which each page begins, and nothing where the file has no pages.
    """

    name: str
    sha256: str
    raw: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    blocks: tuple[Block, ...]
    marks: tuple[NoteMark, ...] = ()
    oddities: tuple[LayoutNote, ...] = field(default=())
    pages: tuple[int, ...] = ()
    _folded: list[str] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        if not len(self.text) == len(self.starts) == len(self.ends):
            raise ValueError("every character of the text needs its raw start and end")

    @property
    def folded(self) -> str:
        """`text` as `ontology.keys.fold` gives it, of the same length; folded once for all that read it."""
        if not self._folded:
            self._folded.append(fold(self.text))
        return self._folded[0]

    def passage(self, start: int, end: int) -> Passage:
        """The raw passage behind `text[start:end]`, white space at its edges left out.

        Footnote blocks are laid after the body, so a span must lie within one block.
        """
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            raise ValueError("a passage needs at least one visible character")
        return Passage(self.starts[start], self.ends[end - 1])

    def page(self, passage: Passage) -> int | None:
        """The page that a passage begins on, counted from 1; None where the file has no pages."""
        return max(1, bisect_right(self.pages, passage.start)) if self.pages else None

    def cells(self, block: Block) -> tuple[tuple[int, int], ...]:
        """The cells of a table row, as offsets into `text`; see `cells`."""
        return cells(self.text, block.start, block.end)

    def exact(self, passage: Passage) -> str:
        """The words of a passage, verbatim but for NFC, white space and emphasis marks."""
        return plain(self.raw[passage.start : passage.end])

    def prefix(self, passage: Passage) -> str:
        """What stands just before a passage (up to 48 raw code points), in the form of `exact`."""
        return plain(self.raw[max(0, passage.start - _CONTEXT) : passage.start])

    def suffix(self, passage: Passage) -> str:
        """What stands just after a passage (up to 48 raw code points), in the form of `exact`."""
        return plain(self.raw[passage.end : passage.end + _CONTEXT])
