"""Companies and products named without a head, where their place in the sentence shows what they are.

A member of a list is what its neighbours are ("FPT, Rikkeisoft và NTT Data"); whom a person heads, speaks
for or is cited from is a company ("Tổng Giám đốc Rikkeisoft", "Theo Statista, …").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extraction.facts import Kind
from extraction.names.found import Found
from extraction.names.known import known_at
from extraction.names.proper import brand_end
from extraction.names.words import Words

_GLUE = frozenset("/-@.")
_LONGEST = 4  # words of a brand
_SAID = re.compile(
    r" (?=[A-Z])(?:(?<=iám đốc )|(?<=hủ tịch )|(?<=CEO )|(?<=sáng lập )"
    r"|(?:(?<=ại diện )|(?<=ãnh đạo ))(?P<spoken>)|(?<=\b[Tt]heo )(?P<cited>))"
)


def beside_known(words: Words, found: Sequence[Found]) -> list[Found]:
    """Companies and products that only their neighbours or a person's office give away; `found` is sorted."""
    taken = {k for name in found for k in range(name.start, name.end)}
    out: list[Found] = []
    for name in found:
        if _lists_brands(name):
            out += _listed(words, name, taken)
    out += _with_persons(words, taken)
    return out


def _lists_brands(name: Found) -> bool:
    if name.kind is Kind.ORGANIZATION:
        return name.classification == "company"
    return name.kind is Kind.PLATFORM and (
        name.proper is not None or (name.entry is not None and name.entry.classification == "commercial")
    )


def _listed(words: Words, name: Found, taken: set[int]) -> Iterator[Found]:
    """The unknown brands of the list that `name` is a member of, up to the next name that is taken."""
    at = name.end
    while (start := _after_joint(words, at)) is not None and start not in taken:
        end = _whole(words, start)
        if end is None or (name.proper is not None and words.shouted(start)):
            break  # "Hệ thống ACTS và TAD": an acronym may be anything
        taken.update(range(start, end))
        yield _brand(words, name.kind, start, end)
        at = end
    at = name.start
    while (last := _before_joint(words, at)) is not None and last not in taken:
        first = _brand_start(words, last)
        if first is None or first in taken:
            break
        taken.update(range(first, last + 1))
        yield _brand(words, name.kind, first, last + 1)
        at = first


def _brand(words: Words, kind: Kind, start: int, end: int) -> Found:
    printed = words.printed(start, end)
    company = kind is Kind.ORGANIZATION
    return Found(kind, start, end, printed, classification="company" if company else None, proper=printed)


def _after_joint(words: Words, end: int) -> int | None:
    """The index of the list's next member after word `end`."""
    if words.gap(end) == ", ":
        return end
    return end + 1 if words.gap(end) == " " and words.at(end) == "và" and words.gap(end + 1) == " " else None


def _before_joint(words: Words, start: int) -> int | None:
    """The index of the last word of the list's member before word `start`."""
    if words.gap(start) == ", ":
        return start - 1
    return start - 2 if words.before(start) == "và" and words.gap(start - 1) == " " else None


def _whole(words: Words, i: int) -> int | None:
    """The index after the brand at word i, unless it is a part of a symbol or an address."""
    end = brand_end(words, i)
    if end is None or words.gap(i)[-1:] in _GLUE or words.gap(end)[:1] in _GLUE - {"."}:
        return None
    return end


def _brand_start(words: Words, last: int) -> int | None:
    """Where a brand begins that ends with word `last`."""
    for first in range(last - _LONGEST + 1, last + 1):
        begins = first >= 0 and not (words.gap(first) == " " and words.capital(first - 1))
        if begins and _whole(words, first) == last + 1:
            return first
    return None


def _with_persons(words: Words, taken: set[int]) -> Iterator[Found]:
    """Companies that a person heads or speaks for, or that are cited; an acronym may be anything there."""
    for match in _SAID.finditer(words.text):
        start = bisect_left(words.start, match.end())
        if start in taken or known_at(words, start) is not None:
            continue
        end = _whole(words, start)
        unsure = words.shouted(start) and match.lastgroup is not None
        if end is not None and not unsure and (match.lastgroup != "cited" or words.gap(end) == ", "):
            taken.update(range(start, end))
            yield _brand(words, Kind.ORGANIZATION, start, end)
