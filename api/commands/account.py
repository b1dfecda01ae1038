"""`khaithong account`: who may sign in, and what they may do."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.guard import guarded
from api.commands.options import DEFAULT_STORE, Quiet, Store
from api.commands.show import say

if TYPE_CHECKING:
    from api.accounts.model import Role
    from api.accounts.registry import Registry

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The account.")]
Directory = Annotated[
    Path | None,
    typer.Option(
        "--accounts",
        metavar="DIR",
        envvar="KHAITHONG_ACCOUNTS",
        help="Where accounts are kept. [default: accounts in the store's directory]",
        show_default=False,
    ),
]
_PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="Read the password from a file's first line; - reads standard input. [default: ask]",
    ),
]
_Roles = Annotated[
    list[str] | None, typer.Option("--role", metavar="ROLE", help="reviewer or editor; may be repeated.")
]


@app.callback()
def account() -> None:
    """Manage who may sign in: reviewers decide on proposals, editors add and withdraw reports.

    Example: khaithong account add an --display "Nguyễn Văn An" --role reviewer --store my-store
    """


@app.command()
@guarded
def add(
    name: Name,
    display: Annotated[
        str | None, typer.Option("--display", metavar="NAME", help="The name that others see.")
    ] = None,
    role: _Roles = None,
    password_file: _PasswordFile = None,
    store: Store = DEFAULT_STORE,
    accounts: Directory = None,
    quiet: Quiet = False,
) -> None:
    """Add an account; its password is asked for, or read from a file, and never an argument.

    Example: khaithong account add an --display "Nguyễn Văn An" --role reviewer --store my-store
    """
    from api.accounts.errors import AccountError
    from api.accounts.model import Account

    registry = open_registry(store, accounts)
    new = Account(name, unicodedata.normalize("NFC", display or name), _roles(role))
    if registry.entry(name) is not None:
        raise AccountError("taken", name=name)
    registry.add(new, _password(password_file))
    say(f"account {name} is added: {_told(new.roles)}.", quiet=quiet)


@app.command("list")
@guarded
def list_(store: Store = DEFAULT_STORE, accounts: Directory = None) -> None:
    """List the accounts and their roles.

    Example: khaithong account list --store my-store
    """
    for each in open_registry(store, accounts).accounts():
        typer.echo(f"{each.name}  {each.display}  {_told(each.roles)}")


@app.command()
@guarded
def remove(
    name: Name, store: Store = DEFAULT_STORE, accounts: Directory = None, quiet: Quiet = False
) -> None:
    """Remove an account and its keys; what it decided stays.

    Example: khaithong account remove an --store my-store
    """
    open_registry(store, accounts).remove(name)
    say(f"account {name} is removed.", quiet=quiet)


@app.command()
@guarded
def password(
    name: Name,
    password_file: _PasswordFile = None,
    store: Store = DEFAULT_STORE,
    accounts: Directory = None,
    quiet: Quiet = False,
) -> None:
    """Change a password; whoever is signed in with the old one is signed out.

    Example: khaithong account password an --store my-store
    """
    from api.accounts.errors import AccountError

    registry = open_registry(store, accounts)
    if registry.entry(name) is None:
        raise AccountError("unknown", name=name)
    registry.set_password(name, _password(password_file))
    say(f"the password of {name} is changed.", quiet=quiet)


@app.command()
@guarded
def role(
    name: Name,
    roles: Annotated[
        list[str] | None, typer.Argument(metavar="[ROLE]...", help="reviewer, editor, both, or none.")
    ] = None,
    store: Store = DEFAULT_STORE,
    accounts: Directory = None,
    quiet: Quiet = False,
) -> None:
    """Give an account exactly these roles.

    Example: khaithong account role an reviewer editor --store my-store
    """
    wanted = _roles(roles)
    open_registry(store, accounts).set_roles(name, wanted)
    say(f"{name}: {_told(wanted)}.", quiet=quiet)


def open_registry(store: Path, directory: Path | None) -> Registry:
    """The accounts of a store, or of a directory of their own."""
    from api.accounts.file import AccountFile
    from api.accounts.registry import Registry
    from api.settings import accounts_directory
    from graph.versions import hold

    if directory is None:
        _, lock = hold(store)  # accounts in a place that is no store would be found by nobody
        lock.release()
    return Registry(AccountFile(directory or accounts_directory(store)))


def _roles(names: list[str] | None) -> frozenset[Role]:
    from api.accounts.errors import AccountError
    from api.accounts.model import Role

    for name in names or ():
        if name not in set(Role):
            raise AccountError("role", role=name)
    return frozenset(Role(name) for name in names or ())


def _told(roles: frozenset[Role]) -> str:
    return ", ".join(sorted(roles)) or "reads only"


def _password(file: Path | None) -> str:
    """The password, from a prompt where nothing else is said; a pipe is read without asking."""
    from api.accounts.errors import AccountError

    if file is None and sys.stdin.isatty():
        first = str(typer.prompt("Password", hide_input=True))
        if first != typer.prompt("Once more", hide_input=True):
            raise AccountError("twice")
        return unicodedata.normalize("NFC", first)
    try:
        if file is None or str(file) == "-":
            data = sys.stdin.buffer.readline()
        else:
            data = file.read_bytes().partition(b"\n")[0]
        return unicodedata.normalize("NFC", data.decode("utf-8").rstrip("\r\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise AccountError("file", path=file or "standard input", reason=error) from None
