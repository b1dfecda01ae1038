"""Proposed successors: which draft of an earlier report became which instrument that a later one has issued.

No source says it, so it is only proposed, with its reasons: both amend the same instrument, both detail the
same law, or their titles have one subject. Where a later report gives a decree's number alone, the reference
data know its title; the reason says so, and the confidence is lower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extraction.facts import Basis, Claim, Instrument, Predicate, Ref, ReportFacts, Stage
from extraction.lexicons import words_of
from graph.inference import Proposal
from graph.inference.times import end_of
from ontology.keys import fold
from ontology.reference import DecreeEntry, decrees

_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?![\d/])")
_CONTAINED = 0.7  # of the shorter title's words that the longer one has, where both name one span of years
_SHOWN = 90  # characters of a title that a reason quotes
_LEAST = 0.5  # a proposal below it would be wrong more often than right
_MARGIN = 0.1  # by which the best candidate must lead the next
_ALIKE = 0.5  # of the words of two titles that they share
_FEWEST = 2  # words that tell a subject
_KINDS = {"proposal": "law"}  # a proposal to make a law becomes a law


@dataclass(frozen=True, slots=True)
class _Side:
    """An instrument as one report presents it: what it amends and details, and the words of its title."""

    report: str
    instrument: Instrument
    kind: str
    amends: frozenset[str]
    details: frozenset[str]
    words: frozenset[str]
    title: str
    years: frozenset[str]
    known: DecreeEntry | None = None


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    side: _Side
    reasons: tuple[tuple[str, str], ...]


def propose_successors(reports: Mapping[str, ReportFacts]) -> Iterator[Proposal]:
    """Proposals `kt:proposedSuccessor` from drafts to instruments of reports that speak of a later time."""
    ends = {sha: end_of(facts.as_of) for sha, facts in reports.items()}
    labels = {i.ref: i.number or i.label for facts in reports.values() for i in facts.instruments}
    issued = [side for sha, facts in reports.items() for side in _sides(sha, facts, issued=True)]
    for sha, facts in reports.items():
        known = {side.instrument.ref for side in issued if side.report == sha}
        later = [s for s in issued if ends[s.report] > ends[sha] and s.instrument.ref not in known]
        for draft in _sides(sha, facts, issued=False):
            found = _best(draft, later, labels)
            if found is not None:
                yield _proposal(draft, found)


def _sides(sha: str, facts: ReportFacts, *, issued: bool) -> Iterator[_Side]:
    stages = {s.instrument: s.stage for s in facts.statuses}
    for instrument in facts.instruments:
        stage = stages.get(instrument.ref)
        if stage is None or (stage is Stage.ISSUED) is not issued:
            continue
        known = _decrees().get(instrument.number or "") if issued else None
        untitled = "" if instrument.number else instrument.label
        title = known.title if known else instrument.title or untitled
        yield _Side(
            sha,
            instrument,
            _KINDS.get(instrument.type, instrument.type),
            _targets(facts, instrument.ref, Predicate.AMENDS)
            | ({known.amends} if known and known.amends else set()),
            _targets(facts, instrument.ref, Predicate.DETAILS),
            _subject(title),
            title,
            frozenset(_YEAR.findall(title)),
            known,
        )


def _targets(facts: ReportFacts, ref: Ref, predicate: Predicate) -> frozenset[str]:
    """Numbers, or keys where there is none, of what an instrument amends or details."""
    numbers = {i.ref: i.number or i.ref.key for i in facts.instruments}
    return frozenset(
        numbers.get(c.object, c.object.key)
        for c in facts.claims
        if c.subject == ref and c.predicate is predicate
    )


@cache
def _decrees() -> dict[str, DecreeEntry]:
    return {entry.number: entry for entry in decrees()}


def _subject(title: str) -> frozenset[str]:
    empty = words_of("graph.inference", "successors.tsv")["empty"]
    return frozenset(w for w in _WORD.findall(fold(title)) if w not in empty and not w.isdigit())


def _best(draft: _Side, later: list[_Side], labels: Mapping[Ref, str]) -> _Match | None:
    """The candidate that leads all others clearly; the same instrument in two reports is one candidate."""
    found: dict[Ref, _Match] = {}
    for side in later:
        if side.kind != draft.kind:
            continue
        match = _compared(draft, side, labels)
        if match is not None and (
            side.instrument.ref not in found or found[side.instrument.ref].score < match.score
        ):
            found[side.instrument.ref] = match
    ranked = sorted(found.values(), key=lambda m: (-m.score, m.side.instrument.ref.key))
    if not ranked or (len(ranked) > 1 and ranked[0].score - ranked[1].score < _MARGIN):
        return None
    return ranked[0]


def _compared(draft: _Side, side: _Side, labels: Mapping[Ref, str]) -> _Match | None:
    reasons: list[tuple[str, str]] = []
    amended, detailed = draft.amends & side.amends, draft.details & side.details
    shared = draft.words & side.words
    union = draft.words | side.words
    alike = len(shared) / len(union) if len(shared) >= _FEWEST else 0.0
    score = 0.0
    if amended:
        score = 0.8
        reasons.append(("amends", ", ".join(sorted(amended))))
    elif detailed and alike >= _ALIKE:
        score = 0.75
        keys = {i.key: label for i, label in labels.items()}
        reasons.append(("details", ", ".join(keys.get(d, d) for d in sorted(detailed))))
    elif alike >= _ALIKE and not (draft.amends or side.amends):
        score = 0.3 + 0.5 * alike
        reasons.append(("title", f"“{_short(side.title)}”"))
    elif len(shared) > _FEWEST and _one_span(draft, side):
        score = 0.5
        reasons += [
            ("period", "–".join(sorted(draft.years & side.years))),
            ("title", f"“{_short(side.title)}”"),
        ]
    if side.known is not None and reasons:
        score -= 0.15
        reasons.append(("reference", side.known.number))
    return _Match(score, side, tuple(reasons)) if score >= _LEAST else None


def _one_span(draft: _Side, side: _Side) -> bool:
    """Whether two titles name one span of years and the shorter is nearly contained in the longer."""
    fewer = min(len(draft.words), len(side.words))
    return len(draft.years & side.years) > 1 and len(draft.words & side.words) >= _CONTAINED * fewer


def _short(title: str) -> str:
    return title if len(title) <= _SHOWN else f"{title[:_SHOWN].rsplit(' ', 1)[0]} …"


def _proposal(draft: _Side, match: _Match) -> Proposal:
    passages = (draft.instrument.mentions[0], match.side.instrument.mentions[0])
    claim = Claim(
        draft.instrument.ref,
        Predicate.PROPOSED_SUCCESSOR,
        match.side.instrument.ref,
        passages,
        Basis.INFERRED,
        Decimal(str(round(match.score, 2))),
        _told(match, "vi"),
        _told(match, "en"),
    )
    return Proposal(claim, (draft.report, match.side.report))


def _told(match: _Match, language: str) -> str:
    texts = words_of("graph.inference", "successors.tsv")
    told = [texts[f"{reason}_{language}"][0].format(value=value) for reason, value in match.reasons]
    return ". ".join([*told, texts[f"unstated_{language}"][0]]) + "."
