"""The words of labels: spelled out, without function words, with pairs of neighbours and wider terms.

Most Vietnamese words have two syllables, so a shared pair ("chia sẻ") weighs where a shared syllable hardly
does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from extraction.names.tables import abbreviations
from ontology.keys import fold

_WORD = re.compile(r"\w+")


@cache
def _stop() -> frozenset[str]:
    text = files("graph.inference").joinpath("stopwords.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


@cache
def _spelled() -> Mapping[str, tuple[str, ...]]:
    """Acronym → its words, so that "CSDL" and "cơ sở dữ liệu" are one."""
    return {short: tuple(_WORD.findall(fold(full))) for short, full in abbreviations().items()}


def spelled(text: str) -> list[str]:
    """The folded words of a text with its acronyms spelled out, numbers included.

    Only capitals make an acronym: "thông tư" holds no "TƯ".
    """
    known = _spelled()
    words: list[str] = _WORD.findall(fold(text))
    if known.keys().isdisjoint(words):
        return words
    out: list[str] = []
    for word, printed in zip(words, _WORD.findall(text), strict=True):
        out.extend(known[word] if printed.isupper() and word in known else (word,))
    return out


def terms_of(words: Sequence[str]) -> frozenset[str]:
    """The content words of spelled words, and their pairs of neighbours."""
    stop = _stop()
    content = [w if w not in stop and w.isalpha() else "" for w in words]
    terms = {f"{a} {b}" for a, b in pairwise(content) if a and b}
    terms.update(w for w in content if len(w) > 1)
    return frozenset(terms)


def widened(words: Sequence[str]) -> frozenset[str]:
    """The terms of an indicator's words with the wider ones that they are kinds of.

    Never of a bottleneck's: what it says widely covers the narrow, not the other way round.
    """
    said = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    if "pháp luật" in said:  # the law as such is no single law
        said.discard("luật")
    return terms_of(words) | {wide for narrow, wide in _wider() if narrow in said}


@cache
def _wider() -> tuple[tuple[str, str], ...]:
    """Narrow term → the wider one that it is a kind of ("thông tư" → "văn bản")."""
    lines = files("graph.inference").joinpath("wider.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((narrow, wide) for wide, narrows in rows for narrow in narrows.split("|"))


class Phrases:
    """Phrases that stand for something, found in spelled words in one pass, overlapping ones too."""

    def __init__(self, phrases: Iterable[tuple[str, int]]) -> None:
        """`phrases` are words with what they stand for; one may stand for several things."""
        self._by_first: dict[str, list[tuple[list[str], int]]] = {}
        for phrase, meaning in phrases:
            first, *rest = spelled(phrase)
            self._by_first.setdefault(first, []).append((rest, meaning))

    def find(self, words: list[str]) -> dict[int, int]:
        """What the words mention → the index of the word at which it is first mentioned."""
        found: dict[int, int] = {}
        known = self._by_first
        for at, word in enumerate(words):
            if word in known:
                for rest, meaning in known[word]:
                    if meaning not in found and (not rest or words[at + 1 : at + 1 + len(rest)] == rest):
                        found[meaning] = at
        return found
