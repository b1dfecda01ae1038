"""Footnotes at the foot of a page or column: below a short rule, or small lines with a raised number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from extraction.readers.pdf.paragraphs import join
from extraction.readers.pdf.sheet import Sheet, TextLine

_SMALLER = 0.95  # of the text's size, below which a line may be of a note
_REACH = 3.0  # points by which a rule may begin left of its column
_SKIPPED = 3  # numbers from one note to the next that recognition may have got right
_LOST = "⁰"  # the mark of a note whose number recognition did not make out
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER = re.compile(rf"(?P<raised>[{_DIGITS}]{{1,3}})\s*+(?=\S)|(?P<level>\d{{1,3}})\s++(?=\S)")
_MARK = re.compile(rf"(?<=[^\s{_DIGITS}])[{_DIGITS}]{{1,3}}")
_SIGN = re.compile(r"(?:(?P<number>\d{1,2})|[^\w\s(“\"\-]{1,2})\s++(?=[(“\"]|[^\W\d_])")
_PLAIN = str.maketrans(_DIGITS, "0123456789")


@dataclass(slots=True)
class Footnote:
    """A note with its number and its text; a remark below the notes' rule has no number."""

    number: int | None
    text: str


@dataclass(slots=True)
class Footnotes:
    """Takes the notes off the pages of a document whose text is set in `size`, page by page."""

    size: float
    _waiting: set[int] = field(default_factory=set)  # marks whose notes have not come yet
    _last: Footnote | None = None  # the note that may go on at the foot of the next page
    _number: int = 0  # of the last note

    def take(self, sheet: Sheet) -> list[Footnote]:
        """The notes at the foot of a page and of its columns; their lines are taken off it."""
        for line in sheet.lines:
            self._waiting |= {int(mark.translate(_PLAIN)) for mark in _MARK.findall(line.text)}
        kept: list[TextLine] = []
        out: list[Footnote] = []
        for _, group in groupby(sheet.lines, key=lambda line: line.column):
            lines = list(group)
            start = self._start(lines, sheet)
            kept += lines[:start]
            for line in lines[start:]:
                self._add(line, out, sheet)
        if sheet.recognised:
            kept = [replace(line, text=line.text.replace(_LOST, "")) for line in kept]
        sheet.lines = kept
        self._last = out[-1] if out else None
        return out

    def _add(self, line: TextLine, notes: list[Footnote], sheet: Sheet) -> None:
        """Add a line of notes: one begins or goes on with it; a remark without a number is a note too."""
        note = notes[-1] if notes else self._last
        if found := self._opens(line, sheet, note.number if notes and note else None):
            number, end = found
            if sheet.recognised and number != 1 and not self._number < number <= self._number + _SKIPPED:
                number = self._number + 1
            self._number = number
            self._waiting.discard(number)
            notes.append(Footnote(number, line.text[end:]))
        elif note:
            note.text = join(note.text, line.text)
        else:
            notes.append(Footnote(None, line.text))

    def _start(self, lines: Sequence[TextLine], sheet: Sheet) -> int:
        """The index of the first line of the notes, behind the last one where there are none.

        A line below a rule begins them where it has the number of a mark, or all below it is smaller than
        the text; without a rule, the first of the small lines at the end that has a raised number.
        """
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        for rule in reversed(sheet.rules):
            if not left - _REACH <= rule.x0 <= right:
                continue
            at = next((index for index, line in enumerate(lines) if line.top >= rule.top - 1), None)
            if at is None or lines[at].top - rule.top > 3 * lines[at].size:
                continue
            if self._opens(lines[at], sheet, None) or all(map(self._is_small, lines[at:])):
                return at
        at = len(lines)
        while at and (self._is_small(lines[at - 1]) or lines[at - 1].raised):
            at -= 1
        raised = (index for index in range(at, len(lines)) if lines[index].raised)
        return next((index for index in raised if self._opens(lines[index], sheet, None)), len(lines))

    def _is_small(self, line: TextLine) -> bool:
        return line.size <= _SMALLER * self.size

    def _opens(self, line: TextLine, sheet: Sheet, before: int | None) -> tuple[int, int] | None:
        """The number that a line of notes begins with and where its text begins; None where it goes on.

        A number that is not raised counts only where its mark stands in the text, and in order; recognition
        takes raised figures for other signs, whose number is then 0.
        """
        found = _NUMBER.match(line.text)
        if found and found["raised"]:
            return (int(found["raised"].translate(_PLAIN)), found.end()) if line.raised else None
        if sheet.recognised and self._is_small(line) and (sign := _SIGN.match(line.text)):
            return (int(sign["number"] or 0), sign.end())
        if found is None:
            return None
        number = int(found["level"])
        in_order = before is None or number == before + 1
        return (number, found.end()) if number in self._waiting and in_order else None
