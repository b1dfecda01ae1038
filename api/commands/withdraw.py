"""`khaithong withdraw`: take a report out of the store."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import progress, say


@guarded
def withdraw(
    report: Annotated[
        str,
        typer.Argument(
            metavar="REPORT", help="The report: its file's name, or the beginning of its SHA-256."
        ),
    ],
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Take a report out of the store: its graph and what was inferred from it, all or nothing. Reviews stay.

    Example: khaithong withdraw bao-cao.txt --store my-store
    """
    from graph import withdraw as library
    from graph.run import Run

    with progress(quiet=quiet) as tell:
        done = library.withdraw(store, report, run=Run(), progress=tell)
    gone = done.report
    say(f"{gone.name}: {gone.title} (−{gone.change.removed} statements)", quiet=quiet)
    say(f"Version {done.version} is published in {store}.", quiet=quiet)
