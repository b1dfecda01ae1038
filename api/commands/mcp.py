"""`khaithong mcp`: the graph for programs that reason, on standard input and output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE


@guarded
def mcp(
    store: Annotated[
        Path, typer.Option("--store", metavar="DIR", envvar="KHAITHONG_STORE", help="The store to ask.")
    ] = DEFAULT_STORE,
) -> None:
    """Answer the Model Context Protocol on standard input and output.

    Example: khaithong mcp --store my-store
    """
    import asyncio

    from api.model_context.door import over_stdio
    from api.settings import Settings
    from graph.versions import hold

    _, lock = hold(store)
    lock.release()
    asyncio.run(over_stdio(Settings.from_environment(store=store, workers=2)))
