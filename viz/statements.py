"""Claims as a page shows them: what is linked, on what it rests, and the words that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from viz.quotes import Quote, chosen, quotes
from viz.terms import Label, Row, decimal, grouped, label_of, labels, need, text
from viz.view import Link, View

STATED, INFERRED, REVIEWED = "Stated", "Inferred", "Reviewed"
_PROPOSALS = ("proposedMeasure", "proposedResolution", "proposedSuccessor")


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim, seen from one of its ends. `relation` is the local name of its predicate."""

    iri: str
    href: str
    relation: str
    outgoing: bool
    other: Link
    basis: str
    confidence: Decimal | None
    rationale: Label | None
    quotes: tuple[Quote, ...]

    @property
    def stated(self) -> bool:
        """Whether a source states the link or a person accepted it."""
        return self.basis != INFERRED


def local_name(iri: str) -> str:
    """The last part of a term's IRI: "resolvedBy"."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def statement_of(
    view: View,
    rows: list[Row],
    known: Mapping[str, Quote],
    names: Mapping[str, Label],
    *,
    outgoing: bool,
) -> Statement:
    """The claim that a group of rows describes."""
    row = rows[0]
    claim, relation = need(row, "claim"), local_name(need(row, "predicate"))
    other = need(row, "object" if outgoing else "subject")
    basis = text(row, "basis")
    return Statement(
        iri=claim,
        href=view.href(claim),
        relation=relation,
        outgoing=outgoing,
        other=view.link(other, names.get(other)),
        basis=local_name(basis) if basis else (INFERRED if relation in _PROPOSALS else STATED),
        confidence=decimal(row, "confidence"),
        rationale=label_of(rows, "rationale"),
        quotes=chosen(known, (text(each, "passage") for each in rows)),
    )


def read_statements(view: View, iri: str, names: Mapping[str, Label]) -> tuple[Statement, ...]:
    """Every claim that has `iri` at one of its ends, the stated ones first."""
    found = []
    for outgoing, end, suffix in ((True, "subject", "from"), (False, "object", "to")):
        known = quotes(view, view.rows(f"claim_passages_{suffix}", **{end: iri}))
        for _, rows in grouped(view.rows(f"claims_{suffix}", **{end: iri}), "claim"):
            found.append(statement_of(view, rows, known, names, outgoing=outgoing))
    return tuple(
        sorted(found, key=lambda s: (not s.stated, -(s.confidence or 0), s.other.label.text("vi"), s.iri))
    )


def neighbour_names(view: View, iri: str) -> dict[str, Label]:
    """The names of everything that `iri` touches."""
    return labels(view.rows("neighbour_labels", thing=iri), "neighbour")
