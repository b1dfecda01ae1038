"""What commands show: progress on standard error, tables on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from graph.progress import Progress

_WORDS = {
    "reading": "Reading",
    "mapping": "Building the graph",
    "inferring": "Inferring",
    "publishing": "Publishing",
    "writing": "Writing",
}


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """A progress bar on standard error; nothing where that is no terminal or `quiet` is set."""
    from graph.progress import Step, silent

    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(step: Step) -> None:
            words = f"{_WORDS.get(step.stage, step.stage)} {step.what}".strip()
            bar.update(task, description=words, completed=step.done, total=step.total)

        yield tell


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on standard output; cells are plain text and wrap to the terminal's width."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(header_style="bold")
    for column in columns:
        grid.add_column(Text(column), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    Console().print(grid)


def say(message: str, *, quiet: bool = False) -> None:
    """One line on standard error about what was done."""
    if not quiet:
        typer.echo(message, err=True)
