"""Those who lead: "Sở Tài chính dẫn đầu về tỷ lệ … với 96%, Sở Nội vụ đứng thứ hai với 91%", "Hòa An (42%)".

What is measured stands once, by "về …" or with the first figure; each name has its own value.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, clause_start
from extraction.figures.parts import is_part, is_place
from extraction.figures.phrases import HARD, strip
from extraction.figures.sentence import Sentence, about_of, add
from extraction.figures.tokens import Token
from extraction.figures.values import value_at

_BETWEEN = 240  # characters before a bracket in which a mark parts it from the figure before
_BARE = ("tỷ lệ", "tỉ lệ", "mức", "tỷ trọng", "con số", "số điểm", "kết quả")


def leader_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the quantity at `q` as the value of one who leads or is ranked; None where none does."""
    body = lead.body[clause_start(lead.body) :]
    if body and body[-1].text in _BARE:
        body = body[:-1]
    if not body or body[-1].text != "với" or lead.change is not None:
        return None
    ranked = next((i for i, t in enumerate(body) if t.has("best", "rank")), None)
    if ranked is None:
        return None
    who, phrase = _measured(body[:-1], ranked)
    if not who or not (is_part(who) or is_place(s.text, who)):
        return None
    value = value_at(s, Lead(phrase), q)
    if value.unit is None or value.unit == "rank":
        return None
    last = s.last
    known = last.label if last is not None and last.unit == value.unit and s.drafts else ""
    label = labels.with_head(s.surface(phrase), value.unit) if phrase else known
    if not label:
        return None
    token = s.tokens[q]
    draft = Draft(
        token.amount, token.amount.value, value.unit, label, token.start, s.tokens[value.end - 1].end
    )
    draft.form, draft.scope, draft.about = "part", s.surface(who), about_of(who)
    add(s, draft, lead)
    return value.end


def _measured(body: Sequence[Token], ranked: int) -> tuple[list[Token], list[Token]]:
    """Who leads, and in what: "X dẫn đầu về M", "X có M nhiều nhất"; the measure may be unsaid."""
    about = next((i for i in range(ranked, len(body)) if body[i].text == "về"), None)
    if about is not None and about + 1 < len(body) and body[about + 1].has("measure"):
        return strip(body[:ranked]), strip(body[about + 1 :])
    has = next((i for i in range(ranked) if body[i].text == "có"), None)
    if has is not None and has + 1 < ranked and body[has + 1].has("measure"):
        return strip(body[:has]), strip(body[has + 1 : ranked])
    return strip(body[:ranked]), []


def read_listed(s: Sentence, bracket: Token, part: Sequence[Token], named: str | None) -> bool:
    """Read "Hòa An (42%)": a value in brackets behind a name, of what the list of names is measured by."""
    if named is None or len(part) != 1 or part[0].amount.unit not in ("percent", "points"):
        return False
    token, last = part[0], s.last
    listed = last is not None and (bool(s.drafts) or last.form == "part")
    follows = last is not None and listed and last.unit == token.amount.unit
    label = last.label if follows and last is not None and apart(s, last, bracket) else viewed(s)
    if not label:
        return False
    unit = token.amount.unit or ""
    draft = Draft(
        token.amount, token.amount.value, unit, labels.with_head(label, unit), token.start, token.end
    )
    draft.form, draft.scope = "part", named
    draft.period = s.carry.time
    s.drafts.append(draft)
    s.carry.last = draft
    return True


def apart(s: Sentence, host: Draft, bracket: Token) -> bool:
    """Whether a mark parts a bracket from the figure before, so that it is of the name right before it."""
    between = s.text[max(host.end, bracket.start - _BETWEEN) : bracket.start]
    return host.form == "part" or any(mark in between for mark in ",;:")


def viewed(s: Sentence) -> str:
    """ "… là 5 tỉnh dẫn đầu về tỷ lệ hồ sơ trực tuyến": the measure by which those named are listed."""
    if s.viewed is None:
        s.viewed = _viewed(s)
    return s.viewed


def _viewed(s: Sentence) -> str:
    tokens = s.tokens
    if not any(t.has("best") for t in tokens):
        return ""
    at = next(
        (i for i, (t, after) in enumerate(pairwise(tokens)) if t.text == "về" and after.has("measure")), None
    )
    if at is None:
        return ""
    rest = tokens[at + 1 :]
    stop = next((i for i, t in enumerate(rest) if t.kind in (*HARD, ",", "quantity", "bracket")), len(rest))
    phrase = s.surface(strip(rest[:stop]))
    return phrase if labels.head_of(phrase) else ""
