"""The reader that the pages ask, in this process: trusted queries of our own on the current version."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from api.settings import Settings
from api.snapshots import FileVersions, StoreVersions, versions_of
from graph.comparisons import comparison
from graph.diff import Comparison
from graph.history import Entry, history
from graph.reader import Reader


class Readers:
    """Gives the reader of the version that `refresh` found last; opens the first when it is asked for.

    The reader before it stays open: a page may still be at it. Safe to use from several threads.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._versions: StoreVersions | FileVersions = versions_of(settings)
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._before: Reader | None = None
        self._version = ""

    @property
    def version(self) -> str:
        """The version of the reader that `current` gives; "" before the first."""
        return self._version

    def current(self) -> Reader:
        """The reader. Raises `graph.errors.GraphError` if there is no graph and never was."""
        reader = self._reader
        return reader if reader is not None else self.refresh()

    def refresh(self) -> Reader:
        """Open the current version if it is another than the one before."""
        with self._lock:
            version = self._versions.current()
            if self._reader is None or version != self._version:
                fresh = Reader.open(self._settings.store or self._settings.data)
                if self._before is not None:
                    self._before.close()
                self._before, self._reader, self._version = self._reader, fresh, version
            return self._reader

    def renew(self) -> None:
        """Open the current version, unless it is files and nobody has asked for them: that may take long."""
        if self._settings.store is not None or self._reader is not None:
            self.refresh()

    def history(self) -> Sequence[Entry]:
        """What each version of the store changed, the newest first; nothing for files."""
        return history(self._settings.store) if self._settings.store is not None else ()

    def changes(self, number: int) -> Comparison | None:
        """What a version of the store changed, thing by thing; nothing for files."""
        return comparison(self._settings.store, number) if self._settings.store is not None else None

    def close(self) -> None:
        """Close every reader."""
        for reader in (self._reader, self._before):
            if reader is not None:
                reader.close()
        self._reader = self._before = None
