"""A mention: a stretch of a report's text that names a thing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.facts import Ref


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """`text[start:end]` of a `Report` names `ref`. Offsets are into `Report.text`, not into the raw file."""

    start: int
    end: int
    ref: Ref

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a mention must not be empty or reversed: {self.start}..{self.end}")


def within(mentions: Sequence[Mention], start: int, end: int) -> Iterator[Mention]:
    """The mentions that lie wholly in `start..end`; `mentions` is sorted by start."""
    for at in range(bisect_left(mentions, start, key=lambda m: m.start), len(mentions)):
        if mentions[at].start >= end:
            return
        if mentions[at].end <= end:
            yield mentions[at]
