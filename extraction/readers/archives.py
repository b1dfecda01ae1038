"""ZIP archives of reports: each member is a file of its own; one inside another is not opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.packages import Package
from extraction.readers.sniff import ARCHIVES, is_archive
from extraction.source import LARGEST

_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini"})  # by file managers


@dataclass(frozen=True, slots=True)
class Member:
    """One file: its name (the archive's before it) and its bytes."""

    name: str
    data: bytes


class Archive:
    """The files of an archive that could be reports.

    `names` are theirs in the archive's order, `skipped` the names of empty files and of what file managers
    leave behind.

    Raises:
        ReadError: no_reports, and those of `Package`.
    """

    def __init__(self, content: Content) -> None:
        self._name = content.name
        self._package = Package(content, "ZIP")
        empty = {name for name in self._package.names if not self._package.size(name)}
        self.skipped = tuple(name for name in self._package.names if name in empty or _left_behind(name))
        left = set(self.skipped)
        self.names = tuple(name for name in self._package.names if name not in left)
        if not self.names:
            raise ReadError("no_reports", name=content.name)

    def members(self) -> Iterator[Member]:
        """The files, each unpacked when it is asked for.

        Raises:
            ReadError: nested, and those of `Package.read`.
        """
        for name in self.names:
            data = self._package.read(name, LARGEST)
            member = Member(f"{self._name}/{name}", data)
            if is_archive(Content(member.name, data)) or data.startswith(ARCHIVES):
                raise ReadError("nested", name=self._name, member=name)
            yield member


def _left_behind(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return "__MACOSX" in path.parts[:1] or path.name.startswith(".") or path.name.lower() in _LEFT_BEHIND
