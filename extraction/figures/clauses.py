"""The reading of one sentence: each quantity with what it measures, by the grammar of its clause.

Three forms carry nearly all figures of the genre: the subject is measured ("Tỷ lệ … đạt 38%"), the
object is counted ("Trung tâm … tiếp nhận 950 cuộc gọi"), or the figure opens the clause ("64% hộ dân …
có nước sạch"). What fits none of them is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.facts import ObservationKind, Period
from extraction.figures.brackets import read_bracket
from extraction.figures.changes import read_change
from extraction.figures.comparisons import baseline_form, compare_after
from extraction.figures.counted import counted_form
from extraction.figures.dimensions import goes_on
from extraction.figures.draft import Draft
from extraction.figures.joining import join_lists
from extraction.figures.leaders import leader_form
from extraction.figures.leads import Lead, clause_start, take_apart
from extraction.figures.moves import move_form
from extraction.figures.parts import part_form
from extraction.figures.phrases import noun_end
from extraction.figures.quantity import Quantity, number
from extraction.figures.rank import leads_group, places, rank_form
from extraction.figures.sentence import Sentence, note_times
from extraction.figures.subject import subject_form
from extraction.figures.tokens import Token

_YEAR = 4  # digits of a year
_DESCRIBES = ("có", "đạt", "từ")


def read_sentence(s: Sentence) -> list[Draft]:
    """All figures of a sentence, in order; `s.carry` is left as the next sentence finds it."""
    s.tokens = join_lists(s.tokens, s.text)
    for i, t in enumerate(s.tokens):
        if t.kind == "quantity":
            s.tokens[i] = _as_word(s, i)
    if any(t.has("pair") for t in s.tokens):
        _spread_units(s.tokens)
    at = 0
    while at < len(s.tokens):
        q = next((i for i in range(at, len(s.tokens)) if s.tokens[i].kind == "quantity"), None)
        if q is None:
            note_times(s, s.tokens[at:])
            _brackets(s, s.tokens[at:])
            break
        at = _read_quantity(s, at, q)
    return s.drafts


def _read_quantity(s: Sentence, at: int, q: int) -> int:
    """Read the quantity at token `q`, its words beginning at `at`; gives where the next one's words begin."""
    before = s.tokens[at:q]
    note_times(s, before)
    _brackets(s, [t for t in before if t.kind == "bracket"])
    if _is_name_number(s, q):
        return q + 1
    lead = take_apart(before)
    if _describes_last(s, before, lead, q):
        return q + 1
    if _exceeds_plan(s, lead, q) or _supposed(lead):
        s.unread = True
        return q + 1
    compared = baseline_form(s, lead, q)
    if compared is not None:
        return compared
    moved = move_form(s, lead, q)
    if moved is not None:
        return _after(s, moved) if not s.unread else moved
    if lead.change is None and goes_on(s, lead.body, q):
        lead.change = s.carry.moved
    if lead.change is not None:
        return read_change(s, lead, lead.change, q)
    end = rank_form(s, lead, q)
    if end is None and not places(lead, s.quantity(q)):
        end = (
            leader_form(s, lead, q)
            or part_form(s, lead, q)
            or subject_form(s, lead, q)
            or counted_form(s, lead, q)
        )
    if end is None:
        s.unread = True
        return q + 1
    return _after(s, end)


def _is_name_number(s: Sentence, q: int) -> bool:
    """A number that names ("Điều 5", "giai đoạn 2", "(1)") and does not count."""
    token, quantity = s.tokens[q], s.quantity(q)
    if quantity.unit is not None or quantity.magnitude:
        return False
    if leads_group(s.tokens, q):
        return False
    prev = s.tokens[q - 1] if q else None
    follows = s.tokens[q + 1] if q + 1 < len(s.tokens) else None
    if prev is not None and prev.end + 1 >= token.start:
        among = q > 1 and s.tokens[q - 2].has("among")
        if _numbers(prev, follows, among=among):
            return True
    if prev is None and follows is not None and follows.kind in (".", ")") and len(quantity.digits) < 3:
        return True
    if follows is not None and follows.has("article") and s.text[follows.start].isupper():
        return True  # "khoản 2, 3 Điều này"
    # A bare year ("2021") without a unit says when, not how many.
    return _is_year(quantity) and not (follows is not None and follows.has("joint", "noun", "nominal"))


def _numbers(prev: Token, follows: Token | None, *, among: bool) -> bool:
    """Whether the word or mark before a number makes it a number of something: "Điều", "giai đoạn"."""
    if prev.kind in ("-", "+", "/", "."):
        return True
    if prev.text == "điểm" and follows is not None and follows.has("ordinal"):
        return True  # "điểm 1 mục IV" is a place in a document
    if not prev.has("ordinal") or prev.has("rank"):
        return False
    counted = follows is not None and follows.kind == "word"
    if counted and follows is not None and prev.has("gang"):
        return among or not follows.has("joint")  # "lập tổ 12 người", not "thuộc nhóm 10 tỉnh"
    return not (counted and prev.has("measure"))


def _spread_units(tokens: list[Token]) -> None:
    """ "lần lượt là 120, 150 và 180 nghìn tấn": the unit at the end of a list is that of all its numbers."""
    for i in range(len(tokens) - 1, 1, -1):
        last, joint, first = tokens[i].quantity, tokens[i - 1], tokens[i - 2].quantity
        if last is None or first is None or not (joint.kind == "," or joint.has("conj")):
            continue
        if last.unit is not None and first.unit is None and first.magnitude is None and first.parts is None:
            scale = last.value / number(last.digits) if number(last.digits) else Decimal(1)
            tokens[i - 2] = replace(
                tokens[i - 2], quantity=replace(first, unit=last.unit, value=first.value * scale)
            )


def _as_word(s: Sentence, i: int) -> Token:
    """ "tài khoản mức độ 2": a number that a word right before it makes a name is a word of that name."""
    token, prev = s.tokens[i], s.tokens[i - 1] if i else None
    if i > 1 and (prev is not None and (prev.kind == "," or prev.has("conj"))) and _is_year(token.amount):
        before = s.tokens[i - 2]
        if before.time is not None and len(before.time.period.notation) == _YEAR:
            when = replace(before.time, start=token.start, end=token.end, period=Period(token.amount.digits))
            return Token("time", token.start, token.end, token.text, time=when)  # "năm 2021, 2022 và 2023"
    named = prev is not None and prev.has("ordinal") and not prev.has("article", "rank")
    if not named or not _is_name_number(s, i):
        return token
    return Token("word", token.start, token.end, token.text)


def _is_year(quantity: Quantity) -> bool:
    plain = quantity.unit is None and quantity.parts is None and quantity.magnitude is None
    return plain and len(quantity.digits) == _YEAR and quantity.digits[:2] in ("19", "20")


def _brackets(s: Sentence, tokens: Sequence[Token]) -> None:
    for t in tokens:
        if t.kind == "bracket":
            read_bracket(s, t)


def _describes_last(s: Sentence, before: Sequence[Token], lead: Lead, q: int) -> bool:
    """ "12 chợ có trên 200 hộ buôn bán": a bound inside the description of what was counted, no value."""
    last = s.last
    if not s.drafts or last is None or last.form != "exists" or lead.qualifier is None or not before:
        return False
    follows = s.tokens[q + 1] if q + 1 < len(s.tokens) else None
    lasting = follows is not None and follows.has("duration") and before[0].has("aux", "verb")
    opens = before[0].text.startswith(_DESCRIBES) or before[0].has("bound") or lasting
    if not opens or any(t.kind != "word" for t in before):
        return False
    if s.text[last.end : before[0].start].strip():
        return False
    end = s.tokens[noun_end(s.tokens, q + 1) - 1].end
    words = s.text[before[0].start : end]
    last.phrase, last.label, last.end = f"{last.phrase} {words}", f"{last.label} {words}", end
    return True


def _supposed(lead: Lead) -> bool:
    """ "có thể tiết kiệm 30 tỷ đồng": what may be is not told as a fact; a goal is one all the same."""
    return not lead.goal and any(t.has("modal") for t in lead.body[clause_start(lead.body) :])


def _exceeds_plan(s: Sentence, lead: Lead, q: int) -> bool:
    """ "vượt 12% kế hoạch": by how much a plan was exceeded is no value of what was planned."""
    follows = s.tokens[q + 1] if q + 1 < len(s.tokens) else None
    share = s.quantity(q).unit == "percent" and lead.qualifier == "more_than"
    return share and follows is not None and follows.has("plan")


def _due(s: Sentence, draft: Draft, end: int) -> int:
    """ "mục tiêu 70% đặt ra cho năm 2030": the year of a target may stand a few words behind it."""
    for j in range(end, min(end + 6, len(s.tokens))):
        t = s.tokens[j]
        if t.kind == "time" and t.time is not None:
            draft.period = t.time.period
            return j + 1
        if t.kind != "word" or t.has("change") or t.text == "so với":
            break
    return end


def _after(s: Sentence, end: int) -> int:
    """Take the time and the brackets that follow a figure right away; gives where the next words begin."""
    draft = s.drafts[-1]
    j = end
    if draft.kind == ObservationKind.TARGET:
        j = _due(s, draft, end)
    while j < len(s.tokens) and s.tokens[j].kind in ("bracket", "time"):
        t = s.tokens[j]
        if t.kind == "bracket":
            read_bracket(s, t)
        elif t.time is not None:
            draft.period = t.time.period
        j += 1
    return compare_after(s, draft, j)
