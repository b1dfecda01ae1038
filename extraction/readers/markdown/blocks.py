"""The blocks of Markdown that the layout does not know itself: what in their lines is a sign, not a word.

Underlined headings get the "#" of the others, footnotes their superscripts; quotes, boxes of tasks, fences
of code, definitions of links, comments and the front matter go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge

from extraction.normal import Change
from extraction.readers.markdown.inline import Labels, inline, label_of
from extraction.readers.parts import raised

_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)(.*)")
_QUOTE = re.compile(r"(?: {0,3}>(?! ?\d) ?)++")  # "> 90%" is a comparison
_UNDERLINE = re.compile(r" {0,3}(=++|-++)\s*+\Z")
_TABLE_RULE = re.compile(r"[\s|:-]++\Z")
_HEADING = re.compile(r"#{1,6}\s")
_CLOSING = re.compile(r"\s#++\s*+\Z")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*+")
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_TARGET = re.compile(r" {0,3}\[([^\[\]^][^\[\]]{0,99}+)\]:\s++(?:[a-z]{2,9}:|[/#<.])\S*+", re.IGNORECASE)
_BOX = re.compile(r"\s*+(?:[-*+]|\d{1,9}[.)])\s(\[[ xX]\]\s)")
_FRONT = re.compile(r"---\s*+\Z")
_FIELD = re.compile(r"[\w-]{1,40}\s?:(?:\s|\Z)|\s|#|-\s|\Z")
_LONGEST_FRONT = 60  # lines
_LONGEST_HEADING = 200  # characters
_CLOSING_SPAN = 80
_MOST_NOTES = 999


@dataclass(frozen=True, slots=True)
class _Row:
    """A line: its words stand at `start:end`, the next line begins at `following`."""

    start: int
    end: int
    following: int
    text: str


def changes(text: str) -> Iterator[Change]:
    """The changes, in order and apart. Linear in the text."""
    comments = list(_comments(text))
    at = 0
    for start, end, new in merge(comments, _Blocks(_without(text, comments)).changes()):
        if start >= at:
            yield start, end, new
        elif end > at:  # a comment that begins in a line which goes
            yield at, end, ""
        at = max(at, end)


def _comments(text: str) -> Iterator[Change]:
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3, ""
        start = text.find("<!--", end + 3)


def _without(text: str, comments: Iterable[Change]) -> str:
    """The text with blanks for the comments, so that all offsets stay."""
    parts: list[str] = []
    at = 0
    for start, end, _ in comments:
        parts += text[at:start], " " * (end - start)
        at = end
    return "".join([*parts, text[at:]]) if at else text


class _Blocks:
    def __init__(self, text: str) -> None:
        self.text = text
        self.rows = [_Row(m.start(), m.end(1), m.end(), m.group(1)) for m in _LINE.finditer(text)]
        links = (_TARGET.match(row.text) for row in self.rows if "]:" in row.text)
        self.labels = Labels(_numbers(self.rows), frozenset(label_of(m.group(1)) for m in links if m))

    def changes(self) -> Iterator[Change]:
        first = _front(self.rows)
        if first:
            yield 0, self.rows[first - 1].following, ""
        fence = ""
        level = 0
        for index, row in enumerate(self.rows[first:], first):
            if (found := _FENCE.match(row.text)) and _is_fence(fence, *found.groups()):
                fence = "" if fence else found.group(1)
                yield row.start, row.following, ""
            elif level and not fence:
                level = 0
                yield row.start, row.following, ""  # the line below the words of a heading
            elif not fence and row.text:
                level = self._level(index)
                yield from self._row(row, level)

    def _level(self, index: int) -> int:
        """The level of the heading that a line is by the line of "===" or "---" below it, 0 where it is none.

        A line of text with "---" below it ends a paragraph as often; that must stand alone and close nothing.
        """
        row = self.rows[index]
        following = self.rows[index + 1].text if index + 1 < len(self.rows) else ""
        found = _UNDERLINE.match(following)
        words = row.text.strip()
        if not found or not words or words[0] in "#-+*>=" or "|" in words or len(words) > _LONGEST_HEADING:
            return 0
        if found.group(1)[0] == "=":
            return 1
        alone = index == 0 or not self.rows[index - 1].text.strip()
        return 2 if alone and words[-1] not in ".;,:" else 0

    def _row(self, row: _Row, level: int) -> Iterator[Change]:
        """The changes of a line; `level`: see `_level`."""
        start, end = row.start, row.end
        if quote := _QUOTE.match(self.text, start, end):
            yield start, quote.end(), ""
            start = quote.end()
        if _TABLE_RULE.match(row.text):
            return
        if note := _NOTE.match(self.text, start, end):
            yield start, note.end(), f"{raised(self.labels.notes.get(note.group(1), ''))} "
            start = note.end()
        elif _TARGET.match(self.text, start, end):
            yield start, end, ""
            return
        elif box := _BOX.match(self.text, start, end):
            yield *box.span(1), ""
            start = box.end()
        elif level:
            yield start, start, f"{'#' * level} "
        closing = None
        if _HEADING.match(self.text, start, end):
            closing = _CLOSING.search(self.text, max(start + 2, end - _CLOSING_SPAN), end)
        yield from inline(self.text, start, closing.start() if closing else end, self.labels)
        if closing:
            yield *closing.span(), ""


def _is_fence(opened: str, fence: str, behind: str) -> bool:
    """Whether a line of "```" opens code, or ends that which `opened` did."""
    return fence.startswith(opened) and not behind.strip() if opened else "`" not in behind


def _front(rows: Sequence[_Row]) -> int:
    """How many lines the front matter has: fields of YAML between two lines of "---"."""
    if not _FRONT.match(rows[0].text):
        return 0
    for index, row in enumerate(rows[1:_LONGEST_FRONT], 1):
        if _FRONT.match(row.text):
            return index + 1 if index > 1 else 0
        if not _FIELD.match(row.text):
            break
    return 0


def _numbers(rows: Sequence[_Row]) -> dict[str, int]:
    """The notes' labels in the order of their first marks, those without a mark behind them."""
    noted = [row.text for row in rows if "[^" in row.text]
    labels = [found.group(1) for text in noted for found in _MARK.finditer(text)]
    labels += [found.group(1) for text in noted if (found := _NOTE.match(_QUOTE.sub("", text, count=1)))]
    return {label: number for number, label in enumerate(dict.fromkeys(labels), 1) if number <= _MOST_NOTES}
