"""Comparisons: "so với năm 2021 là 48%", "so với mức 12 tỷ đồng của năm 2022": the period, perhaps its value.

The value that a comparison states for the earlier period is an observation of its own; where both values
stand, their difference tells points from percent (hard case 73).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extraction.facts import Change, Period
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead
from extraction.figures.phrases import phrase_end
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token

_AGAINST = ("so với", "so")
_STATES = ("là", "đạt", "chỉ đạt")
_NEAR = 4  # tokens behind a change in which the earlier time is named
_ROUNDING = Decimal("0.05")  # values are printed with one or two decimals


@dataclass(slots=True)
class Tail:
    """What follows a change: the token behind it, the period compared with, and the value stated for it."""

    end: int
    period: Period | None = None
    value: Token | None = None


def compared(s: Sentence, i: int) -> Tail:
    """ "so với (cùng kỳ) năm 2021 (là 48%)" at token `i`: where it ends and what it names."""
    tokens = s.tokens
    j = i
    while j < len(tokens) and tokens[j].kind == "bracket":
        j += 1
    if j >= len(tokens) or tokens[j].text not in _AGAINST:
        return Tail(i)
    j, value = _to_time(tokens, j + 1)
    time = tokens[j].time if j < len(tokens) else None
    if time is None:
        return Tail(phrase_end(tokens, i))
    states = j + 2 < len(tokens) and tokens[j + 1].text in _STATES and tokens[j + 2].kind == "quantity"
    return Tail(j + 3, time.period, tokens[j + 2]) if states else Tail(j + 1, time.period, value)


def _to_time(tokens: Sequence[Token], i: int) -> tuple[int, Token | None]:
    """From behind "so với" past a few words and at most one value to what should be a time."""
    value = None
    for j in range(i, min(i + 7, len(tokens))):
        if tokens[j].kind == "quantity" and value is None:
            value = tokens[j]
        elif tokens[j].kind != "word":
            return j, value
    return min(i + 7, len(tokens)), value


def compared_before(lead: Lead, tail: Tail) -> Tail:
    """ "so với năm 2023 tăng 10,4%": the comparison before the change; it is no subject."""
    at = next((i for i in range(len(lead.body) - 1, -1, -1) if lead.body[i].text == "so với"), None)
    if at is None or tail.period is not None:
        return tail
    found = next((i for i in range(at, len(lead.body)) if lead.body[i].time is not None), None)
    if found is None:
        return tail
    when = lead.body[found].time
    subject = found + 1 < len(lead.body) and lead.body[found + 1].kind == ","
    del lead.body[at : found + 2 if subject else len(lead.body)]
    return Tail(tail.end, when.period if when is not None else None, tail.value)


def baseline_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """ "so với mức 12 tỷ đồng của năm 2022, chi phí giảm 4%": the earlier value stands before its change."""
    host, token, unit = s.last, s.tokens[q], s.quantity(q).unit
    if host is None or unit is None or not any(t.text == "so với" or exceeds(t) for t in lead.body[-3:]):
        return None
    twin = next((d for d in reversed(s.known) if d.unit == unit and d.label == host.label), None)
    if host.unit != unit and twin is None:
        return None
    j, _ = _to_time(s.tokens, q + 1)
    time = s.tokens[j].time if j < len(s.tokens) else None
    if time is None or time.period is None or any(t.has("change") for t in s.tokens[q + 1 : j]):
        return None
    s.carry.base = (token, time.period)
    state_baseline(s, twin or host, Tail(j + 1, time.period, token))
    return j + 1


def exceeds(t: Token) -> bool:
    """ "thấp hơn mức 9% của năm 2022": by "hơn" a value is set against another, not changed by it."""
    return t.has("change") and t.text.endswith(" hơn") and not t.text.startswith(("tăng", "giảm", "gấp"))


def temporal(tokens: Sequence[Token], tail: Tail) -> bool:
    """Whether what is compared is an earlier time ("so với cùng kỳ"), not a goal, a mean or another body."""
    return tail.period is not None or any(t.has("earlier") for t in tokens[:_NEAR])


def compare_after(s: Sentence, host: Draft, i: int) -> int:
    """ "đạt 71% (860 hộ) so với năm 2021 là 48%": the comparison stands behind the value."""
    if i >= len(s.tokens) or s.tokens[i].text != "so với":
        return i
    tail = compared(s, i)
    if tail.period is None:
        return i
    if host.change is not None and host.change.baseline_period is None:
        host.change = replace(host.change, baseline_period=tail.period)
    state_baseline(s, host, tail)
    return tail.end


def settled(change: Change, host: Draft) -> Change:
    """A change with its unit: the value's where none is printed; of a percentage what both values prove.

    "Tăng 27%" of a percentage may be points or percent; without both values it stays unknown.
    """
    if not change.unit:
        return replace(change, unit=host.unit)
    if host.unit != "percent" or change.unit not in ("percent", "unknown"):
        return change
    base = change.baseline_value
    if base is None:
        return replace(change, unit="unknown")
    moved = abs(host.value - base)
    if abs(moved - change.amount) <= _ROUNDING:
        return replace(change, unit="points")
    if base and abs(100 * moved / base - change.amount) <= _ROUNDING:
        return replace(change, unit="percent")
    return replace(change, unit="unknown")


def state_baseline(s: Sentence, host: Draft, tail: Tail) -> None:
    """The value that a comparison states for the earlier period is an observation of its own."""
    if tail.value is None:
        return
    token, quantity = tail.value, tail.value.amount
    unit = quantity.unit or host.unit
    if unit != host.unit:
        return
    draft = Draft(quantity, quantity.value, unit, host.label, token.start, token.end, form="baseline")
    draft.period, draft.about, draft.noun = tail.period, host.about, host.noun
    s.drafts.append(draft)
    if host.change is not None:
        host.change = settled(replace(host.change, baseline_value=quantity.value), host)
