"""A document before it has a format: headings, sentences with footnotes, tables with their queries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Says(StrEnum):
    """What a sentence is: a fact of a source, a count of facts, an absence, or a word on the method."""

    FACT = "fact"
    COUNT = "count"
    ABSENCE = "absence"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `notes` are numbers of footnotes, `grounds` the IRIs that it rests on.

    A fact and a count rest on something; an absence names the query that found nothing.
    """

    text: str
    says: Says
    notes: tuple[int, ...] = ()
    grounds: tuple[str, ...] = ()
    query: str = ""

    def __post_init__(self) -> None:
        if self.says in (Says.FACT, Says.COUNT) and not self.grounds:
            raise ValueError(f"nothing stands behind {self.text!r}")
        if self.says is Says.ABSENCE and not self.query:
            raise ValueError(f"no query found nothing for {self.text!r}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, with its footnotes and what it rests on."""

    cells: tuple[str, ...]
    notes: tuple[int, ...]
    grounds: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.grounds:
            raise ValueError(f"nothing stands behind the row {self.cells!r}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the query that gives it again; `numeric` are the places of columns of numbers."""

    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    query: str
    numeric: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(len(line.cells) != len(self.columns) for line in self.lines):
            raise ValueError(f"a row of {self.title!r} has not as many cells as columns")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and sentences and tables under it."""

    heading: str
    blocks: tuple[Sentence | Table, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: a source's words, verbatim, and where they stand; or where reference data come from."""

    number: int
    words: str
    source: str
    place: str
    iri: str
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A report to read, print and sign. `made` says from what it was made."""

    name: str
    lang: str
    title: str
    subtitle: str
    made: str
    lead: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]

    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in order."""
        inner = (b for section in self.sections for b in section.blocks if isinstance(b, Sentence))
        return (*self.lead, *inner)

    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(b for section in self.sections for b in section.blocks if isinstance(b, Table))
