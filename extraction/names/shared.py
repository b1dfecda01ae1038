"""Bodies that share one head: "các Bộ: Công an, Tài chính và Y tế" names three ministries."""

from __future__ import annotations

from functools import cache

from extraction.facts import Kind
from extraction.names.found import Found
from extraction.names.trie import Trie
from extraction.names.words import Words
from ontology.reference import Entry, organizations

_HEAD = "bộ"


def shared_heads(words: Words) -> list[Found]:
    """The ministries that a plural head opens, each at its own words; only known ones."""
    out: list[Found] = []
    for i, word in enumerate(words.word):
        if word == _HEAD and words.before(i) == "các" and words.gap(i + 1) in (" ", ": "):
            out += _members(words, i + 1)
    return out


def _members(words: Words, i: int) -> list[Found]:
    out: list[Found] = []
    while i < len(words) and words.capital(i):
        longest = _fields().longest(words, i)
        if not longest:
            break
        end, entries = longest[0]
        out.append(Found(Kind.ORGANIZATION, i, end, entries[0].label, entries[0], "ministry"))
        if words.gap(end) in (", ", "; "):
            i = end
        elif words.gap(end) == " " and words.at(end) == "và":
            i = end + 1
        else:
            break
    return out


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
