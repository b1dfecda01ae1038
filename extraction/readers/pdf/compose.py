"""From the pages of a document to its text: furniture dropped, notes at the end of their page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.readers.parts import Table
from extraction.readers.pdf.footnotes import Footnote, split_notes
from extraction.readers.pdf.furniture import drop_furniture
from extraction.readers.pdf.paragraphs import Measure, measure, paragraphs
from extraction.readers.pdf.sheet import PlacedTable, Sheet, TextLine
from extraction.readers.reading import Reading
from extraction.readers.tables import arranges_page, flatten
from extraction.readers.writer import Writer


def compose(name: str, sheets: Sequence[Sheet]) -> Reading:
    """The text of a document's pages."""
    drop_furniture(sheets)
    common = measure(sheets)
    notes: list[list[Footnote]] = []
    last: Footnote | None = None
    for sheet in sheets:
        found = split_notes(sheet, common.size, last)
        last = found[-1] if found else None
        notes.append(found)
    writer = Writer(name)
    for encoding in sorted({encoding for sheet in sheets for encoding in sheet.converted}):
        writer.odd("converted-encoding", encoding)
    pages = _Pages(writer, common)
    for sheet, own in zip(sheets, notes, strict=True):
        pages.write(sheet, own)
    return writer.reading()


class _Pages:
    """Writes pages; a table that the end of a page cut goes on with the first of the next."""

    def __init__(self, writer: Writer, measure: Measure) -> None:
        self.writer, self.measure = writer, measure
        self._header: list[str] = []
        self._open = False  # the last thing on the page before was a table

    def write(self, sheet: Sheet, notes: Sequence[Footnote]) -> None:
        """Write a page."""
        self.writer.page()
        if sheet.confidence is not None:
            self.writer.odd("recognised-text", f"page {sheet.number}: {sheet.confidence:.0f} %")
        elif sheet.is_scan:
            self.writer.odd("page-without-text", f"page {sheet.number}")
        for part in _in_order(sheet):
            if isinstance(part, PlacedTable):
                self._table(part.table)
                self._open = True
            else:
                for line in paragraphs(sheet, part, self.measure):
                    self.writer.line(line)
                self._open = False
        for note in notes:
            self.writer.note(note.number, note.text)

    def _table(self, table: Table) -> None:
        if arranges_page(table) and not self._goes_on(table):
            self.writer.add([table])
            return
        titles, rows = flatten(self.writer.name, table, keep_columns=True)
        goes_on = self._open and bool(rows) and len(rows[0]) == len(self._header)
        if goes_on and rows[0] == self._header:
            rows = rows[1:]
        elif goes_on:
            titles, rows = flatten(self.writer.name, table, keep_columns=True, header=False)
        else:
            self._header = rows[0] if rows else []
        for title in titles:
            self.writer.rows([[title]])
        self.writer.rows(rows, goes_on=goes_on)

    def _goes_on(self, table: Table) -> bool:
        """Whether a table of one row is the rest of the one that the page before ended with."""
        width = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
        return self._open and width == len(self._header) > 1


def _in_order(sheet: Sheet) -> Iterator[PlacedTable | list[TextLine]]:
    """The stretches of lines and the tables of a page from the top down."""
    waiting = list(sheet.tables)
    group: list[TextLine] = []
    for line in sheet.lines:
        while waiting and waiting[0].top <= line.top:
            if group:
                yield group
                group = []
            yield waiting.pop(0)
        group.append(line)
    if group:
        yield group
    yield from waiting
