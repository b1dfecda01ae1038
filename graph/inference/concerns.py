"""One concern stated twice: bottlenecks of one or two reports that speak of the same thing, and what follows.

Likeness alone joins nothing: two bottlenecks stay two, with `skos:closeMatch` between them as a proposal.
Where one source presents the concern as cleared and as open, a finding says so; nobody is corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from extraction.facts import Basis, Bottleneck, Claim, Finding, Predicate, Ref, ReportFacts
from extraction.lexicons import words_of
from graph.inference import Proposal, Remark
from graph.inference.rarity import Rarity
from graph.inference.words import spelled, terms_of

_LEAST = 0.42  # likeness of two concerns
_FEWEST = 2  # pairs of words that they share
_MOST = 0.9  # confidence
_OTHERS = 6  # of each concern with those behind it


@dataclass(frozen=True, slots=True)
class _Concern:
    report: str
    bottleneck: Bottleneck
    terms: frozenset[str]


def relate_concerns(reports: Mapping[str, ReportFacts]) -> Iterator[Proposal | Remark]:
    """Proposals `skos:closeMatch` between bottlenecks, and findings on those both resolved and open."""
    concerns = [
        _Concern(sha, each, terms_of(spelled(each.label)))
        for sha, facts in sorted(reports.items())
        for each in facts.bottlenecks
    ]
    rarity = Rarity(concern.terms for concern in concerns)
    for one, other in _nearest(_pairs(concerns), rarity):
        shared = sorted(
            (t for t in one.terms & other.terms if " " in t), key=lambda t: (-rarity.square((t,)), t)
        )
        likeness = rarity.likeness(one.terms, other.terms)
        themes = set(one.bottleneck.themes) & set(other.bottleneck.themes)
        if len(shared) < _FEWEST or likeness < _LEAST or not themes:
            continue
        yield _proposal(one, other, min(_MOST, likeness), shared)
        if one.report == other.report and {one.bottleneck.status, other.bottleneck.status} == {
            "resolved",
            "open",
        }:
            yield _remark(one, other)


def _nearest(
    pairs: Iterable[tuple[_Concern, _Concern]], rarity: Rarity
) -> Iterator[tuple[_Concern, _Concern]]:
    """Of the pairs of each concern the likest few: a concern that every monthly report repeats is a chain."""
    by_first: dict[tuple[str, Ref], list[tuple[float, _Concern, _Concern]]] = {}
    for one, other in pairs:
        likeness = rarity.likeness(one.terms, other.terms)
        if likeness >= _LEAST:
            by_first.setdefault((one.report, one.bottleneck.ref), []).append((likeness, one, other))
    for found in by_first.values():
        found.sort(key=lambda each: (each[1].report != each[2].report, -each[0]))
        yield from ((one, other) for _, one, other in found[:_OTHERS])


def _pairs(concerns: Sequence[_Concern]) -> Iterator[tuple[_Concern, _Concern]]:
    """Pairs that share a pair of words: an inverted index, so that nothing is compared with everything."""
    by_term: dict[str, list[int]] = {}
    for index, concern in enumerate(concerns):
        for term in concern.terms:
            if " " in term:
                by_term.setdefault(term, []).append(index)
    common = max(8, len(concerns) // 4)  # a term of a quarter of all concerns tells nothing
    near = {pair for found in by_term.values() if len(found) <= common for pair in combinations(found, 2)}
    for one, other in sorted(near):
        yield concerns[one], concerns[other]


def _proposal(one: _Concern, other: _Concern, likeness: float, shared: Sequence[str]) -> Proposal:
    texts = words_of("graph.inference", "concerns.tsv")
    words = ", ".join(f"“{t}”" for t in shared[:4])
    claim = Claim(
        one.bottleneck.ref,
        Predicate.CLOSE_MATCH,
        other.bottleneck.ref,
        (one.bottleneck.passages[0], other.bottleneck.passages[0]),
        Basis.INFERRED,
        Decimal(str(round(likeness, 2))),
        texts["alike_vi"][0].format(value=words),
        texts["alike_en"][0].format(value=words),
    )
    return Proposal(claim, (one.report, other.report))


def _remark(one: _Concern, other: _Concern) -> Remark:
    texts = words_of("graph.inference", "concerns.tsv")
    resolved, still = sorted((one, other), key=lambda c: c.bottleneck.status, reverse=True)
    words = {"resolved": resolved.bottleneck.label, "open": still.bottleneck.label}
    finding = Finding(
        "resolved_and_open",
        "warning",
        (resolved.bottleneck.passages[0], still.bottleneck.passages[0]),
        texts["both_vi"][0].format(**words),
        texts["both_en"][0].format(**words),
        concerns=(resolved.bottleneck.ref, still.bottleneck.ref),
    )
    return Remark(finding, (resolved.report, still.report))
