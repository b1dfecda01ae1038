"""Errors at the edge: one clear message on standard error, never a traceback, the exit code right.

0 is good, 1 means that something is wrong with the data, 2 that the command could not run.
"""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

P = ParamSpec("P")

WRONG_DATA = 1
COULD_NOT_RUN = 2
_STOPPED = 130


class _Switch:
    """Whether details of errors are shown; set by `khaithong --debug`."""

    debug = False


def show_details(*, on: bool) -> None:
    """Show tracebacks from now on, or not."""
    _Switch.debug = on


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """A command that ends in an exit code whatever happens inside."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except typer.Exit:
            raise
        except BrokenPipeError:
            # Whoever read our output has enough of it (`| head`); say nothing when Python flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            complain("stopped; nothing was changed.")
            raise typer.Exit(_STOPPED) from None
        except Exception as error:  # noqa: BLE001 - the edge: every error becomes a message
            raise typer.Exit(report(error)) from None

    return run


def report(error: Exception) -> int:
    """Tell a person what went wrong, in both languages where there are words; gives the exit code."""
    # Imported here: by now time no longer matters, and the help page needs none of it.
    from extraction.errors import ReadError
    from graph.errors import ToldError

    if _Switch.debug:
        traceback.print_exception(error)
    if isinstance(error, (ReadError, ToldError)):
        complain(f"{error.text('en')}\n{error.text('vi')}")
    elif _expected(error):
        complain(str(error))
    elif isinstance(error, MemoryError):
        complain("there was not enough memory. Give it fewer or smaller files at a time.")
    else:
        complain(
            f"something went wrong that should not have ({type(error).__name__}: {error}). Please report "
            "this with "
            "the command that you ran; 'khaithong --debug …' prints the details to send along."
        )
    return WRONG_DATA if getattr(error, "code", "") == "rules-broken" else COULD_NOT_RUN


def _expected(error: Exception) -> bool:
    """Errors whose message was written for people."""
    from api.settings import SettingsError
    from graph.errors import GraphError

    return isinstance(error, (GraphError, SettingsError, typer.BadParameter))


def complain(message: str) -> None:
    """One message on standard error."""
    typer.echo(f"khaithong: {message}", err=True)
