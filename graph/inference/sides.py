"""The two sides of a proposed measure: an obstacle and a candidate, with what can be compared of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extraction.facts import (
    Bottleneck,
    Indicator,
    Instrument,
    Kind,
    Named,
    Observation,
    ObservationKind,
    Predicate,
    Ref,
    ReportFacts,
)
from extraction.lexicons import words_of
from extraction.report import Passage
from graph.inference.aspects import Matter, asked_by, told_by, told_in
from graph.inference.words import Phrases, spelled, terms_of, widened

_POINTER = re.compile(r"[^:]{0,40}\d\s*:\s")  # "Chỉ tiêu 7: …" names a row, not the obstacle
_SYSTEMS = (Kind.DATABASE, Kind.PLATFORM)
_SHORTEST = 3  # words that still name an obstacle


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A bottleneck with the terms of its own words, its matter, and the things that its passage names."""

    bottleneck: Bottleneck
    words: str  # its own words, spelled out, with a space around each
    terms: frozenset[str]
    matter: Matter
    named: Mapping[Ref, str]  # with their labels
    stated: frozenset[Ref]  # indicators that the source itself gives as its measures


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator with the passage of its first observation in a report, and what can be compared of it.

    `order` is its place among the indicators of its report; `around` holds the terms of its heading and
    sentence too.
    """

    indicator: Indicator
    passage: Passage
    report: str
    order: int
    terms: frozenset[str]
    around: frozenset[str]
    by_name: frozenset[str]
    by_context: frozenset[str]
    named: frozenset[Ref]
    unit: str  # the counted noun, spelled out; empty for rates, money and ranks
    target: bool  # only targets of it are known
    rate: bool  # a share or a part of a whole
    shortfall: bool  # it counts what is wrong


class _Named:
    """The things that stretches of one report name."""

    def __init__(self, facts: ReportFacts) -> None:
        things: tuple[Named | Instrument, ...] = (
            *facts.databases,
            *facts.platforms,
            *facts.organizations,
            *facts.instruments,
        )
        self._mentions = sorted((p.start, p.end, thing.ref) for thing in things for p in thing.mentions)
        self._starts = [start for start, _, _ in self._mentions]
        self.labels = {thing.ref: thing.label for thing in things}

    def within(self, passage: Passage) -> Iterator[Ref]:
        for at in range(bisect_left(self._starts, passage.start), len(self._mentions)):
            start, end, ref = self._mentions[at]
            if start >= passage.end:
                return
            if end <= passage.end:
                yield ref


def sides(sha256: str, facts: ReportFacts) -> tuple[list[Obstacle], list[Candidate]]:
    """The obstacles and the candidates of one report, in the order of its text."""
    named = _Named(facts)
    return list(_obstacles(facts, named)), list(_candidates(sha256, facts, named))


def _obstacles(facts: ReportFacts, named: _Named) -> Iterator[Obstacle]:
    stated: dict[Ref, set[Ref]] = {}
    for claim in facts.claims:
        if claim.predicate is Predicate.MEASURED_BY:
            stated.setdefault(claim.subject, set()).add(claim.object)
    for bottleneck in facts.bottlenecks:
        words = _own(spelled(_POINTER.sub("", bottleneck.label, count=1)))
        refs = {ref: named.labels[ref] for passage in bottleneck.passages for ref in named.within(passage)}
        measures = frozenset(stated.get(bottleneck.ref, ()))
        spoken = f" {' '.join(words)} "
        yield Obstacle(bottleneck, spoken, terms_of(words), asked_by(words), refs, measures)


def _own(words: list[str]) -> list[str]:
    """The words up to what the obstacle is set against ("… còn thấp so với yêu cầu")."""
    found = _beside().find(words[_SHORTEST:])
    return words[: found[0] + _SHORTEST] if found else words


@cache
def _beside() -> Phrases:
    return Phrases((word, 0) for word in words_of("graph.inference", "matters.tsv")["beside"])


@cache
def _shortfall() -> Phrases:
    return Phrases((word, 0) for word in words_of("graph.inference", "matters.tsv")["shortfall"])


def _candidates(sha256: str, facts: ReportFacts, named: _Named) -> Iterator[Candidate]:
    seen: dict[Ref, list[Observation]] = {}
    for observation in facts.observations:
        seen.setdefault(observation.indicator, []).append(observation)
    obstacles = words_of("graph.inference", "matters.tsv")["obstacles"]
    contexts: dict[str, tuple[frozenset[str], dict[int, int]]] = {}
    for order, indicator in enumerate(facts.indicators):
        observations = seen.get(indicator.ref)
        if not observations or indicator.unit.startswith(obstacles):
            continue
        if indicator.context not in contexts:  # counts by one sentence share it
            words = spelled(indicator.context)
            contexts[indicator.context] = widened(words), told_in(words)
        yield _candidate(sha256, indicator, observations, order, named, *contexts[indicator.context])


def _candidate(
    sha256: str,
    indicator: Indicator,
    observations: Sequence[Observation],
    order: int,
    named: _Named,
    context: frozenset[str],
    told: dict[int, int],
) -> Candidate:
    actual = [o for o in observations if o.kind is not ObservationKind.TARGET]
    shown = (actual or observations)[0]
    about = {o.about for o in observations if o.about is not None}
    subjects = " . ".join(named.labels.get(ref, "") for ref in sorted(about) if ref.kind in _SYSTEMS)
    own = spelled(indicator.label)
    name = own + spelled(subjects) if subjects else own
    terms = widened(name)
    by_name, by_context = told_by(told_in(name), told)
    noun = indicator.unit.removeprefix("count:").split("/")[0] if indicator.unit.startswith("count:") else ""
    return Candidate(
        indicator,
        shown.passage,
        sha256,
        order,
        terms,
        terms | context,
        by_name,
        by_context,
        frozenset(about | set(named.within(shown.passage))),
        " ".join(spelled(noun.removeprefix("lượt "))),
        not actual,
        indicator.unit == "percent" or any(o.denominator is not None for o in observations),
        bool(_shortfall().find(own)),
    )
