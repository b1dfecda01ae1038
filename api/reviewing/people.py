"""Who is at the door, as the pages of reviewing and uploading need to know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from fastapi import Request


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, or nobody (`name` is ""); `token` goes into every form.

    `name` is shown and may be another's too; `account` is theirs alone.
    """

    name: str = ""
    may_review: bool = False
    may_edit: bool = False
    token: str = ""
    account: str = ""


class People(Protocol):
    """The way from a request to a person."""

    def at(self, request: Request) -> Person:
        """Who asks."""

    def check(self, request: Request, token: str) -> None:
        """Refuse a form that was not made by a page of ours for this person.

        Raises:
            api.problems.Problem: it was not.
        """


class Nobody:
    """No accounts: everybody reads, nobody decides (a server of RDF files)."""

    def at(self, request: Request) -> Person:  # noqa: ARG002 (the protocol)
        """Nobody in particular."""
        return Person()

    def check(self, request: Request, token: str) -> None:
        """Nothing to check: nobody may send a form."""
