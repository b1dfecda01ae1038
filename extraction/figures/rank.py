"""Ranks: "giữ vị trí thứ 23 trong xếp hạng X", "đứng thứ 09/41 nước", "top 20"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, clause_start
from extraction.figures.phrases import HARD, noun_end, phrase_end, strip
from extraction.figures.quantity import Quantity
from extraction.figures.sentence import Sentence, add
from extraction.figures.tokens import Token

_OUT_OF = ("trên", "trong", "tổng số", "số", "tổng")
_GROUPS = ("nhóm", "số", "tốp")
_GROUP_WORDS = 16  # tokens in which a group is said to lead


def places(lead: Lead, quantity: Quantity) -> bool:
    """Whether a word of rank leads to a whole number: a place in an order, and nothing else."""
    if quantity.unit is not None or quantity.magnitude or quantity.value != int(quantity.value):
        return False
    if not lead.body or not lead.body[-1].has("rank"):
        return False
    before = lead.body[-2] if len(lead.body) > 1 else None
    return lead.body[-1].text != "thứ" or (before is not None and before.has("rank", "verb", "link"))


def leads_group(tokens: Sequence[Token], q: int) -> bool:
    """ "vào nhóm 10 tỉnh dẫn đầu": the size of a leading group is the place reached, no count of it."""
    if q < 2 or tokens[q - 1].text not in _GROUPS or not tokens[q - 2].has("among"):
        return False
    if q + 1 >= len(tokens) or not tokens[q + 1].has("joint", "body", "nation"):
        return False
    rest = tokens[q + 1 : q + 1 + _GROUP_WORDS]
    stop = next((i for i, t in enumerate(rest) if t.kind in HARD or t.kind in (",", "quantity")), len(rest))
    return any(t.has("best") for t in rest[:stop])


def rank_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the quantity at `q` as a place in an order; None where it is none, or of what is unsaid."""
    token, quantity = s.tokens[q], s.quantity(q)
    grouped = leads_group(s.tokens, q)
    if not grouped and not places(lead, quantity):
        return None
    body = lead.body[: -2 if grouped else -1]
    parts, stop = _out_of(s, quantity, noun_end(s.tokens, q + 1))
    follows = s.tokens[stop] if stop < len(s.tokens) else None
    describes = grouped or (follows is not None and follows.kind == "word" and _goes_on(follows))
    end = phrase_end(s.tokens, stop) if describes else stop
    complement = strip(s.tokens[stop:end])
    named = _after_rank_word(complement) or _measured(body) or _viewed(body) or _brought(body)
    if grouped and not named:
        named = _best_at(s.tokens[q + 1 : end])
    topic = s.surface(named) or _measured_so_far(s) or s.carry.topic
    area = None
    while complement and complement[0].has("prep") and complement[0].text not in ("khu vực", "về"):
        complement = complement[1:]
    if complement and complement[0].text in ("khu vực", "toàn cầu", "thế giới", "châu", "asean", "đông"):
        about = next((i for i, t in enumerate(complement) if t.text == "về"), len(complement))
        area, topic = s.surface(complement[:about]), s.surface(_after_rank_word(complement)) or s.carry.topic
    if not topic:
        return None
    area = area or _area_before(s, body)
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
    if parts is not None:
        draft.quantity = replace(quantity, parts=parts)
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


def _goes_on(t: Token) -> bool:
    """Whether a word goes on with the rank: "toàn quốc về …", "trong khu vực …", "dẫn đầu về …"."""
    return (t.has("prep") and not t.has("link")) or t.has("whole", "best")


def _out_of(s: Sentence, quantity: Quantity, end: int) -> tuple[Decimal | None, int]:
    """ "đứng thứ 9 trên tổng số 34 tỉnh": of how many, where a second number says it, and where that ends."""
    tokens = s.tokens
    at = next((i for i in range(end, min(end + 4, len(tokens))) if tokens[i].kind == "quantity"), None)
    if (
        at is None
        or at == end
        or quantity.parts is not None
        or not (tokens[end].has("whole_of") or tokens[end].text in ("trên", "trong"))
    ):
        return None, end
    if any(not t.has("whole_of") and t.text not in _OUT_OF for t in tokens[end:at]):
        return None, end
    whole, stop = s.quantity(at), noun_end(tokens, at + 1)
    plain = whole.unit is None and whole.parts is None and whole.value >= quantity.value and stop > at + 1
    return (whole.value, stop) if plain else (None, end)


def _best_at(tokens: Sequence[Token]) -> list[Token]:
    """ "10 nước có tốc độ tăng trưởng … hàng đầu": the measure by which the group leads."""
    start = next((i for i, t in enumerate(tokens) if t.has("measure")), None)
    stop = next((i for i, t in enumerate(tokens) if t.has("best")), len(tokens))
    return strip(tokens[start:stop]) if start is not None else []


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


def _area_before(s: Sentence, body: Sequence[Token]) -> str | None:
    """ "Tại khu vực Bắc Âu, nước này xếp thứ …": the area among whose members the place is held."""
    at = next((i for i, t in enumerate(body) if t.text == "khu vực"), None)
    if at is None:
        return None
    stop = next((i for i in range(at, len(body)) if body[i].kind == "," or body[i].has("place")), len(body))
    return s.surface(body[at:stop]) or None


def _brought(body: Sequence[Token]) -> list[Token]:
    """ "đưa chỉ số của tỉnh vào top 15": what is to reach the place."""
    at = next((i for i in range(len(body) - 1, -1, -1) if body[i].text == "đưa"), None)
    words = list(body[at + 1 :]) if at is not None else []
    while words and words[-1].has("among", "prep"):
        words.pop()
    return strip(words)


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
            while stop > i + 1 and part[stop - 1].has("relative", "among", "rank"):
                stop -= 1  # "dân số thuộc (top 20)", "chỉ số xếp hạng trong (nhóm 10)"
            found = strip(part[i:stop])
            return [] if len(found) == 1 and found[0].has("rank") else found
    return []
