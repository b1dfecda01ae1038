"""`khaithong diff`: two versions beside each other."""

from __future__ import annotations

import json
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Store

if TYPE_CHECKING:
    from graph.diff import Comparison, Thing
    from graph.reader import Reader

_MARKS = {"gained": "+", "lost": "−", "changed": "~"}


@guarded
def diff(
    before: Annotated[
        int, typer.Argument(metavar="A", help="The number of a version (see 'khaithong log').")
    ],
    after: Annotated[int, typer.Argument(metavar="B", help="The number of the version to compare it with.")],
    store: Store = DEFAULT_STORE,
    quads: Annotated[
        bool, typer.Option("--quads", help="The statements themselves, as N-Quads after + and -.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every thing.")] = False,
) -> None:
    """Tell which things two versions differ in: instruments, bottlenecks, observations, claims and the like.

    Example: khaithong diff 1 2 --store my-store
    """
    from graph.diff import compare
    from graph.reader import Reader

    if quads and as_json:
        raise typer.BadParameter("give --quads or --json, not both.")
    with Reader.open(store, version=before) as old, Reader.open(store, version=after) as new:
        if quads:
            _write_quads(old, new)
            return
        found = compare(old, new)
    if as_json:
        sys.stdout.buffer.write((json.dumps(found.as_json(), ensure_ascii=False) + "\n").encode())
        sys.stdout.buffer.flush()
    else:
        _show(found)


def _write_quads(old: Reader, new: Reader) -> None:
    from pyoxigraph import RdfFormat, serialize

    from graph.diff import raw

    for sign, quad in raw(old, new):
        line = serialize([quad], format=RdfFormat.N_QUADS)
        sys.stdout.buffer.write(f"{sign} ".encode() + (line or b""))
    sys.stdout.buffer.flush()


def _show(found: Comparison) -> None:
    typer.echo(f"Version {found.before} → version {found.after}")
    for graph in found.graphs:
        typer.echo(f"  {graph.name}: +{graph.change.added} −{graph.change.removed} statements")
    for kind, group in groupby(found.things, key=lambda thing: thing.kind):
        things = list(group)
        counts = " ".join(
            f"{mark}{sum(thing.what == what for thing in things)}" for what, mark in _MARKS.items()
        )
        typer.echo(f"\n{kind}  {counts}")
        for thing in things:
            _show_thing(thing)


def _show_thing(thing: Thing) -> None:
    typer.echo(f"  {_MARKS[thing.what]} {thing.label}")
    for change in thing.changes:
        before, after = (" | ".join(values) or "–" for values in (change.before, change.after))
        typer.echo(f"      {change.property}: {before} → {after}")
