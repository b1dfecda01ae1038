"""The ledger: all decisions in the order in which they were taken; of those on one claim the last counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from graph.review.decision import Decision, Statement, Verdict


class Ledger:
    """Decisions, each once, oldest first. Nothing is ever taken out."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._all: dict[tuple[str, ...], Decision] = {}
        self._on: dict[tuple[str, ...], list[Decision]] = {}
        for decision in sorted(decisions, key=_order):
            identity = _identity(decision)
            if identity not in self._all:
                self._all[identity] = decision
                self._on.setdefault(decision.statement.key, []).append(decision)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._all.values())

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, decision: Decision) -> bool:
        return _identity(decision) in self._all

    def on(self, statement: Statement) -> tuple[Decision, ...]:
        """The decisions on a claim, oldest first."""
        return tuple(self._on.get(statement.key, ()))

    def standing(self, statement: Statement) -> Decision | None:
        """The decision that stands: the last one, unless it took the one before it back."""
        found = self.on(statement)
        return found[-1] if found and found[-1].verdict is not Verdict.UNDONE else None

    def all_standing(self) -> Iterator[Decision]:
        """The decision that stands on each claim."""
        for found in self._on.values():
            if found[-1].verdict is not Verdict.UNDONE:
                yield found[-1]

    def next_time(self, statement: Statement, now: datetime) -> datetime:
        """Now, or just after the last decision on the claim: two within one tick keep their order."""
        found = self.on(statement)
        return max(now, found[-1].at + timedelta(microseconds=1)) if found else now

    def with_(self, more: Iterable[Decision]) -> Ledger:
        """A ledger with more decisions, in their places by time."""
        return Ledger((*self, *more))


def _order(decision: Decision) -> tuple[datetime, tuple[str, ...]]:
    return decision.at, _identity(decision)


def _identity(decision: Decision) -> tuple[str, ...]:
    return decision.statement.claim.value, decision.stamp, decision.verdict, decision.reviewer
