"""`khaithong export`: the whole graph in the formats that others read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import say


@guarded
def export(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.")],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="nq, trig, jsonld, nt, ttl, rdf, graphml (for Gephi and the like) or pyvis (a page that "
            "works offline). [default: by the file's ending]",
        ),
    ] = None,
    store: Store = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Write the whole graph; formats without named graphs get their union.

    Example: khaithong export graph.trig --store my-store
    """
    from graph.export import form_of, replace_file, write
    from graph.reader import Reader

    chosen = form or ("pyvis" if out.suffix == ".html" else form_of(out))
    with Reader.open(store) as reader:
        if chosen == "pyvis":
            from viz.pyvis_export import write_html

            replace_file(out, lambda fresh: write_html(reader, fresh))
        else:
            write(reader, chosen, out)
    say(f"The graph is in {out}.", quiet=quiet)
