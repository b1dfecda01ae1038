"""Counts that lean on the one before: a noun cut short, a noun left out, a bound that only describes."""

from __future__ import annotations

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead
from extraction.figures.phrases import phrase_end, strip
from extraction.figures.sentence import Sentence, add
from extraction.figures.tokens import Token
from ontology.keys import fold

_BACK = 8  # counts of a sentence that a noun cut short may stand for


def whole_noun(s: Sentence, noun: list[Token]) -> list[Token]:
    """The full form of a noun cut short: "8 trung tâm tích hợp dữ liệu, trong đó 3 trung tâm …"."""
    last = s.last
    if not noun or last is None or " " not in last.noun:
        return noun
    head = f"{fold(s.surface(noun))} "
    if not fold(last.noun).startswith(head):
        return noun
    if sum(fold(d.noun).startswith(head) for d in s.drafts[-_BACK:]) > 1:
        return noun  # "24 triệu hồ sơ học sinh và 2 triệu hồ sơ giáo viên, trong đó 98% hồ sơ": of both
    return last.noun_tokens or noun


def anaphoric(s: Sentence, lead: Lead, q: int, start: int) -> int | None:
    """ "07 hồ chứa (02 đang sửa chữa; …)": a count whose noun was said before; without one it is unread."""
    last = s.last
    if start >= len(s.tokens) or last is None or not last.noun:
        return None
    placed = s.quantity(q).unit == "percent" and lead.scoped and s.tokens[start].has("prep")
    if not placed and not s.tokens[start].has("aux", "verb"):
        return None
    end = phrase_end(s.tokens, start)
    tail = s.surface(strip(s.tokens[start:end])) or s.surface(s.tokens[start:end])
    if not tail:
        return None
    token, quantity = s.tokens[q], s.quantity(q)
    unit = quantity.unit or last.unit
    draft = Draft(quantity, quantity.value, unit, "", token.start, s.tokens[end - 1].end, noun=last.noun)
    draft.phrase = f"{last.noun} {tail}"
    draft.label = labels.with_head(draft.phrase, draft.unit)
    add(s, draft, lead)
    return end


def threshold(s: Sentence, lead: Lead, q: int) -> int | None:
    """ "06 xã có thu nhập trên 60 triệu đồng": a bound that describes what was counted is no value."""
    last = s.last
    if last is None or last.form != "exists" or not lead.body or lead.body[0].text not in ("có", "đạt", "từ"):
        return None
    if any(t.kind != "word" for t in lead.body):
        return None
    describe(last, s.text[lead.body[0].start : s.tokens[q].end], s.tokens[q].end)
    return q + 1


def describe(draft: Draft, words: str, end: int) -> None:
    """Let more words describe what a draft counts."""
    draft.phrase, draft.label, draft.end = f"{draft.phrase} {words}", f"{draft.label} {words}", end
