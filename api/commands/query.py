"""`khaithong query`: ask the graph in SPARQL."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Store

_FORMATS = "table, json, csv, tsv, xml; ttl, nt, rdf, jsonld, trig, nq for CONSTRUCT and DESCRIBE"


@guarded
def query(
    text: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="The query; - reads standard input.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read the query from a file.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", "-n", metavar="EXAMPLE", help="Run an example query.")
    ] = None,
    examples: Annotated[bool, typer.Option("--list", help="List the example queries.")] = False,
    store: Store = DEFAULT_STORE,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_FORMATS)] = "table",
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", metavar="DAY", formats=["%Y-%m-%d"], help="Ask what that day knew."),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Stop the query then.")
    ] = 60.0,
) -> None:
    """Ask the graph. The prefixes of the vocabulary need no declaration.

    With --as-of only what was known on that day: reports whose period had ended, and what rests on them.

    Example: khaithong query --name bottlenecks-and-remedies --store my-store --format csv
    """
    from api.inspection import inspect
    from graph.iris import DEFAULT_BASE
    from graph.prefixes import known
    from graph.queries import examples as all_examples
    from graph.reader import wants_graph
    from graph.timed import GRAPHS, TABLES, answer

    if examples:
        for item in all_examples():
            typer.echo(f"{item.name}\n    {item.vi}\n    {item.en}")
        return
    asked = _asked(text, file, name)
    if form not in ("table", *TABLES, *GRAPHS):
        raise typer.BadParameter(f"{form!r} is not a format. Choose one of {_FORMATS}.")
    if inspect(asked, DEFAULT_BASE, known()).asks_service:
        from graph.errors import QueryError

        raise QueryError("no other server is asked: remove SERVICE from the query, or run it where both are.")
    result = io.BytesIO() if form == "table" else sys.stdout.buffer
    graph = form == "table" and wants_graph(asked)
    wanted = "ttl" if graph else form.replace("table", "json")
    with _sources(store, as_of) as sources:
        answer(sources, asked, wanted, timeout, result)
    if isinstance(result, io.BytesIO) and form == "table":
        if graph:
            sys.stdout.buffer.write(result.getvalue())
        else:
            _show(json.loads(result.getvalue()))
    sys.stdout.buffer.flush()


@contextmanager
def _sources(store: Path, day: datetime | None) -> Iterator[list[Path]]:
    """The store, or a file of what it held on a day."""
    if day is None:
        yield [store]
        return
    from pyoxigraph import RdfFormat, serialize

    from graph.as_of import known_at
    from graph.reader import Reader

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "as-of.nq"
        with Reader.open(store) as reader:
            serialize(known_at(reader, day.date()), str(path), RdfFormat.N_QUADS)
        yield [path]


def _asked(text: str | None, file: Path | None, name: str | None) -> str:
    if sum(item is not None for item in (text, file, name)) != 1:
        raise typer.BadParameter("give one query: as an argument, with --file, or with --name (see --list).")
    if name is not None:
        from graph.queries import example

        try:
            return example(name).text
        except KeyError:
            raise typer.BadParameter(
                f"there is no example {name!r}. 'khaithong query --list' shows them."
            ) from None
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise typer.BadParameter(f"the query file {file} cannot be read: {error}") from None
    return sys.stdin.read() if text == "-" else str(text)


def _show(result: dict[str, Any]) -> None:
    from api.commands.show import table

    if "boolean" in result:
        typer.echo("yes" if result["boolean"] else "no")
        return
    columns = result["head"]["vars"]
    rows = [[_cell(row.get(column, {})) for column in columns] for row in result["results"]["bindings"]]
    table(columns, rows)
    typer.echo(f"{len(rows)} row(s)", err=True)


def _cell(term: dict[str, str]) -> str:
    from graph.prefixes import shorten

    return shorten(term["value"]) if term.get("type") == "uri" else term.get("value", "")
