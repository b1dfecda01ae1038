"""A store's directory: its mark, its numbered immutable versions, and which of them is current.

khaithong.json     the mark: this is a store, and of which format
LOCK               held by the writer
CURRENT            the number of the current version; replaced by an atomic rename
history/000007.json  what that version changed; it stays when the version is pruned
versions/000007/   graph/ (RocksDB, never written again), version.json, USE (held by its readers)
reports/<sha256>/  the files that were read, and their readings
work/              the writer's own copy; whatever a killed writer left is thrown away
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import StoreForeign, StoreMissing, StoreTooNew, VersionMissing, store_error
from graph.lock import Busy, Lock

FORMAT = 1
KEEP = 3

_MARK = "khaithong.json"
_SHA = re.compile("[0-9a-f]{64}")
_OURS = {_MARK, "LOCK", "CURRENT", "versions", "history", "reports", "work"}


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


def hold(directory: Path, number: int | None = None) -> tuple[Version, Lock]:
    """A version, or else the current one, with a lock that keeps it from being pruned while it is held.

    Raises:
        VersionMissing: that version was pruned or never published.
        StoreError: no usable store there.
    """
    check_mark(directory)
    try:
        for _ in range(100):
            found = current(directory)
            if found is not None and number is not None:
                found = _numbered(directory, number, found.number)
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


def _numbered(directory: Path, number: int, newest: int) -> Version:
    if not 1 <= number <= newest:
        raise VersionMissing("version-unknown", store=directory, number=number, last=newest)
    path = directory / "versions" / f"{number:06d}"
    try:
        return Version(number, path, json.loads((path / "version.json").read_bytes()))
    except FileNotFoundError:
        kept = ", ".join(str(each) for each in kept_numbers(directory) if each <= newest)
        raise VersionMissing("version-pruned", store=directory, number=number, kept=kept) from None
    except (ValueError, TypeError) as error:
        raise StoreForeign(f"the store {directory} is damaged: {error}. Restore it from a backup.") from error


def kept_numbers(directory: Path) -> list[int]:
    """The numbers of the versions whose graphs are still there, oldest first."""
    return sorted(int(path.name) for path in (directory / "versions").iterdir() if path.name.isdecimal())


def about(directory: Path, number: int) -> Mapping[str, Any] | None:
    """What a kept version says of itself; None where it has just been pruned."""
    try:
        found: Mapping[str, Any] = json.loads(
            (directory / "versions" / f"{number:06d}" / "version.json").read_bytes()
        )
    except (FileNotFoundError, ValueError):
        return None
    return found


def record(directory: Path, number: int, body: bytes) -> None:
    """Keep what a version changed. It counts as told only when that version is current or older."""
    folder = directory / "history"
    folder.mkdir(exist_ok=True)
    write_atomically(folder / f"{number:06d}.json", body)


def recorded(directory: Path) -> Iterator[tuple[int, bytes]]:
    """What each published version changed, oldest first; versions of older programs may be missing."""
    found = current(directory)
    newest = found.number if found else 0
    folder = directory / "history"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix == ".json" and path.stem.isdecimal() and int(path.stem) <= newest:
            yield int(path.stem), path.read_bytes()


def switch(directory: Path, number: int) -> None:
    """Make a version current, in one rename."""
    write_atomically(directory / "CURRENT", f"{number:06d}\n".encode())


def sweep(directory: Path, keep: int = KEEP) -> None:
    """Remove what a killed writer left, and versions older than the last `keep`, unless a reader holds one.

    Only the writer calls this. A version is renamed before it is removed, so that no reader opens half of it.
    """
    found = current(directory)
    newest = found.number if found else 0
    remove_work(directory)
    for path in sorted((directory / "versions").iterdir()):
        if not path.name.isdecimal() or int(path.name) > newest:
            shutil.rmtree(path, ignore_errors=True)
        elif int(path.name) <= newest - keep:
            _drop(path)
    _sweep_history(directory, newest)
    _sweep_reports(directory)


def remove_work(directory: Path) -> None:
    """Remove the writer's copy. RocksDB's own threads may add a last file while it is being emptied."""
    for _ in range(50):
        shutil.rmtree(directory / "work", ignore_errors=True)
        if not (directory / "work").exists():
            return
        time.sleep(0.02)


def _sweep_history(directory: Path, newest: int) -> None:
    """Remove what a killed writer told of a version that it did not publish."""
    folder = directory / "history"
    for path in folder.iterdir() if folder.is_dir() else ():
        if not path.stem.isdecimal() or int(path.stem) > newest:
            path.unlink(missing_ok=True)


def _sweep_reports(directory: Path) -> None:
    """Remove the files of reports that no kept version lists: withdrawn, or left by a killed writer."""
    listed: set[str] = set()
    for number in kept_numbers(directory):
        try:
            about = json.loads((directory / "versions" / f"{number:06d}" / "version.json").read_bytes())
            listed.update(str(entry["sha256"]) for entry in about.get("reports", ()))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return  # what a damaged version lists is not known, so nothing may go
    for path in (directory / "reports").iterdir():
        if _SHA.fullmatch(path.name) and path.name not in listed:
            shutil.rmtree(path, ignore_errors=True)


def _drop(path: Path) -> None:
    try:
        with Lock(path / "USE", exclusive=True):
            doomed = path.with_name(f".old-{path.name}")
            path.rename(doomed)
    except Busy:
        return
    shutil.rmtree(doomed, ignore_errors=True)
