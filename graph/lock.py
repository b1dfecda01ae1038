"""Advisory locks on files: one writer to a store, any number of readers to a version.

The kernel drops a lock when its process ends, however it ends, so that no stale lock ever needs clearing.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class Busy(Exception):  # noqa: N818
    """Another process holds the lock; the message is what it wrote into the file."""


class Lock:
    """A lock on `path`, shared or exclusive, taken at once or not at all.

    Raises:
        Busy: another process holds it in a way that excludes this one.
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path, *, exclusive: bool) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC if exclusive else os.O_RDONLY | os.O_CLOEXEC
        self._file = os.open(path, flags, 0o644)
        try:
            fcntl.flock(self._file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._file, 200).decode("utf-8", "replace").strip()
            os.close(self._file)
            raise Busy(holder) from None
        except OSError:
            os.close(self._file)
            raise

    def sign(self, words: str) -> None:
        """Write who holds the lock into its file, for the message that others get."""
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, words.encode(), 0)

    def release(self) -> None:
        """Give the lock back; the file stays, since removing it would let two processes lock two files."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
