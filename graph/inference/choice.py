"""Which of the likely measures of an obstacle are proposed: few, and none that says what another says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.inference.rarity import Rarity
from graph.inference.sides import Candidate

MOST = 5
LEAST = 0.4  # below it wrong proposals outnumber right ones; see tests/evaluation/measures.py
_OF_BEST = 0.4  # of the best confidence; what lies below is weak beside it
_BESIDE_STATED = 0.6  # a confidence above which a measure is proposed beside one that the source gives
_CLOSE = 0.1  # confidences that differ by less are as good as one another
_SIBLINGS = 0.6  # share of two names' pairs of words that makes them two counts by one clause
_SAME = 0.75  # share of a name's weight that makes it another name of the same measure
_OF_ONE_KIND = 2  # counts of one unit from one sentence: the whole and one part of it


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its confidence and what speaks for and against it."""

    confidence: float
    candidate: Candidate
    evidence: dict[str, float]


def chosen(
    scored: Sequence[Scored], stated: Sequence[Candidate], rarity: Rarity, least: float = LEAST
) -> list[Scored]:
    """The proposals for one obstacle, best first; `stated` are the measures that its source gives."""
    ranked = sorted(scored, key=lambda s: (-s.confidence, s.candidate.order))
    if not ranked:
        return []
    least = max(least, _OF_BEST * ranked[0].confidence, _BESIDE_STATED if stated else 0.0)
    taken: list[Scored] = []
    for each in ranked:
        if each.confidence < least or len(taken) == MOST:
            break
        others = [t.candidate for t in taken]
        if _adds_nothing(each.candidate, others, stated, rarity):
            continue
        first = _first_of_its_clause(each, ranked)
        if first is each or not _adds_nothing(first.candidate, others, stated, rarity):
            taken.append(first)
    return sorted(taken, key=lambda s: -s.confidence)


def _adds_nothing(
    one: Candidate, others: Sequence[Candidate], stated: Sequence[Candidate], rarity: Rarity
) -> bool:
    alike = sum(one.passage == o.passage and one.indicator.unit == o.indicator.unit for o in others)
    return (
        alike >= _OF_ONE_KIND
        or any(_siblings(one, other) or _same(one, other, rarity) for other in others)
        or any(_same(one, other, rarity) for other in stated)
    )


def _first_of_its_clause(each: Scored, ranked: Sequence[Scored]) -> Scored:
    """Of counts by one clause ("18 bộ, 63 địa phương kết nối với …") the first stands for all."""
    kin = [
        other
        for other in ranked
        if other.confidence >= each.confidence - _CLOSE
        and other.candidate.order <= each.candidate.order
        and (other is each or _siblings(other.candidate, each.candidate))
    ]
    return min(kin, key=lambda s: s.candidate.order)


def _siblings(one: Candidate, other: Candidate) -> bool:
    if one.indicator.ref == other.indicator.ref:
        return True
    if one.passage != other.passage or one.report != other.report:
        return False
    both = sum(" " in term for term in one.terms & other.terms)
    return both >= _SIBLINGS * sum(" " in term for term in one.terms | other.terms)


def _same(one: Candidate, other: Candidate, rarity: Rarity) -> bool:
    """Whether two names stand for one measure, as far as words tell: one kind of count of one thing."""
    if one.indicator.ref == other.indicator.ref:
        return True
    if one.rate != other.rate or one.shortfall != other.shortfall or one.passage == other.passage:
        return False
    if one.unit != other.unit and not (one.unit in other.unit or other.unit in one.unit):
        return False
    shorter = min(rarity.length(one.terms), rarity.length(other.terms))
    return bool(shorter) and rarity.square(one.terms & other.terms) >= _SAME * shorter
