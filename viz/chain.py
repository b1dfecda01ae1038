"""The chain as data: bottlenecks, the instruments that resolve them, the indicators that measure them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ontology.keys import bare
from viz.figures import Figure, figures, latest
from viz.terms import Label, decimal, grouped, labels, need, plain_label, text
from viz.view import View

_KT = "https://w3id.org/khaithong/def#"
RESOLUTION = "resolution"
MEASURE = "measure"
_LINKS = {
    f"{_KT}resolvedBy": (RESOLUTION, True),
    f"{_KT}proposedResolution": (RESOLUTION, False),
    f"{_KT}measuredBy": (MEASURE, True),
    f"{_KT}proposedMeasure": (MEASURE, False),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A link of the chain: stated by a source (or accepted by a reviewer), or proposed with a confidence."""

    bottleneck: str
    target: str
    kind: str  # RESOLUTION or MEASURE
    stated: bool
    confidence: Decimal | None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A bottleneck as the chain shows it."""

    iri: str
    label: Label
    status: str | None
    themes: tuple[str, ...]
    reports: tuple[str, ...]
    ties: tuple[Tie, ...]
    words: str  # its names and those of all it links to, without case and diacritics, for search


@dataclass(frozen=True, slots=True)
class Remedy:
    """An instrument as the chain shows it."""

    iri: str
    label: Label
    number: str | None
    title: str | None
    type: str | None
    type_label: Label | None


@dataclass(frozen=True, slots=True)
class Gauge:
    """An indicator as the chain shows it, with its latest value."""

    iri: str
    label: Label
    latest: Figure | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything that the chain page can show. Obstacles stand in the order of the reports' text."""

    obstacles: tuple[Obstacle, ...]
    remedies: Mapping[str, Remedy]
    gauges: Mapping[str, Gauge]
    themes: Mapping[str, Label]
    counts: Mapping[str, int] = field(default_factory=dict)


def read_chain(view: View) -> Chain:
    """Read the chain from the graph; the cost is linear in the number of bottlenecks and their links."""
    names = labels(view.rows("chain_labels"))
    ties = _ties(view)
    remedies = _remedies(view, names)
    obstacles = []
    for iri, rows in grouped(view.rows("chain_bottlenecks"), "bottleneck"):
        themes = dict.fromkeys(theme for row in rows if (theme := text(row, "theme")))
        reports = dict.fromkeys(report for row in rows if (report := text(row, "report")))
        obstacles.append(
            Obstacle(
                iri=iri,
                label=names.get(iri) or plain_label(iri),
                status=next((status for row in rows if (status := text(row, "status"))), None),
                themes=tuple(sorted(themes)),
                reports=tuple(reports),
                ties=tuple(ties.get(iri, ())),
                words=_search_words(iri, ties.get(iri, []), names, remedies),
            )
        )
    return Chain(
        obstacles=tuple(obstacles),
        remedies=remedies,
        gauges=_gauges(
            view, names, [tie.target for each in ties.values() for tie in each if tie.kind == MEASURE]
        ),
        themes={theme: names.get(theme) or plain_label(theme) for each in obstacles for theme in each.themes},
        counts={need(row, "kind"): int(need(row, "n")) for row in view.rows("counts")},
    )


def _search_words(
    iri: str, ties: list[Tie], names: Mapping[str, Label], remedies: Mapping[str, Remedy]
) -> str:
    parts = [names[each].all_words for each in (iri, *(tie.target for tie in ties)) if each in names]
    for tie in ties:
        remedy = remedies.get(tie.target)
        if remedy is not None:
            parts += [part for part in (remedy.number, remedy.title) if part]
    return bare(" ".join(parts))


def _ties(view: View) -> dict[str, list[Tie]]:
    """The links of each bottleneck; a link that is both stated and proposed counts as stated."""
    best: dict[tuple[str, str, str], Tie] = {}
    for row in view.rows("chain_links"):
        kind, stated = _LINKS[need(row, "predicate")]
        tie = Tie(need(row, "bottleneck"), need(row, "thing"), kind, stated, decimal(row, "confidence"))
        place = (tie.bottleneck, tie.kind, tie.target)
        if place not in best or _rank(tie) > _rank(best[place]):
            best[place] = tie
    ties: dict[str, list[Tie]] = {}
    for tie in sorted(best.values(), key=lambda t: (t.bottleneck, t.kind, not t.stated, t.target)):
        ties.setdefault(tie.bottleneck, []).append(tie)
    return ties


def _rank(tie: Tie) -> tuple[bool, Decimal]:
    return tie.stated, tie.confidence or Decimal(0)


def _remedies(view: View, names: Mapping[str, Label]) -> dict[str, Remedy]:
    found: dict[str, Remedy] = {}
    for row in view.rows("chain_instruments"):
        iri, kind = need(row, "thing"), text(row, "type")
        found.setdefault(
            iri,
            Remedy(
                iri=iri,
                label=names.get(iri) or plain_label(iri),
                number=text(row, "number"),
                title=text(row, "title"),
                type=text(row, "code"),
                type_label=names.get(kind) if kind else None,
            ),
        )
    return found


def _gauges(view: View, names: Mapping[str, Label], indicators: list[str]) -> dict[str, Gauge]:
    values: dict[str, list[Figure]] = {}
    for iri, rows in grouped(view.rows("chain_values"), "indicator"):
        values[iri] = list(figures(view, rows, names, {}))
    return {
        iri: Gauge(iri, names.get(iri) or plain_label(iri), latest(values.get(iri, ())))
        for iri in sorted(set(indicators))
    }
