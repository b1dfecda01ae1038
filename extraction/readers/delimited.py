"""CSV: an annex that is one table, with commas, semicolons or tabs between its cells (RFC 4180).

The text is that of the file; the layout sees bars between the cells.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from extraction.errors import ReadError
from extraction.normal import Change
from extraction.readers.content import Content
from extraction.readers.limits import CELLS
from extraction.readers.plain import converted
from extraction.readers.reading import Reading
from extraction.readers.records import Record, records, unquoted
from extraction.readers.sheets import regions
from extraction.readers.tables import counts_columns

_SIGNS = "\t;,"
_LINE_END = re.compile(r"\r\n?|\n")
_SAMPLE = 64 * 1024
_EVEN = 0.9  # of the records that must have as many cells as most have
_FILLED = 0.5  # of the records that must have two filled cells: a list whose lines end with ";" has one


def is_delimited(content: Content) -> bool:
    """Whether a text is a table: nearly all records have the same number of cells, two or more."""
    return delimiter(content.decoded.text) is not None


def delimiter(text: str) -> str | None:
    """The sign between the cells; None for running text, whose commas have spaces behind them."""
    sample = text[:_SAMPLE]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1]
    return next((sign for sign in _SIGNS if sign in sample and _parts(sample, sign)), None)


def _parts(sample: str, sign: str) -> bool:
    """Whether `sign` parts the cells of a text."""
    quotes = sample[0] == '"' or any(f'{before}"' in sample for before in (sign, "\n", "\r"))
    if not quotes and sign != "\t" and sample.count(f"{sign} ") * 2 > sample.count(sign):
        return False  # most texts; told without taking them apart
    try:
        every = _quoted(sample, sign) if quotes else (line.split(sign) for line in _LINE_END.split(sample))
        rows = [row for row in every if any(row)]
    except csv.Error:
        return False
    behind = [cell.startswith(" ") for row in rows for cell in row[1:]]
    if sign != "\t" and sum(behind) * 2 > len(behind):
        return False
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths or sum(sum(map(bool, row)) > 1 for row in rows) < _FILLED * len(rows):
        return False
    _, most = widths.most_common(1)[0]
    return most >= 2 and most >= _EVEN * len(rows)


def _quoted(sample: str, sign: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(sample, newline=""), delimiter=sign)


def read(content: Content) -> Reading:
    """The text of the file, with the changes that make rows of its records.

    Raises:
        ReadError: limit_cells.
    """
    decoded = content.text
    found: list[Record] = []
    count = 0
    for record in records(decoded.text, delimiter(decoded.text) or ","):
        found.append(record)
        count += len(record.fields)
        if count > CELLS:
            raise ReadError("limit_cells", name=content.name, limit=CELLS)
    return Reading(
        decoded.text,
        oddities=converted(decoded),
        paragraphs=True,
        changes=tuple(_changes(decoded.text, found)),
    )


def _changes(text: str, found: Sequence[Record]) -> Iterator[Change]:
    """What the layout sees instead: rows with bars, and lines of their own for what stands between tables."""
    at = 0
    for region in regions([[field.value for field in record.fields if field.value] for record in found]):
        for record in found[at : region[0]]:
            yield record.start, record.end, ""
        if len(region) > 1:
            yield from _table(text, found, region)
        else:
            yield from _row(text, found[region[0]], [], between=" ")
        at = region[-1] + 1
    for record in found[at:]:
        yield record.start, record.end, ""


def _table(text: str, found: Sequence[Record], region: Sequence[int]) -> Iterator[Change]:
    """The rows of a table without its empty columns; rows that are empty or only count the columns go."""
    numbers = region[1]
    rows = {index: found[index] for index in region if index != numbers}
    kept = _filled(rows.values())
    if not counts_columns([field.value for field in compress(found[numbers].fields, kept)]):
        rows[numbers] = found[numbers]
        kept = _filled(rows.values())
    for index in range(region[0], region[-1] + 1):
        if index in rows:
            yield from _row(text, rows[index], kept)
        else:
            yield found[index].start, found[index].following, ""


def _filled(rows: Iterable[Record]) -> list[bool]:
    """Whether each column has a filled cell."""
    filled: list[bool] = []
    for row in rows:
        filled += [False] * (len(row.fields) - len(filled))
        for at, field in enumerate(row.fields):
            filled[at] = filled[at] or bool(field.value)
    return filled


def _row(text: str, record: Record, kept: Sequence[bool], between: str = "|") -> Iterator[Change]:
    """The cells in the columns that are kept (all where none is named), and what stands between them."""
    fields = record.fields
    shown = [field for field, keep in zip(fields, kept, strict=False) if keep] if kept else list(fields)
    missing = sum(kept[len(fields) :])
    framed = bool(kept) and (missing > 0 or not (shown[0].value and shown[-1].value))
    if framed:
        yield record.start, record.start, "|"
    for at, field in enumerate(fields):
        keeps = not kept or kept[at]
        if at:
            yield field.start - 1, field.start, between if keeps and field is not shown[0] else ""
        if keeps:
            yield from unquoted(text, field)
        elif field.end > field.start:
            yield field.start, field.end, ""
    if framed:
        yield record.end, record.end, "|" * (missing + 1)
