"""Figures whose subject is measured: "Tỷ lệ … đạt 38%", "Chi phí … ước 16 tỷ đồng", "công suất 3 MW"."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.implied import imply_link
from extraction.figures.leads import Lead, clause_start, subject_of
from extraction.figures.lexicon import heads
from extraction.figures.owners import owner_of
from extraction.figures.pairs import share_out
from extraction.figures.parts import bare_part, is_part, names_part, part_before, scope_in
from extraction.figures.phrases import strip
from extraction.figures.sentence import Sentence, about_of, add
from extraction.figures.shares import inherited, named_share, partakes, read_share
from extraction.figures.tokens import Token
from extraction.figures.values import Value, value_at
from ontology.keys import fold

_BARE = ("mức", "tỷ lệ", "tỉ lệ", "tỷ trọng", "con số")
_APART = 3  # "khối huyện với mức …": tokens that set a part before a bare measure, at least
_BACK = ("này", "đó", "trên", "nêu")


def subject_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the quantity at `q` as the value of its subject; None where the clause has another form."""
    named = named_share(lead)
    if named is not None:
        return read_share(s, lead, q, named)
    imply_link(s, lead, q)
    subject = subject_of(lead.body)
    if not subject and s.carry.change is not None:
        subject = s.carry.subject
    if subject and subject[0].text in ("đây", *_BACK):
        return None
    if (
        lead.link is None
        and lead.goal
        and subject
        and subject[0].has("verb")
        and not subject[0].has("measure")
    ):
        return None  # "Phấn đấu cấp 40 nghìn thẻ": what the verb acts on is counted
    follows = s.tokens[q + 1] if q + 1 < len(s.tokens) else None
    counts = s.quantity(q).unit or (None if follows is not None and follows.kind == "word" else "")
    if _only_colon(lead, subject, counts) or (
        lead.link is None
        and not lead.goal
        and not _hedged(lead, subject)
        and not _directly(lead.body, subject, follows)
    ):
        return None
    value = value_at(s, lead, q)
    if value.unit is None or _counts_object(lead, subject, value.unit):
        return None
    label, scope = _label_and_scope(s, lead, subject, value)
    if not label:
        return None
    token, quantity, last = s.tokens[q], s.quantity(q), s.last
    end = s.tokens[value.end - 1].end
    draft = Draft(quantity, quantity.value, value.unit, label, token.start, end, form="subject", scope=scope)
    draft.scope = scope or scope_in(s, subject)
    draft.about = about_of(subject) or (last.about if last is not None and not subject else None)
    if lead.pair and last is not None and label == last.label and value.unit != last.unit:
        _as_twin(draft, last)
    elif lead.pair and not share_out(s, lead, draft, q):
        return None
    add(s, draft, lead)
    if subject and not scope:
        s.carry.subject, s.carry.subject_text, s.carry.measured = subject, s.surface(subject), True
    return value.end


def _as_twin(draft: Draft, last: Draft) -> None:
    """The same value in another currency ("…, tương đương 4 tỷ USD") shares all but its number."""
    draft.form, draft.change, draft.kind, draft.period = "twin", last.change, last.kind, last.period
    draft.scope, draft.about = last.scope, last.about


def _hedged(lead: Lead, subject: Sequence[Token]) -> bool:
    """ "Tỷ trọng … ước tính 10,4%": a hedge right before the figure links it to a measured subject."""
    return lead.hedge is not None and _has_measure(subject) and not lead.body[-1].has("verb", "prep")


def _directly(body: Sequence[Token], subject: Sequence[Token], follows: Token | None) -> bool:
    """A measured noun right before its figure, no verb between: "công suất 3 MW", "Chi phí dự kiến 39 tỷ"."""
    if not _has_measure(subject):
        return False
    if not any(t.has("verb", "link", "change") and not t.has("noun", "nominal") for t in subject[1:]):
        return True
    if len(subject) > 1 and follows is not None and subject[1].text == follows.text:
        return True  # "tổng số hồ sơ tiếp nhận 45 nghìn hồ sơ": what is counted stands on both sides
    opened = any(t.text in ("có", "được") for t in subject)
    if len(subject) == 2 and body[-1] is subject[-1] and not opened:
        return True  # "giá trị thanh toán 345 tỷ đồng"
    return body[-1] is subject[-1] and not body[-1].has("verb", "prep") and not opened


def _counts_object(lead: Lead, subject: Sequence[Token], unit: str) -> bool:
    """ "trạm quan trắc ghi nhận 40 trận mưa": the object is counted, not the subject measured."""
    if not unit.startswith("count:") or lead.link is None or lead.scoped or not subject:
        return False
    return not _has_measure(subject)


def _only_colon(lead: Lead, subject: Sequence[Token], unit: str | None) -> bool:
    """ "… tại các sở: 22 sở, ngành …": a colon measures only what a measured head names, in its own unit."""
    if lead.link is None or lead.link.kind != ":":
        return False
    index = bool(subject) and subject[0].text.startswith((*heads("score"), *heads("rank"), *heads("share")))
    return not _has_measure(subject) or (index and unit is None)


def _has_measure(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0].has("measure")


def _label_and_scope(s: Sentence, lead: Lead, subject: list[Token], value: Value) -> tuple[str, str | None]:
    """What the value measures and the part of it that the clause speaks of."""
    last, unit = s.last, value.unit or ""
    again = last.label if last is not None and last.unit == unit else ""
    told = _said_again(s, lead, subject, again)
    if told is not None:
        return told
    if subject and unit == "percent" and is_part(subject):
        # "Khối sở đạt 62%": a part of a measure that the heading alone can name
        topic = s.carry.topic if labels.head_of(s.carry.topic) else ""
        return (labels.with_head(topic, unit), s.surface(bare_part(subject))) if topic else ("", None)
    if subject:
        subject, scope = _split_scope(s, subject)
        label = _label(s, lead, subject, value)
        if unit in ("points", "rank") and not _has_measure(subject):
            words = s.surface(subject)
            scope = None if words == s.carry.subject_text else words
        return label, scope
    return inherited(s, lead, value)


def _said_again(s: Sentence, lead: Lead, subject: list[Token], again: str) -> tuple[str, str | None] | None:
    """The label `again` of the figure before, and the part, where the subject points back or names a part.

    None where the subject says what is measured; an empty label where it points to what was never said.
    """
    if again and len(subject) > 1 and subject[1].text in _BACK and subject[0].kind == "word":
        return again, s.surface(bare_part(subject[2:])) or part_before(s, lead) or None
    if again and len(subject) > 1 and subject[-1].text in _BACK and subject[-2].has("measure", "generic"):
        return again, None  # "… trong khi cuối năm 2021 con số này là 26%"
    if subject and subject[-1].text in _BACK and not (again or subject[0].has("verb")):
        return "", None  # "Tỷ lệ này" of what was never said
    if (subject or again) and lead.goal and all(t.has("goal", "assigned") for t in subject):
        return again, None
    if again and s.drafts and len(subject) == 1 and subject[0].text in _BARE and _set_apart(lead):
        return again, s.surface(_set_apart(lead))
    if again and names_part(lead, subject):
        return again, s.surface(bare_part(subject))
    return None


def _set_apart(lead: Lead) -> list[Token]:
    """ "theo sau là khu vực xây dựng với mức 6%": the part whose value a bare "mức" is."""
    body = lead.body[clause_start(lead.body) :]
    if len(body) < _APART or body[-2].text != "với":
        return []
    start = max((i + 1 for i, t in enumerate(body[:-2]) if t.has("link")), default=0)
    part = strip(body[start:-2])
    return part if part and (is_part(part) or part[0].has("group", "tier")) else []


def _joined(phrase: str, owner: str) -> str:
    """A measure and whose it is, words that both have only once: "mức đầu tư" and "đầu tư trường học"."""
    words = owner.split(" ")
    for n in (3, 2):
        if fold(phrase).endswith(" " + fold(" ".join(words[:n]))):
            return " ".join([phrase, *words[n:]])
    return f"{phrase} {owner}"


def _split_scope(s: Sentence, subject: list[Token]) -> tuple[list[Token], str | None]:
    """Take "toàn quốc", "khu vực đô thị" off the end of a subject."""
    for i, t in enumerate(subject):
        if i and t.has("whole") and i >= len(subject) - 2:
            return subject[:i] + subject[i + 1 :], t.text
        if i > 1 and t.text == "khu vực":
            stop = next((j for j in range(i + 1, len(subject)) if subject[j].has("prep")), len(subject))
            return [*strip(subject[:i]), *subject[stop:]], s.surface(subject[i:stop])
    return subject, None


def _label(s: Sentence, lead: Lead, subject: list[Token], value: Value) -> str:
    phrase, unit = s.surface(subject), value.unit or ""
    if unit in ("points", "rank") and not _has_measure(subject):
        if fold(phrase).startswith("điểm ") and len(subject) > 1:
            return labels.upper_first(phrase)
        return labels.with_head(s.carry.topic, unit) if s.carry.topic else ""
    if value.whole and lead.link is not None and partakes(lead.link):
        return labels.share_of(phrase, s.surface(value.whole))
    if len(subject) == 1 and _has_measure(subject):
        if s.unread:
            return ""  # whose measure it is stands before a figure that fitted no form
        owner = owner_of(s, lead)
        said = fold(owner) in fold(phrase)
        if not owner and fold(phrase) in heads("cost"):
            return labels.upper_first(phrase)
        if not owner:
            return ""  # a measure of nobody knows what
        phrase = phrase if said else _joined(phrase, labels.lower_first(owner))
    return labels.with_head(phrase, unit)
