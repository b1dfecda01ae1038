"""What short forms and anaphors point to: the one instrument that they can mean, or nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extraction.citations import Citation, Form
from extraction.instruments.find import Found
from extraction.instruments.identity import Group
from extraction.instruments.occurrence import Occurrence
from extraction.instruments.own import Own


class Antecedents:
    """The instruments of a report by the places and numbers that a later word may point to."""

    def __init__(self, occurrences: Sequence[Occurrence], of: Mapping[int, Group]) -> None:
        self._numbers: dict[tuple[str, str], dict[str, Group]] = defaultdict(dict)
        self._starts: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._sole: dict[tuple[int, str], list[Group | None]] = defaultdict(list)  # None once there are two
        for o in sorted(occurrences, key=lambda o: o.start):
            g = of[id(o)]
            if g.number:
                self._numbers[g.type, _leading(g.number)][g.key] = g
            place = (o.block, o.type)
            sole = self._sole[place]
            sole.append(g if not sole or sole[-1] is g else None)
            self._starts[place].append(o.start)

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
        """The one instrument of this type before it in its block or, failing that, in the block before."""
        for place in ((block, c.type), (block - 1, c.type)):
            n = bisect_left(self._starts[place], c.start)
            if n:
                return self._sole[place][n - 1]
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
