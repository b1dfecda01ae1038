"""Obstacles that a sentence only points back to: "…; Nghị định … đã gỡ nút thắt này"."""

from __future__ import annotations

import re
from functools import cache

from extraction.bottlenecks.wording import any_of, leading
from extraction.figures.labels import upper_first

_POINTS = re.compile(r"\s(?:này|đó|ấy|nói trên|nêu trên|kể trên|trên)(?!\w)")
_FEWEST = 4  # words of a clause that can state an obstacle
Span = tuple[int, int]


@cache
def _formerly() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('formerly')})(?:,\s|\s)")


@cache
def _introduced() -> re.Pattern[str]:
    """ "Một điểm nghẽn khác là …": what stands behind is the obstacle."""
    return re.compile(
        rf"[^,;:.]{{0,30}}?(?:{any_of('obstacle')})[^,;:.]{{0,30}}?\s(?:là|nằm ở|ở)\s(?:nạn\s)?"
    )


def pointed_back(
    text: str, folded: str, noun_end: int, own: Span, before: Span | None
) -> tuple[int, int, str] | None:
    """The clause that a noun for obstacles with "này" points to: the one before it, with its label.

    `own` is the sentence up to the clearing verb, `before` the sentence before. None where nothing points.
    """
    if not _POINTS.match(folded, noun_end):
        return None
    cut = folded.rfind("; ", *own)
    start, end = (own[0], cut) if cut > 0 else (before or (0, 0))
    start += leading(text[start:end])
    if (m := _formerly().match(folded, start, end)) or (m := _introduced().match(folded, start, end)):
        start = m.end()
    clause = text[start:end].rstrip(" .;,:")
    if len(clause.split()) < _FEWEST:
        return None
    return start, start + len(clause), upper_first(clause)
