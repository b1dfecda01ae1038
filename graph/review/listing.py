"""What there is to review and what was decided, with all that a reviewer needs to see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from graph.graphs import UNION
from graph.iris import Iris
from graph.review import claims
from graph.review.decision import Decision, Statement, Verdict
from graph.review.ledger import Ledger
from graph.review.record import read
from graph.terms import DCTERMS

STATUSES = ("open", "accepted", "rejected", "gone")
KINDS = ("measure", "resolution", "successor", "match")


@dataclass(frozen=True, slots=True)
class Item:
    """A claim with its `status`: open, accepted, rejected, or gone, where nothing makes it any longer.

    `rationale` is by language, `sources` are the names of the reports' files, `decisions` oldest first.
    """

    statement: Statement
    status: str
    rationale: Mapping[str, str]
    sources: tuple[str, ...]
    decisions: tuple[Decision, ...]

    def as_json(self) -> dict[str, Any]:
        """The item as plain JSON types."""
        seen = self.statement
        return {
            "claim": seen.claim.value,
            "id": seen.short,
            "kind": seen.kind,
            "status": self.status,
            "subject": seen.subject.value,
            "predicate": seen.predicate.value,
            "object": seen.object.value,
            "subject_label": seen.subject_label,
            "object_label": seen.object_label,
            "confidence": float(seen.confidence),
            "rationale": dict(self.rationale),
            "quotes": list(seen.quotes),
            "reports": list(self.sources),
            "decisions": [
                {
                    "decision": str(each.verdict),
                    "reviewer": each.reviewer,
                    "time": each.stamp,
                    "reason": each.reason,
                    "software": each.software,
                }
                for each in self.decisions
            ],
        }


def items(
    store: Store,
    iris: Iris,
    *,
    statuses: Collection[str] = STATUSES,
    kinds: Collection[str] = (),
    least: Decimal = Decimal(0),
    report: NamedNode | None = None,
) -> list[Item]:
    """The claims of a graph that fit, best confidence first.

    These are all proposals, and of what sources state the claims that somebody reviewed.
    """
    found = [
        item
        for item in _all(store, read(store, iris))
        if item.status in statuses
        and (not kinds or item.statement.kind in kinds)
        and item.statement.confidence >= least
        and (report is None or report in item.statement.reports)
    ]
    return sorted(found, key=_best_first)


def _best_first(item: Item) -> tuple[Decimal, str, str, str]:
    seen = item.statement
    return -seen.confidence, seen.subject_label, seen.object_label, seen.claim.value


def _all(store: Store, ledger: Ledger) -> Iterator[Item]:
    listed: set[tuple[str, ...]] = set()
    for seen in claims.proposals(store):
        listed.add(seen.key)
        yield _item(store, seen, ledger.on(seen))
    latest = {decision.statement.key: decision.statement for decision in ledger}
    for key, seen in latest.items():
        if key not in listed:
            made = claims.statement(store, seen.claim)
            yield _item(store, made or seen, ledger.on(seen), gone=made is None)


def _item(store: Store, seen: Statement, decisions: Sequence[Decision], *, gone: bool = False) -> Item:
    last = decisions[-1].verdict if decisions else Verdict.UNDONE
    status = "gone" if gone else "open" if last is Verdict.UNDONE else str(last)
    sources = tuple(_file(store, report) for report in seen.reports)
    return Item(seen, status, claims.rationales(store, seen.claim), sources, tuple(decisions))


def _file(store: Store, report: NamedNode) -> str:
    """The name of a report's file, or the end of its IRI where it was withdrawn."""
    for quad in store.quads_for_pattern(report, DCTERMS.source, None, UNION):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return report.value.rpartition("/")[2]
