"""The file of accounts, outside the graph: one JSON document, replaced as a whole, for its owner only."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from api.accounts.errors import AccountError
from api.accounts.model import Book
from graph.lock import Busy, Lock

ACCOUNTS = "accounts.json"


class AccountFile:
    """The accounts in `directory`; read again when the file has changed, so that a command works at once."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._path = directory / ACCOUNTS
        self._seen: tuple[int, int, int] | None = None
        self._book = Book()

    def read(self) -> Book:
        """What the file holds now; nothing where there is none.

        Raises:
            AccountError: the file cannot be read or is damaged.
        """
        try:
            now = self._path.stat()
            seen = (now.st_mtime_ns, now.st_ino, now.st_size)
            if seen != self._seen:
                self._book = Book.from_json(json.loads(self._path.read_bytes()))
                self._seen = seen
        except FileNotFoundError:
            self._seen, self._book = None, Book()
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise AccountError("file", path=self._path, reason=error) from None
        return self._book

    def change(self, how: Callable[[Book], Book]) -> Book:
        """Replace the file by what `how` makes of it; one writer at a time.

        Raises:
            AccountError: it cannot be read or written, or another command is at it.
        """
        try:
            make_private(self.directory)
            with Lock(self.directory / "lock", exclusive=True):
                book = how(self.read())
                write_private(self._path, json.dumps(book.as_json(), ensure_ascii=False, indent=1).encode())
        except Busy:
            raise AccountError("busy", path=self._path) from None
        except OSError as error:
            raise AccountError("file", path=self._path, reason=error.strerror or error) from None
        return book


def make_private(directory: Path) -> None:
    """Make a directory that only its owner may enter."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(path: Path, data: bytes) -> None:
    """Replace a file by `data` at once, readable by its owner only (mode 0600)."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
