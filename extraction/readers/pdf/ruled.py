"""Tables with ruled lines: their cells by the lines, the letters by the cells that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from extraction.readers.limits import COLUMNS
from extraction.readers.parts import Cell, Line, Table
from extraction.readers.pdf.columns import merged
from extraction.readers.pdf.letters import Letter, upright
from extraction.readers.pdf.paragraphs import is_torn
from extraction.readers.pdf.rows import grouped, rows_of
from extraction.readers.pdf.sheet import PlacedTable, TextLine
from extraction.readers.pdf.strokes import Stroke

_FEWEST_LINES = 4
_FEWEST_UPRIGHT = 3  # upright lines that end at one height: two columns
_MOST_LINES = 20_000  # of a page; a drawing has more
_MOST_CROSSINGS = 10_000  # level by upright lines, joined; finding cells between more would take minutes
_SNAP = 3.0  # points by which two edges may differ and still be one

Box = tuple[float, float, float, float]


def tables_of(letters: Sequence[Letter], strokes: Sequence[Stroke]) -> tuple[list[PlacedTable], list[Letter]]:
    """The tables that lines make, from the top of the page down, and the letters outside."""
    out: list[PlacedTable] = []
    rest = list(letters)
    for boxes in _grids(strokes):
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        inside = [each for each in rest if left <= each.centre <= right and top <= each.middle <= bottom]
        across = _joined([edge for box in boxes for edge in (box[0], box[2])])
        if not 2 < len(across) <= COLUMNS:
            continue
        table, lines = _table(boxes, inside, across)
        if not lines:
            continue
        taken = set(map(id, inside))
        rest = [each for each in rest if id(each) not in taken]
        out.append(PlacedTable(table, lines, top, bottom, tuple(across)))
    return sorted(out, key=lambda each: each.top), rest


def _grids(strokes: Sequence[Stroke]) -> list[list[Box]]:
    """The cells of each grid that lines make."""
    if not _FEWEST_LINES <= len(strokes) <= _MOST_LINES:
        return []
    edges = [_edge("h" if e.level else "v", e.x0, e.x1, e.top, e.bottom) for e in strokes]
    edges = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [each for each in edges if max(each["width"], each["height"]) >= _SNAP]
    edges += list(_closing(edges))
    upright = sum(each["orientation"] == "v" for each in edges)
    if upright * (len(edges) - upright) > _MOST_CROSSINGS:
        return []
    grids: list[list[Box]] = cells_to_tables(
        intersections_to_cells(edges_to_intersections(edges, _SNAP, _SNAP))
    )
    return grids


def _closing(edges: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Level lines where the upright ones of a grid end: at the end of a page some programs draw none."""
    level = [each for each in edges if each["orientation"] == "h"]
    upright = [each for each in edges if each["orientation"] == "v"]
    for side in ("top", "bottom"):
        ends: dict[int, list[dict[str, Any]]] = {}
        for each in upright:
            ends.setdefault(round(each[side] / _SNAP), []).append(each)
        for group in ends.values():
            at = group[0][side]
            left, right = min(each["x0"] for each in group), max(each["x0"] for each in group)
            crossing = [each for each in level if each["x0"] - _SNAP <= left and right <= each["x1"] + _SNAP]
            if (
                len(group) >= _FEWEST_UPRIGHT
                and any(
                    each["top"] - _SNAP <= line["top"] <= each["bottom"] + _SNAP
                    for each in group
                    for line in crossing
                )
                and all(abs(line["top"] - at) > _SNAP for line in crossing)
            ):
                yield _edge("h", left, right, at, at)


def _edge(way: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    """An edge in the form of pdfplumber."""
    return {
        "orientation": way, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top,
        "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip


def _table(
    boxes: Sequence[Box], letters: Sequence[Letter], across: Sequence[float]
) -> tuple[Table, list[TextLine]]:
    """The table that boxes make, its columns between the edges `across`, and its lines cell by cell."""
    down = _joined([edge for box in boxes for edge in (box[1], box[3])])
    covering: dict[tuple[int, int], Cell] = {}
    first: dict[tuple[int, int], Cell] = {}
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        columns = range(_at(across, x0), _at(across, x1))
        rows = range(_at(down, top), _at(down, bottom))
        if not columns or not rows or (rows[0], columns[0]) in covering:
            continue
        cell = Cell(columns=len(columns), rows=len(rows))
        first[rows[0], columns[0]] = cell
        covering.update({(row, column): cell for row in rows for column in columns})
    held: dict[int, list[Letter]] = {}
    for letter in letters:
        row = bisect_right(down, letter.middle) - 1
        column = bisect_right(across, letter.centre) - 1
        found = covering.get((row, column))
        if found is None:
            if letter.text.isspace():
                continue
            found = covering[row, column] = first[row, column] = Cell()
        held.setdefault(id(found), []).append(letter)
    lines: list[TextLine] = []
    table = Table()
    for row in range(len(down) - 1):
        cells: list[Cell] = []
        for column in range(len(across) - 1):
            if (row, column) in first:
                cell = first[row, column]
                own = [replace(line, column=-1 - len(lines)) for line in _lines(held.get(id(cell), ()))]
                cell.parts = [Line(text) for text in _joined_words(own)]
                lines += own
                cells.append(cell)
            elif (row, column) not in covering:
                cells.append(Cell())
        table.rows.append(cells)
    return table, lines


def _lines(letters: Sequence[Letter]) -> Iterator[TextLine]:
    """The lines of a cell; in narrow columns they may be turned to the side."""
    for turned in sorted({letter.turned for letter in letters}):
        own = upright(letter for letter in letters if letter.turned == turned)
        spaces = [letter for letter in own if letter.text.isspace()]
        visible = [letter for letter in own if not letter.text.isspace()]
        yield from (merged(row) for row in rows_of(grouped(visible), spaces))


def _joined_words(lines: Sequence[TextLine]) -> list[str]:
    """The lines of a cell as text; what was broken inside a word is put together."""
    out: list[str] = []
    for line in lines:
        if out and is_torn(out[-1], line.text):
            out[-1] += line.text
        else:
            out.append(line.text)
    return out


def _joined(values: Sequence[float]) -> list[float]:
    """The edges of columns or rows, near ones as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP:
            out.append(value)
    return out


def _at(edges: Sequence[float], value: float) -> int:
    return max(0, bisect_right(edges, value + _SNAP / 2) - 1)
