"""A page as its lines of text and its tables, with their places in points from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

from extraction.readers.parts import Table
from extraction.readers.pdf.strokes import Stroke


@dataclass(slots=True)
class TextLine:
    """A line of text.

    `first` is the width of its first word; `raised`: it begins with a raised number; `typed`: nothing but
    spaces parts it from what stands left of it. `column` is 0 where the page is set in one, else the number
    of the column of running text that the line stands in, or below 0 that of a table's cell.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    first: float = 0.0
    raised: bool = False
    typed: bool = False
    column: int = 0


@dataclass(slots=True)
class PlacedTable:
    """A table between two heights of a page, with the edges of its columns from the left.

    `lines` are those of its cells, each cell a column of its own, for a table that only arranges them.
    """

    table: Table
    lines: list[TextLine]
    top: float
    bottom: float
    edges: tuple[float, ...]
    column: int = 0


@dataclass(slots=True)
class Sheet:
    """A page; its `lines` stand in the order in which they are read.

    `rules` are its short level lines from the top down. `is_scan`: it is a picture that was not read;
    `recognised`: its letters were recognised, here with a `confidence` of 0–100, or by another program.
    """

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[PlacedTable] = field(default_factory=list)
    rules: list[Stroke] = field(default_factory=list)
    letters: int = 0
    is_scan: bool = False
    confidence: float | None = None
    recognised: bool = False
    converted: set[str] = field(default_factory=set)
