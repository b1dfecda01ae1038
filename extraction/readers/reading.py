"""What a reader gives: the text of a file in the conventions that the layout understands."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.report import LayoutNote


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file.

    Conventions: headings on their own lines, "#" before one that has neither number nor capitals, emphasis
    in "**", bullets "- ", table rows "a | b | c" with the header row first and an empty line around the
    table, footnote marks as superscripts and their notes as lines "¹ text", a form feed between pages.

    `pages` holds the offset at which each page begins, and nothing where the format has no pages.
    `paragraphs` says that each line is a whole paragraph, so that no width has wrapped it. `oddities` are
    what the reader saw that a reader of the report should know (rules: converted-encoding, recognised-text,
    page-without-text, formula-without-value, cells-left-out).
    """

    text: str
    pages: tuple[int, ...] = ()
    oddities: tuple[LayoutNote, ...] = ()
    paragraphs: bool = False
