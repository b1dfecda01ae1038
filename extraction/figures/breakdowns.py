"""Breakdowns in brackets: "31 sở, ban, huyện (19 sở, ban; 12 huyện)", a total by who its parts are."""

from __future__ import annotations

from extraction.figures.draft import Draft
from extraction.figures.frames import object_label
from extraction.figures.labels import with_head
from extraction.figures.parts import is_part
from extraction.figures.phrases import noun_end
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token
from ontology.keys import fold

_OPENS = ("gồm", "bao gồm", "trong đó", "có", ":")


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
    draft.period, draft.kind, draft.parts = host.period, host.kind, amount.parts
    if not is_part(part[1:]):
        _name(draft, host, noun)
    return draft


def _name(draft: Draft, host: Draft, noun: str) -> None:
    """Kinds ("52 luật"), no bodies that act, are counted in their own name, by the total's predicate."""
    if host.form == "object" and host.frame[0]:
        draft.frame, draft.object, draft.scope = host.frame, host.object, None
        draft.phrase = noun
        draft.label = object_label(draft, "")
    elif host.noun and fold(host.phrase).startswith(f"{fold(host.noun)} "):
        draft.phrase, draft.scope = f"{noun}{host.phrase[len(host.noun) :]}", None
        draft.label = with_head(draft.phrase, draft.unit)
