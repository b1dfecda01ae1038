"""Changes: "tăng 6 bậc so với 2021", "(tăng 03 xã so với quý I)", "so với năm 2021 là 48%".

A change belongs to the value before it, or to the one that it leads to ("tăng 11% đạt 59%"). A change of
something else ("tăng 40% số giường bệnh …") is that thing's growth rate (hard case 75).
"""

from __future__ import annotations

from dataclasses import replace

from extraction.facts import Change, ObservationKind
from extraction.figures import labels
from extraction.figures.comparisons import Tail, compared, compared_before, settled, state_baseline
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, subject_of
from extraction.figures.phrases import HARD, noun_end, phrase_end, strip
from extraction.figures.sentence import Sentence, add
from extraction.figures.tokens import Token
from ontology.keys import fold

_ONWARDS = ("từ", "để", "lên")
_TWINS = 8  # how far back the same value in another currency may stand


def read_change(s: Sentence, lead: Lead, word: Token, q: int) -> int:
    """Read the change that `word` opens, its amount at `q`; gives where the next words begin."""
    token, quantity = s.tokens[q], s.quantity(q)
    stop = noun_end(s.tokens, q + 1)
    noun = strip([t for t in s.tokens[q + 1 : stop] if t.kind != "bracket"])
    own_thing = quantity.unit == "percent" and bool(noun) and not noun[0].has("rank")
    after = q + 1 if quantity.unit is not None else stop
    tail = compared_before(lead, compared(s, after if own_thing else stop))
    subject = subject_of(lead.body)
    direction = "down" if word.text.startswith("giảm") else "up"
    amount, unit = abs(quantity.value), _unit(s, quantity.unit, noun)
    change = Change(amount, unit, direction, tail.period, None, quantity.upper)
    lead.body = [t for t in lead.body if t.kind != "-"]
    if own_thing:
        end = max(phrase_end(s.tokens, after), after)
        _growth(s, s.surface(strip(s.tokens[after:end])), change, lead, token, end)
        return end
    if s.carry.base is not None and change.baseline_period is None:
        change = replace(change, baseline_period=s.carry.base[1])
        s.carry.base = None
    if _leads_on(s, tail.end):
        s.carry.change = change
        if subject:
            s.carry.subject, s.carry.subject_text = subject, s.surface(subject)
    else:
        _give(s, lead, change, subject, token, tail)
    return tail.end


def _give(s: Sentence, lead: Lead, change: Change, subject: list[Token], token: Token, tail: Tail) -> None:
    """Give a change that leads to no value of its own to whom it belongs."""
    last = s.last
    host = last if s.drafts else None
    if subject and last is not None and _names_again(s, subject, last):
        _attach(s, last, change)
    elif host is None and subject and not subject[0].has("measure") and _value_follows(s, change, tail.end):
        s.carry.change = change  # "Tỉnh tăng 6 bậc, từ …": the value comes later
    elif subject and (host is None or subject[0].has("measure")) and not (s.drafts and len(subject) == 1):
        _growth(s, s.surface(subject), change, lead, token, tail.end)
        _state(s, host, tail)
    elif host is not None:
        _attach(s, host, change)
        _state(s, host, tail)
    elif last is not None and not subject:
        _growth(s, last.label, change, lead, token, tail.end)


def _state(s: Sentence, host: Draft | None, tail: Tail) -> None:
    if host is not None:
        state_baseline(s, host, tail)


def _attach(s: Sentence, host: Draft, change: Change) -> None:
    """Give a change to a value and to its twin in another currency."""
    if host.change is not None:
        return
    host.change = settled(change, host)
    for other in s.drafts[-_TWINS:]:
        one = host.form == "twin" and other.form not in ("baseline", "former")
        if other is host or other.label != host.label or not (one or other.form == "twin"):
            continue
        if other.change is None:
            other.change = host.change


def _unit(s: Sentence, unit: str | None, noun: list[Token]) -> str:
    if unit is not None:
        return unit
    if noun and noun[0].has("step"):
        return "rank"
    if noun and noun[0].text == "điểm" and len(noun) == 1:
        return "points"
    return f"count:{s.surface(noun).lower()}" if noun else ""


def _leads_on(s: Sentence, i: int) -> bool:
    """Whether the change leads to its value: "tăng 11% đạt 59%", "tăng 6 bậc từ vị trí 30 lên vị trí 24"."""
    tokens = s.tokens
    if i + 1 < len(tokens) and tokens[i].kind == "," and tokens[i + 1].text == "từ":
        return True
    if i >= len(tokens):
        return False
    return tokens[i].text in _ONWARDS or (tokens[i].has("link") and tokens[i].text != "là")


def _value_follows(s: Sentence, change: Change, i: int) -> bool:
    """ "Tỉnh tăng 6 bậc, từ vị trí …": whether the clauses behind a change bring the value that moved."""
    rest = s.tokens[i:]
    stop = next((k for k, t in enumerate(rest) if t.kind in HARD), len(rest))
    return change.unit != "percent" or any(t.kind == "quantity" for t in rest[:stop])


def _names_again(s: Sentence, subject: list[Token], last: Draft) -> bool:
    """ "…, chi phí giảm 4%": the head of the last label alone stands for it."""
    words = fold(s.surface(subject))
    return len(words.split()) <= 4 and fold(last.label).startswith(words)


def _growth(s: Sentence, thing: str, change: Change, lead: Lead, token: Token, end: int) -> None:
    """The growth rate of a thing that has no value here."""
    if change.unit != "percent" or not thing:
        return
    quantity = token.amount
    stop = s.tokens[end - 1].end
    draft = Draft(quantity, quantity.value, "percent", labels.growth(thing), token.start, stop, form="growth")
    draft.change = change
    last = s.last
    same = bool(s.drafts) or (last is not None and thing == last.label)
    lead.goal = False
    add(s, draft, lead)
    outlook = (ObservationKind.ESTIMATE, ObservationKind.FORECAST)
    if last is not None and same and not s.target and last.kind in outlook:
        draft.kind = last.kind
