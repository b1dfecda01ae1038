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
    whole: str = ""  # the label of the sum of which this is a part from one source
    object: str = ""
    owned: str = ""
    group: str = ""  # the nouns of a list of bodies that share the predicate
    noun_tokens: list[Token] = field(default_factory=list)
    context: str = ""  # the topic that it stands under
    now: bool = False  # "hiện có", "đến nay": said of the day of writing, whatever the section plans
    done: bool = False  # "đã …": its clause tells of something that happened
    inherited: bool = False  # its period is that of the section, the sentence or the clauses before
    expected: ObservationKind | None = None  # the kind that a hedge gives it, kept for where no target is set
    parted: bool = False  # a kind of the whole counted before, which lends it its predicate
    pending: bool = False  # a counted noun whose clause is still to come ("22 bộ, ngành và …")


@dataclass(frozen=True, slots=True)
class Share:
    """What "lần lượt" gives the next figure of its list: a label, the part or the time it is of."""

    label: str
    scope: str | None = None
    period: Period | None = None


@dataclass(slots=True)
class Carry:
    """What one clause hands on to the next: the subject, the time, the last figure."""

    topic: str = ""
    subject: list[Token] = field(default_factory=list)
    subject_text: str = ""
    measured: bool = False  # the subject is what a value measured, none who acts
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
    pair: list[Share] = field(default_factory=list)  # what "lần lượt" keeps for the next figures
    moved: Token | None = None  # "tăng 5% về số lượng và 7% về giá trị": the word that opens the change

    def begin(self, time: Period | None) -> None:
        """Begin a sentence of the same block: what only the one before governed is forgotten."""
        self.time, self.time_role = time, ""
        self.subject, self.subject_text, self.change, self.pair = [], "", None, []
        self.measured = False
        self.span, self.whole, self.base, self.acted, self.moved = "", None, None, "", None
