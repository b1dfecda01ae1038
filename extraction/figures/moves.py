"""Moves: "tăng từ 45% (năm 2022) lên 62%", "nâng mức chi từ 30 triệu đồng lên 45 triệu đồng".

Two values of one measure, the earlier and the later; both are facts, each of its own time. A range ("từ 5 đến
7%") moves nothing: only a word that arrives somewhere ("lên", "xuống còn") makes a move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.facts import ObservationKind, Period
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, take_apart
from extraction.figures.phrases import HARD
from extraction.figures.sentence import Sentence
from extraction.figures.subject import subject_form
from extraction.figures.tokens import Token

_FROM = ("từ", "từ mức", "từ khoảng")
_BACK = 32  # tokens before a value in which somebody proposes it
_FARTHEST = 9  # tokens between the two values: the unit's noun, a time, a bracket


@dataclass(slots=True)
class _Arrival:
    """Where the later value stands, the word that leads to it, and the time of the earlier one."""

    word: int
    at: int
    when: Period | None


def move_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the two values of a measure that moved; gives the token behind them, None where nothing moves.

    A move whose measure stays unsaid is left alone as a whole.
    """
    if not q or s.tokens[q - 1].text not in _FROM:
        return None
    arrival = _arrival(s, q, moved=lead.change is not None or _turned(lead.body) is not None)
    if arrival is None:
        return None
    turned = _turned(lead.body)
    body = lead.body if turned is None else lead.body[:turned]
    to = take_apart(s.tokens[arrival.word : arrival.at])
    reached = Lead(
        body, qualifier=to.qualifier, hedge=lead.hedge, link=s.tokens[arrival.word], goal=lead.goal
    )
    known = len(s.drafts)
    reached.goal = reached.goal or _proposed(s, q)
    end = subject_form(s, reached, arrival.at)
    if end is None or len(s.drafts) == known:
        s.unread = True
        return arrival.at + 1
    _state_former(s, s.drafts[-1], q, arrival.when)
    return end


def _arrival(s: Sentence, q: int, *, moved: bool) -> _Arrival | None:
    tokens, unit = s.tokens, s.quantity(q).unit
    when = None
    for i in range(q + 1, min(q + _FARTHEST, len(tokens) - 1)):
        t = tokens[i]
        if t.has("arrive") and (moved or t.text not in ("đến", "tới")):
            at = next(
                (k for k in range(i + 1, min(i + 4, len(tokens))) if tokens[k].kind == "quantity"), None
            )
            same = at is not None and (unit is None or tokens[at].amount.unit == unit)
            plain = at is not None and all(
                k.has("bound", "hedge", "arrive", "aux") or k.text == "mức" for k in tokens[i + 1 : at]
            )
            return _Arrival(i, at, when) if at is not None and same and plain else None
        if t.time is not None:
            when = t.time.period
        if t.kind == "bracket":
            when = next((x.time.period for x in t.inner if x.time is not None), when)
        if t.kind == "quantity" or (t.kind in HARD):
            return None
    return None


def _turned(body: Sequence[Token]) -> int | None:
    """Where "giảm mạnh", "tăng đáng kể" begins at the end of some words: a change shortly before "từ"."""
    for i in range(len(body) - 1, max(-1, len(body) - 4), -1):
        if body[i].has("change", "raise"):
            return i
        if body[i].kind not in ("word", "time", ",") or body[i].has("prep", "conj"):
            return None
    return None


def _proposed(s: Sentence, q: int) -> bool:
    """ "kiến nghị Chính phủ nâng mức hỗ trợ từ …": what is proposed is no fact yet."""
    before = s.tokens[max(0, q - _BACK) : q]
    at = next((i for i, t in enumerate(before) if t.has("propose")), None)
    return at is not None and any(t.has("raise") for t in before[at:])


def _state_former(s: Sentence, draft: Draft, q: int, when: Period | None) -> None:
    amount = s.quantity(q)
    former = Draft(amount, amount.value, draft.unit, draft.label, s.tokens[q].start, s.tokens[q].end)
    current = draft.kind is ObservationKind.TARGET  # what a plan raises holds at the time of writing
    former.form = "baseline" if when is not None or current else "former"
    former.now = former.inherited = current and when is None
    former.period, former.scope, former.about, former.noun = when, draft.scope, draft.about, draft.noun
    former.kind = ObservationKind.ACTUAL
    s.drafts.insert(len(s.drafts) - 1, former)
