"""The graph as tables, one for each kind of thing; `columns.tsv` names them and their columns.

A query gives rows of which each holds `?id` and some of the columns; rows of one thing are laid together, and
what a column has several of stands line by line, in the order of the text where the row has `?at`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions

from graph.errors import QueryError
from graph.reader import Reader


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the query's variable, its headers, its type (text, number, date), its width in letters."""

    name: str
    vi: str
    en: str
    type: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, which is its query's too, its titles, its columns."""

    name: str
    vi: str
    en: str
    columns: tuple[Column, ...]

    def rows(self, reader: Reader) -> Iterator[tuple[str, ...]]:
        """The cells of every thing, in the order of their IRIs; an empty text where there is nothing."""
        text = files("graph.export").joinpath("tables", f"{self.name}.rq").read_text(encoding="utf-8")
        result = reader.query(text)
        if not isinstance(result, QuerySolutions):
            raise QueryError(f"{self.name}.rq has to be a SELECT query")
        names = [variable.value for variable in result.variables]
        for _, group in groupby(result, lambda row: row["id"]):
            merged = _merged(list(group), names)
            yield tuple("\n".join(merged[column.name]) for column in self.columns)


def _merged(rows: list[QuerySolution], names: list[str]) -> dict[str, list[str]]:
    cells: dict[str, set[tuple[int, str]]] = {name: set() for name in names}
    for row in rows:
        at = row["at"] if "at" in names else None
        place = int(at.value) if isinstance(at, Literal) else 0
        for name in names:
            term = row[name]
            if isinstance(term, (Literal, NamedNode)):
                cells[name].add((place if name != "id" else 0, term.value))
    return {name: list(dict.fromkeys(value for _, value in sorted(found))) for name, found in cells.items()}


@cache
def tables() -> tuple[Table, ...]:
    """Every table, in the order in which they stand in a workbook."""
    found = []
    for name, group in groupby(_lines(), lambda row: row["table"]):
        title, *columns = group
        if columns:
            own = (Column(c["column"], c["vi"], c["en"], c["type"], int(c["width"])) for c in columns)
            found.append(Table(name, title["vi"], title["en"], tuple(own)))
    return tuple(found)


def titles(name: str) -> tuple[str, str]:
    """The Vietnamese and the English title of a table or of another part of a datapackage."""
    return next((row["vi"], row["en"]) for row in _lines() if row["table"] == name)


@cache
def _lines() -> tuple[dict[str, str], ...]:
    text = files("graph.export").joinpath("columns.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
