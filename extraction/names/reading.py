"""What the reader of names hands on."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.facts import Named
from extraction.mention import Mention


@dataclass(frozen=True, slots=True)
class NameReading:
    """The bodies, databases and platforms that a report names, each in the order of first mention.

    `mentions` are sorted by start and do not overlap within a kind. They hold bare heads too ("Bộ cũng …"),
    which `Named.mentions` and aliases leave out.
    """

    organizations: tuple[Named, ...] = ()
    databases: tuple[Named, ...] = ()
    platforms: tuple[Named, ...] = ()
    mentions: tuple[Mention, ...] = ()
