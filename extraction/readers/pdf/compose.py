"""From the pages of a document to its text: paragraphs and tables in order, notes with their page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.readers.parts import Line
from extraction.readers.pdf.cuts import Grid, PagePart, grids
from extraction.readers.pdf.footnotes import Footnote, Footnotes
from extraction.readers.pdf.furniture import drop_furniture
from extraction.readers.pdf.paragraphs import Measure, measure, paragraphs
from extraction.readers.pdf.sheet import PlacedTable, Sheet, TextLine
from extraction.readers.reading import Reading
from extraction.readers.writer import Writer


def compose(name: str, sheets: Sequence[Sheet]) -> Reading:
    """The text of a document's pages."""
    drop_furniture(sheets)
    common = measure(sheets)
    footnotes = Footnotes(common.size)
    notes = [footnotes.take(sheet) for sheet in sheets]
    writer = Writer(name)
    for encoding in sorted({encoding for sheet in sheets for encoding in sheet.converted}):
        writer.odd("converted-encoding", encoding)
    parts = [list(_in_order(sheet)) for sheet in sheets]
    pages = _Pages(writer, common, grids(name, parts))
    for sheet, own, below in zip(sheets, parts, notes, strict=True):
        pages.write(sheet, own, below)
    return writer.reading()


class _Pages:
    """Writes pages, each with its notes at the end, or before a table that the end cuts, not to tear it."""

    def __init__(self, writer: Writer, measure: Measure, grids: dict[int, Grid]) -> None:
        self.writer, self.measure, self.grids = writer, measure, grids
        self._torn = False  # notes stand behind the table that goes on

    def write(self, sheet: Sheet, parts: Sequence[PagePart], notes: Sequence[Footnote]) -> None:
        """Write a page."""
        self.writer.page()
        if sheet.recognised:
            sure = "" if sheet.confidence is None else f": {sheet.confidence:.0f} %"
            self.writer.odd("recognised-text", f"page {sheet.number}{sure}")
        elif sheet.is_scan:
            self.writer.odd("page-without-text", f"page {sheet.number}")
        last = self.grids.get(id(parts[-1])) if parts else None
        end = len(parts) - 1 if last and last.cut and not last.goes_on else len(parts)
        for part in parts[:end]:
            self._write(sheet, part)
        for note in notes:
            if note.number is None:
                self.writer.line(Line(note.text))
            else:
                self.writer.note(note.number, note.text)
        self._torn = bool(notes)
        for part in parts[end:]:
            self._write(sheet, part)

    def _write(self, sheet: Sheet, part: PagePart) -> None:
        grid = self.grids.get(id(part))
        if grid is None:
            lines = part.lines if isinstance(part, PlacedTable) else part
            for line in paragraphs(sheet, lines, self.measure):
                self.writer.line(line)
            return
        for title in grid.titles:
            self.writer.rows([[title]])
        torn = grid.goes_on and self._torn
        self.writer.rows([grid.header, *grid.rows] if torn else grid.rows, goes_on=grid.goes_on and not torn)
        self._torn = False


def _in_order(sheet: Sheet) -> Iterator[PagePart]:
    """The stretches of lines and the tables of a page in the order in which they are read."""
    waiting = list(sheet.tables)
    group: list[TextLine] = []
    for line in sheet.lines:
        while waiting and _comes_first(waiting[0], line):
            if group:
                yield group
                group = []
            yield waiting.pop(0)
        group.append(line)
    if group:
        yield group
    yield from waiting


def _comes_first(table: PlacedTable, line: TextLine) -> bool:
    """Whether a table is read before a line."""
    if table.column and line.column and table.column != line.column:
        return table.column < line.column
    return table.top <= line.top
