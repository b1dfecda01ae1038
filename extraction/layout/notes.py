"""Footnotes that page ends threw into the text, rules above them, and page numbers.

A definition begins with a superscript number, a number in brackets, or a number that stands alone on its
line or before a capital. A plain number is believed only in strict order and only where a mark of it stands
earlier in the text, glued to a word ("ban hành2;"): page numbers rise too, but nothing points to them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.layout.lines import Line
from extraction.layout.marks import SUPERSCRIPTS, Cut, Marks, Span, number_of
from extraction.layout.sentences import closed, must_go_on, opens_heading
from extraction.layout.width import Wrapping

_HEAD = re.compile(
    rf"""
      (?P<raised>[{SUPERSCRIPTS}]{{1,3}})\s*+(?=\S)
    | \[(?P<square>\d{{1,3}})\]\s*+(?=\S)
    | \((?P<round>\d{{1,3}})\)\s*+(?=\S)
    | (?P<alone>\d{{1,3}})\Z
    | (?P<capital>\d{{1,3}})\s++(?=[^\W\d_]|[“\"])
    """,
    re.VERBOSE,
)
_TABLES = {
    "raised": "raised",
    "square": "bracketed",
    "round": "bracketed",
    "alone": "glued raised doubtful",
    "capital": "glued raised doubtful",
}
_PAGE = re.compile(
    r"(?P<dressed>[-–—]\s?+(?P<a>\d{1,4})\s?+[-–—]|(?i:trang|page)\s(?P<b>\d{1,4})(?:\s?+/\s?+\d{1,4})?+)\Z"
    r"|(?P<c>\d{1,4})\Z"
)
_LONE = re.compile(r"\d{1,3}\Z")
_RULE = re.compile(r"[_=~.\-–—⎯─]{3,}+(?: ++[_=~.\-–—⎯─]{3,}+)?+\Z")
_CENTRED = 20  # spaces before a number in the middle of a page
_PAGE_APART = 400  # characters at least between two page numbers


@dataclass(slots=True)
class Note:
    """A footnote; its words begin at `at`. `number` is None where numbering started anew: no sure link."""

    number: int | None
    at: int
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Sheets:
    """The lines of a document sorted: the body, the notes, and the marks to be cut out.

    `torn` holds the starts of the body lines that stand behind a page end: a page number, a form feed or a
    note that was taken away.
    """

    body: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    torn: set[int] = field(default_factory=set)


def sort_lines(text: str, lines: Sequence[Line], wrapping: Wrapping) -> Sheets:
    """Sort the lines of a document into body, notes and what page ends left behind. Linear."""
    return _Sorter(text, lines, wrapping).run()


class _Sorter:
    def __init__(self, text: str, lines: Sequence[Line], wrapping: Wrapping) -> None:
        self.text, self.lines, self.wrapping = text, lines, wrapping
        self.out = Sheets()
        self.marks: Marks | None = None
        self.last = 0  # number of the last note
        self.behind = 0  # where the last mark ends
        self.started_anew = 0  # offset at which numbering began again at 1, 0 where it did not
        self.note: Note | None = None
        self.kinds: set[str] = set()

    def run(self) -> Sheets:
        pages = _pages(self.lines)
        rule = torn = False
        for index, line in enumerate(self.lines):
            if _RULE.match(line.text):
                rule = torn = True
                continue
            torn = torn or line.page
            if line.row:
                self.note = None
                self.out.body.append(line)
                torn = False
            elif self._defines(index, rule=rule or line.rule):
                torn = True
            elif self.note and self._goes_on(self.note, line):
                self._append(self.note, line)
            elif index in pages or self._tears(index):
                torn = True
            else:
                self.note = None
                self.out.body.append(line)
                if torn:
                    self.out.torn.add(line.start)
                torn = False
            rule = False
        self._cut()
        return self.out

    def _defines(self, index: int, *, rule: bool) -> bool:
        """Begin a note if the line defines one; `rule`: it stands below a rule."""
        line = self.lines[index]
        if not (line.text[0].isdigit() or line.text[0] in "[("):
            return False
        head = _HEAD.match(line.text)
        if head is None or (head.lastgroup == "alone" and index + 1 == len(self.lines)):
            return False
        kind = head.lastgroup or ""
        number = number_of(head.group(kind))
        if not self._in_order(number, kind, rule=rule):
            return False
        if self.marks is None:
            self.marks = Marks(self.text)
        mark = self.marks.find(_TABLES[kind], number, self.behind, line.start)
        begins = line.text[head.end() :][:1].isupper() and self._after_sentence(line)
        whole = not self.wrapping.width  # no line was broken before a raised figure
        if kind == "capital" and not (rule or self.note is not None or begins):
            return False
        if mark is None and not (kind == "raised" and (begins or whole)):
            return False
        self._begin(number, kind, line, head.end(), mark)
        return True

    def _in_order(self, number: int, kind: str, *, rule: bool) -> bool:
        """Whether a note may have this number: the next, 1 again, or a higher one set as only notes are."""
        if number in (1, self.last + 1):
            return True
        sure = kind in ("raised", "square")
        return number > self.last and (sure or (rule and not self.last))

    def _after_sentence(self, line: Line) -> bool:
        body = self.out.body
        return not body or line.blanks > self.wrapping.spacing or closed(body[-1].text)

    def _begin(self, number: int, kind: str, line: Line, end: int, mark: Span | None) -> None:
        if number == 1 and self.last and not self.started_anew:
            self.started_anew = mark[0] if mark else line.start
        self.last = number
        self.kinds.add(kind)
        self.behind = mark[1] if mark else self.behind
        linked = not self.started_anew
        self.note = Note(number if linked else None, line.at(end))
        if kind == "alone":
            self.note.at = line.end
        else:
            self.note.lines.append(line)
        self.out.notes.append(self.note)
        if mark:
            self.out.cuts.append(Cut(*mark, number, linked))

    def _append(self, note: Note, line: Line) -> None:
        if not note.lines:
            note.at = line.start
        note.lines.append(line)

    def _goes_on(self, note: Note, line: Line) -> bool:
        """Whether a line belongs to the open note rather than to the body that the page end tore."""
        if not note.lines:
            return True
        if opens_heading(line):
            return False
        last = note.lines[-1]
        if line.opener is not None and (closed(last.text) or line.blanks):
            return False
        widest = max(self.wrapping.width, *(len(each.text) for each in note.lines[-3:]))
        full = self.wrapping.width > 0 and len(last.text) >= 0.85 * widest
        unfinished = not closed(last.text)
        lower = line.text[0].islower()
        if lower and self.out.body and not closed(self.out.body[-1].text):
            return unfinished and full
        if lower:
            return True
        return full and (unfinished or last.text[-1] == ";" or line.blanks < self.wrapping.spacing)

    def _tears(self, index: int) -> bool:
        """Whether a number alone on its line is a page number: in the middle of a sentence, or centred."""
        line = self.lines[index]
        if not (self.out.body and index + 1 < len(self.lines) and _LONE.match(line.text)):
            return False
        last, following = self.out.body[-1], self.lines[index + 1]
        centred = line.indent >= _CENTRED
        if centred and (line.blanks or following.blanks):
            return True
        open_end = not closed(last.text) and (following.text[0].islower() or must_go_on(last, following))
        return bool(line.blanks and following.blanks and open_end)

    def _cut(self) -> None:
        """Take out the other marks that point to a note that exists."""
        numbers = {note.number for note in self.out.notes} - {None}
        if self.marks is None or not self.out.notes:
            return
        seen = {cut.start for cut in self.out.cuts}
        tables = [self.marks.raised] if "raised" in self.kinds or "alone" in self.kinds else []
        if self.kinds & {"square", "round"}:
            tables.append(self.marks.bracketed)
        for table in tables:
            for number, spans in table.items():
                if number not in numbers:
                    continue
                for start, end in spans:
                    if start not in seen and not (start and self.text[start - 1].isdigit()):
                        linked = not self.started_anew or start < self.started_anew
                        self.out.cuts.append(Cut(start, end, number, linked))
        self.out.cuts.sort(key=lambda cut: cut.start)


def _pages(lines: Sequence[Line]) -> set[int]:
    """The indexes of lines that are page numbers: dressed as such, at a form feed, or rising one by one."""
    out: set[int] = set()
    last: tuple[int, int, int] | None = None  # index, number, offset
    for index, line in enumerate(lines):
        if len(line.text) > 16 or not (found := _PAGE.match(line.text)):
            continue
        number = int(found.group("a") or found.group("b") or found.group("c"))
        edge = line.page or (index + 1 < len(lines) and lines[index + 1].page)
        if found.group("dressed") or edge:
            out.add(index)
        elif last and number == last[1] + 1 and line.start - last[2] >= _PAGE_APART:
            out |= {last[0], index}
        last = (index, number, line.start)
    return out
