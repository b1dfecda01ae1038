"""From pieces to the text of a report and its way back: marks cut, emphasis dropped, white space folded."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.layout.marks import Cut
from extraction.layout.sections import Piece
from extraction.normal import Normal
from extraction.report import Block, NoteMark

# Emphasis marks and runs of white space, or one odd white-space character; a plain single space is no hit.
_FOLD = re.compile(r"\*[\s*]*+|\s[\s*]++|[^\S ]|(?<![_\w])__(?=[^\s_])|(?<=[^\s_])__(?![_\w])")


@dataclass(slots=True)
class Builder:
    """Builds `Report.text` block by block, with the raw offsets of every character."""

    normal: Normal
    cuts: Sequence[Cut]
    parts: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("i"))
    ends: array[int] = field(default_factory=lambda: array("i"))
    blocks: list[Block] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    _cut_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._cut_starts = [cut.start for cut in self.cuts]

    def add(self, piece: Piece, header: int | None = None) -> int | None:
        """Lay a piece as the next block; None where nothing of it is left to show."""
        kept = (len(self.parts), len(self.starts), len(self.marks))
        if self.blocks:
            at = self.ends[-1]
            self._put("\n", at, at)
        begin = len(self.starts)
        for a, b in piece.spans:
            self._span(a, b, begin)
        self._trim(begin)
        if len(self.starts) == begin:
            del self.parts[kept[0] :], self.starts[kept[1] :], self.ends[kept[1] :], self.marks[kept[2] :]
            return None
        self.blocks.append(
            Block(
                piece.kind, begin, len(self.starts), piece.path, piece.role, piece.heading, piece.note, header
            )
        )
        return len(self.blocks) - 1

    def _put(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        self.starts.append(start)
        self.ends.append(end)

    def _space(self, start: int, begin: int) -> None:
        """A space for white space that begins at raw offset `start`, unless one stands there already."""
        if len(self.starts) > begin and not self.parts[-1].endswith(" "):
            self._put(" ", start, start + 1)

    def _span(self, a: int, b: int, begin: int) -> None:
        if len(self.starts) > begin:
            self._space(self.ends[-1], begin)
        if not self._cut_starts:
            self._stretch(a, b, begin)
            return
        at = bisect_left(self._cut_starts, a)
        while at < len(self.cuts) and self.cuts[at].end <= b:
            cut = self.cuts[at]
            self._stretch(a, cut.start, begin)
            if cut.linked:
                self.marks.append(NoteMark(len(self.starts), cut.number))
            a = cut.end
            at += 1
        self._stretch(a, b, begin)

    def _stretch(self, a: int, b: int, begin: int) -> None:
        text = self.normal.text
        if text.find("*", a, b) < 0 and text.find("  ", a, b) < 0 and text.find("__", a, b) < 0:
            self._copy(a, b, begin)
            return
        for found in _FOLD.finditer(text, a, b):
            self._copy(a, found.start(), begin)
            a = found.end()
            run = found.group()
            if not run.strip("*_"):
                continue
            blank = next(i for i, c in enumerate(run) if c.isspace())
            self._space(self.normal.starts[found.start() + blank], begin)
        self._copy(a, b, begin)

    def _copy(self, a: int, b: int, begin: int) -> None:
        if a >= b:
            return
        text = self.normal.text
        if text[a] == " " and (len(self.starts) == begin or self.parts[-1].endswith(" ")):
            a += 1
            if a >= b:
                return
        self.parts.append(text[a:b])
        self.starts.extend(self.normal.starts[a:b])
        self.ends.extend(self.normal.ends[a:b])

    def _trim(self, begin: int) -> None:
        """Take white space off the end of the block."""
        while len(self.starts) > begin and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1][:-1]
            del self.starts[-1], self.ends[-1]
            if not self.parts[-1]:
                self.parts.pop()
        length = len(self.starts)
        for index in range(len(self.marks) - 1, -1, -1):
            if self.marks[index].at <= length:
                break
            self.marks[index] = NoteMark(len(self.starts), self.marks[index].number)
