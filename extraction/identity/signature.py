"""The signature of an indicator: what its label says, without how it happens to say it.

Two labels with one signature name one indicator, in one report or in many. Nothing here is likeness: words
are put into one spelling, synonyms of the genre into one word, names of systems into their keys; what is left
must be equal. "Hồ sơ" and "thủ tục", a bank account and an e-payment account, a share and a count stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extraction.facts import Kind, Ref
from extraction.figures.lexicon import alternation
from ontology.keys import fold

_WORD = re.compile(r"\w+")
SYSTEMS = frozenset({Kind.DATABASE, Kind.PLATFORM})
_CURRENCIES = frozenset({"VND", "USD"})
_PLACE = "⟦{}⟧"
_OWNER = re.compile(r"⟧ của ⟦(\d+)⟧")  # whose the system is tells nothing more
_PLACED = re.compile(r"⟦(\d+)⟧")


@dataclass(frozen=True, slots=True)
class Signature:
    """`measure` is the unit's kind, `words` what is counted and how, `systems` what it is counted on."""

    measure: str
    words: frozenset[str]
    systems: frozenset[Ref]


@dataclass(frozen=True, slots=True)
class _Words:
    same: re.Pattern[str]
    body: re.Pattern[str]
    empty: frozenset[str]
    empty_phrases: re.Pattern[str]
    stands_for: Mapping[str, str]
    shells: re.Pattern[str]
    shell_last: re.Pattern[str]
    apposed: re.Pattern[str]
    agents: re.Pattern[str]


@cache
def _words() -> _Words:
    lines = files("extraction.identity").joinpath("synonyms.tsv").read_text("utf-8").splitlines()
    rows = [(line + "\t").split("\t")[:3] for line in lines if line and not line.startswith(("#", "class\t"))]

    def of(name: str) -> list[str]:
        return sorted((words for each, words, _ in rows if each == name), key=len, reverse=True)

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{alternation(tuple(of(name)))})(?!\w)")

    empty = of("empty")
    return _Words(
        same=pattern("same"),
        body=pattern("body"),
        empty=frozenset(word for word in empty if " " not in word),
        empty_phrases=re.compile(rf"(?<!\w)(?:{alternation(tuple(w for w in empty if ' ' in w))})(?!\w)"),
        stands_for={words: other for each, words, other in rows if each in ("same", "body")},
        shells=re.compile(rf"(?:(?<!\w)(?:{alternation(tuple(of('shell')))})\s(?:của\s|thuộc\s)?)+(?=⟦)"),
        shell_last=re.compile(rf"(?:\s(?:(?:các|của)\s)?(?:{alternation(tuple(of('shell')))}))+\s?\Z"),
        apposed=re.compile(rf"(?<!\w)(?:{alternation(tuple(of('apposed')))})\s[^,;⟦⟧]{{0,70}}(?=⟦)"),
        agents=re.compile(rf"(?<!\w)(?:{alternation(tuple(of('agent')))})\s⟦(?P<agent>\d+)⟧"),
    )


def measure_of(unit: str) -> str:
    """The kind of a unit: every "count:…" is a count, the label says what of; any currency is money."""
    return "money" if unit in _CURRENCIES else unit.split(":", maxsplit=1)[0]


def signature_of(
    label: str, unit: str, names: Mapping[str, Ref], expansions: Mapping[str, str], about: Ref | None = None
) -> Signature:
    """The signature of a label.

    `names` are the folded names of bodies and systems that the report knows, `expansions` its acronyms;
    `about` is what the sentence around the label speaks of.
    """
    words = _words()
    text, found = _named(_spelled(label, expansions), names)
    agents = {int(m["agent"]) for m in words.agents.finditer(text)}
    systems = {ref for ref in found if ref.kind in SYSTEMS}
    bodies = {n for n, ref in enumerate(found) if ref.kind not in SYSTEMS and n not in agents}
    if about is not None and about.kind in SYSTEMS:
        systems.add(about)
    if systems:
        text = words.apposed.sub("", text)
        text = words.shell_last.sub("", text)
        owners = {int(n) for n in _OWNER.findall(text)}
        bodies -= {n for n in owners if found[n].kind not in SYSTEMS}
    text = words.shells.sub("", text)
    text = words.same.sub(lambda m: words.stands_for[m.group()], text)
    if systems:
        text = words.body.sub(lambda m: words.stands_for[m.group()], text)
    text = words.empty_phrases.sub(" ", text)
    text = _PLACED.sub(lambda m: found[int(m[1])].key if int(m[1]) in bodies else " ", text)
    kept = frozenset(_WORD.findall(text)) - words.empty
    return Signature(measure_of(unit), kept, frozenset(systems))


def _spelled(label: str, expansions: Mapping[str, str]) -> str:
    """The label folded, its acronyms written out."""
    parts = re.split(r"(\w[\w&]*)", label)
    return fold("".join(expansions.get(part, part) for part in parts))


def _named(text: str, names: Mapping[str, Ref]) -> tuple[str, list[Ref]]:
    """The text with a mark in the place of every name, longest first, and what the marks stand for."""
    found: list[Ref] = []
    for name in sorted((n for n in names if n in text), key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        if pattern.search(text):
            text = pattern.sub(_PLACE.format(len(found)), text)
            found.append(names[name])
    return text, found
