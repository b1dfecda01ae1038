"""A ZIP archive in the place of a file: read where it holds one report."""

from __future__ import annotations

from extraction import readers
from extraction.errors import ReadError
from extraction.readers.archives import Archive
from extraction.readers.content import Content
from extraction.readers.reading import Reading

_NAMED = 3


def read(content: Content) -> Reading:
    """The text of the one report that an archive holds.

    Raises:
        ReadError: several, and those of `Archive` and of the member's own reader.
    """
    archive = Archive(content)
    if len(archive.names) > 1:
        more = ", …" if len(archive.names) > _NAMED else ""
        named = ", ".join(archive.names[:_NAMED]) + more
        raise ReadError("several", name=content.name, count=len(archive.names), members=named)
    (member,) = archive.members()
    return readers.read(member.name, member.data)
