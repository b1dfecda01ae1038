"""What a rule is: a small class that looks at a report's own figures, dates and numbering.

A rule needs no other source than the report: what two reports say of one thing is compared elsewhere.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from extraction.facts import Indicator, Instrument, Observation, Period, Ref
from extraction.report import BlockKind, Passage, Report, Role
from extraction.sentences import sentences


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: where, what is printed there, and what the arithmetic or the calendar gives."""

    passages: tuple[Passage, ...]
    printed: str
    computed: str | None = None
    concerns: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Case:
    """What the rules look at: a report, what was read from it, and the period that it speaks of."""

    report: Report
    observations: Sequence[Observation]
    period: Period | None
    indicators: Sequence[Indicator] = ()
    instruments: Sequence[Instrument] = field(default=())

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the prose that hold a digit, in order."""
        out: list[tuple[int, int]] = []
        for block in self.report.blocks:
            if block.kind is not BlockKind.ROW and any(
                c.isdigit() for c in self.report.text[block.start : block.end]
            ):
                out.extend(sentences(self.report.text, block.start, block.end))
        return out

    @cached_property
    def labels(self) -> dict[Ref, str]:
        """Indicator → its label."""
        return {i.ref: i.label for i in self.indicators}

    def role_at(self, passage: Passage) -> Role | None:
        """What the block that a place stands in speaks of."""
        starts, ends = self.report.starts, self.report.ends
        for block in self.report.blocks:
            if starts[block.start] <= passage.start < ends[block.end - 1]:
                return block.role
        return None

    def within(self, passage: Passage) -> tuple[Ref, ...]:
        """The observations whose sentence is around a place."""
        return tuple(
            o.ref
            for o in self.observations
            if o.passage.start <= passage.start and passage.end <= o.passage.end
        )


class Rule(ABC):
    """One check. `name` is its concept's notation in the scheme of finding rules, which defines it."""

    name: str

    def find(self, case: Case) -> Iterator[Found]:
        """Everything in the report that the rule objects to."""
        yield from self._find(case)

    @abstractmethod
    def _find(self, case: Case) -> Iterator[Found]: ...


def half_unit(number: Decimal) -> Decimal:
    """Half of the last digit that matters: a big round number ("200 tỷ") is taken to be good to 3 digits."""
    exponent = int(number.normalize().as_tuple().exponent)
    if exponent > 0:
        exponent = min(exponent, number.adjusted() - 2)
    return Decimal((0, (5,), exponent - 1))


def printed(number: Decimal, digits: int = 2) -> str:
    """A number as Vietnamese prints it, with at most `digits` decimals ("12,96")."""
    rounded = round(number, digits)
    text = f"{rounded:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return text.rstrip("0").rstrip(",") if "," in text else text
