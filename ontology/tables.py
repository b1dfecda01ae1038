"""Reads the tables in `reference/`: UTF-8, comments that name the source of the facts, a header row, tabs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType


class ReferenceDataError(ValueError):
    """A reference file is not as it is documented; the message names the file and the line."""


def _read(name: str) -> list[str]:
    return files("ontology").joinpath("reference", name).read_text(encoding="utf-8").splitlines()


def about_table(name: str) -> str:
    """What the comment at the head of `reference/<name>` says: content, sources, licences, choices."""
    return " ".join(line.lstrip("# ").strip() for line in _read(name) if line.startswith("#"))


def read_table(name: str, columns: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `reference/<name>`, each as column → text; `columns` are those that must be there.

    Raises:
        ReferenceDataError: a column or a cell is missing, or a key stands twice.
    """
    numbered = [
        (n, line) for n, line in enumerate(_read(name), 1) if line.strip() and not line.startswith("#")
    ]
    header = numbered[0][1].split("\t") if numbered else []
    if header != columns.split():
        raise ReferenceDataError(f"{name}: the columns should be {columns!r}, not {' '.join(header)!r}")
    rows: list[Mapping[str, str]] = []
    seen: set[str] = set()
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise ReferenceDataError(f"{name}, line {number}: {len(cells)} cells for {len(header)} columns")
        cells += [""] * (len(header) - len(cells))
        if not cells[0] or cells[0] in seen:
            raise ReferenceDataError(f"{name}, line {number}: the key {cells[0]!r} is empty or stands twice")
        seen.add(cells[0])
        rows.append(MappingProxyType(dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return tuple(rows)
