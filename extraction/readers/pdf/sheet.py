"""A page as its lines of text and its tables, with their places in points from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

from extraction.readers.parts import Table


@dataclass(slots=True)
class TextLine:
    """A line of text. `first` is the width of its first word; `raised`: it begins with a raised number."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    first: float = 0.0
    raised: bool = False


@dataclass(slots=True)
class PlacedTable:
    """A table between two heights of a page."""

    table: Table
    top: float
    bottom: float


@dataclass(slots=True)
class Sheet:
    """A page. `rules` are the heights of short level lines; `confidence` (0–100) is that of recognition."""

    number: int
    width: float
    height: float
    lines: list[TextLine]
    tables: list[PlacedTable] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    letters: int = 0
    is_scan: bool = False
    confidence: float | None = None
    converted: set[str] = field(default_factory=set)
