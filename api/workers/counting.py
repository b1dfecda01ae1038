"""Counts rows in an answer while it is written: Oxigraph serialises without telling how far it is.

Each counter is fed an answer in blocks cut anywhere and keeps `rows` exact, whatever the values hold. They
rest on what Oxigraph writes: TSV and XML escape what would end a row, CSV quotes it, JSON has no white space.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Triple


class Counter(Protocol):
    """Counts the rows of an answer in one format."""

    rows: int

    def feed(self, block: bytes) -> None:
        """Count what `block` adds."""


class Lines:
    """Rows that end in a line feed after a header line (TSV)."""

    def __init__(self) -> None:
        self.rows = -1

    def feed(self, block: bytes) -> None:
        """Count what `block` adds."""
        self.rows += block.count(b"\n")


class QuotedLines:
    """Rows that end in a line feed outside quotation marks, after a header line (CSV)."""

    def __init__(self) -> None:
        self.rows = -1
        self._quoted = False

    def feed(self, block: bytes) -> None:
        """Count what `block` adds."""
        parts = block.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0


class Elements:
    """Rows that are `<result>` elements (XML)."""

    _TAG = b"<result>"

    def __init__(self) -> None:
        self.rows = 0
        self._rest = b""

    def feed(self, block: bytes) -> None:
        """Count what `block` adds."""
        block = self._rest + block
        self.rows += block.count(self._TAG)
        self._rest = block[1 - len(self._TAG) :]


class Objects:
    """Rows that are the objects of the one array of objects (JSON): each begins it or follows another."""

    _BETWEEN = b"},{"
    _FIRST = b"[{"

    def __init__(self) -> None:
        self.rows = 0
        self._quoted = False
        self._rest = b""
        self._structure = b""

    def feed(self, block: bytes) -> None:
        """Count what `block` adds."""
        block = self._rest + block
        cut = len(block.rstrip(b"\\"))
        block, self._rest = block[:cut], block[cut:]
        if self._rest and len(self._rest) % 2 == 0:
            self._rest = b""
        parts = block.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')
        structure = self._structure + b"".join(parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0
        self.rows += structure.count(self._BETWEEN) + structure.count(self._FIRST)
        self._structure = structure[-2:] if structure[-2:] != self._FIRST else b"{"


class Nothing:
    """For answers that have no rows."""

    def __init__(self) -> None:
        self.rows = 0

    def feed(self, block: bytes) -> None:
        """An ASK has no rows to count."""


class Triples:
    """The triples of a graph, counted on their way to a serialiser."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = triples
        self.rows = 0

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            self.rows += 1
            yield triple

    def feed(self, block: bytes) -> None:
        """Triples are counted before they are written."""


COUNTERS: dict[str, type[Counter]] = {"TSV": Lines, "CSV": QuotedLines, "XML": Elements, "JSON": Objects}
