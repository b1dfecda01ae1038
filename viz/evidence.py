"""The evidence panel of the chain page: what links the selected thing, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from viz.chain import MEASURE, RESOLUTION
from viz.figures import Figure, figures, latest
from viz.kinds import read_kind
from viz.quotes import Quote, quotes
from viz.statements import Statement, neighbour_names, read_statements
from viz.terms import Label, label_of, plain_label, text
from viz.view import Link, View

_SIDES = {
    "resolvedBy": RESOLUTION,
    "proposedResolution": RESOLUTION,
    "measuredBy": MEASURE,
    "proposedMeasure": MEASURE,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Links of the selected thing that rest on the same words; an indicator comes with its latest value.

    `statement` is the first of the claims: basis, confidence, reason and quotes are the same for all.
    """

    statement: Statement
    ends: tuple[tuple[Link, Figure | None], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the panel shows about the selected bottleneck, instrument or indicator."""

    iri: str
    kind: str
    label: Label
    href: str
    status: str | None
    quotes: tuple[Quote, ...]
    figures: tuple[Figure, ...]
    resolutions: tuple[Piece, ...]
    measures: tuple[Piece, ...]


def read_evidence(view: View, iri: str) -> Evidence | None:
    """The evidence about `iri`; None where it is no bottleneck, instrument or indicator of the graph."""
    if not iri.startswith(("https://", "http://")) or any(c in ' <>"{}|\\^`' or c <= " " for c in iri):
        return None
    kind = read_kind(view, iri)
    if kind not in ("bottleneck", "instrument", "indicator"):
        return None
    names = neighbour_names(view, iri)
    statements = [each for each in read_statements(view, iri, names) if each.relation in _SIDES]
    shown = figures_of(view, iri)[:4] if kind == "indicator" else ()
    status = view.rows("bottleneck", thing=iri) if kind == "bottleneck" else []
    return Evidence(
        iri=iri,
        kind=kind,
        label=label_of(view.rows("labels_of", thing=iri)) or plain_label(iri),
        href=view.href(iri),
        status=next((code for row in status if (code := text(row, "status"))), None),
        quotes=tuple(quotes(view, view.rows("passages_of", thing=iri)).values())
        if kind == "bottleneck"
        else (),
        figures=shown,
        resolutions=_pieces(view, statements, RESOLUTION),
        measures=_pieces(view, statements, MEASURE),
    )


def _pieces(view: View, statements: list[Statement], side: str) -> tuple[Piece, ...]:
    """The claims of one side, those together that rest on the same words."""
    groups: dict[object, list[Statement]] = {}
    for each in statements:
        if _SIDES[each.relation] == side:
            words = (each.basis, each.confidence, each.rationale, *(quote.iri for quote in each.quotes))
            groups.setdefault(words, []).append(each)
    return tuple(
        Piece(group[0], tuple((each.other, _figure(view, each)) for each in group))
        for group in groups.values()
    )


def figures_of(view: View, indicator: str) -> tuple[Figure, ...]:
    """Every value of an indicator with its quotes, the latest first."""
    known = quotes(view, view.rows("observation_passages_of", indicator=indicator))
    return figures(
        view, view.rows("observations_of", indicator=indicator), neighbour_names(view, indicator), known
    )


def _figure(view: View, statement: Statement) -> Figure | None:
    if _SIDES.get(statement.relation) != MEASURE or not statement.outgoing:
        return None
    return latest(figures_of(view, statement.other.iri))
