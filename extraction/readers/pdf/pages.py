"""From what is drawn on a page to its lines and tables in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pdfminer.layout import LTCurve, LTImage

from extraction.legacy import font_encoding
from extraction.readers.pdf.columns import in_reading_order, merged
from extraction.readers.pdf.document import LaidPage
from extraction.readers.pdf.gutters import Gutters
from extraction.readers.pdf.letters import Letter, letters_of, strike_out
from extraction.readers.pdf.rows import grouped, rows_of
from extraction.readers.pdf.ruled import tables_of
from extraction.readers.pdf.sheet import PlacedTable, Sheet, TextLine
from extraction.readers.pdf.strokes import Stroke, drawn_strokes

_FEW_LETTERS = 20  # a page with fewer, and a picture or a drawing over it, is a scan
_STAMP = 400  # letters that a stamp of a signature on a scan has at most …
_STAMPED = 0.2  # … and the most of the page's area that it covers
_PICTURE = 0.4  # of the page that pictures cover
_OUTLINES = 200  # drawn lines of a page whose letters are drawings
_SHORTEST, _LONGEST = 0.06, 0.6  # of the page's width: the rule above footnotes


def sheet_of(
    page: LaidPage, gutters: Gutters, letters: list[Letter] | None = None, seen: Sequence[Stroke] = ()
) -> Sheet:
    """The sheet of a page; `gutters` knows the pages before.

    `letters` are those of another engine, `seen` the lines in the picture that the page is.
    """
    area = page.width * page.height
    pictures = [item.width * item.height for item in page.items if isinstance(item, LTImage)]
    covered = sum(pictures) >= _PICTURE * area
    if letters is None:
        letters = letters_of(page, hidden=covered)
    strokes = [*drawn_strokes(page.items, page.height), *seen]
    sheet = composed(page.number, (page.width, page.height), letters, strokes, gutters)
    visible = [letter for letter in letters if not letter.text.isspace()]
    sheet.recognised = covered and bool(page.hidden)
    drawn = sum(isinstance(item, LTCurve) for item in page.items)
    sheet.is_scan = (covered and not page.hidden and _is_stamp(visible, area)) or (
        len(visible) < _FEW_LETTERS and (covered or drawn >= _OUTLINES)
    )
    return sheet


def composed(
    number: int, size: tuple[float, float], letters: list[Letter], strokes: list[Stroke], gutters: Gutters
) -> Sheet:
    """A sheet of these letters and lines."""
    width, height = size
    strike_out(letters, strokes)
    tables, rest = tables_of(letters, strokes)
    lines = _lines([each for each in rest if not each.turned], tables, gutters, size)
    rules = [e for e in strokes if e.level and e.alone and _SHORTEST * width < e.x1 - e.x0 < _LONGEST * width]
    sheet = Sheet(number, width, height, lines, tables, sorted(rules, key=lambda rule: rule.top))
    fonts = {letter.font for letter in letters if not letter.text.isascii()}
    sheet.converted = {encoding for font in fonts if (encoding := font_encoding(font))}
    sheet.letters = sum(not letter.text.isspace() for letter in letters)
    return sheet


def _lines(
    letters: Sequence[Letter], tables: list[PlacedTable], gutters: Gutters, size: tuple[float, float]
) -> list[TextLine]:
    """The lines of upright letters in the order in which they are read; tells each table its column."""
    visible = [letter for letter in letters if not letter.text.isspace()]
    spaces = [letter for letter in letters if letter.text.isspace()]
    boxes = [(each.edges[0], each.top, each.edges[-1], each.bottom) for each in tables]
    width, height = size
    everything = (-width, -height, 2 * width, 2 * height)
    out: list[TextLine] = []
    for region in gutters.regions_of(visible, boxes, everything):
        own = [each for each in spaces if region.holds(each.centre, each.middle)]
        rows = rows_of(grouped(region.letters), own)
        if region.column:  # wide gaps in narrow columns are those of justified lines
            out += [replace(merged(row, " "), column=region.column) for row in rows]
        else:
            out += in_reading_order(rows, width)
        for table, (x0, top, x1, bottom) in zip(tables, boxes, strict=True):
            if region.column and region.holds((x0 + x1) / 2, (top + bottom) / 2):
                table.column = region.column
    tables.sort(key=lambda table: (table.column, table.top))
    return out


def _is_stamp(letters: Sequence[Letter], area: float) -> bool:
    """Whether the letters of a page are no more than the stamp that a digital signature leaves on a scan."""
    if len(letters) < _FEW_LETTERS:
        return True
    width = max(each.x1 for each in letters) - min(each.x0 for each in letters)
    height = max(each.bottom for each in letters) - min(each.top for each in letters)
    return len(letters) <= _STAMP and width * height <= _STAMPED * area
