"""Counts that wait for a predicate ("12 sở và 30 xã đã ban hành …") and the part that a count is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.frames import Frame
from extraction.figures.leads import Lead
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token
from ontology.keys import fold

_LONGEST = 64  # counts that one predicate can have


def _waiting(s: Sentence) -> Iterator[Draft]:
    """The figures at the end of the sentence so far that still wait, the last first."""
    for draft in s.drafts[: -_LONGEST - 1 : -1]:
        if draft.pending:
            yield draft


def close_lists(s: Sentence, lead: Lead) -> None:
    """Anything but commas and "và" between them ends the list of counts that wait for a predicate."""
    if lead.scoped or not all(t.kind == "," or t.has("conj", "comma", "bound") for t in lead.body):
        for earlier in _waiting(s):
            earlier.pending = False


def share_predicate(s: Sentence, draft: Draft, described: str) -> None:
    """Give the predicate of a list's last count to those that wait for it; bodies then name their part."""
    if not described or draft.form != "exists":
        return
    lasting = list(_waiting(s))[::-1]
    waiting = [d for d in lasting if d.form == "exists"]
    members = [*waiting, draft] if waiting else []
    if members and all(d.noun_tokens and d.noun_tokens[0].has("body") for d in members):
        draft.group = ", ".join(d.noun for d in members)
        for d in [*members, *(share for share in lasting if share.form == "share")]:
            d.scope = d.scope or d.noun or None
    for d in lasting:
        if d.form == "share":
            d.label, d.pending = f"{d.label} {described}", False
    if waiting and draft.unit == "percent" and draft.qualifier is None:
        # "tối thiểu 95% …, 85% … được xử lý": one bound for all
        draft.qualifier = next((d.qualifier for d in waiting if d.qualifier in ("at_least", "at_most")), None)
    for d in waiting:
        d.phrase = f"{d.noun} {described}"
        d.label = labels.with_head(d.phrase, d.unit)
        d.pending, d.about = False, d.about or draft.about


def give_scope(
    s: Sentence, lead: Lead, draft: Draft, frame: Frame, tail: Sequence[Token], described: str
) -> None:
    """The part of a whole that a count speaks of: "trong đó 40 giường ở khoa nhi", "các sở đã …"."""
    last = s.last
    part = lead.scoped and last is not None and last.unit == draft.unit
    if part and last is not None and draft.form == "exists" and tail and tail[0].has("prep"):
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


def give_rhythm(s: Sentence, draft: Draft) -> None:
    """ "mỗi ngày khám khoảng 300 bệnh nhân": a rate a day, not a stock."""
    every, s.carry.rhythm = s.carry.rhythm, ""
    if every and draft.unit.startswith("count:"):
        step = every.rsplit(" ", 1)[-1]
        draft.unit, draft.label = f"{draft.unit}/{step}", f"{draft.label} mỗi {step}"
