"""Facts: what a report says, as small frozen values that cannot be wrong.

The reader makes them, the graph maps them to quads. Things are named by `Ref`s (a kind and a key that
is stable over reports); statements carry the passages that say them. Nothing here knows RDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from extraction.report import Passage

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_PERIOD = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-Q[1-4])?(?:/\d{4}(?:-(?:0[1-9]|1[0-2]))?)?\Z"
)


class Kind(StrEnum):
    """The kinds of thing that facts speak of; each is a folder of IRIs (`/id/instrument/…`)."""

    INSTRUMENT = "instrument"
    ORGANIZATION = "organization"
    DATABASE = "database"
    PLATFORM = "platform"
    INDICATOR = "indicator"
    BOTTLENECK = "bottleneck"
    OBSERVATION = "observation"
    TASK = "task"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A thing, by kind and key. Keys are ASCII slugs: `82-2024-nd-cp`, `chinh-phu`."""

    kind: Kind
    key: str

    def __post_init__(self) -> None:
        if not _KEY.match(self.key):
            raise ValueError(f"not a key: {self.key!r}")


class Basis(StrEnum):
    """On what a statement rests."""

    STATED = "stated"
    INFERRED = "inferred"


class Stage(StrEnum):
    """Stages of an instrument's life, as a source words them."""

    ISSUED = "issued"
    DRAFT = "draft"
    CONSULTING = "consulting"
    APPRAISED = "appraised"
    SUBMITTED = "submitted"
    PROPOSED = "proposed"


class Predicate(StrEnum):
    """Statements that link two things and that somebody could dispute; each becomes a claim."""

    AMENDS = "amends"
    REPEALS = "repeals"
    BASED_ON = "based_on"
    CITES = "cites"
    CORRECTS = "corrects"
    CONSOLIDATES = "consolidates"
    DETAILS = "details"
    IMPLEMENTS = "implements"
    APPROVES = "approves"
    PASSED_BY = "passed_by"
    DRAFTED_BY = "drafted_by"
    RESOLVED_BY = "resolved_by"
    MEASURED_BY = "measured_by"
    PROPOSED_MEASURE = "proposed_measure"
    PROPOSED_RESOLUTION = "proposed_resolution"
    PROPOSED_SUCCESSOR = "proposed_successor"
    CLOSE_MATCH = "close_match"


PROPOSALS = frozenset(
    {Predicate.PROPOSED_MEASURE, Predicate.PROPOSED_RESOLUTION, Predicate.PROPOSED_SUCCESSOR}
)


def _need_passages(passages: tuple[Passage, ...], what: str) -> None:
    if not passages:
        raise ValueError(f"{what} needs at least one passage that says it")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal or administrative instrument.

    `type` is a code of the vocabulary (decree, law …); `number` as the source prints it, put into
    canonical spelling ("82/2024/NĐ-CP"); `issued` only a date that the source prints (`issued_text` is
    then the printed form, kept when it is no real date). `mentions` name it; `anaphors` are words that point
    back to it ("Nghị định này", "Luật nêu trên").
    """

    ref: Ref
    type: str
    label: str
    mentions: tuple[Passage, ...]
    number: str | None = None
    title: str | None = None
    issued: date | None = None
    issued_text: str | None = None
    aliases: tuple[str, ...] = ()
    anaphors: tuple[Passage, ...] = ()

    def __post_init__(self) -> None:
        _need_passages(self.mentions, f"instrument {self.label!r}")
        if not self.label:
            raise ValueError("an instrument needs a label")


@dataclass(frozen=True, slots=True)
class Named:
    """An organization, database or platform; `classification` is ministry, party, company, national …"""

    ref: Ref
    label: str
    mentions: tuple[Passage, ...]
    aliases: tuple[str, ...] = ()
    classification: str | None = None
    known: bool = False  # stands in the reference data

    def __post_init__(self) -> None:
        _need_passages(self.mentions, f"{self.ref.kind} {self.label!r}")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, without its value. `unit` is a unit code: percent, VND, count:nhiệm vụ …

    `context` is what its first figure stands under and in: the topic and the sentence, for comparing only.
    """

    ref: Ref
    label: str
    unit: str
    themes: tuple[str, ...] = ()
    context: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar period: "2024", "2024-05", "2024-05-20", "2024-Q2" or a span "2024/2025", "2025-01/2025-06".

    `kind` is point, flow or cumulative where the words say it.
    """

    notation: str
    kind: str | None = None

    def __post_init__(self) -> None:
        if not _PERIOD.match(self.notation):
            raise ValueError(f"not a period: {self.notation!r}")
        if self.kind not in (None, "point", "flow", "cumulative"):
            raise ValueError(f"not a kind of period: {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Change:
    """How far a value moved: amount ≥ 0 with its direction.

    `unit` is percent, points, count, rank, a currency, or unknown where "tăng 28%" of a percentage may be
    either; `upper` is the other end of a printed range ("tăng 8-10%").
    """

    amount: Decimal
    unit: str
    direction: str
    baseline_period: Period | None = None
    baseline_value: Decimal | None = None
    upper: Decimal | None = None

    def __post_init__(self) -> None:
        if self.direction not in ("up", "down"):
            raise ValueError(f"not a direction: {self.direction!r}")
        if self.amount < 0:
            raise ValueError("a change is a size and a direction, never negative")


class ObservationKind(StrEnum):
    """Whether a value is a fact, an estimate, a forecast or a target."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    FORECAST = "forecast"
    TARGET = "target"


QUALIFIERS = frozenset({"more_than", "less_than", "nearly", "about", "at_least", "at_most"})


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one indicator, normalised ("12.697 tỷ đồng" is 12697000000000 VND).

    `verbatim` is the printed value ("hơn 1,3 tỷ lượt"); `passage` the clause that says it; `about` the
    database, platform or organization that it speaks of.
    """

    ref: Ref
    indicator: Ref
    value: Decimal
    unit: str
    verbatim: str
    passage: Passage
    period: Period | None = None
    kind: ObservationKind = ObservationKind.ACTUAL
    denominator: Decimal | None = None
    qualifier: str | None = None
    scope: str | None = None
    area: str | None = None
    change: Change | None = None
    about: Ref | None = None

    def __post_init__(self) -> None:
        if not self.value.is_finite():
            raise ValueError(f"not a value: {self.value}")
        if self.qualifier is not None and self.qualifier not in QUALIFIERS:
            raise ValueError(f"not a qualifier: {self.qualifier!r}")
        if self.indicator.kind is not Kind.INDICATOR:
            raise ValueError("an observation observes an indicator")


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """An obstacle that a report names; `label` states the problem, `status` is resolved or open."""

    ref: Ref
    label: str
    status: str
    passages: tuple[Passage, ...]
    themes: tuple[str, ...] = ()
    section: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_passages(self.passages, f"bottleneck {self.label!r}")
        if self.status not in ("resolved", "open"):
            raise ValueError(f"not a bottleneck's status: {self.status!r}")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that links two things, with what it rests on."""

    subject: Ref
    predicate: Predicate
    object: Ref
    passages: tuple[Passage, ...]
    basis: Basis = Basis.STATED
    confidence: Decimal = Decimal(1)
    rationale: str | None = None
    rationale_en: str | None = None

    def __post_init__(self) -> None:
        _need_passages(self.passages, f"claim {self.subject.key} {self.predicate} {self.object.key}")
        if not 0 < self.confidence <= 1:
            raise ValueError(f"a confidence lies above 0 and up to 1: {self.confidence}")
        inferred = self.basis is Basis.INFERRED
        if inferred and (self.confidence == 1 or not self.rationale):
            raise ValueError("an inferred claim needs a confidence below 1 and a rationale")
        if inferred != (self.predicate in PROPOSALS) and self.predicate is not Predicate.CLOSE_MATCH:
            raise ValueError(f"{self.predicate} cannot be {self.basis}")
        if not inferred and self.confidence != 1:
            raise ValueError("a stated claim has confidence 1")


@dataclass(frozen=True, slots=True)
class StatusAssertion:
    """The stage at which a source presents an instrument, as of a period."""

    instrument: Ref
    stage: Stage
    passages: tuple[Passage, ...]
    as_of: Period | None = None

    def __post_init__(self) -> None:
        _need_passages(self.passages, f"the status of {self.instrument.key}")


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody is to do: a task of the report's programme or a proposal to the government."""

    ref: Ref
    label: str
    passage: Passage
    proposal: bool = False
    assigned_to: tuple[Ref, ...] = ()
    coordinated_by: tuple[Ref, ...] = ()  # of those the ones that only take part: "phối hợp với …"
    due: Period | None = None
    mandated_by: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a source's own figures or dates that does not add up; nothing is corrected."""

    rule: str
    severity: str  # error, warning or note
    passages: tuple[Passage, ...]
    message_vi: str
    message_en: str
    concerns: tuple[Ref, ...] = ()
    computed: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything that one report says, in the order of its text."""

    title: str
    as_of: Period | None
    publisher: Ref | None = None
    instruments: tuple[Instrument, ...] = ()
    organizations: tuple[Named, ...] = ()
    databases: tuple[Named, ...] = ()
    platforms: tuple[Named, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observation, ...] = ()
    bottlenecks: tuple[Bottleneck, ...] = ()
    claims: tuple[Claim, ...] = ()
    statuses: tuple[StatusAssertion, ...] = ()
    tasks: tuple[Task, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
