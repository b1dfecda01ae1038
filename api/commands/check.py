"""`khaithong check`: does a graph keep its own rules?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.guard import WRONG_DATA, guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import say


@guarded
def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Check an RDF file instead of a store.")
    ] = None,
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Check a graph against the SHACL shapes; the exit code is 1 where a rule is broken.

    Example: khaithong check --store my-store
    """
    from graph.check import validate_store
    from graph.reader import Reader

    with Reader.open(file or store) as reader:
        violations = validate_store(reader.store)
    for violation in violations:
        if not (violation.warning and quiet):
            typer.echo(f"{'warning' if violation.warning else 'broken'}: {violation}")
    broken = sum(not violation.warning for violation in violations)
    warnings = len(violations) - broken
    say(f"{broken} rule(s) broken, {warnings} warning(s).", quiet=quiet)
    if broken:
        raise typer.Exit(WRONG_DATA)
