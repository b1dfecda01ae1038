"""Answers one job from a store. What it writes is all a client ever sees of the graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import IO, cast

import pyoxigraph as ox

from api.inspection import Shape, inspect
from api.workers import frames
from api.workers.counting import COUNTERS, Counter, Nothing, Triples
from api.workers.job import Head, Job, Refused
from graph.syntax import syntax_error

_BLOCK = 1 << 16

Send = Callable[..., None]


class Sink:
    """The file that Oxigraph writes an answer to: cuts it into blocks, counts, and stops at the limits."""

    def __init__(self, job: Job, send: Send) -> None:
        self._job, self._send = job, send
        self.counter: Counter = Nothing()
        self._parts: list[bytes] = []
        self._held = 0
        self.size = 0

    @property
    def rows(self) -> int:
        """Rows written so far."""
        return max(0, self.counter.rows)

    def write(self, data: bytes) -> int:
        """Take `data`; raises `Refused` when the answer has grown past a limit."""
        self._parts.append(bytes(data))
        self._held += len(data)
        if self._held >= _BLOCK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Hand over what is held, if it is within the limits."""
        block = b"".join(self._parts)
        self._parts.clear()
        self._held = 0
        self.size += len(block)
        if self.size > self._job.size:
            raise Refused("bytes", limit=self._job.size)
        self.counter.feed(block)
        if self.counter.rows > self._job.rows:
            raise Refused("rows", limit=self._job.rows)
        if block:
            self._send(frames.DATA, block)


class Answering:
    """Answers jobs from `store`; `base` and `prefixes` hold in queries that declare none.

    The default graph of `store` holds every triple of its named graphs, so a query without a dataset of its
    own is about all of them (`graph.graphs`).
    """

    def __init__(self, store: ox.Store, base: str, prefixes: dict[str, str]) -> None:
        self._store, self._base, self._prefixes = store, base, prefixes
        # "id:" would shorten hardly anything: what follows it has a slash, which a local name must escape
        self._shown = {name: iri for name, iri in prefixes.items() if iri != base}

    def answer(self, job: Job, send: Send) -> None:
        """Send a head, blocks of data and an end; or, at any point, a refusal."""
        try:
            self._answer(job, send)
        except Refused as refusal:
            send(frames.REFUSED, json.dumps({"code": refusal.code, **refusal.about}).encode())

    def _answer(self, job: Job, send: Send) -> None:
        shape = inspect(job.query, self._base, self._prefixes)
        chosen = self._check(shape, job)
        solutions = self._run(job)
        head = json.dumps(asdict(Head(shape.form or "", chosen, shape.repeatable))).encode()
        send(frames.HEAD, head)
        sink = Sink(job, send)
        try:
            self._serialise(solutions, shape, chosen, sink)
            sink.flush()
        except (OSError, RuntimeError, ValueError) as error:
            raise Refused("evaluation", reason=str(error)) from None
        except MemoryError:
            raise Refused("memory") from None
        send(frames.END, json.dumps({"rows": sink.rows, "bytes": sink.size}).encode())

    def _check(self, shape: Shape, job: Job) -> str:
        """The name of the format to answer in; raises `Refused` for what is no query of this graph."""
        if shape.form == "update":
            raise Refused("update")
        if shape.asks_service:
            raise Refused("service")
        given = (*(job.default_graphs or ()), *(job.named_graphs or ()))
        for iri in given or shape.graphs:
            if not self._knows(iri):
                raise Refused("unknown-graph", graph=iri)
        chosen = job.graph if shape.form in {"construct", "describe"} else job.results
        if chosen is None:
            raise Refused("unacceptable", form=shape.form)
        return chosen

    def _knows(self, iri: str) -> bool:
        try:
            return self._store.contains_named_graph(ox.NamedNode(iri))
        except ValueError:
            return False

    def _run(self, job: Job) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        names = (job.default_graphs, job.named_graphs)
        given = any(graphs is not None for graphs in names)
        default, named = ([ox.NamedNode(iri) for iri in graphs or ()] for graphs in names)
        try:
            return self._store.query(
                job.query,
                base_iri=self._base,
                prefixes=self._prefixes,
                default_graph=[*default] if given else None,
                named_graphs=[*named] if given else None,
            )
        except (SyntaxError, UnicodeError) as error:
            raise self._syntax(job.query, error) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise Refused("evaluation", reason=str(error)) from None

    def _syntax(self, query: str, error: SyntaxError | UnicodeError) -> Refused:
        if isinstance(error, UnicodeError):
            return Refused("syntax", reason=str(error))
        told = syntax_error(query, str(error), self._prefixes)
        place = {"line": told.line, "column": told.column} if told.line else {}
        return Refused("syntax", reason=str(told), **place)

    def _serialise(
        self,
        solutions: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
        shape: Shape,
        chosen: str,
        sink: Sink,
    ) -> None:
        output = cast("IO[bytes]", sink)
        if isinstance(solutions, ox.QueryTriples):
            triples = sink.counter = Triples(_once(solutions) if shape.form == "describe" else solutions)
            ox.serialize(triples, output, getattr(ox.RdfFormat, chosen), prefixes=self._shown)
            return
        if isinstance(solutions, ox.QuerySolutions):
            sink.counter = COUNTERS[chosen]()
        solutions.serialize(output, getattr(ox.QueryResultsFormat, chosen))


def _once(triples: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
    """A graph is a set: DESCRIBE over the union repeats a triple for every named graph that holds it."""
    seen: set[ox.Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple
