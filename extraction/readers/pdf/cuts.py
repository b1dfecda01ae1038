"""Tables that the ends of pages cut: put together again, with their header once and cut rows whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extraction.readers.pdf.sheet import PlacedTable, TextLine
from extraction.readers.tables import arranges_page, flatten

_SAME = 3.0  # points by which the columns of a table may stand differently on the next page
_LETTER = re.compile(r"[^\W\d_]{2}")

PagePart = PlacedTable | list[TextLine]


@dataclass(slots=True)
class Grid:
    """The rows of a table, or of the stretch of it that stands on one page.

    `goes_on`: it is the rest of the table that the page before ended with, and has no header of its own;
    `cut`: the next page begins with its rest.
    """

    titles: list[str]
    header: list[str]
    rows: list[list[str]]
    goes_on: bool = False
    cut: bool = False


def grids(name: str, pages: Sequence[Sequence[PagePart]]) -> dict[int, Grid]:
    """The grids of the pages' tables by the `id` of each; tables that only arrange a page have none."""
    rest = {id(first): id(last) for last, first in _cuts(page for page in pages if page)}
    cut = set(rest.values())
    out: dict[int, Grid] = {}
    for part in (part for page in pages for part in page if isinstance(part, PlacedTable)):
        above = out.get(rest.get(id(part), 0))
        if above is None and id(part) not in cut and arranges_page(part.table):
            continue
        grid = _grid(name, part, above)
        if not grid.goes_on and above is not None:
            above.cut = False
        grid.cut = id(part) in cut
        out[id(part)] = grid
    return out


def _cuts(pages: Iterable[Sequence[PagePart]]) -> Iterable[tuple[PlacedTable, PlacedTable]]:
    """The last table of a page and the first of the next, where nothing stands between them."""
    for above, below in pairwise(pages):
        last, first = above[-1], below[0]
        if isinstance(last, PlacedTable) and isinstance(first, PlacedTable) and _are_alike(last, first):
            yield last, first


def _are_alike(one: PlacedTable, other: PlacedTable) -> bool:
    """Whether two tables have the same columns; pages may be set in to different sides."""
    shift = other.edges[0] - one.edges[0]
    return len(one.edges) == len(other.edges) and all(
        abs(b - a - shift) <= _SAME for a, b in zip(one.edges, other.edges, strict=True)
    )


def _grid(name: str, part: PlacedTable, above: Grid | None) -> Grid:
    titles, rows = flatten(name, part.table, keep_columns=True)
    if above is None or not rows or _is_other_header(rows[0], above.header):
        return Grid(titles, rows[0] if rows else [], rows)
    if rows[0] == above.header:
        rows = rows[1:]
    else:
        _, rows = flatten(name, part.table, keep_columns=True, header=False)
    if rows and above.rows and _is_rest(rows[0], above.rows[-1]):
        above.rows[-1] = [" ".join(filter(None, pair)) for pair in zip(above.rows[-1], rows[0], strict=True)]
        rows = rows[1:]
    return Grid([], above.header, rows, goes_on=True)


def _is_other_header(row: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row is a header much like another, but not the same: that of a table of the same kind."""
    alike = sum(a == b != "" for a, b in zip(row, header, strict=False))
    return list(row) != list(header) and 2 * alike >= len(header)


def _is_rest(row: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a row is the rest of the one above: it goes on with some of its words, and with no figure.

    It goes on where a cell begins in the middle of a sentence or inside brackets, or where the cell that
    names what the row is about has nothing more.
    """
    if len(row) != len(above) or (above[0] and row[0]):
        return False
    pairs = [(cell, before) for cell, before in zip(row, above, strict=True) if cell]
    if not pairs or len(pairs) >= sum(map(bool, above)):
        return False
    if any(not before or not _LETTER.search(before) for _, before in pairs):
        return False
    named = next((index for index, cell in enumerate(above) if _LETTER.search(cell)), 0)
    return not row[named] or any(
        cell[0].islower() or cell[0] in "(,;)" or before.count("(") > before.count(")")
        for cell, before in pairs
    )
