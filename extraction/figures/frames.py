"""The frame of a count: the verb that governs it, the preposition that leads to it, the verb's subject.

"Trạm bơm phục vụ 12 thôn" has the verb "phục vụ" and the subject "Trạm bơm"; "liên thông với 12 thôn"
 the preposition "với" as well. From the frame comes the name of what is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, clause_start
from extraction.figures.lexicon import classes
from extraction.figures.phrases import HARD, strip
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token
from ontology.keys import fold

_TOWARDS = ("đến", "tới", "cho", "với")
_KEPT_AUX = ("được", "đã được")


@dataclass(slots=True)
class Frame:
    """What governs a counted noun; empty where nothing does. `owned` is what "của 12 cơ quan" belongs to."""

    verb: list[Token] = field(default_factory=list)
    preposition: str = ""
    subject: list[Token] = field(default_factory=list)
    owned: str = ""

    def __bool__(self) -> bool:
        return bool(self.verb or self.preposition)


def frame_of(s: Sentence, lead: Lead) -> Frame:
    """The frame of the quantity that the words of `lead` come before."""
    hard = max((i + 1 for i, t in enumerate(lead.body) if t.kind in HARD), default=0)
    body = lead.body[hard:]
    clause = _governed(body)
    if not clause and body and body[-1].kind == ",":
        return Frame()
    preposition = ""
    if clause and clause[-1].has("prep") and not clause[-1].has("verb"):
        preposition, clause = clause[-1].text, clause[:-1]
    if lead.link is not None and not preposition and lead.link.kind == "word":
        return _linked(s, clause)
    first = next((i for i, t in enumerate(clause) if _is_predicate(t)), None)
    if preposition == "của":
        return _owning(s, clause if first is None else clause[first + 1 :] or clause)
    if first is None:
        subject = strip(clause) or _open_subject(s)
        return Frame([], preposition, subject) if preposition in (*_TOWARDS, "tại") and subject else Frame()
    subject = strip(clause[:first]) or _subject_before(body, clause) or _open_subject(s)
    verb = [t for t in clause[first:] if not t.has("aux") or t.text in _KEPT_AUX]
    while len(verb) > 1 and (verb[0].text in _KEPT_AUX[1:] or verb[0].has("lead")):
        verb = verb[1:]
    if len(verb) == 1 and verb[0].has("owner") and (not subject or _is_place(s, subject)):
        return Frame()
    return Frame(verb, preposition, subject)


def _linked(s: Sentence, clause: Sequence[Token]) -> Frame:
    """ "trạm quan trắc ghi nhận 40 trận mưa": the subject of the link has what is counted."""
    subject = strip(clause)
    generic = fold(s.surface(subject)) in classes()["generic"]
    no_subject = not subject or generic or _is_place(s, subject) or subject[0].has("prep", "group")
    return Frame() if no_subject else Frame([], "có", subject)


def _owning(s: Sentence, clause: Sequence[Token]) -> Frame:
    """ "… kho lưu trữ của 12 sở": the counted ones have what stands before "của"; a list goes on so."""
    last = s.last if s.drafts else None
    words = strip(clause)
    while words and words[0].has("prep"):
        words.pop(0)
    if not words and last is not None:
        if last.owned:
            return Frame(preposition="của", owned=last.owned)
        words = last.noun_tokens
    return Frame(preposition="của", owned=labels.lower_first(s.surface(words))) if words else Frame()


def _open_subject(s: Sentence) -> list[Token]:
    """The subject of the clauses before, if it can act: not a measured quantity."""
    subject = s.carry.subject
    return [] if subject and subject[0].has("measure") else subject


def _is_predicate(t: Token) -> bool:
    return t.kind == "word" and t.has("verb") and not t.has("noun", "nominal")


def _governed(body: list[Token]) -> list[Token]:
    """The last stretch of words that holds a predicate: objects joined by commas stay with their verb."""
    start = clause_start(body)
    while start > 0 and any(t.kind == "word" for t in body[start:]):
        part = body[start:]
        if any(_is_predicate(t) for t in part) or (len(part) == 1 and part[0].has("prep")):
            break
        start = clause_start(body[: start - 1])
    return body[start:]


def _subject_before(body: list[Token], clause: list[Token]) -> list[Token]:
    """The subject of an earlier clause of the same part: "X đã số hóa kho lưu trữ, kết nối với 18 sở"."""
    head = body[: len(body) - len(clause)]
    first = next((i for i, t in enumerate(head) if t.has("aux") or _is_predicate(t)), None)
    return strip(head[:first]) if first else []


def _is_place(s: Sentence, subject: Sequence[Token]) -> bool:
    words = fold(s.surface(subject))
    return (
        words in classes()["place"]
        or words in classes()["whole"]
        or words.startswith(("toàn ", "cả ", "trên "))
    )


def object_label(draft: Draft, described: str) -> str:
    """The name of what a verb's object counts: "Số hồ sơ được Trung tâm … tiếp nhận"."""
    verb, preposition, subject = draft.frame
    after = described if described.split(" ", 1)[0] in classes()["prep"] else ""
    thing = draft.phrase if described and not after else draft.noun
    thing = thing or draft.unit.removeprefix("count:")
    if draft.unit in ("VND", "USD"):
        return _joined("Số tiền", subject, verb, preposition, draft.phrase)
    if draft.unit == "percent":
        return _joined("Tỷ lệ", thing, "được", subject, verb) if draft.noun or described else ""
    if not labels.head_of(thing):
        thing = f"Số {thing}"
    return labels.upper_first(
        _joined(thing, *_relation(draft, fold(verb)), after).replace("được được", "được")
    )


def _relation(draft: Draft, folded: str) -> tuple[str, ...]:
    """The words that join what is counted with its frame; `folded` is the frame's verb."""
    verb, preposition, subject = labels.lower_first(draft.frame[0]), *draft.frame[1:]
    if draft.owned:
        return ("có", draft.owned)
    if subject and (not folded or folded in classes()["owner"]):
        average = folded and fold(subject).startswith("mỗi ")
        return ("bình quân" if average else "có" if preposition == "tại" else "của", subject)
    if folded.startswith("được ") and subject:
        return (subject, verb, preposition)
    if preposition == "với" and folded.startswith(tuple(classes()["mutual"])):
        return (verb, "với", subject) if subject else ("được", verb)
    if preposition == "với" and draft.object:
        return ("của", draft.object)
    if preposition and preposition not in _TOWARDS:
        return ("có", subject, verb) if subject else (verb,)
    return ("được", subject, verb)


def _joined(*words: str) -> str:
    return " ".join(" ".join(words).split())
