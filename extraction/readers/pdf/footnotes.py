"""Footnotes at the foot of a page: below a short rule, or small lines that begin with a raised number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extraction.readers.pdf.sheet import Sheet, TextLine

_SMALLER = 0.95  # of the text's size, below which a line may be of a note
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER = re.compile(rf"(?P<raised>[{_DIGITS}]{{1,3}})\s*+(?=\S)|(?P<level>\d{{1,3}})\s++(?=\S)")
_MARK = re.compile(rf"(?<=[^\s{_DIGITS}])[{_DIGITS}]{{1,3}}")
_PLAIN = str.maketrans(_DIGITS, "0123456789")


@dataclass(slots=True)
class Footnote:
    """A note with its number and the lines of its text."""

    number: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.lines)


def split_notes(sheet: Sheet, size: float, last: Footnote | None) -> list[Footnote]:
    """Take the notes off a page whose text is set in `size`; `last` is the note that may go on here."""
    marks = {int(mark.translate(_PLAIN)) for line in sheet.lines for mark in _MARK.findall(line.text)}
    start = _start(sheet, size, marks, goes_on=last is not None)
    if start is None:
        return []
    lines = sheet.lines[start:]
    sheet.lines = sheet.lines[:start]
    out: list[Footnote] = []
    for line in lines:
        found = _opens(line, marks, out[-1].number if out else None)
        if found:
            number, end = found
            out.append(Footnote(number, [line.text[end:]]))
        elif out:
            out[-1].lines.append(line.text)
        elif last is not None:
            last.lines.append(line.text)
    return out


def _start(sheet: Sheet, size: float, marks: set[int], *, goes_on: bool) -> int | None:
    """The index of the first line of the notes; None where there are none.

    A line below a rule begins them where it has the number of a mark, or where a note goes on from the page
    before; without a rule, the first of the small lines at the end of the page that has a raised number.
    """
    lines = sheet.lines
    for rule in reversed(sheet.rules):
        at = next((index for index, line in enumerate(lines) if line.top >= rule - 1), None)
        if at is None or lines[at].top - rule > 3 * lines[at].size:
            continue
        if _opens(lines[at], marks, None) or (goes_on and _is_small(lines[at], size)):
            return at
    at = len(lines)
    while at and (_is_small(lines[at - 1], size) or lines[at - 1].raised):
        at -= 1
    return next((index for index in range(at, len(lines)) if _opens(lines[index], set(), None)), None)


def _is_small(line: TextLine, size: float) -> bool:
    return line.size <= _SMALLER * size


def _opens(line: TextLine, marks: set[int], before: int | None) -> tuple[int, int] | None:
    """The number that a line of notes begins with and where its text begins; None where it goes on.

    A number that is not raised counts only where a mark of it stands on the page, and in order.
    """
    found = _NUMBER.match(line.text)
    if found is None:
        return None
    if found["raised"]:
        return (int(found["raised"].translate(_PLAIN)), found.end()) if line.raised else None
    number = int(found["level"])
    in_order = before is None or number == before + 1
    return (number, found.end()) if number in marks and in_order else None
