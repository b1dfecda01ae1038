"""What a worker is asked, and what it may answer with: the messages of the frames, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One query with what its answer may cost."""

    query: str
    results: str | None
    """The name of the `QueryResultsFormat` for SELECT and ASK; None if the client takes none."""
    graph: str | None
    """The name of the `RdfFormat` for CONSTRUCT and DESCRIBE; None if the client takes none."""
    default_graphs: tuple[str, ...] | None = None
    """The protocol's dataset; None where the request named none."""
    named_graphs: tuple[str, ...] | None = None
    rows: int
    size: int
    """The most bytes of the answer."""
    seconds: float
    gzip: bool = False
    """Whether the client takes a gzip coding of the answer."""

    def encode(self) -> bytes:
        """As the payload of a frame: a line of JSON, then the query."""
        terms = tuple(getattr(self, name) for name in _TERMS)
        return _line(terms) + self.query.encode("utf-8", "surrogatepass")

    @classmethod
    def decode(cls, payload: bytes) -> Job:
        """From the payload of a frame."""
        line, _, query = payload.partition(b"\n")
        return cls(query=query.decode("utf-8", "surrogatepass"), **_terms(line))


_TERMS = tuple(each.name for each in fields(Job) if each.name != "query")


@lru_cache(maxsize=256)  # most jobs differ in their queries only
def _line(terms: tuple[Any, ...]) -> bytes:
    return json.dumps(terms).encode() + b"\n"


@lru_cache(maxsize=256)
def _terms(line: bytes) -> Mapping[str, Any]:
    values = dict(zip(_TERMS, json.loads(line), strict=True))
    for name in ("default_graphs", "named_graphs"):
        if values[name] is not None:
            values[name] = tuple(values[name])
    return values


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer before its first byte."""

    form: str
    format: str
    repeatable: bool
    """Whether the same graph gives the same answer."""
    gzip: bool = False
    """Whether what follows is coded so; short answers are not worth it."""

    rows: int = -1
    """Rows of an answer that is whole; -1 where they are told at its end."""
    size: int = -1
    """Its bytes, likewise."""

    def encode(self, *, gzip: bool, rows: int = -1, size: int = -1) -> bytes:
        """As the payload of a frame, with what has turned out since."""
        repeatable = "true" if self.repeatable else "false"
        coded = "true" if gzip else "false"
        return f'["{self.form}","{self.format}",{repeatable},{coded},{rows},{size}]'.encode()

    @classmethod
    def decode(cls, payload: bytes) -> Head:
        """From the payload of a frame."""
        return cls(*json.loads(payload))


class ClientLeft(Exception):  # noqa: N818
    """Nobody waits for the answer any more."""


class Refused(Exception):  # noqa: N818
    """A query that gets no answer; `code` is machine readable, `about` fills the message of that code."""

    def __init__(self, code: str, **about: Any) -> None:
        super().__init__(code, about)
        self.code = code
        self.about = about


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The graph that workers answer from, and how they read queries."""

    version: str
    snapshot: Path | None = None
    """A directory that `pyoxigraph.Store.read_only` opens."""
    files: tuple[Path, ...] = ()
    """RDF files, told apart by their extensions."""
    union: bool = True
    """Whether the default graph of `files` is made the union of all graphs; that of a snapshot is."""
    in_memory: bool = True
    """False: every worker opens the snapshot for itself (for graphs that would not fit)."""
    base: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    """What queries need not declare."""
    memory: int = 1_000_000_000

    def encode(self) -> str:
        """As a command line argument."""
        values = asdict(self)
        values["snapshot"] = None if self.snapshot is None else str(self.snapshot)
        values["files"] = [str(path) for path in self.files]
        return json.dumps(values)

    @classmethod
    def decode(cls, text: str) -> Source:
        """From a command line argument."""
        values = json.loads(text)
        values["snapshot"] = None if values["snapshot"] is None else Path(values["snapshot"])
        values["files"] = tuple(Path(path) for path in values["files"])
        return cls(**values)
