"""The name of a count: by its own frame, by that of its list, by the count it hangs on, by what it opens."""

from __future__ import annotations

from itertools import pairwise

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.frames import Frame, object_label
from extraction.figures.leads import Lead
from extraction.figures.phrases import strip
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token
from ontology.keys import fold

_MANNER = 3  # words that tell how something was done
# what a word that tells how something was done is not
_NO_MANNER = tuple(
    "verb prep aux link change neg measure noun nominal owner body joint ordinal rank event generic goal "
    "hedge bound time now place whole plural group".split()
)
_LIST = 24  # tokens in which a list shows that it goes on


def name_count(s: Sentence, lead: Lead, draft: Draft, frame: Frame, described: str, q: int) -> None:
    """Give a draft its form and label: by its own frame, by the list's, or by what it opens."""
    last = s.last
    if draft.unit == "points":
        draft.label = labels.with_head(s.carry.topic, "points") if s.carry.topic else ""
        draft.form = "subject"
    elif not frame.verb and not described and (beside := _beside(s, lead, q)) is not None:
        draft.form, draft.frame = "object", beside
        draft.label = object_label(draft, described)
    elif frame:
        draft.form, draft.owned = "object", frame.owned
        subject = s.surface(frame.subject)
        if frame.subject and (frame.subject[0].has("plural", "whole") or subject.startswith("Các ")):
            subject = labels.lower_first(subject)
        draft.frame = (s.surface(frame.verb), frame.preposition, subject)
        verbs = [t for t in frame.verb if not t.has("verb", "aux") or t.has("noun")]
        whole = verbs and verbs[0].has("prep")  # "thanh toán bằng thẻ với …": the means is part of the deed
        draft.object = labels.lower_first(draft.frame[0]) if whole else s.surface(strip(verbs))
        if frame.subject:
            s.carry.subject, s.carry.subject_text, s.carry.measured = frame.subject, draft.frame[2], False
        draft.label = object_label(draft, described)
    elif last is not None and last.form == "object" and not described and _lists_on(s, lead, draft):
        draft.form, draft.frame, draft.owned = "object", last.frame, last.owned
        draft.object, draft.about = last.object, last.about
        draft.label = object_label(draft, "")
    else:
        described = described or _of_whole(s, lead, draft) or _manner(s, lead)
        draft.phrase = f"{draft.noun} {described}".strip()
        vague = not described and " " not in draft.noun and not _is_countable(draft.noun_tokens)
        draft.label = "" if vague else labels.with_head(draft.phrase, draft.unit)
        draft.pending = not described and not any(t.has("whole_of") for t in lead.body)


def _of_whole(s: Sentence, lead: Lead, draft: Draft) -> str:
    """ "15 bệnh viện (…) có phòng số, trong đó 03 bệnh viện tỉnh": kinds of a whole share its predicate."""
    last = s.last
    if last is None or not s.drafts or last.form != "exists" or not (lead.scoped or last.parted):
        return ""
    noun, whole = fold(draft.noun), fold(last.noun)
    if noun == whole or noun.split(" ")[:1] != whole.split(" ")[:1]:
        return ""
    draft.parted = True
    return last.phrase[len(last.noun) :].strip() if last.phrase.startswith(last.noun) else ""


def _manner(s: Sentence, lead: Lead) -> str:
    """ "trong đó đúng hạn 90 hồ sơ, trễ hạn 10 hồ sơ": how it was done stands before the count."""
    body = lead.body
    start = max(
        (i + 1 for i, t in enumerate(body) if t.kind != "word" or t.has("lead", "comma", "conj")), default=0
    )
    words = body[start:]
    plain = (
        bool(start or s.drafts) and 0 < len(words) <= _MANNER and lead.link is None and lead.change is None
    )
    if not plain or any(t.has(*_NO_MANNER) or s.text[t.start].isupper() for t in words):
        return ""
    return s.surface(words)


def _beside(s: Sentence, lead: Lead, q: int) -> tuple[str, str, str] | None:
    """ "mở 25 lớp cho 900 nông dân", "12 tổ với 80 người": a preposition hangs a count on the one before."""
    last = s.last
    bare = [t for t in lead.body if t.kind != "," and not t.has("comma")]
    if last is None or not s.drafts or len(bare) != 1 or last.form not in ("object", "exists"):
        return None
    preposition = bare[0].text
    further = s.tokens[q : q + _LIST]
    if any(t.has("conj") and after.kind == "quantity" for t, after in pairwise(further)):
        return None  # the list goes on and may share a predicate
    thing = labels.lower_first(last.noun or labels.thing(last.label))
    plain = last.form == "object" or last.phrase == last.noun
    if preposition in ("với", "thuộc") and plain and last.unit.startswith("count:") and not _is_system(last):
        return ("", "với", thing)
    if preposition == "tại" and last.form == "object" and last.frame[0]:
        return (last.frame[0], "tại", "")
    if preposition in ("cho", "đến", "tới") and last.form == "object" and last.frame[0]:
        verb = last.frame[0] if last.unit in ("VND", "USD") else f"{last.frame[0]} {thing}"
        return (verb, "cho", last.frame[2])
    return None


def _is_system(draft: Draft) -> bool:
    return draft.about is not None and draft.about.kind in ("database", "platform")


def _is_countable(noun: list[Token]) -> bool:
    """Whether a bare noun of one syllable is known as something that reports count ("xã", "hộ")."""
    return bool(noun) and noun[0].has("joint", "body", "noun", "nominal")


def _lists_on(s: Sentence, lead: Lead, draft: Draft) -> bool:
    """Whether a count only continues a list: nothing but commas, semicolons and "và" before it."""
    if lead.link is not None or not s.drafts:
        return False
    if not all(t.kind in (",", ";") or t.has("conj", "bound", "comma") for t in lead.body):
        return False
    if not any(t.kind == ";" for t in lead.body):
        return True
    # A semicolon goes on with a list only between bodies of one kind: "12 bộ, ngành; 30 tỉnh, thành phố".
    both = (draft.noun_tokens[:1], s.drafts[-1].noun_tokens[:1])
    return all(noun and noun[0].has("body") for noun in both)
