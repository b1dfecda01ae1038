"""Where the versions of the graph come from: a store that is built beside the server, or RDF files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.settings import Settings
from api.workers.job import Source
from api.workers.seccomp import can_deny_sockets
from graph import prefixes, versions
from graph.iris import DEFAULT_BASE
from graph.lock import Lock

_LARGE = 750_000_000  # bytes of a snapshot that is no longer copied into memory: about five million triples


@dataclass(slots=True)
class Held:
    """A version of the graph that stays where it is until released."""

    source: Source
    lock: Lock | None = None

    def release(self) -> None:
        """Let the writer remove it."""
        if self.lock is not None:
            self.lock.release()
            self.lock = None


class StoreVersions:
    """The published versions of a store."""

    def __init__(self, settings: Settings, directory: Path) -> None:
        self._settings, self._directory = settings, directory

    def current(self) -> str:
        """The name of the current version; "" where none was published. Raises `graph.errors.StoreError`."""
        found = versions.current(self._directory)
        return str(found.number) if found else ""

    def hold(self) -> Held:
        """The current version. Raises `graph.errors.StoreError`."""
        found, lock = versions.hold(self._directory)
        size = sum(path.stat().st_size for path in found.graph.iterdir() if path.is_file())
        base = self._settings.base or str(found.about.get("base", DEFAULT_BASE))
        version = str(found.number)
        common = _common(self._settings, base)
        return Held(
            Source(
                version=version,
                snapshot=found.graph,
                in_memory=size < _LARGE or not can_deny_sockets(),
                **common,
            ),
            lock,
        )


class FileVersions:
    """RDF files; they are loaded again when one of them changes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def current(self) -> str:
        """A hash of the files' names, sizes and times."""
        digest = hashlib.sha256()
        for path in self._settings.data:
            about = path.stat()
            digest.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
        return digest.hexdigest()[:16]

    def hold(self) -> Held:
        """The files as they are."""
        common = _common(self._settings, self._settings.base or DEFAULT_BASE)
        union = self._settings.default_graph == "union"
        return Held(Source(version=self.current(), files=self._settings.data, union=union, **common))


def versions_of(settings: Settings) -> StoreVersions | FileVersions:
    """The versions that `settings` speak of."""
    return FileVersions(settings) if settings.store is None else StoreVersions(settings, settings.store)


def _common(settings: Settings, base: str) -> dict[str, Any]:
    return {"base": base, "prefixes": prefixes.known(base), "memory": settings.memory}
