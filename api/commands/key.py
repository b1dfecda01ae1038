"""`khaithong key`: API keys of accounts, for programs."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.account import Directory, Name, open_registry
from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import say

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def key() -> None:
    """Manage API keys: a program that sends one may do what its account may do.

    Example: khaithong key add an --note "nightly job" --store my-store
    """


@app.command()
@guarded
def add(
    name: Name,
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="What it is for.")] = "",
    store: Store = DEFAULT_STORE,
    accounts: Directory = None,
    quiet: Quiet = False,
) -> None:
    """Make a key and print it, once: only a hash is kept. Send it as 'Authorization: Bearer KEY'.

    Example: khaithong key add an --note "nightly job" --store my-store
    """
    typer.echo(open_registry(store, accounts).add_key(name, note))
    say("Keep it well: it cannot be shown again.", quiet=quiet)


@app.command("list")
@guarded
def list_(store: Store = DEFAULT_STORE, accounts: Directory = None) -> None:
    """List the keys by name, account, time and note; never the keys themselves.

    Example: khaithong key list --store my-store
    """
    for each in open_registry(store, accounts).api_keys():
        typer.echo(f"{each.id}  {each.owner}  {each.made}  {each.note}".rstrip())


@app.command()
@guarded
def revoke(
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key's name, as 'key list' shows it.")],
    store: Store = DEFAULT_STORE,
    accounts: Directory = None,
    quiet: Quiet = False,
) -> None:
    """Revoke a key: nobody can use it any more.

    Example: khaithong key revoke 3f2a91c4 --store my-store
    """
    open_registry(store, accounts).revoke_key(key)
    say(f"key {key} is revoked.", quiet=quiet)
