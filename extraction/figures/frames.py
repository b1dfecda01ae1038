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
from extraction.figures.lexicon import classes, head_of_unit
from extraction.figures.phrases import HARD, strip
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token
from ontology.keys import fold

_TOWARDS = ("đến", "tới", "cho", "với")
_HAS = "có"  # in the place of a preposition: the subject of a link has what is counted
_SAME = "="  # in the place of a preposition: the subject is itself what is counted
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


def frame_of(s: Sentence, lead: Lead, noun: str = "") -> Frame:
    """The frame of the quantity that the words of `lead` come before; `noun` is what it counts."""
    hard = max((i + 1 for i, t in enumerate(lead.body) if t.kind in HARD), default=0)
    body = lead.body[hard:]
    clause = _governed(body)
    if not clause and body and body[-1].kind == ",":
        return Frame()
    preposition = ""
    if clause and clause[-1].has("prep") and not clause[-1].has("verb"):
        preposition, clause = clause[-1].text, clause[:-1]
    if lead.link is not None and not preposition and lead.link.kind == "word":
        return _linked(s, clause, noun)
    if clause and clause[-1].has("located"):
        return Frame()  # "trên địa bàn 148 xã": how many there are, whoever acts there
    clause = clause[_opened(clause) :]
    first = next((i for i, t in enumerate(clause) if _is_predicate(t)), None)
    if len(clause) > 1 and clause[-1].has("owner") and not preposition:
        first = len(clause) - 1  # "Cổng công bố bản án có 900 bản án": verbs before "có" are of the name
    if preposition == "của":
        frame = _owning(s, clause if first is None else clause[first + 1 :] or clause)
        if first is not None and clause[first].has("mutual") and frame.owned:
            # "Trung tâm kết nối các hệ thống của 15 sở": they have systems that are connected with it
            frame.verb = [clause[first]]
            actor = _acting(strip(clause[:first])) or _subject_before(body, clause)
            frame.subject = actor or _open_subject(s)
        return frame
    if first is None:
        return _prepositional(s, body, clause, preposition)
    linked = _last_link(clause, first) if preposition else None
    if linked is not None:
        return Frame([], preposition, _acting(strip(clause[:linked])))  # "chiếm chủ yếu với 647 món"
    subject = _acting(strip([t for t in clause[:first] if not t.has("goal")]))
    nominal = max((i for i, t in enumerate(clause) if i >= first and t.text == "việc"), default=None)
    verb = _bare_verb(clause[first if nominal is None or nominal + 1 == len(clause) else nominal + 1 :])
    if not (lead.scoped and all(t.has("owner") for t in verb)):
        subject = subject or _subject_before(body, clause) or _open_subject(s)
    owner = len(verb) == 1 and verb[0].has("owner") and (not subject or _is_place(s, subject))
    raised = bool(verb) and all(t.has("raise") for t in verb) and not preposition
    return Frame() if owner or raised else Frame(verb, preposition, subject)


def _bare_verb(words: Sequence[Token]) -> list[Token]:
    """A verb and its object without tense: "đã giải quyết được" → "giải quyết"."""
    verb = [t for t in words if not t.has("aux") or t.text in _KEPT_AUX]
    while len(verb) > 1 and verb[-1].text == "được":
        verb = verb[:-1]
    while len(verb) > 1 and (verb[0].text in _KEPT_AUX[1:] or verb[0].has("lead")):
        verb = verb[1:]
    return verb


def _last_link(clause: Sequence[Token], first: int) -> int | None:
    """The last link behind the predicate at `first`; what stands before it is the subject as a whole."""
    links = (i for i in range(len(clause) - 1, first, -1) if clause[i].has("link"))
    return next((i for i in links if not clause[i].has("prep", "aux")), None)


def _prepositional(s: Sentence, body: list[Token], clause: list[Token], preposition: str) -> Frame:
    """A count that only a preposition governs: "Trung tâm, với 12 thôn", "tại 12 thôn"."""
    torn = preposition == "với" and body[0].kind == ","  # the end of a list, not one who has them
    subject = ([] if torn else strip(clause)) or _open_subject(s)
    return Frame([], preposition, subject) if preposition in (*_TOWARDS, "tại") and subject else Frame()


def _opened(clause: Sequence[Token]) -> int:
    """Where a clause begins behind the words that join it to the one before: "nhưng đến nay", "tuy nhiên"."""
    start = 0
    while start < len(clause) and (
        clause[start].has("purpose", "conj", "now") or clause[start].kind == "time"
    ):
        if clause[start].has("verb"):
            break
        start += 1
    return start


def _acting(subject: list[Token]) -> list[Token]:
    """A subject that can act: one that opens with a preposition or a link is torn out of something else."""
    torn = bool(subject) and subject[0].has("prep", "link", "conj", "neg")
    return [] if torn and not subject[0].has("body", "group") else subject


def _linked(s: Sentence, clause: Sequence[Token], noun: str) -> Frame:
    """ "trạm quan trắc ghi nhận 40 trận mưa": the subject of the link has what is counted.

    Where it is what is counted ("Hộ dùng nước sạch đạt 1.200 hộ"), it names the count by itself.
    """
    subject = strip(clause)
    generic = fold(s.surface(subject)) in classes()["generic"]
    no_subject = not subject or generic or _is_place(s, subject) or subject[0].has("prep", "group")
    if subject and not no_subject and fold(s.surface(subject)).startswith(fold(noun)) and noun:
        return Frame([], _SAME, subject)
    return Frame() if no_subject else Frame([], _HAS, subject)


def _owning(s: Sentence, clause: Sequence[Token]) -> Frame:
    """ "… kho lưu trữ của 12 sở": the counted ones have what stands before "của"; a list goes on so."""
    last = s.last if s.drafts else None
    deed = next((i for i, t in enumerate(clause) if t.text == "sự"), None)
    if deed is not None and deed + 1 < len(clause):
        return Frame(list(clause[deed + 1 :]), "tại")  # "với sự tham dự của 250 đại biểu": who do it
    words = strip(clause)
    while len(words) > 1 and words[0].has("prep", "verb", "comma"):
        words.pop(0)
    if not words and last is not None:
        if last.owned:
            return Frame(preposition="của", owned=last.owned)
        words = last.noun_tokens
    return Frame(preposition="của", owned=labels.lower_first(s.surface(words))) if words else Frame()


def _open_subject(s: Sentence) -> list[Token]:
    """The subject of the clauses before, if it can act: not a measured quantity."""
    subject = s.carry.subject
    return [] if s.carry.measured or (subject and subject[0].has("measure")) else subject


def _is_predicate(t: Token) -> bool:
    return t.kind == "word" and t.has("verb") and not t.has("noun", "nominal")


def _governed(body: list[Token]) -> list[Token]:
    """The last stretch of words that holds a predicate: objects joined by commas stay with their verb."""
    start = clause_start(body)
    while start > 0 and any(t.kind == "word" for t in body[start:]):
        part = body[start:]
        if any(_is_predicate(t) for t in part) or (len(part) == 1 and part[0].has("prep")):
            break
        if len(part) > 1 and part[0].kind == "name" and part[1].has("aux"):
            break  # "Căn cứ …, Sở đã cùng 12 xã …": a subject and its tense open a clause of their own
        start = clause_start(body[: start - 1])
    return body[start:]


def _subject_before(body: list[Token], clause: list[Token]) -> list[Token]:
    """The subject of an earlier clause of the same part: "X đã số hóa kho lưu trữ, kết nối với 18 sở"."""
    head = body[: len(body) - len(clause)]
    if head and head[0].has("prep"):
        return []  # "Theo kết quả đánh giá của …, có 5 xã": what opens with a preposition does not act
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
    if preposition == _SAME:
        thing = labels.lower_first(subject)
    thing = thing or draft.unit.removeprefix("count:")
    if draft.unit in ("VND", "USD"):
        return _joined("Số tiền", subject, labels.lower_first(verb), preposition, draft.phrase)
    if draft.unit == "percent":
        if (not verb and preposition == _HAS) or not (draft.noun or described):
            return ""
        return _joined("Tỷ lệ", thing, "được", subject, labels.lower_first(verb), after)
    if verb and fold(thing) in classes()["event"] and not fold(verb).endswith(tuple(classes()["stage"])):
        owner = ("của", subject) if subject else ()
        return _joined("Số", thing, fold(verb).removeprefix("được "), *owner)
    measured = head_of_unit(draft.unit) if not draft.noun and preposition != _SAME else ""
    if measured and not verb and subject:
        return labels.upper_first(_joined(measured, labels.lower_first(subject)))
    if not labels.head_of(thing):
        thing = measured or f"Số {thing}"
    return labels.upper_first(
        _joined(thing, *_relation(draft, fold(verb)), after).replace("được được", "được")
    )


def _relation(draft: Draft, folded: str) -> tuple[str, ...]:
    """The words that join what is counted with its frame; `folded` is the frame's verb."""
    preposition, subject = draft.frame[1:]
    if draft.owned:
        joined = (labels.lower_first(draft.frame[0]), "với", subject) if draft.frame[0] and subject else ()
        return ("có", draft.owned, *joined)
    if preposition == _SAME:
        return ()
    if subject and (not folded or folded in classes()["owner"]):
        average = folded and fold(subject).startswith("mỗi ")
        if average:
            return ("bình quân", labels.lower_first(subject))
        return ("có" if preposition == "tại" else "của", subject)
    return _by_verb(draft, folded)


def _by_verb(draft: Draft, folded: str) -> tuple[str, ...]:
    verb, preposition, subject = labels.lower_first(draft.frame[0]), *draft.frame[1:]
    if folded.startswith("được ") and subject:
        return ("của", subject) if preposition == "với" else (subject, verb, preposition)
    if preposition == "với" and folded.startswith(tuple(classes()["mutual"])):
        return (verb, "với", subject) if subject else ("được", verb)
    if preposition == "với" and draft.object:
        return ("của", draft.object)
    if preposition and preposition not in _TOWARDS:
        return ("có", subject, verb) if subject else (verb,)
    return ("được", subject, verb)


def _joined(*words: str) -> str:
    return " ".join(" ".join(words).split())
