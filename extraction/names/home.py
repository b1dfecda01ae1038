"""Who a report is from, as its opening says: it decides what "UBND tỉnh" or "Vụ Pháp chế" name."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from extraction.names.known import known_at
from extraction.names.places import named_place, shouted_place
from extraction.names.words import Words
from extraction.report import BlockKind, Report
from ontology.reference import Entry

_OPENING = 1500  # characters of letterhead, title and preamble, where no numbered part begins before
_LOCAL_HEADS = (
    ("ủy", "ban", "nhân", "dân"),
    ("hội", "đồng", "nhân", "dân"),
    ("tỉnh", "ủy"),
    ("thành", "ủy"),
    ("ubnd",),
    ("hđnd",),
)
_FIRSTS = frozenset(head[0] for head in _LOCAL_HEADS)


@dataclass(frozen=True, slots=True)
class Home:
    """`place` is the province that a report is from, as in "tỉnh Lào Cai"; `body` the central body."""

    place: str | None = None
    body: Entry | None = None


def home_of(report: Report, words: Words) -> Home:
    """The author whom the letterhead prints in capitals, or the one province that the opening names."""
    end = _end_of_opening(report)
    for block in report.blocks:
        if block.start >= end:
            break
        i = bisect_left(words.start, block.start)
        home = _letterhead(words, i) if words.shouted(i) else None
        if home is not None:
            return home
    places = set(_places(words, bisect_left(words.start, end)))
    return Home(place=places.pop()) if len(places) == 1 else Home()


def _letterhead(words: Words, i: int) -> Home | None:
    """The author at the head of a block in capitals: "TỈNH LÀO CAI", "UBND TỈNH LÀO CAI", "BỘ TÀI CHÍNH"."""
    place = shouted_place(words, _after_local_head(words, i) or i)
    if place is not None:
        return Home(place=place.label)
    match = known_at(words, i)
    entry = match.term.entry if match else None
    return Home(body=entry) if entry is not None and entry.classification == "ministry" else None


def _after_local_head(words: Words, i: int) -> int | None:
    return next((i + len(h) for h in _LOCAL_HEADS if tuple(words.word[i : i + len(h)]) == h), None)


def _end_of_opening(report: Report) -> int:
    """Where the numbered parts or the notes begin, at most `_OPENING` characters on."""
    body = (b.start for b in report.blocks if b.path or b.kind is BlockKind.NOTE)
    return min(next(body, _OPENING), _OPENING)


def _places(words: Words, last: int) -> list[str]:
    """The provinces whose authorities the opening names."""
    found: list[str] = []
    for i, word in enumerate(words.word[:last]):
        after = _after_local_head(words, i) if word in _FIRSTS else None
        place = named_place(words, after) if after is not None else None
        if place is not None:
            found.append(place.label)
    return found
