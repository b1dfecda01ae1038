"""`khaithong export`: the graph, or one report's, in the formats that others read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import say


@guarded
def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The file to write; the same as --out.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The file to write, whole or not at all.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="nq, trig, jsonld, nt, ttl, rdf; graphml (for Gephi and the like); csv (a ZIP of tables), "
            "xlsx (a sheet for each kind); datapackage (a new folder, or a .zip); or pyvis (a page that "
            "works offline). [default: by the file's ending]",
        ),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="NAME", help="Only what this report states: a file's name, or SHA-256."
        ),
    ] = None,
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Write the graph; formats without named graphs get their union.

    Example: khaithong export bang.xlsx --store my-store
    """
    from graph.errors import ExportError
    from graph.export import FORMATS, form_of, replace_file, write
    from graph.reader import Reader

    if (file is None) == (out is None):
        raise typer.BadParameter("give one file to write: as an argument, or with --out.")
    path = Path(file or out or "")
    chosen = form or ("pyvis" if path.suffix.lower() == ".html" else form_of(path))
    if chosen not in (*FORMATS, "pyvis"):
        raise ExportError("export-format", name=chosen, formats=", ".join((*FORMATS, "pyvis")))
    if chosen == "pyvis" and report is not None:
        raise ExportError("export-report-page")
    with Reader.open(store) as reader:
        if chosen == "pyvis":
            from viz.pyvis_export import write_html

            replace_file(path, lambda fresh: write_html(reader, fresh))
        else:
            write(reader, chosen, path, report=report)
    say(f"The graph is in {path}.", quiet=quiet)
