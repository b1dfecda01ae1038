"""What a model suggests: indicators for bottlenecks, as proposals to review, and labels for themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extraction.facts import (
    Basis,
    Bottleneck,
    Claim,
    Indicator,
    Kind,
    Observation,
    Predicate,
    Ref,
    ReportFacts,
)
from extraction.lexicons import words_of
from graph.analysis.structure import Cluster
from graph.assist.client import Assistant
from graph.inference import Inference, Proposal

_CONFIDENCE = Decimal("0.3")  # a model's word is not calibrated: low, and the same for all
_MOST = 40  # bottlenecks that one question holds
_LONGEST = 200  # characters of a label, and of a reason
_EACH = 3  # suggestions for one bottleneck


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That an indicator may measure a bottleneck, as a model says; `model` is its name."""

    bottleneck: str
    indicator: str
    model: str
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """A label that a model suggests for a group of themes (their names); it enters no graph."""

    themes: tuple[str, ...]
    vi: str
    en: str
    model: str


def suggest_measures(assistant: Assistant, reports: Iterable[ReportFacts]) -> list[Suggestion]:
    """Ask for indicators for the bottlenecks of some reports.

    Raises:
        AssistError: see `graph.assist.client`.
    """
    reports = list(reports)
    bottlenecks = list({b.ref: b for facts in reports for b in facts.bottlenecks}.values())
    indicators = list({i.ref: i for facts in reports for i in facts.indicators}.values())
    found: list[Suggestion] = []
    for start in range(0, len(bottlenecks), _MOST):
        some = bottlenecks[start : start + _MOST]
        answer = assistant.ask("measures", _listed(some, indicators))
        found.extend(_read(answer.get("suggestions"), some, indicators, assistant.model))
    return found


def _listed(bottlenecks: Sequence[Bottleneck], indicators: Sequence[Indicator]) -> str:
    lines = ["<bottlenecks>", *_numbered(b.label for b in bottlenecks), "</bottlenecks>"]
    lines += ["<indicators>", *_numbered(i.label for i in indicators), "</indicators>"]
    return "\n".join(lines)


def _numbered(labels: Iterable[str]) -> Iterator[str]:
    for number, label in enumerate(labels, 1):
        yield f"{number}. {' '.join(label.split())[:_LONGEST]}"


def _read(
    answer: Any, bottlenecks: Sequence[Bottleneck], indicators: Sequence[Indicator], model: str
) -> Iterator[Suggestion]:
    """Only numbers that were given count; anything else in the answer is left out."""
    seen: dict[int, set[int]] = {}
    for item in answer if isinstance(answer, list) else ():
        if not isinstance(item, dict):
            continue
        one = _number(item.get("bottleneck"), len(bottlenecks))
        two = _number(item.get("indicator"), len(indicators))
        if not one or not two:
            continue
        chosen = seen.setdefault(one, set())
        if two in chosen or len(chosen) >= _EACH:
            continue
        chosen.add(two)
        reasons = [_words(item.get(f"reason_{lang}")) for lang in ("vi", "en")]
        yield Suggestion(bottlenecks[one - 1].ref.key, indicators[two - 1].ref.key, model, *reasons)


def _number(value: Any, most: int) -> int:
    """A number that was given to the model, 1 to `most`; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most else 0


def _words(value: Any) -> str:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return "".join(c for c in words if c.isprintable())[:_LONGEST]


def proposing(suggestions: Sequence[Suggestion]) -> Inference:
    """An inference that makes the suggestions proposals: inferred claims that name the model.

    A suggestion about something that no report holds any longer makes none.
    """

    def propose(reports: Mapping[str, ReportFacts]) -> Iterator[Proposal]:
        bottlenecks = {b.ref: (sha, b) for sha, facts in reports.items() for b in facts.bottlenecks}
        values: dict[Ref, tuple[str, Observation]] = {
            o.indicator: (sha, o) for sha, facts in reports.items() for o in facts.observations
        }
        for each in suggestions:
            subject = Ref(Kind.BOTTLENECK, each.bottleneck)
            measure = Ref(Kind.INDICATOR, each.indicator)
            if subject in bottlenecks and measure in values:
                source, bottleneck = bottlenecks[subject]
                other, observation = values[measure]
                passages = (*bottleneck.passages, observation.passage)
                claim = Claim(
                    subject,
                    Predicate.PROPOSED_MEASURE,
                    measure,
                    passages,
                    Basis.INFERRED,
                    _CONFIDENCE,
                    _told("vi", each.model, each.reason_vi),
                    _told("en", each.model, each.reason_en),
                )
                yield Proposal(claim, (*(source for _ in bottleneck.passages), other))

    return propose


def _told(lang: str, model: str, reason: str) -> str:
    (frame,) = words_of("graph.assist", "rationales.tsv")[f"suggested_{lang}"]
    return frame.format(model=model, reason=reason).strip()


def suggest_labels(assistant: Assistant, clusters: Sequence[Cluster]) -> list[TopicLabel]:
    """Ask for a label of each group of themes.

    Raises:
        AssistError: see `graph.assist.client`.
    """
    if not clusters:
        return []
    names = [tuple(theme.name("vi") for theme in cluster.themes) for cluster in clusters]
    answer = assistant.ask("labels", "\n".join(["<groups>", *_numbered(map("; ".join, names)), "</groups>"]))
    items = answer.get("labels")
    found: dict[int, TopicLabel] = {}
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and (number := _number(item.get("group"), len(names))):
            vi, en = _words(item.get("vi")), _words(item.get("en"))
            if vi and en:
                found.setdefault(number, TopicLabel(names[number - 1], vi, en, assistant.model))
    return [found[number] for number in sorted(found)]
