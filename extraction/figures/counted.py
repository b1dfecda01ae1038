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
from extraction.figures.frames import Frame, frame_of, object_label
from extraction.figures.leads import Lead, clause_start
from extraction.figures.phrases import noun_end, phrase_end, predicate, strip
from extraction.figures.quantity import Quantity
from extraction.figures.sentence import Sentence, about_of, add
from extraction.figures.tokens import Token
from ontology.keys import fold


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
    if s.carry.pair and quantity.unit is not None and all(t.has("conj") for t in lead.body):
        return _paired(s, lead, q)
    right = _right(s, q)
    if quantity.unit is None and right.noun and right.noun[0].has("duration"):
        return None
    if quantity.unit is None and not right.noun:
        return threshold(s, lead, q) or anaphoric(s, lead, q, right.start)
    if not _counts(quantity, right) and lead.link is None and not _verb_in(lead.body):
        return None
    _close_lists(s, lead)
    draft = _draft(s, q, right)
    frame = frame_of(s, lead)
    described = _described(s, lead, frame, right, draft)
    draft.about = about_of(frame.subject) or about_of(right.tail) or about_of(right.noun)
    draft.phrase = f"{draft.noun} {described}".strip()
    _name(s, lead, draft, frame, described)
    if not draft.label or (draft.unit == "percent" and not draft.noun and draft.form == "exists"):
        return None
    _rhythm(s, draft)
    _scope(s, lead, draft, frame, right, described)
    _share_predicate(s, draft, described)
    add(s, draft, lead)
    for t in s.tokens[q + 1 : right.end]:
        read_bracket(s, t)
    for t in s.tokens[right.stop : right.end]:
        if t.time is not None and t.time.role:
            draft.period = t.time.period
            break
    return max(right.end, q + 1)


def _counts(quantity: Quantity, right: _Right) -> bool:
    """Whether an amount may open a clause: a count, a share, a measure of a thing ("900 ha lúa …")."""
    if quantity.unit in (None, "percent"):
        return True
    return bool(quantity.unit and quantity.unit.startswith("count:") and right.noun and right.tail)


def _paired(s: Sentence, lead: Lead, q: int) -> int:
    """The second of two figures that "lần lượt" shares out."""
    token, quantity = s.tokens[q], s.quantity(q)
    unit = quantity.unit or "percent"
    add(
        s,
        Draft(quantity, quantity.value, unit, s.carry.pair.pop(), token.start, token.end, form="subject"),
        lead,
    )
    return q + 1


def _right(s: Sentence, q: int) -> _Right:
    tokens, start = s.tokens, q + 1
    while start < len(tokens) and tokens[start].kind == "bracket" and tokens[start].holds_quantity():
        start += 1  # "64% (tăng 2% so với quý I) hộ dân …": the change stands between value and noun
    while start < len(tokens) and tokens[start].text in ("tổng số", "tổng", "số"):
        start += 1
    if s.quantity(q).unit == "percent" and start + 1 < len(tokens) and tokens[start].text == "là":
        start += 1  # "Trong số thuê bao, 82% là thuê bao …"
    stop = noun_end(tokens, start)
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


def _close_lists(s: Sentence, lead: Lead) -> None:
    """A semicolon or "trong đó" ends the list of counts that wait for a predicate."""
    if lead.scoped or any(t.kind == ";" for t in lead.body):
        for earlier in s.drafts:
            earlier.pending = False


def _described(s: Sentence, lead: Lead, frame: Frame, right: _Right, draft: Draft) -> str:
    """The words after the noun; in "quy hoạch được 12 huyện lập" with what the counted ones act on."""
    if lead.passive and not frame.verb:
        s.carry.acted = s.surface(strip(lead.body[clause_start(lead.body) :]))
    if not s.carry.acted or not right.tail or frame.verb or draft.form != "exists":
        return s.surface(right.tail)
    thing, s.carry.acted = s.carry.acted, ""
    return f"{s.surface(right.tail[:1])} {labels.lower_first(thing)} {s.surface(right.tail[1:])}".strip()


def _name(s: Sentence, lead: Lead, draft: Draft, frame: Frame, described: str) -> None:
    """Give a draft its form and label: by its own frame, by the list's, or by what it opens."""
    last = s.last
    if draft.unit == "points":
        draft.label = labels.with_head(s.carry.topic, "points") if s.carry.topic else ""
        draft.form = "subject"
    elif frame:
        draft.form, draft.owned = "object", frame.owned
        draft.frame = (s.surface(frame.verb), frame.preposition, s.surface(frame.subject))
        verbs = [t for t in frame.verb if not t.has("verb", "aux") or t.has("noun")]
        draft.object = s.surface(strip(verbs))
        if frame.subject:
            s.carry.subject, s.carry.subject_text = frame.subject, draft.frame[2]
        draft.label = object_label(draft, described)
    elif last is not None and last.form == "object" and not described and _lists_on(s, lead, draft):
        draft.form, draft.frame, draft.owned = "object", last.frame, last.owned
        draft.object, draft.about = last.object, last.about
        draft.label = object_label(draft, "")
    else:
        vague = not described and " " not in draft.noun and not _is_countable(draft.noun_tokens)
        draft.label = "" if vague else labels.with_head(draft.phrase, draft.unit)
        draft.pending = not described


def _is_countable(noun: list[Token]) -> bool:
    """Whether a bare noun of one syllable is known as something that reports count ("xã", "hộ")."""
    return bool(noun) and noun[0].has("joint", "body", "noun", "nominal")


def _lists_on(s: Sentence, lead: Lead, draft: Draft) -> bool:
    """Whether a count only continues a list: nothing but commas, semicolons and "và" before it."""
    if not s.drafts or not all(t.kind in (",", ";") or t.has("conj", "bound", "comma") for t in lead.body):
        return False
    if not any(t.kind == ";" for t in lead.body):
        return True
    # A semicolon goes on with a list only between bodies of one kind: "12 bộ, ngành; 30 tỉnh, thành phố".
    both = (draft.noun_tokens[:1], s.drafts[-1].noun_tokens[:1])
    return all(noun and noun[0].has("body") for noun in both)


def _rhythm(s: Sentence, draft: Draft) -> None:
    """ "mỗi ngày khám khoảng 300 bệnh nhân": a rate a day, not a stock."""
    every, s.carry.rhythm = s.carry.rhythm, ""
    if every and draft.unit.startswith("count:"):
        step = every.rsplit(" ", 1)[-1]
        draft.unit, draft.label = f"{draft.unit}/{step}", f"{draft.label} mỗi {step}"


def _scope(s: Sentence, lead: Lead, draft: Draft, frame: Frame, right: _Right, described: str) -> None:
    """The part of a whole that a count speaks of: "trong đó 40 giường ở khoa nhi", "các sở đã …"."""
    last = s.last
    part = lead.scoped and last is not None and last.unit == draft.unit
    if part and last is not None and draft.form == "exists" and right.tail and right.tail[0].has("prep"):
        draft.label, draft.scope, draft.about = last.label, described, last.about
    elif part and last is not None and frame.subject and fold(last.noun) == fold(draft.noun):
        draft.label, draft.scope = last.label, s.surface([t for t in frame.subject if t.text != "tại"])
    elif _several(frame.subject):
        draft.scope = labels.lower_first(s.surface([t for t in frame.subject if not t.has("plural")]))


def _several(subject: list[Token]) -> bool:
    """Whether a subject names several bodies ("các sở, ngành"), whose own count a figure then is."""
    bodies = all(t.has("body", "joint", "comma", "conj", "plural") for t in subject)
    return bodies and any(
        t.has("plural", "comma", "conj") or "," in t.text or "các " in t.text for t in subject
    )


def _share_predicate(s: Sentence, draft: Draft, described: str) -> None:
    """Give the predicate of a list's last count to those that wait for it; bodies then name their part."""
    if not described or draft.form != "exists":
        return
    waiting = [d for d in s.drafts if d.pending and d.form == "exists"]
    members = [*waiting, draft] if waiting else []
    if members and all(d.noun_tokens and d.noun_tokens[0].has("body") for d in members):
        draft.group = ", ".join(d.noun for d in members)
        for d in members:
            d.scope = d.scope or d.noun
    for d in waiting:
        d.phrase = f"{d.noun} {described}"
        d.label = labels.with_head(d.phrase, d.unit)
        d.pending, d.about = False, d.about or draft.about
