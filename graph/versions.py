"""A store's directory: its mark, its numbered immutable versions, and which of them is current.

khaithong.json     the mark: this is a store, and of which format
LOCK               held by the writer
CURRENT            the number of the current version; replaced by an atomic rename
versions/000007/   graph/ (RocksDB, never written again), version.json, USE (held by its readers)
reports/<sha256>/  the files that were read, and their readings
work/              the writer's own copy; whatever a killed writer left is thrown away
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import StoreForeign, StoreMissing, StoreTooNew, store_error
from graph.lock import Busy, Lock

FORMAT = 1
KEEP = 3

_MARK = "khaithong.json"
_OURS = {_MARK, "LOCK", "CURRENT", "versions", "reports", "work"}


@dataclass(frozen=True, slots=True)
class Version:
    """One published version: its number, its directory and what `version.json` says of it."""

    number: int
    path: Path
    about: Mapping[str, Any]

    @property
    def graph(self) -> Path:
        """The RocksDB directory."""
        return self.path / "graph"


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file so that whoever reads it, and whenever, finds the old or the new content, whole."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make renames in a directory last through a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prepare(directory: Path) -> None:
    """Make `directory` a store, or see that it is one; a directory with anything else in it is left alone."""
    if directory.exists() and not directory.is_dir():
        raise StoreForeign(
            f"{directory} is a file, not a store's directory. Choose another path with --store."
        )
    if (directory / _MARK).exists():
        check_mark(directory)
        return
    if directory.exists():
        strangers = sorted(
            item.name
            for item in directory.iterdir()
            if item.name not in _OURS and not item.name.startswith(f".{_MARK}.")
        )
        if strangers:
            raise StoreForeign(
                f"{directory} is not a khaithong store and not empty (it has {strangers[0]!r}). "
                "Nothing was written there; choose an empty or new directory with --store."
            )
    (directory / "versions").mkdir(parents=True, exist_ok=True)
    (directory / "reports").mkdir(exist_ok=True)
    write_atomically(directory / _MARK, json.dumps({"store": "khaithong", "format": FORMAT}).encode() + b"\n")


def check_mark(directory: Path) -> None:
    """See that a directory is a store of a format that this program knows.

    Raises:
        StoreMissing: there is nothing.
        StoreForeign: there is something else.
        StoreTooNew: a newer program made it.
    """
    if not directory.exists():
        raise StoreMissing(
            f"there is no store at {directory}. Make one: khaithong build REPORT.txt --store {directory}"
        )
    try:
        mark = json.loads((directory / _MARK).read_bytes())
        known = mark["store"] == "khaithong"
        number = int(mark["format"])
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        raise StoreForeign(
            f"{directory} is not a khaithong store (no readable {_MARK} in it). Give the directory that "
            "'khaithong build --store' made."
        ) from None
    except OSError as error:
        raise store_error(error, directory) from error
    if not known:
        raise StoreForeign(
            f"{directory} is not a khaithong store. Give the directory that 'khaithong build' made."
        )
    if number > FORMAT:
        raise StoreTooNew(
            f"the store {directory} has format {number}, this program knows up to {FORMAT}. Install the "
            "newer khaithong "
            "that made it, or build into another directory."
        )


def current(directory: Path) -> Version | None:
    """The current version, None in a store in which nothing was published."""
    name = _current_name(directory)
    while name:
        path = directory / "versions" / name
        try:
            return Version(int(name), path, json.loads((path / "version.json").read_bytes()))
        except FileNotFoundError:
            # Pruned while we looked, if CURRENT has moved on; damaged, if it has not.
            before, name = name, _current_name(directory)
            if before == name:
                raise StoreForeign(
                    f"the store {directory} names a current version that is not there. Restore it from a "
                    "backup, "
                    "or build it again in an empty directory."
                ) from None
        except (ValueError, TypeError) as error:
            raise StoreForeign(
                f"the store {directory} is damaged: {error}. Restore it from a backup."
            ) from error
    return None


def _current_name(directory: Path) -> str:
    try:
        return (directory / "CURRENT").read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return ""


def hold(directory: Path) -> tuple[Version, Lock]:
    """The current version with a lock that keeps it from being pruned, for as long as the lock is held."""
    check_mark(directory)
    try:
        for _ in range(100):
            found = current(directory)
            if found is None:
                break
            # The writer may prune a version between our reading its name and our locking it.
            with contextlib.suppress(Busy, FileNotFoundError):
                lock = Lock(found.path / "USE", exclusive=False)
                if (found.path / "version.json").exists():
                    return found, lock
                lock.release()
    except OSError as error:
        raise store_error(error, directory) from error
    raise StoreMissing(
        f"nothing was published in the store {directory} yet. Build it: khaithong build REPORT.txt --store "
        f"{directory}"
    )


def switch(directory: Path, number: int) -> None:
    """Make a version current, in one rename."""
    write_atomically(directory / "CURRENT", f"{number:06d}\n".encode())


def sweep(directory: Path, keep: int = KEEP) -> None:
    """Remove what a killed writer left, and versions older than the last `keep`, unless a reader holds one.

    Only the writer calls this. A version is renamed before it is removed, so that no reader opens half of it.
    """
    found = current(directory)
    newest = found.number if found else 0
    shutil.rmtree(directory / "work", ignore_errors=True)
    for path in sorted((directory / "versions").iterdir()):
        if not path.name.isdecimal() or int(path.name) > newest:
            shutil.rmtree(path, ignore_errors=True)
        elif int(path.name) <= newest - keep:
            _drop(path)


def _drop(path: Path) -> None:
    try:
        with Lock(path / "USE", exclusive=True):
            doomed = path.with_name(f".old-{path.name}")
            path.rename(doomed)
    except Busy:
        return
    shutil.rmtree(doomed, ignore_errors=True)
