"""Notes that point to a numbered row of a table: "Chỉ tiêu 7: … chậm do …" speaks of row 7's indicator."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from extraction.bottlenecks.evidence import words
from extraction.figures.lexicon import alternation
from extraction.figures.reading import FigureReading
from extraction.report import Block, BlockKind, Report

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,2}")
_MARK = re.compile(r"[^\w\s|]{1,3}")


class Rows:
    """The rows of a report's tables, by the number or the mark that a note may point to."""

    def __init__(self, report: Report, figures: FigureReading) -> None:
        self._report = report
        self._starts = [first for first, _ in figures.spans]
        self._tables: dict[int, dict[str, list[Block]]] = {}
        self._ends: list[tuple[int, int]] = []  # end of a table's last row, index of its header
        for block in report.blocks:
            if block.kind is BlockKind.ROW and block.header is not None:
                self._add(block, block.header)

    def _add(self, block: Block, header: int) -> None:
        table = self._tables.setdefault(header, {})
        cells = [self._report.text[start:end].strip(". ") for start, end in self._report.cells(block)]
        number = next((cell for cell in cells if cell), "")
        names = {cell for cell in cells if _MARK.fullmatch(cell)}
        for name in (*names, number) if _NUMBER.fullmatch(number) else names:
            table.setdefault(name, []).append(block)
        if self._ends and self._ends[-1][1] == header:
            self._ends.pop()
        self._ends.append((block.end, header))

    def __bool__(self) -> bool:
        return bool(self._ends)

    def pointed_to(self, start: int, end: int) -> list[int]:
        """The observations of the rows that `text[start:end]`, a note below their table, points to.

        A number that two rows of the table bear points to neither.
        """
        at = bisect_left(self._ends, (start,)) - 1
        if at < 0:
            return []
        table = self._tables[self._ends[at][1]]
        out: list[int] = []
        for name in _pointers(self._report.folded, start, end):
            rows = table.get(name, [])
            if len(rows) == 1:
                out.extend(self._observations(rows[0]))
        return out

    def _observations(self, row: Block) -> range:
        return range(bisect_left(self._starts, row.start), bisect_left(self._starts, row.end))


def _pointers(folded: str, start: int, end: int) -> list[str]:
    m = _items().match(folded, start, end)
    if m is not None:
        return _NUMBER.findall(m["numbers"])
    m = _signs().match(folded, start, end)
    return [m["sign"]] if m is not None else []


@cache
def _items() -> re.Pattern[str]:
    """ "Chỉ tiêu số 4, 7 và 9: …" at the opening of a note."""
    return re.compile(
        rf"(?:[-+•–*]\s*+)?(?:(?:đối với|về)\s)?(?:các\s)?(?:{alternation(words('item'))})\s(?:số\s)?"
        r"(?P<numbers>\(?\d{1,3}(?:\.\d{1,3}){0,2}\)?(?:(?:,\s|\svà\s|,\svà\s)\(?\d{1,3}(?:\.\d{1,3}){0,2}\)?){0,9})"
        r"(?=\s*+[:;,–-]|\s*+\()"
    )


@cache
def _signs() -> re.Pattern[str]:
    """ "Dấu “-”: …" at the opening of a legend."""
    return re.compile(
        rf"(?:[-+•–*]\s*+)?(?:các\s)?(?:{alternation(words('sign'))})\s*+[\"“”'(]?(?P<sign>[^\w\s\"“”'()]{{1,3}})[\"“”')]?\s*+:"
    )
