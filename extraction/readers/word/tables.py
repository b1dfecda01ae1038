"""The tables of a Word document with their merged cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extraction.readers.limits import COLUMNS
from extraction.readers.parts import Cell, Part, Table
from extraction.readers.trees import Element, attribute, child, local
from extraction.readers.word.styles import Styles, has_rules, integer, on

WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
)
"""What may stand between a document and its paragraphs, a table and its rows, a row and its cells."""

Inside = Callable[[Element], Iterator[Part]]


def table_of(element: Element, styles: Styles, inside: Inside) -> Table:
    """The table of an element; `inside` reads what a cell holds."""
    properties = child(element, "tblPr")
    ruled = has_rules(properties)
    if ruled is None:
        named = None if properties is None else child(properties, "tblStyle")
        ruled = styles.resolved(None if named is None else attribute(named, "val")).ruled
    table = Table(ruled=bool(ruled))
    reaching: dict[int, Cell] = {}  # column → the cell that goes on in the rows below
    lined = False
    for row in _within(element, "tr"):
        if (own := child(row, "trPr")) is not None and child(own, "del") is not None:
            continue
        cells, own_lines = _row(row, reaching, inside)
        lined = lined or own_lines
        table.rows.append(cells)
        if on(child(row, "trPr"), "tblHeader") and table.head == len(table.rows) - 1:
            table.head += 1
    table.ruled = table.ruled or lined
    return table


def _row(row: Element, reaching: dict[int, Cell], inside: Inside) -> tuple[list[Cell], bool]:
    """The cells of a row, and whether they have lines; `reaching`: column → the cell that goes on below."""
    cells: list[Cell] = []
    lined = False
    at = 0
    before = None if (properties := child(row, "trPr")) is None else child(properties, "gridBefore")
    if before is not None:
        skipped = min(integer(attribute(before, "val")), COLUMNS)
        cells.extend(Cell() for _ in range(skipped))
        at += skipped
    for each in _within(row, "tc"):
        properties = child(each, "tcPr")
        span = None if properties is None else child(properties, "gridSpan")
        columns = 1 if span is None else max(1, min(integer(attribute(span, "val"), 1), COLUMNS))
        lined = lined or _cell_lines(properties)
        beside = None if properties is None else child(properties, "hMerge")
        if beside is not None and attribute(beside, "val") != "restart" and cells:
            cells[-1].columns += columns
            at += columns
            continue
        merge = None if properties is None else child(properties, "vMerge")
        if merge is not None and attribute(merge, "val") != "restart" and at in reaching:
            reaching[at].rows += 1
        else:
            cell = Cell(list(inside(each)), columns)
            cells.append(cell)
            reaching.pop(at, None)
            if merge is not None:
                reaching[at] = cell
        at += columns
    return cells, lined


def _within(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, in and out of content controls."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if local(each) == name:
            yield each
        elif local(each) in WRAPPERS:
            waiting.extend(reversed(each))


def _cell_lines(properties: Element | None) -> bool:
    borders = None if properties is None else child(properties, "tcBorders")
    return borders is not None and any(
        (attribute(each, "val") or "none") not in ("none", "nil") for each in borders
    )
