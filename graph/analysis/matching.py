"""From a question in words to the nearest named question, with the things and periods that the words name.

Nothing is guessed silently: what was matched, how well, and what was put in are part of the match.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from graph.analysis.lookup import Lookup
from graph.analysis.model import Thing
from graph.analysis.naming import find, key, names_in
from graph.analysis.question import Question, questions
from graph.errors import ToldError
from ontology.keys import bare
from ontology.reference import instrument_types
from ontology.tables import read_table

_MONTH = re.compile(r"\b(?:thang|month)\s*0?(1[0-2]|[1-9])\s*(?:/|nam|-)?\s*(20\d\d)")
_QUARTER = re.compile(r"\bquy\s*(iv|i{1,3}|[1-4])\s*(?:/|nam|-)?\s*(20\d\d)")
_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?![\d/])")
_NUMBER = re.compile(r"(?<![\w/])\d{1,5}/(?:(?:19|20)\d\d/)?[A-ZĐ][\w-]*(?:-[A-ZĐ]\w*)*")
_BY_WORDS = ("indicator", "bottleneck")  # kinds that are found by most of their words, in any order
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LEAST = 71
_SHARED = 6  # points for each thing in the words that a question can take
_VALUED = 14  # points where an indicator is named: what people ask about one is its value
_VALUES = "values"
_FEW = 4  # words beside an indicator's name and a period
_BARE = 70  # how well a value is asked for by hardly anything else
_MISSED = 10  # points off where a question cannot take an instrument or agency that the words name
_SURE = ("instrument", "agency")
_KINDS = ("instrument", "bottleneck", "agency", "platform", "database", "theme", "indicator")


_Found = Mapping[str, list[tuple[Thing, str]]]


class NoQuestion(ToldError):  # noqa: N818 - named for what was found
    """No named question is like the words."""

    def __init__(self, words: str) -> None:
        super().__init__("unknown-question", name=words)


@dataclass(frozen=True, slots=True)
class Match:
    """The question that was understood, 0 to 100 how alike it is, and what the words put in.

    `things` are the things behind the IRIs of `given`; `others` the next best questions.
    """

    question: Question
    score: int
    given: Mapping[str, str]
    things: tuple[Thing, ...]
    others: tuple[Question, ...]


def people_ask() -> dict[str, Question]:
    """The questions that people ask, without those that only reports use."""
    return {name: each for name, each in questions().items() if each.use == "people"}


def match(lookup: Lookup, words: str) -> Match:
    """The named question for some words; a question's own name matches exactly.

    Raises:
        NoQuestion: nothing is like the words.
        Unknown, Ambiguous: the words hold the number of no instrument, or of several.
    """
    known = people_ask()
    if words.strip() in known:
        return Match(known[words.strip()], 100, {}, (), ())
    text, period = key(words), period_in(words)
    found = {kind: named for kind in _KINDS if (named := names_in(lookup, kind, text))}
    if number := _NUMBER.search(words):
        find(lookup, "instrument", number[0])
    if "instrument" not in found and (law := _law_in(text)):
        find(lookup, "instrument", law)
    rest = bare_of_periods(text)
    for _, name in (pair for named in found.values() for pair in named if pair[1] in rest):
        rest = rest.replace(name, " ")
    rests = [rest]
    for _, name in (pair for named in found.values() for pair in named):
        rests.append(_without(rests[-1], name))
    scored = sorted((-_score(each, text, rests, found, period), name) for name, each in known.items())
    best, name = -scored[0][0], scored[0][1]
    if best < _LEAST:
        raise NoQuestion(words)
    given, things = _given(known[name], found, period)
    others = tuple(known[other] for _, other in scored[1:5])
    return Match(known[name], min(100, round(best)), given, things, others)


def _score(question: Question, text: str, rests: list[str], found: _Found, period: str) -> float:
    """How alike the words and a question are, and how much of what the words name it can take."""
    names = [name for kind, named in found.items() if kind not in _BY_WORDS for _, name in named]
    score, phrase = max((_alike(rests, text, phrase, names), phrase) for phrase in _phrases(question.name))
    if question.name == _VALUES and "indicator" in found and len(rests[-1].split()) <= _FEW:
        score = max(score, _BARE)
    for kind, named in found.items():
        if kind in question.given or _as_platform(kind, question):
            score += _VALUED if (kind, question.name) == ("indicator", _VALUES) else _SHARED
        elif kind in _SURE and named[0][1] not in phrase:
            score -= _MISSED
    return score + (_SHARED if period and {"period", "due"} & set(question.given) else 0)


def _given(question: Question, found: _Found, period: str) -> tuple[dict[str, str], tuple[Thing, ...]]:
    """What the words put into a question's variables."""
    given: dict[str, str] = {}
    things = []
    for kind, named in found.items():
        slot = kind if kind in question.given else "platform" if _as_platform(kind, question) else ""
        if slot and slot not in given:
            given[slot] = named[0][0].iri
            things.append(named[0][0])
    slot = next((each for each in ("period", "due") if each in question.given), "")
    if period and slot:
        given[slot] = period
    return given, tuple(things)


def _as_platform(kind: str, question: Question) -> bool:
    return kind in ("database", "agency") and "platform" in question.given and kind not in question.given


def _alike(rests: list[str], text: str, phrase: str, names: list[str]) -> float:
    """The words against a phrase as they are, and both without the names that the words hold."""
    plain = phrase
    for name in names:
        plain = plain.replace(name, " ")
    pairs = [(rest, plain) for rest in rests] + [(text, phrase if plain == phrase else "")]
    return max(0.6 * fuzz.token_set_ratio(a, b) + 0.4 * fuzz.token_sort_ratio(a, b) for a, b in pairs)


def _law_in(text: str) -> str:
    """The longest name of a law of the reference data that stands in folded words; "" where none does."""
    padded = f" {text} "
    return max((name for name in _laws() if f" {name} " in padded), key=len, default="")


@cache
def _laws() -> tuple[str, ...]:
    """The names of the reference data's laws, folded, each with the word for a law before it."""
    word = next(each.label for each in instrument_types() if each.code == "law")
    rows = read_table("laws.tsv", "key type name number year source")
    return tuple({key(f"{word} {row['name']}") for row in rows if row["type"] == "law"})


def _without(text: str, name: str) -> str:
    words = set(name.split())
    return " ".join(word for word in text.split() if word not in words)


def bare_of_periods(text: str) -> str:
    """Folded words without the periods that they name."""
    for pattern in (_MONTH, _QUARTER, _YEAR):
        text = pattern.sub(" ", text)
    return " ".join(text.split())


@cache
def _phrases(name: str) -> tuple[str, ...]:
    question = questions()[name]
    return tuple(key(each) for each in (question.vi, question.en, *question.also))


def period_in(words: str) -> str:
    """The period that words name: "tháng 5 năm 2024" → "2024-05", "quý II/2024" → "2024-Q2", "2025"."""
    text = bare(words)
    if found := _MONTH.search(text):
        return f"{found[2]}-{int(found[1]):02}"
    if found := _QUARTER.search(text):
        return f"{found[2]}-Q{_ROMAN.get(found[1]) or found[1]}"
    years = _YEAR.findall(text)
    return str(years[-1]) if years else ""
