"""Accounts and keys as commands and doors use them: added, changed, removed, recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from api.accounts import passwords
from api.accounts.errors import AccountError
from api.accounts.file import AccountFile
from api.accounts.model import Account, Book, Entry, Key, Role


class Registry:
    """The accounts of one file. Every method that changes something raises `AccountError` when it cannot."""

    def __init__(self, file: AccountFile) -> None:
        self._file = file

    def entry(self, name: str) -> Entry | None:
        """The account of that name."""
        return self._file.read().entries.get(name)

    def accounts(self) -> list[Account]:
        """Every account, by name."""
        entries = self._file.read().entries
        return [entries[name].account for name in sorted(entries)]

    def add(self, account: Account, password: str) -> None:
        """A new account."""
        entry = Entry(account, passwords.hash_password(password))

        def added(book: Book) -> Book:
            if account.name in book.entries:
                raise AccountError("taken", name=account.name)
            return replace(book, entries={**book.entries, account.name: entry})

        self._file.change(added)

    def remove(self, name: str) -> None:
        """An account with its keys; decisions that it took stay."""

        def removed(book: Book) -> Book:
            _of(book, name)
            entries = {key: each for key, each in book.entries.items() if key != name}
            return Book(entries, {key: each for key, each in book.keys.items() if each.owner != name})

        self._file.change(removed)

    def set_password(self, name: str, password: str) -> None:
        """Another password; whoever is signed in by the old one is signed out."""
        fresh = passwords.hash_password(password)
        self._file.change(lambda book: _with(book, replace(_of(book, name), password=fresh)))

    def set_roles(self, name: str, roles: frozenset[Role]) -> None:
        """Exactly these roles."""

        def changed(book: Book) -> Book:
            entry = _of(book, name)
            return _with(book, replace(entry, account=replace(entry.account, roles=roles)))

        self._file.change(changed)

    def sign_in(self, name: str, password: str) -> Entry | None:
        """The account that name and password fit; takes as long where there is none of that name."""
        entry = self.entry(name)
        return entry if passwords.fits(password, entry.password if entry else None) else None

    def api_keys(self) -> list[Key]:
        """Every key, by owner and time."""
        return sorted(self._file.read().keys.values(), key=lambda key: (key.owner, key.made))

    def add_key(self, owner: str, note: str = "") -> str:
        """A new key of an account: the only time that it is seen."""
        name, secret, digest = passwords.new_key()
        key = Key(name, owner, digest, datetime.now(UTC).isoformat(timespec="seconds"), note)

        def added(book: Book) -> Book:
            _of(book, owner)
            return replace(book, keys={**book.keys, name: key})

        self._file.change(added)
        return secret

    def revoke_key(self, name: str) -> None:
        """Let a key be good for nothing from now on."""

        def revoked(book: Book) -> Book:
            if name not in book.keys:
                raise AccountError("no-key", name=name)
            return replace(book, keys={key: each for key, each in book.keys.items() if key != name})

        self._file.change(revoked)

    def of_key(self, secret: str) -> Account | None:
        """The account that a key belongs to."""
        book = self._file.read()
        key = book.keys.get(passwords.key_name(secret))
        if key is None or not passwords.key_fits(secret, key.digest):
            return None
        entry = book.entries.get(key.owner)
        return entry.account if entry else None


def _of(book: Book, name: str) -> Entry:
    try:
        return book.entries[name]
    except KeyError:
        raise AccountError("unknown", name=name) from None


def _with(book: Book, entry: Entry) -> Book:
    return replace(book, entries={**book.entries, entry.account.name: entry})
