"""Ranks: "giữ vị trí thứ 23 trong xếp hạng X", "đứng thứ 09/41 nước", "top 20"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, clause_start
from extraction.figures.phrases import noun_end, phrase_end, strip
from extraction.figures.quantity import Quantity
from extraction.figures.sentence import Sentence, add
from extraction.figures.tokens import Token


def places(lead: Lead, quantity: Quantity) -> bool:
    """Whether a word of rank leads to a whole number: a place in an order, and nothing else."""
    if quantity.unit is not None or quantity.magnitude or quantity.value != int(quantity.value):
        return False
    if not lead.body or not lead.body[-1].has("rank"):
        return False
    before = lead.body[-2] if len(lead.body) > 1 else None
    return lead.body[-1].text != "thứ" or (before is not None and before.has("rank", "verb", "link"))


def rank_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the quantity at `q` as a place in an order; None where it is none, or of what is unsaid."""
    token, quantity = s.tokens[q], s.quantity(q)
    if not places(lead, quantity):
        return None
    body = lead.body[:-1]
    stop = noun_end(s.tokens, q + 1)
    follows = s.tokens[stop] if stop < len(s.tokens) else None
    describes = (
        follows is not None and follows.kind == "word" and follows.has("prep") and not follows.has("link")
    )
    end = phrase_end(s.tokens, stop) if describes else stop
    complement = strip(s.tokens[stop:end])
    named = _after_rank_word(complement) or _measured(body) or _viewed(body)
    topic = s.surface(named) or _measured_so_far(s) or s.carry.topic
    area = None
    while complement and complement[0].has("prep") and complement[0].text not in ("khu vực", "về"):
        complement = complement[1:]
    if complement and complement[0].text in ("khu vực", "toàn cầu", "thế giới", "châu", "asean", "đông"):
        area, topic = s.surface(complement), s.carry.topic
    if not topic:
        return None
    label = labels.with_head(topic, "rank")
    draft = Draft(
        quantity,
        quantity.value,
        "rank",
        label,
        token.start,
        s.tokens[end - 1].end,
        form="subject",
        scope=area,
    )
    change = s.carry.change
    if body and body[-1].text == "từ":
        # The place held before: a value of another, unprinted period.
        s.carry.change = None
        add(s, draft, lead)
        draft.period, draft.form = None, "former"
        s.carry.change = replace(change, baseline_value=draft.value) if change is not None else None
        return end
    add(s, draft, lead)
    return end


def _after_rank_word(tokens: list[Token]) -> list[Token]:
    """ "trong xếp hạng X", "về X", "chỉ số X" → X with its own head."""
    for i, t in enumerate(tokens):
        if t.text in ("xếp hạng", "bảng xếp hạng"):
            return strip(tokens[i + 1 :])
        if t.text in ("về", "chỉ số"):
            return strip(tokens[i + (t.text == "về") :])
    return []


def _measured_so_far(s: Sentence) -> str:
    """ "Chỉ số cạnh tranh đạt 67 điểm, xếp thứ 21": the rank is that of the measure just given."""
    subject = s.carry.subject
    known = bool(s.drafts) or s.carry.change is not None
    return s.carry.subject_text if known and subject and subject[0].has("measure") else ""


def _viewed(body: Sequence[Token]) -> list[Token]:
    """ "Về số lượt khách lưu trú, tỉnh đứng …": what is ranked stands in a clause of its own before."""
    for i, t in enumerate(body):
        if t.text in ("về", "theo", "xét") and i + 1 < len(body) and body[i + 1].has("measure"):
            stop = next((k for k in range(i, len(body)) if body[k].kind == ","), len(body))
            return strip(body[i + 1 : stop])
    return []


def _measured(body: Sequence[Token]) -> list[Token]:
    start = clause_start(body)
    part = list(body[start:])
    for i, t in enumerate(part):
        if t.has("measure"):
            stop = next(
                (k for k in range(i + 1, len(part)) if part[k].has("link", "aux", "change")), len(part)
            )
            while stop > i + 1 and part[stop - 1].has("relative"):
                stop -= 1  # "dân số thuộc (top 20)"
            return strip(part[i:stop])
    return []
