"""Proposed measures: which indicators could tell how far a bottleneck is cleared.

Sources almost never say it, so this only proposes, and says why: the words that the bottleneck and the
indicator share, weighted by how rare they are among the indicators, and the themes that they share. At
most five for a bottleneck; one without a fitting indicator gets none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise

from extraction.facts import (
    Basis,
    Bottleneck,
    Claim,
    Indicator,
    ObservationKind,
    Predicate,
    Ref,
    ReportFacts,
)
from extraction.lexicons import words_of
from extraction.report import Passage
from graph.inference import Proposal
from ontology.keys import fold
from ontology.reference import themes

_WORD = re.compile(r"[^\W\d_]+")
MOST = 5
LEAST = 0.50  # chosen on the two reports with hand-made links: below it wrong proposals outnumber right ones


@dataclass(frozen=True, slots=True)
class _Candidate:
    indicator: Indicator
    passage: Passage
    report: str
    terms: frozenset[str]
    around: frozenset[str]  # terms of the sentence and the heading that it stands in


@cache
def _stop() -> frozenset[str]:
    text = files("graph.inference").joinpath("stopwords.txt").read_text("utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def terms_of(text: str) -> frozenset[str]:
    """The content words of a text: syllables that are no function words, and pairs of neighbours.

    Most Vietnamese words have two syllables, so a shared pair ("chia sẻ") weighs where a shared syllable
    hardly does.
    """
    stop = _stop()
    words = _WORD.findall(fold(text))
    content = [w if w not in stop else "" for w in words]
    pairs = {f"{a} {b}" for a, b in pairwise(content) if a and b}
    return frozenset(pairs | {w for w in content if len(w) > 1})


def widened(text: str) -> frozenset[str]:
    """The terms of an indicator's words with the wider ones that they are kinds of.

    Never of a bottleneck's: what it says widely covers the narrow, not the other way round.
    """
    words = _WORD.findall(fold(text))
    said = {*words, *(f"{a} {b}" for a, b in pairwise(words))}
    if "pháp luật" in said:  # the law as such is no single law
        said.discard("luật")
    return terms_of(text) | {wide for narrow, wide in _wider() if narrow in said}


@cache
def _wider() -> tuple[tuple[str, str], ...]:
    """Narrow term → the wider one that it is a kind of ("thông tư" → "văn bản")."""
    lines = files("graph.inference").joinpath("wider.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((narrow, wide) for wide, narrows in rows for narrow in narrows.split("|"))


def propose_measures(reports: Mapping[str, ReportFacts]) -> Iterator[Proposal]:
    """Proposals `kt:proposedMeasure` over all reports, best first for each bottleneck."""
    candidates = list(_candidates(reports))
    if not candidates:
        return
    rarity = _rarity(c.terms | c.around for c in candidates)
    labels = {t.key: (t.label, t.label_en) for t in themes()}
    for sha, facts in reports.items():
        stated = {c.subject for c in facts.claims if c.predicate is Predicate.MEASURED_BY}
        for bottleneck in facts.bottlenecks:
            if bottleneck.ref in stated:
                continue  # the source says what measures it: nothing needs to be proposed
            taken: list[_Candidate] = []
            for score, candidate, words, shared in _scored(bottleneck, candidates, rarity):
                if len(taken) == MOST:
                    break
                if any(_siblings(candidate, other) for other in taken):
                    continue
                taken.append(candidate)
                yield _proposal(bottleneck, sha, candidate, score, words, [labels[t] for t in shared])


def _candidates(reports: Mapping[str, ReportFacts]) -> Iterator[_Candidate]:
    """Each indicator once a report, with the passage of its first observation that is no target."""
    for sha, facts in reports.items():
        known = {i.ref: i for i in facts.indicators}
        seen: set[Ref] = set()
        for observation in facts.observations:
            if observation.indicator in seen or observation.kind is ObservationKind.TARGET:
                continue
            seen.add(observation.indicator)
            indicator = known[observation.indicator]
            yield _Candidate(
                indicator, observation.passage, sha, widened(indicator.label), widened(indicator.context)
            )


def _rarity(documents: Iterable[frozenset[str]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    total = 0
    for terms in documents:
        counts.update(terms)
        total += 1
    return {term: math.log((total + 1) / (n + 0.5)) for term, n in counts.items()}


def _cosine(own: frozenset[str], theirs: frozenset[str], whole: float, rarity: Mapping[str, float]) -> float:
    other = sum(_weight(t, rarity) for t in theirs) or 1.0
    return sum(_weight(t, rarity) for t in own & theirs) / math.sqrt(whole * other)


def _weight(term: str, rarity: Mapping[str, float]) -> float:
    return rarity.get(term, 0.0) * (1.0 if " " in term else 0.35)


def _scored(
    bottleneck: Bottleneck, candidates: list[_Candidate], rarity: Mapping[str, float]
) -> list[tuple[float, _Candidate, list[str], list[str]]]:
    own = terms_of(bottleneck.label)
    whole = sum(_weight(t, rarity) for t in own) or 1.0
    out = []
    for candidate in candidates:
        common = own & (candidate.terms | candidate.around)
        if not any(" " in t for t in common) or _astray(bottleneck, candidate.indicator):
            continue
        words = _cosine(own, candidate.terms, whole, rarity) + 0.5 * _cosine(
            own, candidate.around, whole, rarity
        )
        shared = [t for t in bottleneck.themes if t in candidate.indicator.themes]
        score = _combine(words, bottleneck, candidate.indicator, shared)
        if score >= LEAST:
            out.append((score, candidate, _told(common), shared))
    return sorted(out, key=lambda s: (-s[0], s[1].indicator.label, s[1].report))


def _matter(name: str) -> tuple[str, ...]:
    return words_of("graph.inference", "matters.tsv")[name]


def _astray(bottleneck: Bottleneck, indicator: Indicator) -> bool:
    """Whether the two speak of different matters in like words.

    No theme in common; money or people where the bottleneck is about neither; a count of obstacles.
    """
    themes = bottleneck.themes
    if themes and indicator.themes and not set(themes[:2]) & set(indicator.themes):
        return True
    if indicator.unit.startswith(_matter("obstacles")):
        return True
    if indicator.unit in ("VND", "USD"):
        return not themes or themes[0] not in _matter("money")
    persons = indicator.unit.startswith(_matter("persons"))
    return persons and bool(themes) and themes[0] not in _matter("people")


def _siblings(one: _Candidate, other: _Candidate) -> bool:
    """Two counts by one clause ("18 bộ, 63 địa phương kết nối với …"): the first stands for both."""
    if one.indicator.ref == other.indicator.ref:
        return True
    if one.passage != other.passage or one.report != other.report:
        return False
    both = [t for t in one.terms & other.terms if " " in t]
    all_pairs = [t for t in one.terms | other.terms if " " in t]
    return len(both) >= 0.6 * len(all_pairs)


def _combine(words: float, bottleneck: Bottleneck, indicator: Indicator, shared: list[str]) -> float:
    """Words and themes to one number in 0..1; a theme counts most where it leads on both sides."""
    theme = 0.0
    if shared:
        leads = shared[0] == bottleneck.themes[0], indicator.themes[0] in bottleneck.themes[:2]
        theme = 0.5 + 0.25 * leads[0] + 0.25 * leads[1]
    return min(0.95, 0.9 * words + 0.25 * theme)


def _told(common: frozenset[str]) -> list[str]:
    return sorted((t for t in common if " " in t), key=lambda t: (-len(t), t))[:4]


def _proposal(
    bottleneck: Bottleneck,
    sha: str,
    candidate: _Candidate,
    score: float,
    words: list[str],
    shared: list[tuple[str, str]],
) -> Proposal:
    same = bottleneck.passages[0] == candidate.passage and sha == candidate.report
    claim = Claim(
        bottleneck.ref,
        Predicate.PROPOSED_MEASURE,
        candidate.indicator.ref,
        (bottleneck.passages[0],) if same else (bottleneck.passages[0], candidate.passage),
        Basis.INFERRED,
        Decimal(str(round(score, 2))),
        _rationale("vi", words, [label for label, _ in shared]),
        _rationale("en", words, [label for _, label in shared]),
    )
    return Proposal(claim, (sha,) if same else (sha, candidate.report))


def _rationale(language: str, words: list[str], shared: list[str]) -> str:
    texts = words_of("graph.inference", "rationales.tsv")
    told = texts[f"words_{language}"][0].format(words=", ".join(f"“{w}”" for w in words))
    if shared:
        told += texts[f"themes_{language}"][0].format(themes=", ".join(shared))
    return told + texts[f"unstated_{language}"][0]
