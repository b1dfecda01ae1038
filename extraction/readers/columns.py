"""Tables in plain text: rows whose cells stand between tabs, or between wide gaps under a header "TT …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.normal import Change

_LINE = re.compile(r"[^\n]+")
_TAB = re.compile(r"[ \u00a0]*\t[ \u00a0]*")
_GAP = re.compile(r" {2,}(?=\S)")
_HEADER = re.compile(r"^ {0,40}(?:TT|STT|Stt|Số TT) {2,40}\S", re.MULTILINE)
_COLUMNS = 3  # two columns are a letterhead as often as a table, unless there are many rows
_PAIRS = 3  # rows that two columns must have
_FILLED = 0.6  # of the cells that must have words


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with the places of what parts its cells."""

    start: int
    end: int
    gaps: tuple[tuple[int, int], ...]


def changes(text: str) -> tuple[Change, ...]:
    """Bars instead of the gaps between the cells of each table; empty where the text has none. Linear."""
    if "\t" not in text and not _HEADER.search(text):
        return ()
    return tuple(change for table in _tables(text) for row in table for change in _bars(text, row))


def _tables(text: str) -> Iterator[Sequence[_Row]]:
    block: list[_Row] = []
    gap = _TAB
    for line in _LINE.finditer(text):
        follows = bool(block) and line.start() == block[-1].end + 1
        if not follows:
            gap = _GAP if _HEADER.match(line.group()) and "\t" not in line.group() else _TAB
        row = _row(text, line.start(), line.end(), gap)
        if not (follows and len(row.gaps) == len(block[0].gaps)):
            if _is_table(text, block):
                yield block
            block = []
        if row.gaps:
            block.append(row)
    if _is_table(text, block):
        yield block


def _row(text: str, start: int, end: int, gap: re.Pattern[str]) -> _Row:
    if gap is _TAB and text.find("\t", start, end) < 0:
        return _Row(start, end, ())
    first = next((at for at in range(start, end) if text[at] != " "), end)
    last = end - (text[end - 1] == "\r")
    if gap is _TAB:
        return _Row(start, end, tuple(m.span() for m in gap.finditer(text, start, last)))
    return _Row(start, end, tuple(m.span() for m in gap.finditer(text, first, last)))


def _is_table(text: str, block: Sequence[_Row]) -> bool:
    columns = len(block[0].gaps) + 1 if block else 0
    if len(block) < 2 or (columns < _COLUMNS and len(block) < _PAIRS):
        return False
    filled = sum(bool(text[start:end].strip()) for row in block for start, end in _cells(row))
    return filled >= _FILLED * columns * len(block)


def _cells(row: _Row) -> Iterator[tuple[int, int]]:
    at = row.start
    for start, end in row.gaps:
        yield at, start
        at = end
    yield at, row.end


def _bars(text: str, row: _Row) -> Iterator[Change]:
    at = row.start
    edges = [*row.gaps, (row.end, row.end)]
    framed = any(
        not text[start:end].strip() for start, end in (*list(_cells(row))[:1], *list(_cells(row))[-1:])
    )
    if framed:
        yield row.start, row.start, "|"
    for start, end in edges:
        bar = text.find("|", at, start)
        while bar >= 0:
            yield bar, bar + 1, "¦"
            bar = text.find("|", bar + 1, start)
        if end > start:
            yield start, end, "|"
        at = end
    if framed:
        yield row.end, row.end, "|"
