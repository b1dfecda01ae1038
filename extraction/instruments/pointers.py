"""What short forms and anaphors point to: the one instrument that they can mean, or nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from extraction.citations import Citation, Form
from extraction.instruments.find import Found
from extraction.instruments.identity import Group
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.own import Own
from extraction.instruments.words import words

_NEAR = 60  # characters before a name in which it is said what is done to it


class _Places:
    """For each block and type, where instruments are named, and the one named so far while there is one."""

    def __init__(self) -> None:
        self._starts: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._sole: dict[tuple[int, str], list[Group | None]] = defaultdict(list)  # None once there are two

    def add(self, o: Occurrence, g: Group) -> None:
        place = (o.block, o.type)
        sole = self._sole[place]
        sole.append(g if not sole or sole[-1] is g else None)
        self._starts[place].append(o.start)

    def before(self, place: tuple[int, str], at: int) -> tuple[bool, Group | None]:
        """Whether any was named before `at`, and which, if only one was."""
        n = bisect_left(self._starts[place], at)
        return n > 0, self._sole[place][n - 1] if n else None


@cache
def _acted_on() -> re.Pattern[str]:
    """The words right before an instrument to which another does something."""
    return re.compile(rf"(?<!\w){words('acted_on')}(?:\s{words('between')})*+\s\Z")


class Antecedents:
    """The instruments of a report by the places and numbers that a later word may point to."""

    def __init__(self, occurrences: Sequence[Occurrence], of: Mapping[int, Group], folded: str) -> None:
        self._numbers: dict[tuple[str, str], dict[str, Group]] = defaultdict(dict)
        self._all, self._acting = _Places(), _Places()
        for o in sorted(occurrences, key=lambda o: o.start):
            g = of[id(o)]
            if g.number:
                self._numbers[g.type, _leading(g.number)][g.key] = g
            self._all.add(o, g)
            if not _acted_on().search(folded, max(0, o.lead - _NEAR), o.lead):
                self._acting.add(o, g)

    def meant(self, block: int, c: Citation) -> Group | None:
        """The one instrument that a short form or an anaphor in a block can mean."""
        return self._by_number(c) if c.form is Form.SHORT else self._by_place(block, c)

    def _by_number(self, c: Citation) -> Group | None:
        if not c.number:
            return None
        asked = re.split(r"[-/]", c.number)
        fitting = [
            g
            for g in self._numbers[c.type, _leading(c.number)].values()
            if len(asked) == 1 or (g.number and re.split(r"[-/]", g.number)[1] == asked[1])
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _by_place(self, block: int, c: Citation) -> Group | None:
        """The one instrument of this type before it in its block or, failing that, in the block before.

        Of several the one that acts: in "A thay thế B. Thông tư này …" it is A.
        """
        for place in ((block, c.type), (block - 1, c.type)):
            known, sole = self._all.before(place, c.start)
            if known:
                return sole or self._acting.before(place, c.start)[1]
        return None


def resolved(found: Found, antecedents: Antecedents, own: Own) -> list[tuple[int, Citation, Group]]:
    """The words that point back to exactly one instrument: their block, themselves and what they mean.

    "Nghị quyết này" in a resolution is itself; in a report it is what was named before, unless the report is
    a resolution and names another: then it is left alone.
    """
    rows = []
    for block, c in found.pointers:
        own_text = found.folded.endswith(" này", c.start, c.end)
        itself = own.before(c.start, c.type) if own_text else None
        if found.statute and own_text:
            g = itself
        else:
            g = antecedents.meant(block, c)
            g = None if itself and g and itself is not g else g or itself
        if g is not None:
            rows.append((block, c, g))
    return rows


def _leading(number: str) -> str:
    return re.split(r"[-/]", number)[0].lstrip("0")
