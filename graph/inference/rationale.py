"""Why a measure is proposed, in words for people, from the texts of `rationales.tsv`."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from extraction.lexicons import words_of
from graph.inference.aspects import aspects
from graph.inference.choice import Scored
from graph.inference.sides import Obstacle
from ontology.reference import themes

_SHOWN = 3  # phrases that a rationale shows
LANGUAGES = ("vi", "en")


def rationale(obstacle: Obstacle, scored: Scored, language: str) -> str:
    """One or two sentences: what the two sides share, what speaks against, and that no source says it."""
    candidate = scored.candidate
    keys = [k for k in obstacle.matter.aspects if k in candidate.by_name or k in candidate.by_context]
    names = [obstacle.named[ref] for ref in sorted(obstacle.named.keys() & candidate.named)]
    shared = [t for t in obstacle.bottleneck.themes if t in candidate.indicator.themes]
    common = _phrases(obstacle, candidate.terms) or _phrases(obstacle, candidate.around)
    index = LANGUAGES.index(language)
    told = [
        _text(f"{kind}_{language}", ", ".join(values))
        for kind, values in (
            ("aspects", [(aspects()[k].label, aspects()[k].label_en)[index] for k in keys]),
            ("names", names if "subject" in scored.evidence else []),
            ("words", [f"“{t}”" for t in common[:_SHOWN]]),
            ("themes", [_themes()[t][index] for t in shared]),
            ("against", [_text(f"{k}_{language}", "") for k in _AGAINST if k in scored.evidence]),
        )
        if values
    ]
    said = "; ".join(told)
    return f"{said[:1].upper()}{said[1:]}. {_text(f'unstated_{language}', '')}"


def _phrases(obstacle: Obstacle, terms: frozenset[str]) -> list[str]:
    """The longest runs of an obstacle's words whose neighbours stand together on the other side too."""
    runs: list[list[str]] = [[]]
    for a, b in pairwise(obstacle.words.split()):
        if f"{a} {b}" in terms and f"{a} {b}" in obstacle.terms:
            runs[-1] = [*(runs[-1] or (a,)), b]
        elif runs[-1]:
            runs.append([])
    return list(dict.fromkeys(" ".join(run) for run in runs if run))


_AGAINST = ("aspect_context", "target", "stated", "law", "elsewhere")


def _text(name: str, value: str) -> str:
    return words_of("graph.inference", "rationales.tsv")[name][0].format(value=value)


@cache
def _themes() -> dict[str, tuple[str, str]]:
    return {theme.key: (theme.label, theme.label_en) for theme in themes()}
