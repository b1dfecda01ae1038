"""Accounts and API keys as values that cannot be wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from api.accounts.errors import AccountError

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}\Z")
_DISPLAYED = 80


class Role(StrEnum):
    """What an account may do beyond reading."""

    reviewer = "reviewer"
    """Decide on what the program proposes."""
    editor = "editor"
    """Add and withdraw reports."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody: `name` signs in (small letters, digits, `.`, `_`, `-`), `display` is shown.

    Raises:
        AccountError: a name that cannot be used.
    """

    name: str
    display: str
    roles: frozenset[Role] = frozenset()

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise AccountError("name", name=self.name)
        shown = unicodedata.normalize("NFC", self.display)
        strange = any(unicodedata.category(letter).startswith("C") for letter in shown)
        if shown != self.display or not shown.strip() or len(shown) > _DISPLAYED or strange:
            raise AccountError("display", name=self.name)

    @property
    def may_review(self) -> bool:
        """Whether decisions of theirs are taken."""
        return Role.reviewer in self.roles

    @property
    def may_edit(self) -> bool:
        """Whether they may add and withdraw reports."""
        return Role.editor in self.roles


@dataclass(frozen=True, slots=True)
class Key:
    """An API key of an account; the secret itself is nowhere kept. `made` is an ISO time in UTC."""

    id: str
    owner: str
    digest: str = field(repr=False)
    made: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An account as the file holds it; `password` is an argon2id hash."""

    account: Account
    password: str = field(repr=False)

    @property
    def stamp(self) -> str:
        """Changes with the password: sessions of before end."""
        return self.password[-12:]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the file of accounts holds."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For the file."""
        accounts = [
            {
                "name": each.account.name,
                "display": each.account.display,
                "roles": sorted(each.account.roles),
                "password": each.password,
            }
            for each in self.entries.values()
        ]
        keys = [
            {"id": each.id, "owner": each.owner, "digest": each.digest, "made": each.made, "note": each.note}
            for each in self.keys.values()
        ]
        return {"accounts": accounts, "keys": keys}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Book:
        """From the file. Raises KeyError, TypeError, ValueError or AccountError for another content."""
        entries = {}
        for each in data["accounts"]:
            roles = frozenset(Role(role) for role in each["roles"])
            account = Account(each["name"], each["display"], roles)
            entries[account.name] = Entry(account, str(each["password"]))
        keys = {each["id"]: Key(**each) for each in data["keys"]}
        return cls(entries, keys)
