"""Options that several commands have, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.iris import Iris

DEFAULT_STORE = Path("khaithong-store")

Store = Annotated[
    Path,
    typer.Option(
        "--store", metavar="DIR", envvar="KHAITHONG_STORE", help="The store's directory, or an RDF file."
    ),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--base", metavar="IRI", help="Mint IRIs under this base. [default: https://w3id.org/khaithong/id/]"
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def iris_under(base: str | None) -> Iris:
    """The minter of IRIs for what --base gave."""
    from graph.iris import Iris

    try:
        return Iris(base) if base else Iris()
    except ValueError as error:
        raise typer.BadParameter(f"--base: {error}") from None
