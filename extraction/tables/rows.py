"""The rows of a table by their numbers, for notes that refer to them ("Chỉ tiêu 17: năm 2030 đạt 33%")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extraction.report import BlockKind, Report
from extraction.tables.units import without_unit

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,2}\Z")
_NAMED = 2  # cells that a numbered row has at least: the number and the name


def numbered_rows(report: Report) -> Mapping[str, str]:
    """Number → what the row names, where one row of the report has the number; others are left out."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for block in report.blocks:
        if block.kind is not BlockKind.ROW:
            continue
        cells = [report.text[start:end] for start, end in report.cells(block) if start < end]
        if len(cells) < _NAMED or not _NUMBER.match(cells[0].rstrip(".")):
            continue
        number = cells[0].rstrip(".")
        if number in found:
            twice.add(number)
        found[number] = without_unit(cells[1])[0]
    return {number: name for number, name in found.items() if number not in twice}
