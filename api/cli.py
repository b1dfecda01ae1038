"""The command line. Commands live in `api.commands`; heavy imports wait until one of them runs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.commands import account, key, review
from api.commands import report as reports
from api.commands.build import build
from api.commands.check import check
from api.commands.diff import diff
from api.commands.export import export
from api.commands.guard import report, show_details
from api.commands.log import log
from api.commands.mcp import mcp
from api.commands.query import query
from api.commands.read import read
from api.commands.report import ask
from api.commands.serve import serve
from api.commands.suggest import suggest
from api.commands.withdraw import withdraw

app = typer.Typer(
    name="khaithong",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help pages: half the start-up time
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:  # noqa: FBT001 - the signature of an option's callback
    if value:
        from graph.run import software_version

        typer.echo(f"khaithong {software_version()}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[
        bool, typer.Option("--debug", help="Print the details of an error, to report it.")
    ] = False,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read Vietnamese reports on digital transformation into a graph of bottlenecks and their remedies.

    Exit codes: 0 good, 1 something is wrong with the data, 2 could not run.

    Example: khaithong build report.txt --store my-store && khaithong serve --store my-store
    """
    show_details(on=debug)


for command in (build, read, query, serve, check, export, withdraw, log, diff, mcp):
    app.command()(command)
app.command()(ask)
app.command()(suggest)
app.add_typer(review.app, name="review")
app.add_typer(account.app, name="account")
app.add_typer(key.app, name="key")
app.add_typer(reports.app, name="report")


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace"
            )  # a terminal that cannot show Vietnamese still works
    try:
        app()
    except Exception as error:  # noqa: BLE001 - the last guard: whatever slipped through becomes a message
        sys.exit(report(error))


if __name__ == "__main__":
    main()
