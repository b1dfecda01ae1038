"""What a reader gives: the text of a file, and how the layout is to take it."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.normal import Change
from extraction.report import LayoutNote, Passage

_SAMPLE = 60  # characters that a note on a whole file points to


@dataclass(frozen=True, slots=True)
class Reading:
    """The source text of a file: every offset and every quote that leaves the program is of it.

    In formats that are text (plain text, Markdown, CSV) it is the text of the file, letter by letter: no line
    end, no composed letter, no sign is touched; only a byte order mark is left out, and another encoding than
    UTF-8 converted. In formats that only hold text (HTML, DOCX, PDF, XLSX) it is what the reader took out.

    Conventions: headings on their own lines, "#" before one that has neither number nor capitals, emphasis
    in "**", bullets "- ", table rows "a | b | c" with the header row first and an empty line around the
    table, footnote marks as superscripts and their notes as lines "¹ text", a form feed between pages. What
    follows them only once the signs of its format are understood says so in `changes`: the stretches that the
    layout reads differently ("[words](address)" as "words"), in order and apart.

    `pages` holds the offset at which each page begins, and nothing where the format has no pages.
    `paragraphs` says that each line is a whole paragraph, so that no width has wrapped it. `oddities` are
    what the reader saw that a reader of the report should know (rules: converted-encoding, recognised-text,
    page-without-text, formula-without-value, cells-left-out).
    """

    text: str
    pages: tuple[int, ...] = ()
    oddities: tuple[LayoutNote, ...] = ()
    paragraphs: bool = False
    changes: tuple[Change, ...] = ()


def first_words(text: str, at: int) -> Passage | None:
    """The beginning of what is visible in `text` from offset `at` on; None where nothing is."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text):
        return None
    end = text.find("\n", at, at + _SAMPLE)
    return Passage(at, end if end > at else min(len(text), at + _SAMPLE))
