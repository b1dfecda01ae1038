"""Figures that count: the object of a verb ("mở 25 lớp tập huấn") or what opens the clause.

A list of counts shares its frame: "liên thông với 12 sở, 30 xã và 4 bệnh viện" counts three things by
one verb; "12 sở và 30 xã đã ban hành …" two things by one predicate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.figures import labels
from extraction.figures.backward import anaphoric, threshold, whole_noun
from extraction.figures.brackets import read_bracket
from extraction.figures.draft import Draft
from extraction.figures.frames import Frame, frame_of
from extraction.figures.leads import Lead, clause_start
from extraction.figures.naming import name_count
from extraction.figures.parts import scope_in
from extraction.figures.phrases import noun_end, phrase_end, predicate, strip
from extraction.figures.quantity import Quantity
from extraction.figures.sentence import Sentence, about_of, add
from extraction.figures.tokens import Token
from extraction.figures.waiting import close_lists, give_rhythm, give_scope, share_predicate


@dataclass(slots=True)
class _Right:
    """The words after a quantity: the counted noun, what describes it, and where they end."""

    start: int
    noun: list[Token]
    stop: int
    end: int
    tail: list[Token]


def counted_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the quantity at `q` as a count, a sum or a share of what the words around it name.

    Gives the token behind its words; None where the grammar leaves open what is counted.
    """
    quantity = s.quantity(q)
    if s.carry.pair and all(t.has("conj") or t.kind in (",", ";") for t in lead.body):
        return _paired(s, lead, q)
    right = _right(s, q)
    if not right.noun and quantity.unit in (None, "percent"):
        leans = quantity.unit is None or (lead.link is None and not _verb_in(lead.body))
        if leans:
            bound = threshold(s, lead, q) if quantity.unit is None else None
            return bound or anaphoric(s, lead, q, right.start)
    return _read(s, lead, q, right)


def _read(s: Sentence, lead: Lead, q: int, right: _Right) -> int | None:
    """Read a count whose noun is known."""
    quantity = s.quantity(q)
    if quantity.unit is None and right.noun[0].has("duration"):
        return None
    if not _counts(quantity, right) and lead.link is None and not _verb_in(lead.body):
        return None
    if _names_leaders(lead, s.tokens[q + 1 : right.stop]) or _nested(lead.body):
        return None
    close_lists(s, lead)
    draft = _draft(s, q, right)
    frame = frame_of(s, lead, draft.noun)
    if draft.unit == "percent" and frame.verb and all(t.has("owner") for t in frame.verb):
        # "Ngành có 95% nghiệp vụ được số hóa": the owner is the scope of the share.
        draft.scope, frame = s.surface(frame.subject) or None, Frame()
    described = _described(s, lead, frame, right, draft)
    located = bool(lead.body) and lead.body[-1].has("located")
    lead.now = lead.now or located or any(t.has("now") for t in right.tail)
    draft.about = about_of(frame.subject) or about_of(right.tail) or about_of(right.noun)
    draft.phrase = f"{draft.noun} {described}".strip()
    name_count(s, lead, draft, frame, described, q)
    if not draft.label or (draft.unit == "percent" and not draft.noun and draft.form == "exists"):
        return None
    give_rhythm(s, draft)
    give_scope(s, lead, draft, frame, right.tail, described)
    if draft.unit == "percent" and draft.form == "exists":
        draft.scope = draft.scope or scope_in(s, s.tokens[right.start : right.end])
    share_predicate(s, draft, described)
    add(s, draft, lead)
    for t in s.tokens[q + 1 : right.end]:
        read_bracket(s, t)
    for t in s.tokens[right.stop : right.end]:
        if t.time is not None and t.time.role:
            draft.period = t.time.period
            break
    return max(right.end, q + 1)


def _names_leaders(lead: Lead, noun: Sequence[Token]) -> bool:
    """ "Hòa An, Nam Hà là 2 tỉnh dẫn đầu": the number only sums up the names before it."""
    return lead.link is not None and lead.link.text == "là" and any(t.has("best") for t in noun)


def _nested(body: Sequence[Token]) -> bool:
    """ "gỡ vướng mắc về quy trình cấp 02 loại giấy": a verb deep in a "về …" names a set, counts no deed."""
    part = body[clause_start(body) :]
    if not part or not part[-1].has("verb") or part[-1].has("noun", "owner"):
        return False
    about = next(
        (i for i in range(len(part) - 1, -1, -1) if part[i].has("prep") and not part[i].has("verb")), None
    )
    return about is not None and part[about].text == "về" and any(t.has("verb") for t in part[:about])


def _counts(quantity: Quantity, right: _Right) -> bool:
    """Whether an amount may open a clause: a count, a share, a measure of a thing ("900 ha lúa …")."""
    if quantity.unit in (None, "percent"):
        return True
    return bool(quantity.unit and quantity.unit.startswith("count:") and right.noun and right.tail)


def _paired(s: Sentence, lead: Lead, q: int) -> int:
    """The second of two figures that "lần lượt" shares out."""
    token, quantity = s.tokens[q], s.quantity(q)
    unit = quantity.unit or (s.last.unit if s.last is not None else "percent")
    share = s.carry.pair.pop()
    draft = Draft(quantity, quantity.value, unit, share.label, token.start, token.end, form="subject")
    draft.scope, draft.period = share.scope, share.period
    add(s, draft, lead)
    return q + 1


def _right(s: Sentence, q: int) -> _Right:
    tokens, start = s.tokens, q + 1
    while start < len(tokens) and tokens[start].kind == "bracket" and tokens[start].holds_quantity():
        start += 1  # "64% (tăng 2% so với quý I) hộ dân …": the change stands between value and noun
    while start < len(tokens) and tokens[start].text in ("tổng số", "tổng", "số"):
        start += 1
    if s.quantity(q).unit == "percent" and start + 1 < len(tokens) and tokens[start].text == "là":
        start += 1  # "Trong số thuê bao, 82% là thuê bao …"
    share = s.quantity(q).unit == "percent" and start < len(tokens) and tokens[start].has("measure")
    stop = noun_end(tokens, start + 1 if share else start)
    noun = whole_noun(s, [t for t in tokens[start:stop] if t.kind != "bracket"])
    end = _with_outlook(tokens, stop, phrase_end(tokens, stop))
    return _Right(start, noun, stop, end, predicate(tokens[stop:end]))


def _with_outlook(tokens: Sequence[Token], stop: int, end: int) -> int:
    """ "10 dự án đang thi công, dự kiến hoàn thành …": the outlook belongs to what is counted."""
    if end <= stop or end + 1 >= len(tokens) or tokens[end].kind != "," or not tokens[end + 1].has("hedge"):
        return end
    further = phrase_end(tokens, end + 2)
    follows = tokens[further].kind if further < len(tokens) else ";"
    return further if further > end + 2 and follows in (";", ".", ",") else end


def _draft(s: Sentence, q: int, right: _Right) -> Draft:
    token, quantity = s.tokens[q], s.quantity(q)
    noun = s.surface(right.noun)
    if noun and quantity.unit is not None and quantity.unit.startswith("count:"):
        noun = f"{quantity.unit.removeprefix('count:')} {noun}"  # "900 ha lúa"
    unit = quantity.unit or f"count:{s.surface(right.noun[:6]).lower()}"
    if quantity.unit is None and [t.text for t in right.noun] == ["điểm"]:
        unit = "points"
    end = s.tokens[max(right.end, q + 1) - 1].end
    draft = Draft(quantity, quantity.value, unit, "", token.start, end, noun=noun)
    draft.noun_tokens = right.noun
    return draft


def _verb_in(body: list[Token]) -> bool:
    return any(t.has("verb", "prep") for t in body[clause_start(body) :])


def _described(s: Sentence, lead: Lead, frame: Frame, right: _Right, draft: Draft) -> str:
    """The words after the noun; in "quy hoạch được 12 huyện lập" with what the counted ones act on."""
    if lead.passive and not frame.verb:
        s.carry.acted = s.surface(strip(lead.body[clause_start(lead.body) :]))
    if not s.carry.acted or not right.tail or frame.verb or draft.form != "exists":
        return s.surface(right.tail)
    thing, s.carry.acted = s.carry.acted, ""
    return f"{s.surface(right.tail[:1])} {labels.lower_first(thing)} {s.surface(right.tail[1:])}".strip()
