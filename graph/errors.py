"""What can go wrong with a graph or a store; each message says what, where and what to do."""

# ruff: noqa: N818 - the errors are named for what was found

from __future__ import annotations

import errno
from functools import cache
from importlib.resources import files
from pathlib import Path


class GraphError(Exception):
    """Something a person can act on: `str(error)` is for them, `code` for programs."""

    code = "graph"


class ToldError(GraphError):
    """An error whose sentence stands in `errors.tsv`, in English and Vietnamese.

    `code` is the row's; `details` fill its sentence. `str()` gives English, `text("vi")` Vietnamese.
    """

    def __init__(self, code: str, /, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(self.text("en"))

    def text(self, language: str) -> str:
        """The sentence in "en" or "vi"; a KeyError names a code or language that the catalogue lacks."""
        shown = {key: printable(str(value)) for key, value in self.details.items()}
        return _catalogue()[self.code, language].format_map(shown)


class ReviewError(ToldError):
    """A review that cannot be kept, or a file of reviews that cannot be taken; nothing was changed."""


class ReportUnknown(ToldError):
    """A report that the store does not have, or more than one that fits what was given."""


class VersionMissing(ToldError):
    """A version that was never published or is no longer kept."""


class ExportError(ToldError):
    """A graph that cannot be exported so or there; what stood there is as it was."""


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


def printable(text: str) -> str:
    """The text without what could move a terminal's cursor: names and reasons are anybody's."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in text)


@cache
def _catalogue() -> dict[tuple[str, str], str]:
    lines = files("graph").joinpath("errors.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    header = rows[0]
    return {
        (row[0], language): text
        for row in rows[1:]
        for language, text in zip(header[1:], row[1:], strict=True)
    }


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
