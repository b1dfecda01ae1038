"""Paragraphs and tables as the readers of structured formats find them, before they become lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Line:
    """A paragraph or heading, or a gap where it has no text.

    `level` is 1–6 for headings, `bold` says that all of it is.
    """

    text: str
    level: int = 0
    bold: bool = False


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a table that takes up `columns` × `rows` places."""

    parts: list[Part] = field(default_factory=list)
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """The words of the cell in one line; a bar would end it, so it becomes a broken one."""
        return " ".join(words for line in self.lines() if (words := " ".join(line.text.split()))).replace(
            "|", "¦"
        )

    def lines(self) -> Iterator[Line]:
        """The paragraphs of the cell, those of tables inside it too."""
        for part in self.parts:
            if isinstance(part, Line):
                yield part
            else:
                for row in part.rows:
                    for cell in row:
                        yield from cell.lines()


@dataclass(slots=True, eq=False)
class Table:
    """A table. `head` counts the rows declared as its header; `ruled` is false where it has no lines."""

    rows: list[list[Cell]] = field(default_factory=list)
    head: int = 0
    ruled: bool = True

    @property
    def holds_tables(self) -> bool:
        """Whether a cell holds another table, as mostly tables that arrange a page do."""
        return any(isinstance(part, Table) for row in self.rows for cell in row for part in cell.parts)


Part = Line | Table


def raised(number: int | str) -> str:
    """A number as superscripts, the way that footnote marks are written."""
    return str(number).translate(_RAISED)
