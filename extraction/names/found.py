"""A name that was found in the text, before names of one thing are brought together."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.facts import Kind
from ontology.reference import Entry


@dataclass(frozen=True, slots=True)
class Found:
    """Words `start` to `end` (exclusive) name a thing of `kind`.

    `label` is the name with its head in the form for labels; `entry` what the reference data knows of it;
    `proper` the part that names the thing alone later on ("VNeID" of "ứng dụng VNeID"); `short` an acronym
    that the name holds in brackets; `bare` marks a head that stands for a name used before.
    """

    kind: Kind
    start: int
    end: int
    label: str
    entry: Entry | None = None
    classification: str | None = None
    proper: str | None = None
    short: str | None = None
    bare: bool = False
