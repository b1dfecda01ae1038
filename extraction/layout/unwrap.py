"""Lines joined to paragraphs: a line break that only the page's width made is a space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from extraction.layout.lines import Line
from extraction.layout.sentences import begins_value, closed, must_go_on, opens_heading, wants_number
from extraction.layout.titles import is_field
from extraction.layout.width import Wrapping

_INDENT = 2  # spaces: a line set in further than that begins a paragraph
_HEADING_LINES = 4
_KEY_WORDS = 5  # of a key within a sentence: "thời hạn hoàn thành:"
_VALUE = 60  # characters of a line that is a value and nothing else
_SHORT = 40  # a body line behind a page end must be longer to count as torn rather than as a heading


@dataclass(slots=True)
class Para:
    """Lines that make one paragraph, heading or item."""

    lines: list[Line]

    @property
    def first(self) -> Line:
        """The line that the paragraph begins with."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The line that the paragraph ends with."""
        return self.lines[-1]


def unwrap(lines: Sequence[Line], wrapping: Wrapping, torn: AbstractSet[int]) -> Iterator[Para]:
    """Join what belongs together; `torn` holds the starts of lines behind a page end. Linear."""
    para: Para | None = None
    for line in lines:
        if para is not None and _joins(para, line, wrapping, torn=line.start in torn):
            para.lines.append(line)
            continue
        if para is not None:
            yield para
        para = Para([line])
    if para is not None:
        yield para


def _joins(para: Para, line: Line, wrapping: Wrapping, *, torn: bool) -> bool:
    """Whether `line` goes on with `para`."""
    last = para.last
    if (
        last.row
        or line.row
        or last.hashes
        or line.hashes
        or last.text.endswith("./.")
        or "|" in (line.text[0], last.text[-1])
    ):
        return False
    if line.caps or last.caps:
        return last.caps and line.caps and line.opener is None and _same_heading(last, line, wrapping)
    if line.opener is not None:
        return _only_looks_open(para, line, full=wrapping.full(last))
    if ":" in line.text and is_field(line.text) and is_field(para.first.text):
        return False
    full = wrapping.full(last) or (len(para.lines) > 1 and wrapping.no_room(last, line))
    room = full and (torn or line.blanks <= wrapping.spacing)
    if last.text[-1] == ":" and _gives_value(para, line, room=room):
        return True
    if line.text[0].islower():
        return not closed(last.text) or (room and last.text[-1] != ":") or (torn and last.text[-1] == ";")
    if not closed(last.text) and must_go_on(last, line):
        return True
    return _fills_up(para, line, wrapping, room=room, torn=torn)


def _fills_up(para: Para, line: Line, wrapping: Wrapping, *, room: bool, torn: bool) -> bool:
    """Whether only the width broke the line before one that begins with a capital or a number.

    `room`: the line before is full and nothing but the usual space stands between.
    """
    last = para.last
    heading = opens_heading(para.first) and len(para.lines) < _HEADING_LINES
    indented = line.indent > last.indent + _INDENT
    if closed(last.text):
        # a sentence ended just where the line did; the next one would not have fitted
        ends = last.text[-1] in ".;" or (last.text[-1] == ":" and line.text[0].isdigit())
        return room and ends and not indented and wrapping.no_room(last, line)
    if heading:
        return room and not indented and wrapping.no_room(last, line)
    if torn and not wrapping.width and not last.bold:
        return len(last.text) > _SHORT
    return room


def _gives_value(para: Para, line: Line, *, room: bool) -> bool:
    """Whether a line is the value of the key that the line before ends with: "…; thời hạn:⏎Quý II/2026."

    The key stands in the middle of a sentence, or the value is a date or amount and the line before is full.
    """
    last = para.last.text
    if line.blanks and not room:
        return False
    cut = max(last.rfind("; "), last.rfind(", "), last.rfind("("))
    key = last[cut + 1 : -1].strip() if cut > 0 else ""
    if key and key[0].islower() and key.count(" ") < _KEY_WORDS and last[cut] != ",":
        return len(line.text) <= _VALUE or room
    return room and begins_value(line.text) and len(line.text) <= _VALUE


def _same_heading(last: Line, line: Line, wrapping: Wrapping) -> bool:
    """Whether capitals go on with the capitals of the line before: no gap, or a phrase left open."""
    return line.blanks < max(1, wrapping.spacing + 1) or must_go_on(last, line)


def _only_looks_open(para: Para, line: Line, *, full: bool) -> bool:
    """Whether what looks like a number or bullet is the middle of a sentence: "Điều⏎5. Bộ"."""
    opener, last = line.opener, para.last
    if opener is None:
        return False
    if opener.style == "bracket":
        return (full and last.text[-1] not in ".:") or must_go_on(last, line)
    if closed(last.text):
        return False
    if opener.style == "bullet":
        rest = line.text[opener.end : opener.end + 1]
        if rest.isdigit() and last.text[-1].isdigit() and line.text[0] in "-–—":
            return True  # the years of a span: "giai đoạn 2026⏎- 2030"
        return full and rest.islower() and not opens_heading(para.first)
    return wants_number(last, line) and not last.caps
