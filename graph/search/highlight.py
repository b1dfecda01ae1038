"""Which parts of a name or a quote a query meant."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.search.words import places

_BEGINNING = 4  # letters from which a word is also the beginning of longer ones


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; `hit` where the query meant it."""

    text: str
    hit: bool = False


def highlighted(text: str, wanted: Collection[str]) -> tuple[Part, ...]:
    """The text in parts: the `wanted` words (without marks) and what begins as a longer one are hits."""
    whole, starts = set(wanted), tuple(word for word in wanted if len(word) >= _BEGINNING)
    parts: list[Part] = []
    at = 0
    for start, end, word in places(text):
        if word in whole or word.startswith(starts):
            if start > at:
                parts.append(Part(text[at:start]))
            parts.append(Part(text[start:end], hit=True))
            at = end
    if at < len(text):
        parts.append(Part(text[at:]))
    return tuple(parts)


def around(text: str, wanted: Collection[str], most: int) -> str:
    """At most about `most` characters of a long text, around the first word that the query meant."""
    if len(text) <= most:
        return text
    first = next((start for start, _, word in places(text) if word.startswith(tuple(wanted))), 0)
    begin = max(0, first - most // 3)
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = text.rfind(" ", begin, begin + most)
    end = end if end > first else begin + most
    return ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")
