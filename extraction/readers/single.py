"""A ZIP archive in the place of a file: read where it holds one report."""

from __future__ import annotations

from extraction import readers
from extraction.errors import ReadError
from extraction.readers.archives import members
from extraction.readers.content import Content
from extraction.readers.reading import Reading

_NAMED = 3


def read(content: Content) -> Reading:
    """The text of the one report that an archive holds.

    Raises:
        ReadError: several, and those of `members` and of the member's own reader.
    """
    found = members(content)
    if len(found) > 1:
        names = ", ".join(member.name.removeprefix(f"{content.name}/") for member in found[:_NAMED])
        more = ", …" if len(found) > _NAMED else ""
        raise ReadError("several", name=content.name, count=len(found), members=names + more)
    return readers.read(found[0].name, found[0].data)
