"""Head nouns in the text, and whether a name begins at a word."""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.known import known_at
from extraction.names.tables import Head
from extraction.names.words import Words

_JOINTS = frozenset({" ", ", ", " - "})


def head_at(words: Words, i: int, kind: Kind) -> Head | None:
    """The longest head of a kind at word i."""
    for count, spelled, head in tables.heads_of(kind).get(words.at(i), ()):
        if words.word[i : i + count] != spelled:
            continue
        if all(words.gap(k) in _JOINTS for k in range(i + 1, i + count)):
            return head
    return None


def body_of(head: Head, i: int, end: int, label: str) -> Found:
    """The body with a head at word i, named up to word `end`."""
    return Found(Kind.ORGANIZATION, i, end, label, classification=head.classification)


def after_head(words: Words, i: int, head: Head) -> int:
    """The index after a head at word i and its acronym in brackets: "Ủy ban nhân dân (UBND) tỉnh"."""
    after = i + len(head.words)
    return after + (words.gap(after) == " (" and words.shouted(after) and words.gap(after + 1) == ") ")


def begins_body(words: Words, i: int) -> bool:
    """Whether a body's name begins at word i: a known one or a capital head with a capital after it."""
    if not words.capital(i):
        return False
    match = known_at(words, i)
    if match is not None and match.term.entry is not None and not match.term.place:
        return match.term.kind is Kind.ORGANIZATION
    head = head_at(words, i, Kind.ORGANIZATION)
    if head is None:
        return False
    after = i + len(head.words)
    return head.tail in ("local", "topic", "council") or (words.gap(after) == " " and words.capital(after))


def begins_name(words: Words, i: int) -> bool:
    """Whether a body's, system's or database's name begins at word i."""
    if begins_body(words, i):
        return True
    for kind in (Kind.PLATFORM, Kind.DATABASE):
        head = head_at(words, i, kind)
        if head is not None and (words.capital(i) or len(head.words) > 1):
            return True
    return False
