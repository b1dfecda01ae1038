"""The head of a document: agency, motto, number, date, type and title, and the note that may stand above.

Where they stand: Decree 30/2020/ND-CP on clerical work, appendix I, part II.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from extraction.layout.lines import Line
from extraction.layout.openers import CAPITALS
from extraction.layout.roles import own_role, top_role
from extraction.layout.sentences import closed, must_go_on, opens_heading
from extraction.layout.titles import (
    begins_agency,
    begins_text,
    is_addressee,
    is_field,
    is_formula,
    is_note,
    is_subject,
    is_type_alone,
    names_type,
    seam_of,
)
from extraction.layout.unwrap import unwrap
from extraction.layout.width import Wrapping

_HEAD_LINES = 40  # a head longer than this is none
_NOTE_LINES = 12  # lines of a note above the head
_TITLE_LENGTH = 300
_TITLE_LINES = 6
_SMALL_LINES = 4  # of a title in small letters
# The end of a sentence, a word that points at the document itself, the name of an attached file.
_NO_TITLE = re.compile(rf"[.;!?]\s+[{CAPITALS}]|\bnày\b|\.\w{{2,4}}\Z")


@dataclass(slots=True)
class Group:
    """Lines of the head that are one block; `title` is false for a bracketed note or a "key: value" line."""

    lines: list[Line]
    title: bool = True


@dataclass(slots=True)
class Head:
    """The head of a document: it takes up the body's lines `begin:end`."""

    begin: int = 0
    end: int = 0
    groups: list[Group] = field(default_factory=list)

    def titles(self) -> list[str]:
        """The title from the type on, then the title without its type: what says which document this is."""
        shown = [(g.lines[0].text, " ".join(line.text for line in g.lines)) for g in self.groups if g.title]
        at = next((i for i, (first, _) in enumerate(shown) if names_type(first)), None)
        if at is None:
            return []
        rest = [text for first, text in shown[at:] if not is_formula(first)]
        return [" ".join(rest), *(" ".join(rest[i:]) for i in range(1, min(len(rest), 3)))]


def read_head(body: Sequence[Line], wrapping: Wrapping) -> Head:
    """Find the head of a document in its first lines."""
    begin = _begin(body)
    cells = list(_cells(body[begin : begin + _HEAD_LINES]))
    reader = _Reader([line for line, _ in cells], wrapping)
    used = reader.run()
    if begin and not reader.sure:
        return Head()
    end = cells[used][1] if used < len(cells) else len(body[begin : begin + _HEAD_LINES])
    return Head(begin, begin + end, reader.groups)


def _cells(lines: Sequence[Line]) -> Iterator[tuple[Line, int]]:
    """The lines with two columns taken apart, each with the index of its line."""
    for index, line in enumerate(lines):
        seam = seam_of(line.text)
        if not seam:
            yield line, index
            continue
        left, right = line.text[:seam].rstrip(), line.text[seam:]
        at = line.at(seam)
        yield replace(line, end=line.at(len(left) - 1) + 1, text=left, shown=left, opener=None), index
        yield (
            replace(line, start=at, text=right, shown=line.shown[at - line.start :], blanks=0, opener=None),
            index,
        )


def _begin(lines: Sequence[Line]) -> int:
    """Where the head begins: at the first line, or behind a note of the file's own, an e-mail's header."""
    for index, line in enumerate(lines[:_NOTE_LINES]):
        text = line.text
        if _starts_head(line, lines[index - 1] if index else None):
            return index
        if not line.caps and opens_heading(line):
            return 0
        if text.isupper() and top_role(text) is not None:
            return 0
    return 0


def _starts_head(line: Line, last: Line | None) -> bool:
    text = line.text
    if line.row:
        return False
    if seam_of(text) or is_formula(text) or (text.isupper() and begins_agency(text)):
        return True
    if is_type_alone(text):
        return True
    begins_para = last is None or (line.blanks > 0 and (closed(last.text) or is_field(last.text)))
    return begins_para and names_type(text) and own_role(text, None) is None


class _Reader:
    """Reads lines as long as they can be the head."""

    def __init__(self, lines: list[Line], wrapping: Wrapping) -> None:
        self.lines, self.wrapping = lines, wrapping
        self.groups: list[Group] = []
        self.typed = False  # the type, or the subject of a letter, was read
        self.title = 0  # lines of the title behind it
        self.capitals = False
        self.sure = False  # a line that only heads have was read
        self.small = 0

    def run(self) -> int:
        """How many lines the head has; its groups are laid by then."""
        at = 0
        while at < len(self.lines):
            step = self._step(at)
            if not step:
                return at
            at += step
        return at

    def _step(self, at: int) -> int:
        """Read what begins at line `at`; how many lines it has, 0 where the head is over."""
        line = self.lines[at]
        text = line.text
        if line.row:
            return 0
        if is_formula(text):
            self.sure = True
            return self._lay([line], apart=True)
        if is_subject(text):
            self.typed = self.sure = True
            return self._lay(self._para(at))
        if names_type(text) and (line.caps or text.isupper() or not self.title):
            return self._type(line, at)
        if is_addressee(text) or (line.opener is not None and opens_heading(line)):
            return 0
        if text[0] == "(" or (is_field(text) and not line.hashes):
            return self._aside(at)
        if line.caps or text.isupper():
            return self._capitals(line)
        return self._small(at)

    def _type(self, line: Line, at: int) -> int:
        """The type of the document, alone or with its title behind it."""
        if line.text.isupper():
            self.sure = self.sure or is_type_alone(line.text)
            self.typed = self.capitals = True
            return self._lay([line], apart=True)
        if at and not self.typed and not self._begins_para(at):
            return 0
        step = self._small(at, sure=not self.typed)
        after = at + step
        self.sure = self.sure or bool(step and after < len(self.lines) and self.lines[after].blanks)
        return step

    def _aside(self, at: int) -> int:
        """A bracketed note or a "key: value" line above the title; below it, it is no part of the head."""
        if (self.typed and self.title) or not (self.capitals or self.sure):
            return 0
        para = self._para(at)
        if self.typed and not any(self._may_follow(at + len(para) + i) for i in range(2)):
            return 0
        self.groups.append(Group(para, title=False))
        return len(para)

    def _may_follow(self, at: int) -> bool:
        """Whether the line at `at` could be the title still to come."""
        return at < len(self.lines) and self.lines[at].text.isupper() and self.lines[at].opener is None

    def _capitals(self, line: Line) -> int:
        apart = line.blanks > self.wrapping.spacing
        if self.title and apart and (own_role(line.text, None) or top_role(line.text)):
            return 0  # the first section already
        if self.groups and not self.typed and own_role(line.text, None):
            return 0
        if self.typed and not begins_agency(line.text):
            self.title += 1
        self.capitals = True
        return self._lay([line])

    def _small(self, at: int, *, sure: bool = False) -> int:
        """A title in small letters: short, no sentence, not broken by the width."""
        para = self._para(at)
        self.small += len(para)
        if not self.lines[at].hashes and not self._is_title(at, para, sure=sure):
            return 0
        self.title += 1
        self.typed = True
        return self._lay(para)

    def _is_title(self, at: int, para: Sequence[Line], *, sure: bool) -> bool:
        """Whether a paragraph in small letters is a title; `sure`: it begins with the type of a document."""
        text = " ".join(each.text for each in para)
        after = at + len(para)
        if (
            para[0].opener is not None
            or len(text) > _TITLE_LENGTH
            or len(para) > _TITLE_LINES
            or after >= len(self.lines)
            or text[-1] in ".;:,!?"
            or _NO_TITLE.search(text)
        ):
            return False
        if self.typed and not self.title:
            return True
        if self.title:
            return self._goes_on_title(at) and not self._torn(para, after)
        expected = sure or not at or self.capitals
        return expected and self.small <= _SMALL_LINES and not self._torn(para, after)

    def _goes_on_title(self, at: int) -> bool:
        """Whether a line can be more of a title that has begun."""
        line, last = self.lines[at], self.lines[at - 1]
        if line.blanks <= self.wrapping.spacing or must_go_on(last, line) or line.text[0].islower():
            return True
        return self.small <= _SMALL_LINES and own_role(line.text, None) is None

    def _torn(self, para: Sequence[Line], after: int) -> bool:
        """Whether the width broke the paragraph's last line, so that it is none of a title."""
        return self.wrapping.full(para[-1]) and self.lines[after].text[0].islower()

    def _begins_para(self, at: int) -> bool:
        return self.lines[at].blanks > 0 or closed(self.lines[at - 1].text) or bool(self.capitals)

    def _para(self, at: int) -> list[Line]:
        """The lines of the paragraph that begins at line `at`."""
        if self.lines[at].hashes:
            return [self.lines[at]]
        stretch: list[Line] = []
        for line in islice(self.lines, at, at + _TITLE_LINES + 4):
            if stretch and (is_formula(line.text) or names_type(line.text) or is_note(line.text)):
                break
            if line.blanks > self.wrapping.spacing and len(stretch) > _TITLE_LINES:
                break
            if stretch and (is_addressee(line.text) or is_field(line.text)):
                break
            stretch.append(line)
        para = next(unwrap(stretch, self.wrapping, frozenset())).lines
        if self.typed and not self.title and closed(para[-1].text):
            # no gap between the title and the text: a title that fills its line is cut off where text begins
            cut = next((i for i in range(1, len(para)) if self._text_begins(para, i)), None)
            return para[:cut]
        return para

    def _text_begins(self, para: Sequence[Line], at: int) -> bool:
        line, last = para[at], para[at - 1]
        return line.text[0].isupper() and begins_text(line.text) and not must_go_on(last, line)

    def _lay(self, lines: list[Line], *, apart: bool = False) -> int:
        """Add lines as a block, or to the block before where capitals only go on."""
        line = lines[0]
        last = self.groups[-1] if self.groups else None
        goes_on = (
            not apart
            and last is not None
            and last.title
            and not is_formula(last.lines[-1].text)
            and not names_type(last.lines[-1].text)
            and last.lines[-1].text.isupper()
            and line.text.isupper()
            and line.blanks <= self.wrapping.spacing
            and not (last.lines[-1].hashes or line.hashes)
            and not begins_agency(line.text)
        )
        if goes_on and last is not None:
            last.lines.extend(lines)
        else:
            self.groups.append(Group(list(lines)))
        return len(lines)
