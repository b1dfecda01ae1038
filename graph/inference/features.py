"""What speaks for and against an indicator as the measure of an obstacle, as numbers from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extraction.facts import Kind
from extraction.lexicons import words_of
from graph.inference.rarity import Rarity
from graph.inference.sides import Candidate, Obstacle

_COVERED = 0.7  # share of an indicator's own weight that makes the obstacle name it
_KIN = 0.5  # a counted noun that is a kind of what the obstacle speaks of
_THINGS = frozenset({Kind.DATABASE, Kind.PLATFORM, Kind.INSTRUMENT})


def evidence(obstacle: Obstacle, candidate: Candidate, rarity: Rarity) -> dict[str, float]:
    """The features of a pair, by name; those that are 0 are left out.

    words, around: likeness of the obstacle to the indicator's name, and to it with its heading and sentence.
    named: the obstacle names nearly all of the indicator. unit: it speaks of what the indicator counts.
    aspect, aspect_context: it tells of an aspect of the obstacle, by its name or only by its context.
    theme, astray: shared themes, and none. subject: the same database, platform or instrument.
    law, manner: the obstacle lies in a law's words, or in how people act. money, persons, rank, target, rate,
    shortfall, stated, resolved: as their names say.
    """
    name = rarity.length(candidate.terms)
    common = obstacle.terms & candidate.terms
    covered = rarity.square(common) / name if name else 0.0
    paired = any(" " in term for term in common)
    values = {
        "words": rarity.likeness(obstacle.terms, candidate.terms),
        "around": rarity.likeness(obstacle.terms, candidate.around),
        "named": float(paired and covered >= _COVERED),
        "unit": _unit(obstacle, candidate),
        "aspect": max((obstacle.matter.aspects.get(key, 0.0) for key in candidate.by_name), default=0.0),
        "subject": float(any(ref.kind in _THINGS for ref in obstacle.named.keys() & candidate.named)),
        "law": obstacle.matter.law,
        "manner": obstacle.matter.manner,
        "rank": float(candidate.indicator.unit in ("rank", "points")),
        "target": float(candidate.target),
        "rate": float(candidate.rate),
        "shortfall": float(candidate.shortfall),
        "stated": float(bool(obstacle.stated)),
        "resolved": float(obstacle.bottleneck.status == "resolved"),
        **_themes(obstacle, candidate),
    }
    if not values["aspect"]:
        values["aspect_context"] = max(
            (obstacle.matter.aspects.get(key, 0.0) for key in candidate.by_context), default=0.0
        )
    return {feature: value for feature, value in values.items() if value}


def _unit(obstacle: Obstacle, candidate: Candidate) -> float:
    noun = candidate.unit
    if not noun or noun in _matter("common") or (noun.count(" ") < 2 and noun.startswith(_matter("common"))):
        return 0.0
    if f" {noun} " in obstacle.words:
        return 1.0
    words = noun.split(" ")
    return _KIN if " ".join(words[:2]) in obstacle.terms and len(words) > 1 else 0.0


@cache
def _matter(name: str) -> tuple[str, ...]:
    return words_of("graph.inference", "matters.tsv")[name]


def _themes(obstacle: Obstacle, candidate: Candidate) -> Mapping[str, float]:
    """Shared themes, which count most where they lead on both sides; money and people of another matter."""
    mine, theirs = obstacle.bottleneck.themes, candidate.indicator.themes
    out: dict[str, float] = {}
    shared = [theme for theme in mine if theme in theirs]
    if shared:
        out["theme"] = 0.5 + 0.25 * (shared[0] == mine[0]) + 0.25 * (theirs[0] in mine[:2])
    if mine and theirs and not set(mine[:2]) & set(theirs):
        out["astray"] = 1.0
    lead = mine[:1]
    if candidate.indicator.unit in ("VND", "USD"):
        out["money"] = float(not set(lead) & set(_matter("money")))
    if candidate.indicator.unit.startswith(_matter("persons")):
        out["persons"] = float(not set(lead) & set(_matter("people")))
    return out
