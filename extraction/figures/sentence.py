"""A sentence under the reader, and what stands before each of its quantities."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Reversible, Sequence
from dataclasses import dataclass, field

from extraction.facts import ObservationKind, Ref
from extraction.figures import labels
from extraction.figures.draft import Carry, Draft
from extraction.figures.labels import head_of
from extraction.figures.leads import Lead, clause_start
from extraction.figures.lexicon import heads
from extraction.figures.quantity import Quantity
from extraction.figures.tokens import Token


@dataclass(slots=True)
class Sentence:
    """A sentence under the reader: its text, tokens, what was carried in, and the figures found so far."""

    text: str
    tokens: list[Token]
    carry: Carry
    expansions: Mapping[str, str]
    target: bool = False
    read: Callable[[Sentence], list[Draft]] = field(kw_only=True)  # reads what stands in brackets
    drafts: list[Draft] = field(default_factory=list)
    known: Reversible[Draft] = ()  # the figures of the block so far
    viewed: str | None = None  # the measure by which names are listed, "" where none is, None while unsought
    outlook: str | None = None  # the hedge that governs the sentence from its start
    bracketed: bool = False  # what stands in brackets; `known` are then the figures of its sentence
    unread: bool = False  # the last quantity fitted no form

    @property
    def last(self) -> Draft | None:
        """The figure before, unless one that stays unread is in between: what follows may be about that."""
        return None if self.unread else self.carry.last

    def quantity(self, i: int) -> Quantity:
        """The quantity at token `i`; asking for it elsewhere is an error of the reader."""
        return self.tokens[i].amount

    def before(self, token: Token, count: int) -> list[Token]:
        """The last `count` tokens that end before `token` begins."""
        stop = bisect_right(self.tokens, token.start, key=lambda t: t.end)
        return self.tokens[max(0, stop - count) : stop]

    def surface(self, tokens: Sequence[Token]) -> str:
        """The words of some tokens as printed."""
        return labels.surface(self.text, tokens, self.expansions)


def note_times(s: Sentence, tokens: Sequence[Token]) -> None:
    """Times that stand free (not behind "so với") set the period for what follows; so do words of a sum."""
    carry = s.carry
    if s.drafts:
        # Behind a figure only the last clause opens the next one; what stands before still speaks of it.
        mark = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].kind == ";"), None)
        if mark is not None and not _goes_on(tokens[mark + 1 :]):
            _end_stretch(carry)
        tokens = tokens[clause_start(tokens) if mark is None else mark + 1 :]
    for i, t in enumerate(tokens):
        if t.kind == "time" and t.time is not None and not (i and tokens[i - 1].has("not_when")):
            carry.time, carry.time_role = t.time.period, t.time.role
            if t.time.role == "during" or (i == 0 and not t.time.role and _is_stretch(t, tokens[1:2])):
                carry.span = _stretch(t.time.period.notation)
        elif t.kind == ";":
            _end_stretch(carry)
        elif t.kind == "word":
            if t.has("rhythm"):
                carry.rhythm = t.text
            if t.has("stretch"):
                carry.span = t.text
            elif t.has("stock"):
                carry.span = "lũy kế"
            elif t.has("whole") and (i <= 2 or (i + 1 < len(tokens) and tokens[i + 1].kind == ",")):
                carry.whole = t.text.removeprefix("trên ")


def _goes_on(clause: Sequence[Token]) -> bool:
    """Whether a clause behind a semicolon has no subject of its own: "…; đã giải quyết 12 hồ sơ"."""
    return bool(clause) and clause[0].has("aux") and clause[0].text.startswith("đã")


def _is_stretch(t: Token, after: Sequence[Token]) -> bool:
    """ "Tháng 4/2031, …": a month or a quarter set before the clause, in which things were counted."""
    whole_year = t.time is None or len(t.time.period.notation) == len("2031")
    return not whole_year and bool(after) and after[0].kind == ","


def _end_stretch(carry: Carry) -> None:
    """A semicolon ends what "trong tháng 7" or "toàn quốc" governs; "tính đến ngày …" holds on."""
    carry.whole = carry.change = None
    if carry.time_role in ("during", "at"):
        carry.time, carry.time_role, carry.span = None, "", ""


def _stretch(notation: str) -> str:
    if "Q" in notation:
        return "trong quý"
    return {4: "trong năm", 7: "trong tháng"}.get(len(notation), "")


def add(s: Sentence, draft: Draft, lead: Lead) -> None:
    """Add a figure to the sentence with what its clause and the clauses before tell of it."""
    draft.qualifier = draft.qualifier or lead.qualifier
    hedge = lead.hedge or s.carry.hedge or s.outlook
    s.carry.hedge = None
    if hedge:
        draft.expected = ObservationKind.ESTIMATE if hedge == "E" else ObservationKind.FORECAST
    cost = head_of(draft.label).startswith(heads("cost")) and draft.expected is not None
    if (lead.goal or s.target) and not cost:
        draft.kind = ObservationKind.TARGET
    elif draft.expected is not None:
        draft.kind = draft.expected
    draft.now, draft.done = lead.now, lead.done
    draft.inherited = draft.period is None
    draft.period = draft.period or s.carry.time
    if draft.unit.startswith("count:") and s.carry.span:
        draft.scope = draft.scope or s.carry.span
    if s.carry.whole and draft.form in ("exists", "subject"):
        draft.scope = draft.scope or s.carry.whole
    if s.carry.change is not None:
        draft.change, s.carry.change = s.carry.change, None
    draft.parts = draft.quantity.parts
    s.drafts.append(draft)
    s.carry.last = draft
    s.unread = False


def about_of(tokens: Sequence[Token]) -> Ref | None:
    """The database or platform that some words name, else the organization."""
    refs = [t.ref for t in tokens if t.kind == "name" and t.ref is not None]
    return next((r for r in refs if r.kind in ("database", "platform")), refs[0] if refs else None)
