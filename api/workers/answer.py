"""Answers one job from a store. What it writes is all a client ever sees of the graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO, cast

import pyoxigraph as ox

from api.inspection import Shape, inspect
from api.workers import frames
from api.workers.counting import COUNTERS, Triples
from api.workers.functions import NAME, functions
from api.workers.job import Head, Job, Refused
from api.workers.sink import Send, Sink
from graph.syntax import syntax_error

# wherever such a word stands: what is taken for one and is none costs a little time
_NAMES_GRAPHS = re.compile(r"graph|from|\\", re.IGNORECASE)


class Answering:
    """Answers jobs from `store`; `base` and `prefixes` hold in queries that declare none.

    The default graph of `store` holds every triple of its named graphs, so a query without a dataset of its
    own is about all of them (`graph.graphs`).
    """

    def __init__(
        self, store: ox.Store, base: str, prefixes: dict[str, str], union: ox.Store | None = None
    ) -> None:
        """`union` is the default graph of `store` alone, for queries that name no graph."""
        self._store, self._base, self._prefixes = store, base, prefixes
        self._union = union
        self._functions = functions(prefixes.get("kt", ""))
        # "id:" would shorten hardly anything: what follows it has a slash, which a local name must escape
        self._shown = {name: iri for name, iri in prefixes.items() if iri != base}

    def answer(self, job: Job, send: Send) -> None:
        """Send a head, blocks of data and an end; or, at any point, a refusal."""
        try:
            self._answer(job, send)
        except Refused as refusal:
            told = json.dumps({"code": refusal.code, **refusal.about}).encode()
            send(frames.frame(frames.REFUSED, told))

    def _answer(self, job: Job, send: Send) -> None:
        shape = inspect(job.query, self._base, self._prefixes)
        chosen = self._check(shape, job)
        solutions = self._run(job)
        sink = Sink(job, Head(shape.form or "", chosen, shape.repeatable), send)
        try:
            self._serialise(solutions, shape, chosen, sink)
            sink.end()
        except (OSError, RuntimeError, ValueError) as error:
            raise Refused("evaluation", reason=str(error)) from None
        except MemoryError:
            raise Refused("memory") from None

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
        # the parser checks every prefix that it is told of, which costs as much as it takes to read the query
        needed = {name: iri for name, iri in self._prefixes.items() if f"{name}:" in job.query}
        store = self._store
        if self._union is not None and not given and not _NAMES_GRAPHS.search(job.query):
            store = self._union
        try:
            return store.query(
                job.query,
                base_iri=self._base,
                prefixes=needed,
                default_graph=[*default] if given else None,
                named_graphs=[*named] if given else None,
                custom_functions=self._functions if NAME in job.query else None,
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
