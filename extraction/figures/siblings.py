"""Siblings in brackets: a value that restates the one before in another unit: share, count, equivalent."""

from __future__ import annotations

from dataclasses import replace

from extraction.facts import ObservationKind
from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import take_apart
from extraction.figures.phrases import noun_end
from extraction.figures.quantity import Quantity
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token

_MONEY = frozenset({"VND", "USD"})
_OPENING = 4  # words in which the time of an earlier value is named
_ABOUT = frozenset({"~", "≈"})


def read_sibling(s: Sentence, bracket: Token, part: list[Token], host: Draft) -> bool:
    """Read `part` of a bracket as a sibling of `host`; False, nothing read, where it says more."""
    quantities = [t for t in part if t.kind == "quantity"]
    if len(quantities) != 1:
        return False
    token, at = quantities[0], part.index(quantities[0])
    lead = take_apart(part[:at])
    said = [t for t in lead.body if not t.has("equal") and t.kind not in _ABOUT]
    unit = _unit(s, token.amount, part[at + 1 :])
    if unit is None and len(part) == 1 and token.amount.parts is not None and host.noun:
        unit = f"count:{host.noun.lower()}"  # "100% (25/25) thủ tục"
    own = bool(host.noun_tokens) and bracket.start - host.noun_tokens[-1].end <= 1
    label = _label(host, unit, own=own) if unit and not said and not lead.change else ""
    if unit is None or not label:
        return False
    twin = {unit, host.unit} <= _MONEY
    draft = Draft(token.amount, token.amount.value, unit, label, token.start, token.end)
    draft.form, draft.parts = "twin" if twin else "share", token.amount.parts
    draft.about, draft.period, draft.kind = host.about, host.period, host.kind
    draft.scope = None if host.group and not own else host.scope
    draft.noun = host.noun if own and host.pending else ""
    if lead.now or any(t.has("now") for t in part[:at]):
        draft.now, draft.inherited = True, True
        if unit == host.unit or host.noun:
            draft.label = labels.with_head(host.noun or labels.thing(host.label), unit)
    draft.qualifier = lead.qualifier
    if draft.qualifier is None and any(t.text in _ABOUT for t in part[:at]):
        draft.qualifier = "about"
    draft.change = host.change if twin else None
    draft.pending = host.pending and not twin
    if twin and _just_compared(s, bracket, host):
        _as_baseline(s, draft, host)
    s.drafts.append(draft)
    return True


def read_former(s: Sentence, part: list[Token], host: Draft) -> bool:
    """Read "(năm 2022: 41%)" behind a value: the same indicator in an earlier period, which is a fact."""
    skipped = next((i for i, t in enumerate(part[:_OPENING]) if t.kind == "time"), 0)
    if any(t.kind != "word" or not t.has("earlier", "not_when", "lead", "prep") for t in part[:skipped]):
        return False
    part = part[skipped:]
    time = part[0].time
    quantities = [i for i, t in enumerate(part) if t.kind == "quantity"]
    if time is None or len(quantities) != 1 or any(t.kind == "word" and not t.has("link") for t in part[1:2]):
        return False
    at = quantities[0]
    unit = _unit(s, part[at].amount, part[at + 1 :])
    if at > 2 or unit is None or (unit != host.unit and not host.unit.startswith(unit)):
        return False
    amount = part[at].amount
    draft = Draft(amount, amount.value, host.unit, host.label, part[at].start, part[at].end, form="baseline")
    draft.period, draft.about, draft.noun, draft.scope = time.period, host.about, host.noun, host.scope
    draft.parts = amount.parts
    s.drafts.append(draft)
    return True


def read_planned(s: Sentence, part: list[Token], host: Draft) -> bool:
    """Read "(kế hoạch giao: 70%)" behind a value: what was planned for it, a target of the same indicator."""
    at = next((i for i, t in enumerate(part) if t.kind == "quantity"), 0)
    before = part[:at]
    named = any(t.has("plan", "goal") for t in before)
    if not named or not all(
        t.kind in ("time", ":") or t.has("plan", "goal", "link", "bound", "assigned") for t in before
    ):
        return False
    unit = _unit(s, part[at].amount, part[at + 1 :])
    if unit is None or (unit != host.unit and not host.unit.startswith(unit)):
        return False
    draft = Draft(part[at].amount, part[at].amount.value, host.unit, host.label, part[at].start, part[at].end)
    draft.form, draft.kind, draft.about, draft.scope = (
        "planned",
        ObservationKind.TARGET,
        host.about,
        host.scope,
    )
    draft.period = next((t.time.period for t in before if t.time is not None), host.period)
    draft.qualifier, draft.parts = take_apart(before).qualifier, part[at].amount.parts
    s.drafts.append(draft)
    return True


def _unit(s: Sentence, amount: Quantity, tail: list[Token]) -> str | None:
    if amount.unit is not None:
        return None if tail else amount.unit
    whole = bool(tail) and noun_end(tail, 0) == len(tail)
    return f"count:{s.surface(tail).lower()}" if whole else None


def _label(host: Draft, unit: str, *, own: bool) -> str:
    """The name of the sibling: behind a whole list of all its bodies, right behind a count its own."""
    if host.group and unit == "percent" and not own:
        return labels.with_head(f"{host.group}{host.phrase.removeprefix(host.noun)}", unit)
    if (unit == "percent") != (host.unit == "percent") and unit.startswith(("percent", "count:")):
        return labels.swap_head(host.label, unit)
    return host.label if {unit, host.unit} <= _MONEY else ""


def _just_compared(s: Sentence, bracket: Token, host: Draft) -> bool:
    """Whether the bracket stands right behind a comparison's period: "so với năm 2022 (12 triệu USD)"."""
    if host.change is None or host.change.baseline_period is None:
        return False
    before = s.before(bracket, 4)
    return bool(before) and before[-1].kind == "time" and any(t.text == "so với" for t in before)


def _as_baseline(s: Sentence, draft: Draft, host: Draft) -> None:
    draft.period = host.change.baseline_period if host.change is not None else None
    draft.form, draft.change, draft.kind = "baseline", None, ObservationKind.ACTUAL
    for d in s.drafts:
        if d.label == host.label and d.unit == draft.unit and d.change is not None:
            d.change = replace(d.change, baseline_value=draft.value)
