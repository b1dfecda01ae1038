"""`khaithong log`: what each published version changed."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Store

if TYPE_CHECKING:
    from graph.history import Change, Entry

_MARKS = {"added": "+", "replaced": "~", "withdrawn": "−"}


@guarded
def log(
    store: Store = DEFAULT_STORE,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line for each version.")] = False,
) -> None:
    """Tell what each version added, changed and removed, newest first.

    A version whose graph is no longer kept is still told of.

    Example: khaithong log --store my-store
    """
    from graph.history import history

    for entry in history(store):
        if as_json:
            sys.stdout.buffer.write((json.dumps(entry.as_json(), ensure_ascii=False) + "\n").encode())
        else:
            _show(entry)
    sys.stdout.buffer.flush()


def _show(entry: Entry) -> None:
    command = f"  {entry.change.command}" if entry.change else ""
    kept = "" if entry.kept else "  (its graph is no longer kept)"
    typer.echo(f"Version {entry.version}  {entry.created}  khaithong {entry.software}{command}{kept}")
    if entry.change is None:
        typer.echo("  made by an older program, which did not tell what it changed")
    else:
        _show_change(entry.change)
    typer.echo("")


def _show_change(change: Change) -> None:
    for report in change.reports:
        counts = f"+{report.change.added} −{report.change.removed} statements"
        typer.echo(f"  {_MARKS[report.what]} {report.what} {report.name}: {report.title} ({counts})")
    for graph in change.graphs:
        typer.echo(f"    {graph.origin}: +{graph.change.added} −{graph.change.removed} statements")
    for note in change.reviews:
        reason = f" ({note.reason})" if note.reason else ""
        claim = note.claim.rpartition("/")[2][:8]
        typer.echo(f"  {note.decision} {claim} by {note.reviewer}: {note.subject} → {note.object}{reason}")
