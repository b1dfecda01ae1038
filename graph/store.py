"""The store's one writer: it works on a copy and publishes it as the next version.

Nothing that a reader can see changes before `publish` renames `CURRENT`, so a build that fails or is
killed at any moment leaves the version before it, whole.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import Store

from graph.archive import Archive
from graph.errors import StoreError, StoreForeign, StoreLocked, store_error
from graph.lock import Busy, Lock
from graph.versions import Version, current, prepare, record, remove_work, sweep, switch, sync_directory


class Writer:
    """The writer of the store in `directory`, which is made if there is none.

    Use it in a `with` block. `graph` is the working copy; it starts as the current version.

    Raises:
        StoreLocked: another process is writing.
        StoreForeign, StoreTooNew, StoreFull, StoreError: see `graph.errors`; nothing was changed.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory.absolute()
        self._lock = self._take_lock()
        try:
            sweep(self.directory)
            self.base = current(self.directory)
            self.graph = self._working_copy()
        except (OSError, RuntimeError, StoreError) as error:
            remove_work(self.directory)
            self._lock.release()
            raise error if isinstance(error, StoreError) else store_error(error, directory) from error
        self.archive = Archive(self.directory)

    def _take_lock(self) -> Lock:
        try:
            prepare(self.directory)
            lock = Lock(self.directory / "LOCK", exclusive=True)
            lock.sign(str(os.getpid()))
        except Busy as busy:
            holder = f" (process {busy})" if str(busy).isdecimal() else ""
            raise StoreLocked(
                f"another khaithong is writing to the store {self.directory}{holder}. Wait until it has "
                "ended and "
                "try again; reading goes on meanwhile."
            ) from None
        except OSError as error:
            raise store_error(error, self.directory) from error
        return lock

    @property
    def _work(self) -> Path:
        return self.directory / "work"

    def _working_copy(self) -> Store:
        if self.base is not None:
            if not self.base.graph.is_dir():
                raise StoreForeign(
                    f"the store {self.directory} has lost its version {self.base.number}. Restore it from "
                    "a backup, or "
                    "build it again in an empty directory."
                )
            _link_copy(self.base.graph, self._work)
        return Store(self._work)

    def publish(self, about: Mapping[str, Any], change: Mapping[str, Any] | None = None) -> Version:
        """Make the working copy the next version and the current one; `about` becomes its `version.json`.

        `change` is what the store's history keeps of it (see `graph.history`). The writer is spent
        afterwards: close it.
        """
        number = self.base.number + 1 if self.base else 1
        versions = self.directory / "versions"
        fresh = versions / f".new-{number:06d}"
        path = versions / f"{number:06d}"
        try:
            self.graph.flush()
            self.graph.optimize()
            fresh.mkdir()
            self.graph.backup(fresh / "graph")
            body = json.dumps({**about, "version": number}, ensure_ascii=False, indent=1)
            (fresh / "version.json").write_text(body + "\n", encoding="utf-8")
            (fresh / "USE").touch()
            _sync_tree(fresh)
            fresh.rename(path)
            sync_directory(versions)
            if change is not None:
                told = json.dumps({**change, "version": number}, ensure_ascii=False)
                record(self.directory, number, told.encode() + b"\n")
            switch(self.directory, number)
        except (OSError, RuntimeError) as error:
            raise store_error(error, self.directory) from error
        found = current(self.directory)
        if found is None or found.number != number:
            raise StoreError(f"the store {self.directory} was changed by another program. Build again.")
        return found

    def close(self) -> None:
        """Throw the working copy away, prune old versions, give the lock back."""
        if hasattr(self, "graph"):
            del self.graph
        # RocksDB gives its lock back with the last reference; an exception that the validator caught may
        # keep our frames, and the store in them, in a cycle.
        gc.collect()
        sweep(self.directory)
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _link_copy(source: Path, target: Path) -> None:
    """Copy a closed RocksDB directory; its table files are never written again, so they are linked."""
    target.mkdir()
    for file in source.iterdir():
        if file.name == "LOCK":
            continue
        if file.suffix == ".sst":
            try:
                (target / file.name).hardlink_to(file)
                continue
            except OSError:
                pass  # a file system without hard links: copy, as for the small files
        shutil.copyfile(file, target / file.name)


def _sync_tree(path: Path) -> None:
    for folder, _, files in os.walk(path):
        for name in files:
            handle = os.open(Path(folder) / name, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_directory(Path(folder))
