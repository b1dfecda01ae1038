"""`khaithong build`: reports into a store, or into one RDF file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Base, Quiet, iris_under
from api.commands.show import progress, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.build import BuildResult
    from graph.reading import Reading
    from graph.run import Run


@guarded
def build(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILES…", help="Reports to read, or ZIPs of reports.")
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="DIR",
            envvar="KHAITHONG_STORE",
            help="Add the reports to this store; it is made if there is none. "
            f"[default: {DEFAULT_STORE}; none where --out is given]",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Also write the graph: .nq .trig .ttl .nt .rdf .jsonld .graphml"
        ),
    ] = None,
    bundled: Annotated[
        bool, typer.Option("--bundled", help="Read the reports that come with the program.")
    ] = False,
    base: Base = None,
    quiet: Quiet = False,
) -> None:
    """Read reports and build the graph, all or nothing.

    A report that the store has already is replaced; no other report's graph changes.

    Example: khaithong build reports/*.txt --store my-store --out graph.nq
    """
    from graph import build as library
    from graph.bundled import bundled_readings
    from graph.export import form_of
    from graph.run import Run

    if out is not None:
        form_of(out)  # a wrong name is told before the work, not after it
    run = Run(iris=iris_under(base))
    with progress(quiet=quiet) as tell:
        readings = bundled_readings() if bundled else []
        if files or not bundled:
            readings += library.read_all(files or [], tell)
        directory = store if store or out else DEFAULT_STORE
        result = library.publish(readings, directory, run=run, progress=tell) if directory else None
        if out is not None:
            _write(readings, directory, out, run)
    if result is not None and directory is not None:
        _tell_published(result, directory, quiet=quiet)
    if out is not None:
        say(f"The graph is in {out}.", quiet=quiet)


def _tell_published(result: BuildResult, directory: Path, *, quiet: bool) -> None:
    for added in result.reports:
        change = added.change
        say(f"{added.name}: {added.title} (+{change.added} −{change.removed} statements)", quiet=quiet)
    say(f"Version {result.version} is published in {directory}.", quiet=quiet)


def _write(readings: Sequence[Reading], directory: Path | None, out: Path, run: Run) -> None:
    from graph.build import memory_store
    from graph.export import form_of, write
    from graph.reader import Reader

    form = form_of(out)
    if directory is not None:
        with Reader.open(directory) as reader:
            write(reader, form, out)
    else:
        with Reader(memory_store(readings, run)) as reader:
            write(reader, form, out)
