"""Lines of the normalised text, and what each one begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.layout.openers import Opener, opener

_LINE = re.compile(r"\S[^\n\r\f\v]*+")
_HASHES = re.compile(r"#{1,6}+\s++(?=\S)")
_CAPS_LETTERS = 6


@dataclass(slots=True)
class Line:
    """A line that shows something: `start:end` of the normalised text, white space at its edges left out.

    `shown` is the line as printed, `text` without emphasis marks; `blanks` counts the empty lines before it,
    `page` says that a form feed stands there, `rule` that the gap before holds a long run of spaces, as PDF
    readers print the rule above footnotes; `hashes` is the depth of a Markdown heading, `indent` the spaces
    at the head; `bold` and `caps` say that all of it is emphasised or in capitals; `row` is the number of the
    table that it is a row of, 0 where it is none.
    """

    start: int
    end: int
    text: str
    shown: str
    blanks: int = 0
    page: bool = False
    rule: bool = False
    hashes: int = 0
    indent: int = 0
    bold: bool = False
    caps: bool = False
    opener: Opener | None = None
    row: int = 0

    def at(self, offset: int) -> int:
        """Where character `offset` of `text` stands in the normalised text."""
        if self.shown == self.text:
            return self.start + offset
        kept = [i for i, c in enumerate(self.shown) if c != "*"]
        first = next((n for n, i in enumerate(kept) if not self.shown[i].isspace()), 0)
        return self.start + kept[first + offset] if first + offset < len(kept) else self.end


def lines(text: str) -> Iterator[Line]:
    """The lines of `text` in order. Linear."""
    before = 0
    for found in _LINE.finditer(text):
        start = found.start()
        shown = found.group().rstrip()
        blanks, page, rule, indent = 0, False, False, 0
        if start - before > 1:
            indent = start - 1 - max(text.rfind(sign, before, start) for sign in "\n\r\f")
            blanks, page, rule = _gap(text, before, start)
        before = start + len(shown)
        hashes = 0
        if shown[0] == "#" and (mark := _HASHES.match(shown)):
            hashes = mark.group().count("#")
            start += mark.end()
            shown = shown[mark.end() :]
        cut = glued_at(shown)
        if cut:
            head = shown[:cut].rstrip()
            tail = shown[cut:]
            if line := _line(head, start, blanks, hashes, indent, page=page, rule=rule):
                yield line
            shown, start, blanks, page, rule, hashes, indent = tail, start + cut, 1, False, False, 0, 0
        if line := _line(shown, start, blanks, hashes, indent, page=page, rule=rule):
            yield line


def _gap(text: str, a: int, b: int) -> tuple[int, bool, bool]:
    """Empty lines, form feeds and rules of blanks between two lines."""
    breaks = text.count("\n", a, b) or text.count("\r", a, b)
    return (
        max(0, breaks - 1) if a else breaks,
        text.find("\f", a, b) >= 0,
        b - a > 20 and text.find(" " * 20, a, b) >= 0,
    )


def _line(
    shown: str, start: int, blanks: int, hashes: int, indent: int, *, page: bool, rule: bool
) -> Line | None:
    """A line without its emphasis marks; None where it held nothing else."""
    end = start + len(shown)
    if "*" not in shown:
        return Line(
            start, end, shown, shown, blanks, page, rule, hashes, indent,
            caps=is_caps(shown), opener=opener(shown),
        )  # fmt: skip
    text = shown.replace("*", "").strip()
    if not text:
        return None
    found = opener(text)
    if shown.startswith("* ") and found is None:
        found = Opener("bullet", "", 0, 0)
    return Line(
        start, end, text, shown, blanks, page, rule, hashes, indent,
        bold=shown.startswith("**") and shown.rstrip(":").endswith("**") and shown.count("**") == 2,
        caps=is_caps(text),
        opener=found,
    )  # fmt: skip


def is_caps(text: str) -> bool:
    """Whether a line is set in capitals, as headings and titles are: two words or more, six letters or more.

    Marks of footnotes and the digits of years do not count; a line of acronyms that ends a sentence does not
    look like a heading.
    """
    return (
        text.isupper()
        and " " in text
        and text[-1] not in ".;,"
        and sum(map(str.isalpha, text[:40])) >= _CAPS_LETTERS
    )


_GLUED_MARKS = re.compile(r"(?<=[^\s*])\*\*(?=[^\s*])")
_GLUED_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d{1,2}\. ?[^\W\d_])")


def glued_at(shown: str) -> int:
    """Where a heading in capitals runs into the next heading or title without a space; 0 where none does.

    Emphasis that begins right behind the capitals shows the seam ("KẾT QUẢ**1. Hạ tầng"), or a number does.
    """
    if not shown[:4].strip("*").isupper() or len(shown) > 400:
        return 0
    opening = shown[: _CAPS_LETTERS + 1]
    if opening != opening.upper() and "*" not in opening:
        return 0  # no capitals that could run into anything
    for seam in (_GLUED_MARKS, _GLUED_NUMBER):
        found = seam.search(shown)
        if found:
            head, tail = shown[: found.start()], shown[found.end() :]
            if is_caps(head.replace("*", "").strip()) and not is_caps(tail.replace("*", "").strip()):
                return found.start()
    return 0
