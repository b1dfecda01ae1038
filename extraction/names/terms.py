"""Spellings of known things, and where one of them stands in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extraction.facts import Kind
from ontology.reference import Entry


@dataclass(frozen=True, slots=True)
class Term:
    """One spelling of a known thing; `entry` is None for a string that only looks like a name."""

    spelling: str
    kind: Kind
    entry: Entry | None
    place: bool = False

    @property
    def words(self) -> int:
        """How many words the spelling has."""
        return len(re.findall(r"\w+", self.spelling))


@dataclass(frozen=True, slots=True)
class Match:
    """A known spelling at words `start` to `end` (exclusive); `scanned`: without tone marks."""

    start: int
    end: int
    term: Term
    scanned: bool = False
