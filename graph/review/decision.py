"""One decision of a reviewer on one claim, with all that it takes to understand it when the claim is gone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from pyoxigraph import NamedNode

from graph.errors import ReviewError, printable
from graph.terms import KT, SKOS

LONGEST_NAME = 200
LONGEST_REASON = 10_000

_KINDS = {
    "proposedMeasure": "measure",
    "proposedResolution": "resolution",
    "proposedSuccessor": "successor",
    "closeMatch": "match",
}


class Verdict(StrEnum):
    """What a reviewer decides; `UNDONE` takes the decision before it back."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNDONE = "undone"


def accepted_as() -> dict[NamedNode, NamedNode]:
    """The edge that an accepted proposal stands for, by the proposal's predicate."""
    return {
        KT.proposedMeasure: KT.measuredBy,
        KT.proposedResolution: KT.resolvedBy,
        KT.proposedSuccessor: KT.became,
        SKOS.closeMatch: SKOS.closeMatch,
    }


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as it was when somebody looked at it. Labels are Vietnamese, quotes verbatim."""

    claim: NamedNode
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    proposed: bool
    confidence: Decimal
    subject_label: str
    object_label: str
    passages: tuple[NamedNode, ...]
    reports: tuple[NamedNode, ...]
    quotes: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What a decision on this claim decides.

        A proposal is one for each link: proposed again on other evidence, it is the same to a reviewer. What
        sources state is one claim for each passage, and each is looked at by itself.
        """
        if self.proposed:
            return self.subject.value, self.predicate.value, self.object.value
        return (self.claim.value,)

    @property
    def short(self) -> str:
        """The claim's short name: the first eight letters of its hash."""
        return self.claim.value.rpartition("/")[2][:8]

    @property
    def kind(self) -> str:
        """measure, resolution, successor, match; the predicate's own name for what a source states."""
        name = re.split(r"[#/]", self.predicate.value)[-1]
        return _KINDS.get(name, name)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided on one claim, when, and why; `language` is that of the reason.

    Raises:
        ReviewError: no name, or a rejection without its reason.
    """

    statement: Statement
    verdict: Verdict
    reviewer: str
    at: datetime
    reason: str = ""
    language: str = "vi"
    software: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a decision's time needs its time zone")
        if not self.reviewer:
            raise ReviewError("review-no-reviewer")
        if len(self.reviewer) > LONGEST_NAME or printable(self.reviewer) != self.reviewer:
            raise ReviewError("review-bad-reviewer", most=LONGEST_NAME)
        if self.verdict is Verdict.REJECTED and not self.reason:
            raise ReviewError("review-no-reason")
        if len(self.reason) > LONGEST_REASON:
            raise ReviewError("review-long-reason", most=LONGEST_REASON)

    @property
    def stamp(self) -> str:
        """The time as a canonical xsd:dateTime in UTC, to the microsecond where it has one."""
        at = self.at.astimezone(UTC).replace(tzinfo=None)
        return at.isoformat().rstrip("0").rstrip(".") + "Z" if at.microsecond else at.isoformat() + "Z"


def clean(words: str) -> str:
    """What a person typed: NFC, without blanks at its ends or characters that have no place in RDF."""
    kept = "".join(c for c in words if c in "\n\t" or not unicodedata.category(c).startswith(("Cc", "Cs")))
    return unicodedata.normalize("NFC", kept).strip()
