"""Queries with a time limit that holds: a process of its own, killed on the deadline.

Oxigraph cannot be interrupted from within, so the query runs in a child. A result counts only when the
child has ended well; nothing of an unfinished one is shown.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from graph.errors import GraphError, QueryError, QueryTimeout

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from graph.iris import Iris

TABLES = ("json", "csv", "tsv", "xml")
GRAPHS = ("ttl", "nt", "rdf", "jsonld", "trig", "nq")
_TROUBLE = 3


def answer(sources: Sequence[Path], query: str, form: str, seconds: float, output: IO[bytes]) -> None:
    """Evaluate `query` over a store or RDF files and write the result to `output`.

    `form` is one of `TABLES` for SELECT and ASK, one of `GRAPHS` for CONSTRUCT and DESCRIBE.

    Raises:
        QueryTimeout: it took longer than `seconds`.
        QueryError: it cannot be parsed, or its result has no such form.
        GraphError: the source cannot be opened.
    """
    job = json.dumps({"sources": [str(path) for path in sources], "query": query, "form": form})
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as trouble:
        child = subprocess.Popen(
            [sys.executable, "-m", "graph.timed"],
            stdin=subprocess.PIPE,
            stdout=result,
            stderr=trouble,
            env=_environment(),
        )
        try:
            child.communicate(job.encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            raise QueryTimeout(
                f"the query was stopped after {seconds:g} seconds. Narrow it (a FILTER, a LIMIT), or give "
                "it more time "
                "with --timeout."
            ) from None
        finally:
            child.kill()
            child.wait()
        if child.returncode != 0:
            trouble.seek(0)
            raise _trouble(trouble.read().decode("utf-8", "replace"))
        result.seek(0)
        while chunk := result.read(1 << 16):
            output.write(chunk)


def _environment() -> dict[str, str]:
    """The child finds this package wherever the parent found it."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _trouble(text: str) -> GraphError:
    try:
        told = json.loads(text.splitlines()[-1])
    except (IndexError, ValueError):
        return QueryError("the query needed more memory than there is, or its process was ended from outside")
    if told["kind"] == "query":
        return QueryError(told["message"], told["line"], told["column"])
    return GraphError(told["message"])


def _work(job: dict[str, Any], output: IO[bytes]) -> None:
    from graph.reader import Reader  # noqa: PLC0415

    sources = [Path(source) for source in job["sources"]]
    with Reader.open(sources[0] if len(sources) == 1 else sources) as reader:
        serialise(reader.query(job["query"]), job["form"], output, reader.iris)


def serialise(
    result: QuerySolutions | QueryBoolean | QueryTriples, form: str, output: IO[bytes], iris: Iris
) -> None:
    """Write a query's result.

    Raises:
        QueryError: the kind of result has no such form.
    """
    from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, serialize  # noqa: PLC0415

    from graph.export import readable_prefixes  # noqa: PLC0415

    if isinstance(result, QueryTriples):
        kind = RdfFormat.from_extension(form) if form in GRAPHS else None
        if kind is None:
            raise QueryError(
                f"a CONSTRUCT or DESCRIBE query gives a graph, not {form}. Give --format {' | '.join(GRAPHS)}"
            )
        # A constructed graph is a set, which the engine's stream is not.
        prefixes = dict(readable_prefixes(iris)) if form in ("ttl", "trig") else None
        serialize(dict.fromkeys(result), output, kind, prefixes=prefixes)
        return
    table = (
        QueryResultsFormat.from_extension({"json": "srj", "xml": "srx"}.get(form, form))
        if form in TABLES
        else None
    )
    if table is None:
        raise QueryError(
            f"a SELECT or ASK query gives a table, not {form}. Give --format table | {' | '.join(TABLES)}"
        )
    try:
        result.serialize(output, table)
    except ValueError as error:
        raise QueryError(f"the result cannot be written as {form}: {error}") from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query could not be answered: {error}") from error


def main() -> int:
    """The child: a job on standard input, the result on standard output, trouble on standard error."""
    told: dict[str, Any]
    try:
        _work(json.load(sys.stdin), sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except QueryError as error:
        told = {"kind": "query", "message": str(error), "line": error.line, "column": error.column}
    except (GraphError, OSError) as error:
        told = {"kind": "graph", "message": str(error)}
    else:
        return 0
    sys.stderr.write("\n" + json.dumps(told))
    return _TROUBLE


if __name__ == "__main__":
    sys.exit(main())
