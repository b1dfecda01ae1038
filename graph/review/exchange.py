"""Reviews as JSON Lines, one decision a line, that another store with the same claims can take.

A line has all that its review keeps. `gone` marks one whose claim its own store no longer made: such a line
needs no claim in the store that takes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Store

from graph.edition import edit
from graph.errors import ReviewError
from graph.iris import Iris
from graph.review import claims
from graph.review.deciding import keep
from graph.review.decision import Decision, Statement, Verdict, clean
from graph.review.ledger import Ledger
from graph.review.record import read
from graph.run import Run

LONGEST_LINE = 1 << 20
_LANGUAGES = ("vi", "en")
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_CLOCKS = timedelta(days=1)  # how far two clocks may differ


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: how many decisions were new and known; the version that it published, or None."""

    new: int
    known: int
    version: int | None


def lines(store: Store, iris: Iris) -> Iterator[str]:
    """Every decision of a graph's reviews, oldest first, each as one line of JSON without its line feed."""
    for decision in read(store, iris):
        gone = claims.statement(store, decision.statement.claim) is None
        yield json.dumps(_as_json(decision, gone=gone), ensure_ascii=False)


def take(directory: Path, name: str, data: bytes, *, run: Run) -> Taken:
    """Take the decisions in `data`, the content of the file `name`, into a store: all of them or none.

    Decisions that the store has already are passed over; of several on one claim the latest counts.

    Raises:
        ReviewError: a line that is no review, or one of a claim that the store does not have.
        StoreError: the store cannot be written; see `graph.errors`.
    """
    given = list(_decisions(name, data, run.ended + _CLOCKS))
    with edit(directory, run) as edition:
        store, iris = edition.writer.graph, edition.run.iris
        ledger = read(store, iris)
        new = []
        for line, decision, gone in given:
            if decision not in ledger:
                _require_claim(store, ledger, decision, gone=gone, name=name, line=line)
                new.append(decision)
        together = ledger.with_(new)
        added = [decision for decision in together if decision not in ledger]
        if not added:
            return Taken(0, len(given), None)
        version = keep(edition, together, added, "import")
        return Taken(len(added), len(given) - len(added), version)


def _require_claim(
    store: Store, ledger: Ledger, decision: Decision, *, gone: bool, name: str, line: int
) -> None:
    seen = decision.statement
    here = claims.statement(store, seen.claim)
    if here is None:
        here = next((other.statement for other in ledger if other.statement.claim == seen.claim), None)
    if here is None:
        if gone:
            return
        raise ReviewError(
            "review-line-unknown",
            name=name,
            line=line,
            claim=seen.short,
            subject=seen.subject_label,
            object=seen.object_label,
        )
    if (here.subject, here.predicate, here.object, here.proposed) != (
        seen.subject,
        seen.predicate,
        seen.object,
        seen.proposed,
    ):
        raise ReviewError("review-line-other", name=name, line=line, claim=seen.short)


def _as_json(decision: Decision, *, gone: bool) -> dict[str, Any]:
    seen = decision.statement
    told = {
        "claim": seen.claim.value,
        "decision": str(decision.verdict),
        "reviewer": decision.reviewer,
        "time": decision.stamp,
        "reason": decision.reason,
        "language": decision.language,
        "software": decision.software,
        "subject": seen.subject.value,
        "predicate": seen.predicate.value,
        "object": seen.object.value,
        "basis": "inferred" if seen.proposed else "stated",
        "confidence": str(seen.confidence),
        "subject_label": seen.subject_label,
        "object_label": seen.object_label,
        "passages": [node.value for node in seen.passages],
        "reports": [node.value for node in seen.reports],
        "quotes": list(seen.quotes),
    }
    return {**told, "gone": True} if gone else told


def _decisions(name: str, data: bytes, latest: datetime) -> Iterator[tuple[int, Decision, bool]]:
    """The decisions of a file with the number of their line, and whether their claims are gone."""
    for line, raw in enumerate(data.split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            decision, gone = _from_json(raw, latest)
        except ReviewError as error:
            raise ReviewError("review-line", name=name, line=line, reason=error) from error
        except UnicodeDecodeError as error:
            raise ReviewError("review-line", name=name, line=line, reason="it is not UTF-8") from error
        except json.JSONDecodeError as error:
            reason = f"it is not JSON (column {error.colno})"
            raise ReviewError("review-line", name=name, line=line, reason=reason) from error
        except (ValueError, ArithmeticError, RecursionError) as error:
            raise ReviewError("review-line", name=name, line=line, reason=error) from error
        yield line, decision, gone


def _from_json(raw: bytes, latest: datetime) -> tuple[Decision, bool]:
    if len(raw) > LONGEST_LINE:
        raise ValueError(f"it is longer than {LONGEST_LINE} bytes")
    fields = _Fields(json.loads(raw.decode("utf-8-sig")))
    at = datetime.fromisoformat(fields.text("time"))
    if at.tzinfo is None:
        raise ValueError("its time has no time zone")
    if not _EARLIEST <= at <= latest:
        raise ValueError("its time cannot be: it lies in the future or long ago")
    confidence = Decimal(fields.text("confidence"))
    if not 0 < confidence <= 1:
        raise ValueError("its confidence does not lie above 0 and up to 1")
    seen = Statement(
        fields.iri("claim"),
        fields.iri("subject"),
        fields.iri("predicate"),
        fields.iri("object"),
        fields.one_of("basis", ("inferred", "stated")) == "inferred",
        confidence,
        fields.text("subject_label"),
        fields.text("object_label"),
        tuple(sorted(fields.iris("passages"), key=str)),
        tuple(sorted(fields.iris("reports"), key=str)),
        tuple(fields.texts("quotes")),
    )
    verdict = Verdict(fields.one_of("decision", tuple(Verdict)))
    reason = clean(fields.text("reason", may_be_empty=True))
    language = fields.one_of("language", _LANGUAGES)
    decision = Decision(
        seen, verdict, clean(fields.text("reviewer")), at, reason, language, fields.text("software")
    )
    return decision, fields.true("gone")


class _Fields:
    """The fields of one line, each asked for by name and kind."""

    def __init__(self, told: object) -> None:
        if not isinstance(told, dict):
            raise ValueError("it is no JSON object")  # noqa: TRY004 - every fault of a line is a ValueError
        self._told = told

    def true(self, name: str) -> bool:
        return self._told.get(name) is True

    def text(self, name: str, *, may_be_empty: bool = False) -> str:
        value = self._told.get(name)
        if not isinstance(value, str) or not (may_be_empty or value.strip()):
            raise ValueError(f"its {name!r} is missing or no text")
        value.encode()  # half a surrogate pair has no place in RDF
        return value

    def one_of(self, name: str, choices: Iterable[str]) -> str:
        value = self.text(name)
        if value not in choices:
            raise ValueError(f"its {name!r} is none of {', '.join(choices)}")
        return value

    def iri(self, name: str) -> NamedNode:
        return _iri(self.text(name), name)

    def texts(self, name: str) -> list[str]:
        values = self._told.get(name)
        if not isinstance(values, list) or not values:
            raise ValueError(f"its {name!r} is missing or no list")
        return [_Fields({name: value}).text(name) for value in values]

    def iris(self, name: str) -> list[NamedNode]:
        return [_iri(value, name) for value in self.texts(name)]


def _iri(value: str, name: str) -> NamedNode:
    try:
        return NamedNode(value)
    except ValueError:
        raise ValueError(f"its {name!r} is no IRI") from None
