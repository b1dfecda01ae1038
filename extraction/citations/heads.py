"""Type words: one pattern over all of them, built from the reference data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ontology.keys import fold
from ontology.reference import instrument_types

LAWS = frozenset({"law", "code", "ordinance", "constitution"})
# Types whose type word alone, with "này" or a bare number after it, means one instrument.
RULES = LAWS | {"decree", "resolution", "decision", "directive", "circular", "joint_circular"}


# "Văn bản số …": the letters of the number tell the type; a number without a type symbol is a letter's.
ANY_DOCUMENT = "văn bản"


@dataclass(frozen=True, slots=True)
class Head:
    """A type word: the type that it tells, and whether a number must follow ("Văn bản số", "TCVN")."""

    type: str
    needs_number: bool = False
    symbol: bool = False


@cache
def heads() -> MappingProxyType[str, Head]:
    """The folded type words with what they tell."""
    table: dict[str, Head] = {ANY_DOCUMENT: Head("letter", needs_number=True)}
    for kind in instrument_types():
        for printed in kind.heads:
            word = fold(printed)
            if kind.code == "proposal":  # "Đề nghị xây dựng Luật X" cites Luật X
                continue
            if word.endswith(" số"):
                table.setdefault(word.removesuffix(" số"), Head(kind.code, needs_number=True))
            else:
                table[word] = Head(kind.code)
        if kind.code == "standard":
            for symbol in kind.symbols:
                table[fold(symbol)] = Head(kind.code, needs_number=True, symbol=True)
    return MappingProxyType(table)


@cache
def head_pattern() -> re.Pattern[str]:
    """Every type word at a word's start, the longest first, by first letter so that search is fast."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word in sorted(heads(), key=len, reverse=True):
        groups[word[0]].append(re.escape(word[1:]).replace("\\ ", r"[ \t\n\xa0]{1,3}+"))
    branches = (rf"{first}(?<!\w.)(?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    return re.compile(rf"(?:{'|'.join(branches)})(?!\w)")


def type_words(folded: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Head]]:
    """The type words in `folded[start:end]`: where each begins and ends, and what it tells."""
    known = heads()
    for m in head_pattern().finditer(folded, start, len(folded) if end is None else end):
        word = m.group()
        yield m.start(), m.end(), known.get(word) or known[" ".join(word.split())]
