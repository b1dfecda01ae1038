"""The way to ask a graph: a published version of a store, or RDF files.

The default graph is the union of all named graphs, as a set (see `graph.graphs`). Prefixes of the
vocabulary need no declaration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from graph.archive import Archive
from graph.errors import GraphError, QueryError, store_error
from graph.graphs import UNION, fill_union
from graph.iris import DEFAULT_BASE, Iris
from graph.lock import Lock
from graph.prefixes import known
from graph.reading import Reading
from graph.syntax import syntax_error
from graph.versions import Version, hold

Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]


class Reader:
    """A graph to ask, never to change. Close it, or use it in a `with` block, to let its version go."""

    def __init__(
        self,
        store: Store,
        *,
        version: Version | None = None,
        lock: Lock | None = None,
        directory: Path | None = None,
    ) -> None:
        self.store = store
        self._version = version
        self._lock = lock
        self._archive = Archive(directory) if directory else None

    @classmethod
    def open(
        cls, source: Path | str | Sequence[Path | str], *, in_memory: bool = False, version: int | None = None
    ) -> Self:
        """Open a store's current version (or another that it keeps), or RDF files together.

        `source` is a store's directory, one RDF file, or several. A store is read from disk; `in_memory`
        loads it (0.6 s and 40 MB for 100,000 triples), which answers two to three times faster and needs the
        directory no more.

        Raises:
            StoreError: no usable store there (see `graph.errors`).
            VersionMissing: the store does not have that version.
            GraphError: a file that is no RDF.
        """
        if isinstance(source, (str, Path)):
            path = Path(source)
            if path.is_dir() or (not path.is_file() and _format(path) is None):
                return cls._open_store(path, in_memory=in_memory, number=version)
            source = [path]
        return cls(_load_files([Path(item) for item in source]))

    @classmethod
    def _open_store(cls, directory: Path, *, in_memory: bool, number: int | None) -> Self:
        version, lock = hold(directory, number)
        try:
            store = Store.read_only(str(version.graph))
            if in_memory:
                memory = Store()
                memory.bulk_load(store.dump(format=RdfFormat.N_QUADS), RdfFormat.N_QUADS)
                store = memory
        except (OSError, RuntimeError) as error:
            lock.release()
            raise store_error(error, directory) from error
        return cls(store, version=version, lock=lock, directory=directory)

    @property
    def version(self) -> int:
        """The number of the version that is read; 0 for files."""
        return self._version.number if self._version else 0

    @property
    def about(self) -> Mapping[str, Any]:
        """What the version says of itself: software, created, base, quads, triples, reports; {} for files."""
        return self._version.about if self._version else MappingProxyType({})

    @property
    def iris(self) -> Iris:
        """The minter of IRIs under this graph's base."""
        return Iris(str(self.about.get("base", DEFAULT_BASE)))

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that queries know without declaring them."""
        return known(self.iris.base)

    def query(
        self,
        query: str,
        substitutions: Mapping[str, Term | str] | None = None,
        *,
        default_graph: Sequence[NamedNode | BlankNode] | None = None,
        named_graphs: Sequence[NamedNode | BlankNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Evaluate a query lazily; the result serialises itself (`.serialize`).

        `substitutions` sets variables beforehand (SEP-0007); a plain string is an IRI. The engine wants them
        among the variables that a SELECT projects.

        Raises:
            QueryError: the query cannot be parsed, with line and column of its own text.
        """
        return run_query(
            self.store,
            query,
            self.prefixes,
            substitutions,
            default_graph=default_graph,
            named_graphs=named_graphs,
        )

    def select(self, query: str, substitutions: Mapping[str, Term | str] | None = None) -> list[Row]:
        """The rows of a SELECT query; a variable without a value is absent from its row."""
        result = self.query(query, substitutions)
        if not isinstance(result, QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        names = [variable.value for variable in result.variables]
        with _late_errors():
            return [
                {name: value for name in names if (value := solution[name]) is not None}
                for solution in result
            ]

    def ask(self, query: str, substitutions: Mapping[str, Term | str] | None = None) -> bool:
        """The answer to an ASK query."""
        result = self.query(query, substitutions)
        if not isinstance(result, QueryBoolean):
            raise QueryError("an ASK query is needed here")
        with _late_errors():
            return bool(result)

    def construct(self, query: str, substitutions: Mapping[str, Term | str] | None = None) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query."""
        result = self.query(query, substitutions)
        if not isinstance(result, QueryTriples):
            raise QueryError("a CONSTRUCT or DESCRIBE query is needed here")
        with _late_errors():
            return list(result)

    def describe(self, iri: str | NamedNode) -> list[Triple]:
        """Every triple with the thing as its subject, then those with it as their object."""
        node = iri if isinstance(iri, NamedNode) else NamedNode(iri)
        own = self.store.quads_for_pattern(node, None, None, UNION)
        others = self.store.quads_for_pattern(None, None, node, UNION)
        return [quad.triple for quads in (own, others) for quad in quads]

    def reading(self, sha256: str) -> Reading | None:
        """The text and facts of a report as they were read; None where they were not kept (RDF files)."""
        return self._archive.get(sha256) if self._archive else None

    def source(self, sha256: str) -> bytes | None:
        """The bytes of a report's file; None where they were not kept."""
        return self._archive.source(sha256) if self._archive else None

    def over(self, store: Store) -> Reader:
        """What is said of this version, over a part of its graph; to be used while this reader is open."""
        return Reader(store, version=self._version)

    def close(self) -> None:
        """Let the version go; the writer may prune it from now on."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _late_errors() -> Iterator[None]:
    """Results come lazily, and so do errors in making them (a SERVICE that does not answer)."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query could not be answered: {error}") from error


def run_query(
    store: Store,
    query: str,
    prefixes: Mapping[str, str],
    substitutions: Mapping[str, Term | str] | None = None,
    *,
    default_graph: Sequence[NamedNode | BlankNode] | None = None,
    named_graphs: Sequence[NamedNode | BlankNode] | None = None,
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Evaluate a query on a store whose default graph is the union of its named graphs.

    Raises:
        QueryError: the query cannot be parsed or read.
    """
    try:
        with _late_errors():
            return store.query(
                query,
                prefixes=dict(prefixes),
                substitutions={
                    Variable(name): NamedNode(value) if isinstance(value, str) else value
                    for name, value in (substitutions or {}).items()
                },
                default_graph=list(default_graph) if default_graph is not None else None,
                named_graphs=list(named_graphs) if named_graphs is not None else None,
            )
    except SyntaxError as error:
        raise syntax_error(query, str(error), prefixes) from error


def wants_graph(query: str, prefixes: Mapping[str, str] | None = None) -> bool:
    """Whether a query is a CONSTRUCT or DESCRIBE, whose result is a graph.

    Raises:
        QueryError: it cannot be parsed.
    """
    return isinstance(run_query(Store(), query, prefixes or known()), QueryTriples)


def _format(path: Path) -> RdfFormat | None:
    return RdfFormat.from_extension(path.suffix.lstrip(".").lower())


def _load_files(paths: Sequence[Path]) -> Store:
    """RDF files in one memory store, the default graph being the union."""
    store = Store()
    for path in paths:
        form = _format(path)
        if form is None:
            raise GraphError(f"{path} has no ending of an RDF format. Known: .nq .trig .ttl .nt .rdf .jsonld")
        try:
            store.bulk_load(path=str(path), format=form)
        except SyntaxError as error:
            raise GraphError(f"{path} is not {form.name}: {error}") from error
        except FileNotFoundError:
            raise GraphError(f"there is no file {path}. Check the path.") from None
        except (OSError, ValueError, UnicodeDecodeError) as error:
            raise GraphError(f"{path} cannot be read: {error}") from error
    fill_union(store)
    return store
