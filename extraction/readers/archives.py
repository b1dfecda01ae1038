"""ZIP archives of reports: each member is a file of its own; one inside another is not opened."""

from __future__ import annotations

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


def members(content: Content) -> tuple[Member, ...]:
    """The files of an archive that could be reports, in its order, all of them unpacked or none.

    Raises:
        ReadError: no_reports, nested, and those of `Package`.
    """
    package = Package(content, "ZIP")
    names = [name for name in package.names if not _left_behind(name)]
    out = []
    for name in names:
        data = package.read(name, LARGEST)
        if not data:
            continue
        member = Member(f"{content.name}/{name}", data)
        if is_archive(Content(member.name, data)) or data.startswith(ARCHIVES):
            raise ReadError("nested", name=content.name, member=name)
        out.append(member)
    if not out:
        raise ReadError("no_reports", name=content.name)
    return tuple(out)


def _left_behind(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.parts[0] == "__MACOSX" or path.name.startswith(".") or path.name.lower() in _LEFT_BEHIND
