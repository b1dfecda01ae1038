"""`khaithong serve`: the pages, the SPARQL endpoint and the API over one store."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet
from api.commands.show import say

if TYPE_CHECKING:
    from api.settings import Settings


@guarded
def serve(
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="DIR",
            envvar="KHAITHONG_STORE",
            help=f"The store to serve; new versions appear as they are built. [default: {DEFAULT_STORE}]",
        ),
    ] = None,
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data",
            metavar="FILE...",
            help="Serve RDF files from memory instead of a store: .nq .trig .ttl .nt .rdf .jsonld",
        ),
    ] = None,
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE", hidden=True)] = None,
    default_graph: Annotated[
        str | None,
        typer.Option(
            metavar="union|default",
            help="What queries see of files where they name no graph: all graphs as one, or the default "
            "graph alone. [default: union]",
        ),
    ] = None,
    host: Annotated[
        str | None, typer.Option(metavar="HOST", help="Listen here. [default: 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=0, max=65535, help="[default: 8000]")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Queries that run at the same time.")
    ] = None,
    mcp: Annotated[
        bool | None,
        typer.Option("--mcp/--no-mcp", help="Let programs that reason ask at /mcp.", show_default=False),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help="Settings from a TOML file; the environment wins over it, and options over both.",
        ),
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the pages in a browser.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Serve the pages, the SPARQL endpoint and the API on this machine.

    Example: khaithong serve --store my-store --port 8000 --open
    """
    from api.settings import Settings

    given = _files(data, files)
    files_given = bool(given or os.environ.get("KHAITHONG_DATA"))
    told = bool(config or os.environ.get("KHAITHONG_CONFIG"))  # there a store may be named, too
    chosen = None if given else store or (None if files_given or told else DEFAULT_STORE)
    settings = Settings.from_environment(
        config=config,
        store=chosen,
        data=given,
        default_graph=default_graph,
        host=host,
        port=port,
        workers=workers,
        mcp=mcp,
    )
    if settings.store is not None:
        from graph.versions import hold

        _, lock = hold(settings.store)  # a store that is not there is told at once, not by the first visitor
        lock.release()
    listening = _listen(settings.host, settings.port)
    _run(settings, listening, open_browser=open_browser, quiet=quiet)


def _files(data: list[Path] | None, more: list[Path] | None) -> tuple[Path, ...] | None:
    """The files of `--data a.ttl b.ttl`: an option takes one, so the others come as arguments."""
    if more and not data:
        raise typer.BadParameter(f"what is {more[0]} for? Files are given as: khaithong serve --data FILE...")
    return (*data, *(more or ())) if data else None


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, proto)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        raise typer.BadParameter(
            f"cannot listen on {host} port {port}: {error.strerror or error}. Give another --port or --host."
        ) from None
    return listening


def _run(settings: Settings, listening: socket.socket, *, open_browser: bool, quiet: bool) -> None:
    import uvicorn

    from api.server import configure

    host, port = listening.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    say(f"khaithong is at {address} (Ctrl+C stops it)", quiet=quiet)
    if open_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    config = configure(settings, log_level="warning" if quiet else "info")
    uvicorn.Server(config).run(sockets=[listening])
