"""Bodies whose head is printed once for several: "các Bộ: Công an, Y tế", "UBND các phường Sa Pa, Cam Đường".

Ministries are named by their ministers' offices too: "Bộ trưởng Công an".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.heads import body_of, head_at
from extraction.names.home import Home
from extraction.names.known import sector_at
from extraction.names.trie import Trie
from extraction.names.words import Words
from ontology.reference import Entry, organizations

_PLURAL = "các"
_MINISTER = "trưởng"
_RANKS = ("bộ", "thứ")
_LOCAL = ("huyện", "quận", "phường", "xã", "thị xã", "đặc khu")
_WORDS_OF_A_PLACE = 4


def shared_heads(words: Words, home: Home) -> list[Found]:
    """The bodies that a plural head or a minister's office opens, each at its own words.

    Only known ministries, and departments only where the report's province is known.
    """
    out: list[Found] = []
    for i, word in enumerate(words.word):
        if word == _PLURAL:
            out += _under(words, i, home)
        elif word == _MINISTER and words.before(i) in _RANKS and words.gap(i + 1) == " ":
            out += _ministries(words, i + 1)[:1]
    return out


def _under(words: Words, i: int, home: Home) -> list[Found]:
    """The bodies under the plural at word i."""
    head = words.at(i + 1)
    if words.gap(i + 1) != " " or words.gap(i + 2) not in (" ", ": "):
        return []
    if head == "bộ":
        return _ministries(words, i + 2)
    if head == "sở" and home.place is not None:
        return _departments(words, i + 2, home.place)
    return _authorities(words, i) if head in _LOCAL or words.pair(i + 1) in _LOCAL else []


def _ministries(words: Words, i: int) -> list[Found]:
    out: list[Found] = []
    while i < len(words) and words.capital(i):
        longest = _fields().longest(words, i)
        if not longest:
            break
        end, entries = longest[0]
        out.append(Found(Kind.ORGANIZATION, i, end, entries[0].label, entries[0], "ministry"))
        i = _after_joint(words, end)
    return out


def _departments(words: Words, i: int, place: str) -> list[Found]:
    out: list[Found] = []
    while i < len(words) and (sector := sector_at(words, i)) is not None:
        end, field = sector
        out.append(Found(Kind.ORGANIZATION, i, end, f"Sở {field} {place}", classification="agency"))
        i = _after_joint(words, end)
    return out


def _authorities(words: Words, i: int) -> list[Found]:
    """The authorities of "UBND các phường A, B và C" at its "các"."""
    counts = (n for n in (4, 2, 1) if i >= n and words.gap(i) == " ")
    heads = ((n, head_at(words, i - n, Kind.ORGANIZATION)) for n in counts)
    head = next((h for n, h in heads if h is not None and len(h.words) == n and h.tail == "local"), None)
    if head is None or not words.capital(i - len(head.words)):
        return []
    level = words.pair(i + 1) if words.pair(i + 1) in _LOCAL else words.at(i + 1)
    start = i + 1 + len(level.split())
    names = _places(words, start)
    return [body_of(head, a, b, f"{head.label} {level} {words.printed(a, b)}") for a, b in names]


def _places(words: Words, i: int) -> Iterator[tuple[int, int]]:
    """The capitalised names of an enumeration that begins at word i."""
    while i < len(words) and words.capital(i) and words.pair(i) not in tables.words("notown"):
        end = i + 1
        while words.gap(end) == " " and words.capital(end) and end - i < _WORDS_OF_A_PLACE:
            end += 1
        yield i, end
        i = _after_joint(words, end)


def _after_joint(words: Words, end: int) -> int:
    """The index of an enumeration's next member, past the last word where there is none."""
    if words.gap(end) in (", ", "; "):
        return end
    return end + 1 if words.gap(end) == " " and words.at(end) == "và" else len(words)


@cache
def _fields() -> Trie[Entry]:
    """Ministries by what follows "Bộ" in their names."""
    trie: Trie[Entry] = Trie()
    for entry in organizations():
        if entry.classification == "ministry":
            for spelling in (entry.label, *entry.aliases):
                if spelling.startswith("Bộ "):
                    trie.add(spelling.removeprefix("Bộ "), entry)
    return trie
