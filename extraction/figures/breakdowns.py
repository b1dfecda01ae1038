"""Breakdowns in brackets: "31 sở, ban, huyện (19 sở, ban; 12 huyện)", a total by who its parts are."""

from __future__ import annotations

from extraction.figures.draft import Draft
from extraction.figures.phrases import noun_end
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token

_OPENS = ("gồm", "bao gồm", "trong đó")


def read_breakdown(s: Sentence, parts: list[list[Token]], host: Draft) -> bool:
    """Read the parts of a bracket as parts of `host`; False, nothing read, where one is no plain count."""
    drafts = []
    for part in parts:
        draft = _part(s, [t for t in part if t.text not in _OPENS], host)
        if draft is None:
            return False
        drafts.append(draft)
    s.drafts.extend(drafts)
    return True


def _part(s: Sentence, part: list[Token], host: Draft) -> Draft | None:
    if len(part) < 2 or part[0].kind != "quantity" or part[0].amount.unit is not None:
        return None
    if noun_end(part, 1) != len(part):
        return None
    noun, amount = s.surface(part[1:]), part[0].amount
    unit = f"count:{noun.lower()}"
    draft = Draft(amount, amount.value, unit, host.label, part[0].start, part[-1].end, form="part")
    draft.scope = draft.noun = noun
    draft.phrase, draft.about = host.phrase, host.about
    draft.period, draft.kind = host.period, host.kind
    return draft
