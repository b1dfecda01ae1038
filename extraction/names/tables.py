"""The word tables of this package, read once from its TSV files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extraction.facts import Kind
from ontology.keys import fold


def rows(name: str) -> list[list[str]]:
    """The data rows of a TSV file of this package: comments, blank lines and the header row left out."""
    lines = files("extraction.names").joinpath(name).read_text(encoding="utf-8").splitlines()
    data = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return data[1:]


@cache
def words(*names: str) -> frozenset[str]:
    """A class of `words.tsv`, folded, or several classes as one.

    Raises:
        KeyError: there is no such class.
    """
    return frozenset().union(*(_classes()[name] for name in names))


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(fold(w) for w in row[1].split("|")) for row in rows("words.tsv")}


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun: its words, the form for labels, and how a name goes on after it.

    `tail` is one of the manners that `heads.tsv` explains, for a body; `digital` and `latin` say what the
    name of a system needs. `classification` is a body's.
    """

    words: tuple[str, ...]
    label: str
    kind: Kind
    classification: str | None = None
    tail: str = "topic"
    digital: bool = False
    latin: bool = False

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals for what the label says in full: "UBND"."""
        return self.words[0] != fold(self.label).split()[0]


HEAD_ACRONYMS = ("ubnd", "hđnd", "bcđ", "bql", "vksnd", "tand", "bhxh")


@cache
def heads() -> dict[str, tuple[Head, ...]]:
    """First word → the heads that begin with it, the longest first."""
    found: dict[str, list[Head]] = {}
    for spelling, label, classification, tail in rows("heads.tsv"):
        key = tuple(fold(spelling).split())
        found.setdefault(key[0], []).append(Head(key, label, Kind.ORGANIZATION, classification, tail))
    for spelling, label, kind, proof, latin in rows("systems.tsv"):
        key = tuple(fold(spelling).split())
        head = Head(key, label, Kind(kind), None, "topic", proof == "digital", latin == "yes")
        found.setdefault(key[0], []).append(head)
    for short in HEAD_ACRONYMS:
        full = tuple(fold(abbreviations()[short]).split())
        head = next(h for h in found[full[0]] if h.words == full)
        found.setdefault(short, []).append(
            Head((short,), head.label, head.kind, head.classification, head.tail)
        )
    return {w: tuple(sorted(hs, key=lambda h: -len(h.words))) for w, hs in found.items()}


@cache
def heads_of(kind: Kind) -> dict[str, tuple[tuple[int, list[str], Head], ...]]:
    """First word → the heads of a kind that begin with it, the longest first: word count, words, head."""
    return {
        first: tuple((len(h.words), list(h.words), h) for h in found if h.kind is kind)
        for first, found in heads().items()
    }


@cache
def abbreviations() -> dict[str, str]:
    """Folded abbreviation → the words that it stands for."""
    return {fold(short): full for short, full in rows("abbreviations.tsv")}


@cache
def sectors() -> dict[str, str]:
    """Every spelling of the fields of provincial departments → the field."""
    spellings = {row[0]: row[0] for row in rows("sectors.tsv")}
    spellings |= {other: row[0] for row in rows("sectors.tsv") if len(row) > 1 for other in row[1].split("|")}
    plain = {fold(field).replace(",", ""): field for field in spellings.values()}
    for short, full in abbreviations().items():
        field = plain.get(fold(full).replace(",", ""))
        if field is not None:
            spellings[short] = field
    return spellings


@cache
def technologies() -> frozenset[str]:
    """Folded terms that name a technology, never one platform."""
    return frozenset(fold(row[0]) for row in rows("technologies.tsv"))


@cache
def countries() -> frozenset[tuple[str, ...]]:
    """Names of other countries, by their folded words."""
    return frozenset(tuple(re.findall(r"\w+", fold(row[0]))) for row in rows("countries.tsv"))


@cache
def coordinated() -> frozenset[tuple[str, str]]:
    """Pairs of folded terms between which a comma does not end a name."""
    pairs: set[tuple[str, str]] = set()
    for row in rows("coordinations.tsv"):
        terms = [fold(t) for t in row[0].split("|")]
        pairs.update((a, b) for i, a in enumerate(terms) for b in terms[i + 1 :])
    return frozenset(pairs)
