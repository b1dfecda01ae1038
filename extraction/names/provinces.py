"""Provinces and cities that act: subjects of a verb, or members of an enumeration of places that act.

A province that only locates ("tại tỉnh …", "địa bàn các tỉnh …") is no organization.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.heads import head_at
from extraction.names.places import placed
from extraction.names.tables import Head
from extraction.names.terms import Match
from extraction.names.words import Words

_LINKS = frozenset({"và", "tỉnh", "thành", "phố", "tp"})  # between members of an enumeration
_BEFORE = 8  # words before an enumeration in which its head stands


def acting(words: Words, matches: Sequence[Match]) -> list[Found]:
    """The provinces among `matches` (in order) that act."""
    out: list[Found] = []
    for run in _runs(words, matches):
        head = _shared_head(words, run)
        if head is not None:
            out += [_authority(head, match) for match in run]
        elif _enumerated(words, run) or _subject(words, run):
            for match in run:
                if match.term.entry is not None:
                    entry = match.term.entry
                    out.append(
                        Found(Kind.ORGANIZATION, match.start, match.end, entry.label, entry, "province")
                    )
    return out


def _shared_head(words: Words, run: list[Match]) -> Head | None:
    """The head of "UBND các tỉnh Nghệ An, Cà Mau", which the places share."""
    i = run[0].start
    while words.gap(i) in (" ", ", ") and words.at(i - 1) in ("tỉnh", "thành", "phố"):
        i -= 1
    if words.before(i) != "các" or words.gap(i - 1) != " ":
        return None
    for count in (4, 2, 1):
        head = head_at(words, i - 1 - count, Kind.ORGANIZATION) if i - 1 - count >= 0 else None
        if head is not None and len(head.words) == count and head.tail == "local":
            return head if words.capital(i - 1 - count) else None
    return None


def _authority(head: Head, match: Match) -> Found:
    place = placed(match.term.entry) if match.term.entry else match.term.spelling
    label = f"{head.label} {place}"
    return Found(Kind.ORGANIZATION, match.start, match.end, label, classification=head.classification)


def _runs(words: Words, matches: Sequence[Match]) -> list[list[Match]]:
    """Provinces that only commas, semicolons or "và" part."""
    runs = [[match] for match in matches[:1]]
    for left, right in pairwise(matches):
        between = right.start - left.end
        linked = between == 0 and words.gap(right.start) in (", ", "; ", ",", " - ")
        gaps = {words.gap(k) for k in range(left.end, right.start + 1)} if between < 4 else {""}
        linked |= gaps <= {" ", ", "} and between > 0 and set(words.word[left.end : right.start]) <= _LINKS
        if linked:
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs


def _enumerated(words: Words, run: list[Match]) -> bool:
    start = run[0].start
    gap = words.gap(start)
    before = words.word[max(0, start - _BEFORE) : start]
    if words.block(max(0, start - 1)) != words.block(start) or not before:
        return False
    opened = gap in (" (", ": ", " :") or before[-1] in ("gồm", "như", "là")
    if opened:
        return _has_members(before)
    several = len(run) > 1 and " ".join(before[-2:]) in ("các tỉnh", "các thành", "thành phố", "địa phương")
    return several and not _located(before)


def _has_members(before: list[str]) -> bool:
    pairs = {f"{a} {b}" for a, b in pairwise(before)}
    members = tables.words("member")
    return bool(members & (set(before) | pairs)) and not _located(before[:-1], only={"địa bàn"})


def _located(before: list[str], *, only: set[str] | None = None) -> bool:
    place = only or tables.words("place")
    pairs = {f"{a} {b}" for a, b in pairwise(before)}
    return bool(place & (set(before[-4:]) | pairs))


def _subject(words: Words, run: list[Match]) -> bool:
    start, end = run[0].start, run[-1].end
    first = start
    while (
        first > 0 and words.gap(first) == " " and words.at(first - 1) in ("tỉnh", "phố", "thành", "các", "và")
    ):
        first -= 1
    if not (words.opens_sentence(first) or words.gap(first) in ("; ", ": ")):
        return False
    acts = tables.words("act_place")
    return words.gap(end) == " " and bool({words.at(end), words.pair(end)} & acts)
