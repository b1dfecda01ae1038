"""What can go wrong with a graph or a store; each message says what, where and what to do."""

# ruff: noqa: N818 - the errors are named for what was found

from __future__ import annotations

import errno
from pathlib import Path


class GraphError(Exception):
    """Something a person can act on: `str(error)` is for them, `code` for programs."""

    code = "graph"


class StoreError(GraphError):
    """A store that cannot be opened, read or written."""

    code = "store"


class StoreMissing(StoreError):
    """No store, or a store in which nothing was published yet."""

    code = "store-missing"


class StoreLocked(StoreError):
    """Another process writes to the store."""

    code = "store-locked"


class StoreForeign(StoreError):
    """A directory that is not a khaithong store."""

    code = "store-foreign"


class StoreTooNew(StoreError):
    """A store that a newer version of the program made."""

    code = "store-too-new"


class StoreFull(StoreError):
    """No room on the disk; the store keeps its last version."""

    code = "store-full"


class BuildError(GraphError):
    """Files that cannot be built into a graph; nothing was changed."""

    code = "build"


class RulesBroken(BuildError):
    """What was to enter the graph breaks its SHACL shapes."""

    code = "rules-broken"


class QueryError(GraphError):
    """A query that cannot be run: `line` and `column` count from 1 where the parser names a place."""

    code = "query"

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryTimeout(QueryError):
    """A query that took longer than it may."""

    code = "query-timeout"


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ROOM_WORDS = ("no space left", "file too large", "quota exceeded")


def no_room(error: OSError | RuntimeError) -> bool:
    """Whether an error says that the disk or the quota is full.

    RocksDB's errors come as text without a number ("IO error: No space left on device: …").
    """
    number = error.errno if isinstance(error, OSError) else None
    return number in _NO_ROOM or any(part in str(error).lower() for part in _NO_ROOM_WORDS)


def store_error(error: OSError | RuntimeError, directory: Path) -> StoreError:
    """The error to show for one that the file system or the storage engine raised."""
    words = str(error).lower()
    if no_room(error):
        return StoreFull(
            f"no room on the disk for the store {directory}. Its last version is as it was; free some "
            "space and try again."
        )
    if isinstance(error, PermissionError) or "permission denied" in words:
        return StoreError(
            f"no permission to use the store {directory}. Check who owns it, or choose another directory "
            "with --store."
        )
    if "corruption" in words:
        return StoreForeign(
            f"the store {directory} is damaged or not a khaithong store ({error}). "
            "Restore it from a backup, or build it again in an empty directory."
        )
    return StoreError(f"the store {directory} cannot be used: {error}")
