"""Changes: "tăng 6 bậc so với 2021", "(tăng 03 xã so với quý I)", "so với năm 2021 là 48%".

A change belongs to the value before it, or to the one that it leads to ("tăng 11% đạt 59%"). A change of
something else ("tăng 40% số giường bệnh …") is that thing's growth rate (hard case 75).
"""

from __future__ import annotations

from dataclasses import replace

from extraction.facts import Change, ObservationKind
from extraction.figures import labels
from extraction.figures.comparisons import (
    Tail,
    compared,
    compared_before,
    exceeds,
    settled,
    state_baseline,
    temporal,
)
from extraction.figures.dimensions import host_of, side_label, side_of
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, subject_of
from extraction.figures.phrases import HARD, noun_end, phrase_end, strip
from extraction.figures.sentence import Sentence, add
from extraction.figures.tokens import Token
from ontology.keys import fold

_TIMES = "count:lần"  # "gấp 2,3 lần" multiplies
_ONWARDS = ("từ", "để", "lên")
_TWINS = 8  # how far back the same value in another currency may stand


def read_change(s: Sentence, lead: Lead, word: Token, q: int) -> int:
    """Read the change that `word` opens, its amount at `q`; gives where the next words begin."""
    token, quantity = s.tokens[q], s.quantity(q)
    side = side_of(s, q + 1)
    s.carry.moved = word if side else None
    if side:
        return _sided(s, lead, word, q, side[0])
    stop = noun_end(s.tokens, q + 1)
    noun = strip([t for t in s.tokens[q + 1 : stop] if t.kind != "bracket"])
    own_thing = quantity.unit == "percent" and bool(noun) and not noun[0].has("rank")
    after = q + 1 if quantity.unit is not None else stop
    tail = compared_before(lead, compared(s, after if own_thing else stop))
    subject = subject_of(lead.body)
    if exceeds(word) and not temporal(s.tokens[after:], tail):
        return stop  # "cao hơn mục tiêu 5%" is a distance, no move in time
    direction = "down" if word.has("down") else "up"
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


def _sided(s: Sentence, lead: Lead, word: Token, q: int, side: Token) -> int:
    """One side of a change: of the value that stands before, else the growth rate of that side."""
    token, after = s.tokens[q], q + 3
    further = next((i for i in range(after, len(s.tokens)) if s.tokens[i].text == "so với"), after)
    tail = compared(s, after) if further == after else compared(s, further)
    direction = "down" if word.has("down") else "up"
    change = Change(abs(token.amount.value), "percent", direction, tail.period, None, token.amount.upper)
    subject = _whole_subject(s, subject_of([t for t in lead.body if not t.has("pair")]))
    host = host_of(s, side) if not subject else None
    if host is not None:
        _attach(s, host, change)
    else:
        thing = s.surface(subject) or s.carry.subject_text
        if subject:
            s.carry.subject, s.carry.subject_text = subject, thing
        _growth(s, side_label(thing, side) if thing else "", change, lead, token, after)
    return tail.end if further == after and tail.end > after else after


def _whole_subject(s: Sentence, subject: list[Token]) -> list[Token]:
    """ "; qua điện thoại tăng …": a subject that a preposition opens hangs on the noun of the one before."""
    if not subject or not subject[0].has("prep") or not s.carry.subject:
        return subject
    stop = next((i for i, t in enumerate(s.carry.subject) if t.has("prep")), len(s.carry.subject))
    return [*s.carry.subject[:stop], *subject]


def _give(s: Sentence, lead: Lead, change: Change, subject: list[Token], token: Token, tail: Tail) -> None:
    """Give a change that leads to no value of its own to whom it belongs."""
    last = s.last
    host = last if s.drafts else None
    if host is not None and host.frame[1] == "tại" and len(s.drafts) > 1 and not subject:
        # "mở 25 lớp tại 12 xã, tăng 4 lần": where it was done is not what grew
        host = last = next(
            (d for d in reversed(s.drafts[:-1]) if d.form == "object" and d.frame[1] != "tại"), host
        )
    if change.unit.startswith("count:") and not subject and _apart(s, lead):
        _gained(s, change, lead, token, tail.end)
        return
    if subject and last is not None and _names_again(s, subject, last):
        _attach(s, last, change)
    elif (done := _by_deed(s, subject)) is not None:
        _attach(s, done, change)
    elif _misfits(s, host, change):
        return
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


def _by_deed(s: Sentence, subject: list[Token]) -> Draft | None:
    """ "thụ lý 900 vụ, giải quyết 850 vụ; … giải quyết tăng 12 vụ": the count that the same deed made."""
    if not subject or not subject[0].has("verb") or subject[0].has("measure"):
        return None
    deed = fold(s.surface(subject))
    back = s.drafts[: -_TWINS - 1 : -1]
    return next((d for d in back if d.form == "object" and fold(d.frame[0]).endswith(deed)), None)


def _misfits(s: Sentence, host: Draft | None, change: Change) -> bool:
    """Whether a change counts things ("tăng 12 vụ") where the value before is a share or a sum of money."""
    counts = change.unit.startswith("count:") and change.unit != _TIMES
    return counts and host is not None and not s.bracketed and not host.unit.startswith("count:")


def _apart(s: Sentence, lead: Lead) -> bool:
    """Whether a change of a count stands behind a semicolon or opens the sentence, and so is of its own."""
    last = s.last
    if not s.drafts or last is None:
        return True
    return any(t.kind == ";" for t in lead.body) and not last.unit.startswith("count:")


def _gained(s: Sentence, change: Change, lead: Lead, token: Token, end: int) -> None:
    """ "Tăng thêm ít nhất 50 hợp tác xã": how many more is itself what the sentence counts."""
    noun = change.unit.removeprefix("count:")
    moved = "tăng thêm" if change.direction == "up" else "giảm"
    stop = s.tokens[end - 1].end
    draft = Draft(token.amount, token.amount.value, change.unit, f"Số {noun} {moved}", token.start, stop)
    draft.form, draft.noun, draft.phrase = "growth", noun, noun
    lead.goal = False
    add(s, draft, lead)


def _growth(s: Sentence, thing: str, change: Change, lead: Lead, token: Token, end: int) -> None:
    """The growth rate of a thing that has no value here."""
    times = change.unit == _TIMES
    if not thing or not (times or change.unit == "percent"):
        return
    quantity = token.amount
    stop = s.tokens[end - 1].end
    label = labels.with_head(thing, change.unit) if times else labels.growth(thing, change.direction)
    draft = Draft(quantity, quantity.value, change.unit, label, token.start, stop, form="growth")
    draft.change = change
    last = s.last
    same = bool(s.drafts) or (last is not None and thing == last.label)
    lead.goal = False
    add(s, draft, lead)
    outlook = (ObservationKind.ESTIMATE, ObservationKind.FORECAST)
    if last is not None and same and not s.target and last.kind in outlook:
        draft.kind = last.kind
