"""Tables among the lines: rows "a | b | c" that stand together, as readers write them and Markdown does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.layout.lines import Line
from extraction.layout.titles import motto_at
from extraction.report import cells

# One dash with no colon is a figure that is missing ("Tổng | - | -").
_DASHES = r"\s*+(?::-++:?|-{2,}+:?|-:)\s*+"
_DELIMITER = re.compile(rf"\|?{_DASHES}(?:\|{_DASHES})++\|?\Z|\|{_DASHES}\|\Z")


def mark_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines with `row` set on those of tables, Markdown's rules ("|---|---|") left out. Linear.

    Two lines or more with the same number of cells make a table; the state's motto in one of them shows a
    letterhead in two columns.
    """
    out: list[Line] = []
    table = 0
    block: list[Line] = []
    for line in lines:
        width = _width(line)
        if block and (not width or line.blanks or not _same(block[0], line)):
            table = _close(block, table, out)
            block = []
        if width:
            block.append(line)
        else:
            out.append(line)
    _close(block, table, out)
    return out


def _width(line: Line) -> int:
    """The number of cells of a line, 0 for one that is no row."""
    if "|" not in line.text:
        return 0
    count = len(cells(line.text, 0, len(line.text)))
    return count if count > 1 or _DELIMITER.match(line.text) else 0


def _same(first: Line, line: Line) -> bool:
    return _width(first) == _width(line) or _DELIMITER.match(line.text) is not None


def _close(block: list[Line], table: int, out: list[Line]) -> int:
    """Add a block of rows to the lines; the number of tables so far."""
    rows = [line for line in block if not _DELIMITER.match(line.text)]
    ruled = len(rows) < len(block)
    if len(rows) < 2 - ruled or any(motto_at(line.text) is not None for line in rows):
        out.extend(rows)
        return table
    for line in rows:
        line.row = table + 1
        line.opener, line.hashes, line.bold, line.caps = None, 0, False, False
    out.extend(rows)
    return table + 1
