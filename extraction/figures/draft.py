"""A figure while it is being read: what the clause has told of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extraction.facts import Change, ObservationKind, Period, Ref
from extraction.figures.quantity import Quantity
from extraction.figures.tokens import Token


@dataclass(slots=True)
class Draft:
    """One value with its label and attributes; spans are offsets into the report's text."""

    quantity: Quantity
    value: Decimal
    unit: str
    label: str
    start: int
    end: int
    noun: str = ""
    form: str = "exists"  # subject, object, exists: how the clause names what is measured
    phrase: str = ""  # the counted noun with the words that describe it
    frame: tuple[str, str, str] = ("", "", "")  # verb phrase, preposition and subject of an object form
    qualifier: str | None = None
    kind: ObservationKind = ObservationKind.ACTUAL
    period: Period | None = None
    scope: str | None = None
    change: Change | None = None
    about: Ref | None = None
    parts: Decimal | None = None
    object: str = ""
    owned: str = ""
    group: str = ""  # the nouns of a list of bodies that share the predicate
    noun_tokens: list[Token] = field(default_factory=list)
    context: str = ""  # the topic that it stands under
    pending: bool = False  # a counted noun whose clause is still to come ("22 bộ, ngành và …")


@dataclass(slots=True)
class Carry:
    """What one clause hands on to the next: the subject, the time, the last figure."""

    topic: str = ""
    subject: list[Token] = field(default_factory=list)
    subject_text: str = ""
    time: Period | None = None
    time_role: str = ""
    last: Draft | None = None
    hedge: str | None = None
    change: Change | None = None
    rhythm: str = ""
    base: tuple[Token, Period] | None = None
    acted: str = ""  # "danh mục đã được 17 bộ … ban hành": what the counted ones act on
    span: str = ""  # "lũy kế", "trong tháng": whether the clause speaks of a stock or of a stretch of time
    whole: str | None = None  # "toàn quốc" at the head of the clause
    pair: list[str] = field(default_factory=list)  # the name that "lần lượt" keeps for the second figure

    def begin(self, time: Period | None) -> None:
        """Begin a sentence of the same block: what only the one before governed is forgotten."""
        self.time, self.time_role = time, ""
        self.subject, self.subject_text, self.change, self.pair = [], "", None, []
        self.span, self.whole, self.base, self.acted = "", None, None, ""
