"""Proposed measures: which indicators could tell how far a bottleneck is cleared.

Sources seldom say it, so this only proposes, and says why: what the two sides share (an aspect, words
weighted by their rarity, themes, named things, what is counted), brought to one confidence by a logistic
function. At most five for a bottleneck; one without a fitting indicator gets none, and the indicators of its
own report come before those of other reports by the same body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from extraction.facts import Basis, Claim, Predicate, Ref, ReportFacts
from graph.inference import Proposal
from graph.inference.choice import LEAST, MOST, Scored, chosen
from graph.inference.confidence import confidence
from graph.inference.features import evidence
from graph.inference.pools import Pool, Shelf
from graph.inference.rarity import Rarity
from graph.inference.rationale import rationale
from graph.inference.sides import Candidate, Obstacle, sides

__all__ = ["LEAST", "MOST", "propose_measures"]
_NEAREST = 40  # candidates of other reports that an obstacle is compared with


def propose_measures(reports: Mapping[str, ReportFacts]) -> Iterator[Proposal]:
    """Proposals `kt:proposedMeasure` over all reports, best first for each bottleneck."""
    read = {sha: sides(sha, facts) for sha, facts in reports.items()}
    rarity = Rarity(_documents(read.values()))
    shelves: dict[Ref, Shelf] = {}
    for sha, (obstacles, candidates) in read.items():
        pool = Pool(candidates)
        known = {candidate.indicator.ref: candidate for candidate in candidates}
        publisher = reports[sha].publisher
        for obstacle in obstacles:
            stated = [known[ref] for ref in sorted(obstacle.stated) if ref in known]
            taken = chosen(_scored(obstacle, pool.near(obstacle), rarity), stated, rarity)
            if not taken and not obstacle.stated and publisher is not None:
                if publisher not in shelves:
                    shelves[publisher] = Shelf(_by(publisher, reports, read), rarity)
                others = (
                    c for c in shelves[publisher].nearest(obstacle, _NEAREST) if c.indicator.ref not in known
                )
                taken = chosen(_scored(obstacle, others, rarity, elsewhere=True), stated, rarity)
            for each in taken:
                yield _proposal(obstacle, sha, each)


def _documents(read: Iterable[tuple[list[Obstacle], list[Candidate]]]) -> Iterator[frozenset[str]]:
    for obstacles, candidates in read:
        yield from (obstacle.terms for obstacle in obstacles)
        yield from (candidate.around for candidate in candidates)


def _by(
    publisher: Ref,
    reports: Mapping[str, ReportFacts],
    read: Mapping[str, tuple[list[Obstacle], list[Candidate]]],
) -> Iterator[Candidate]:
    for sha, (_, candidates) in read.items():
        if reports[sha].publisher == publisher:
            yield from candidates


def _scored(
    obstacle: Obstacle, candidates: Iterable[Candidate], rarity: Rarity, *, elsewhere: bool = False
) -> list[Scored]:
    out = []
    for candidate in candidates:
        if candidate.indicator.ref in obstacle.stated:
            continue
        found = evidence(obstacle, candidate, rarity)
        if elsewhere:
            found["elsewhere"] = 1.0
        out.append(Scored(confidence(found), candidate, found))
    return out


def _proposal(obstacle: Obstacle, sha: str, scored: Scored) -> Proposal:
    candidate = scored.candidate
    passage = obstacle.bottleneck.passages[0]
    same = passage == candidate.passage and sha == candidate.report
    claim = Claim(
        obstacle.bottleneck.ref,
        Predicate.PROPOSED_MEASURE,
        candidate.indicator.ref,
        (passage,) if same else (passage, candidate.passage),
        Basis.INFERRED,
        Decimal(str(round(scored.confidence, 2))),
        rationale(obstacle, scored, "vi"),
        rationale(obstacle, scored, "en"),
    )
    return Proposal(claim, (sha,) if same else (sha, candidate.report))
