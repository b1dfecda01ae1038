"""Reads the TSV that workers write, for the page that shows an answer as a table.

https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv: terms as in Turtle, a cell without a value is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)"(?:@([A-Za-z0-9-]++)|\^\^<([^>]*+)>)?+', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANING = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: `kind` is iri, literal, blank or nothing."""

    kind: str
    text: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; `whole` tells whether there are no more rows than these."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    whole: bool


def read_table(tsv: bytes, most: int, *, whole: bool) -> Table:
    """The first rows of an answer, `most` at most; `whole` tells whether `tsv` is all of it."""
    lines = tsv.decode("utf-8", "ignore").split("\n")
    del lines[-1]  # the text ends in a line feed, or else in a cut
    columns = tuple(name.removeprefix("?") for name in lines[0].split("\t")) if lines and lines[0] else ()
    shown = lines[1 : most + 1]
    rows = tuple(tuple(_cell(text) for text in line.split("\t")) for line in shown)
    return Table(columns, rows, whole and len(lines) - 1 <= most)


def _cell(text: str) -> Cell:
    if not text:
        return Cell("nothing", "")
    if text.startswith("<") and text.endswith(">"):
        return Cell("iri", text[1:-1])
    if text.startswith("_:"):
        return Cell("blank", text)
    match = _LITERAL.fullmatch(text)
    if match is None:
        return Cell("literal", text)  # a number or a boolean stands for itself
    value = _ESCAPE.sub(lambda m: _MEANING.get(m[1], m[1]), match[1])
    return Cell("literal", value, match[2] or "", match[3] or "")
