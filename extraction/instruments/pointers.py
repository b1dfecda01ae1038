"""What short forms and anaphors point to: the one instrument that they can mean, or nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extraction.citations import Citation, Form
from extraction.instruments.identity import Group
from extraction.instruments.occurrence import Occurrence


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

    def resolved(self, pointers: Sequence[tuple[int, Citation]]) -> Iterator[tuple[int, Citation, Group]]:
        """The pointers (block, citation) that can mean one instrument only, with it."""
        for block, c in pointers:
            g = self._by_number(c) if c.form is Form.SHORT else self._by_place(block, c)
            if g is not None:
                yield block, c, g

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


def _leading(number: str) -> str:
    return re.split(r"[-/]", number)[0].lstrip("0")
