"""Figures whose subject is measured: "Tỷ lệ … đạt 38%", "Chi phí … ước 16 tỷ đồng", "công suất 3 MW"."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, clause_start, subject_of
from extraction.figures.pairs import share_out
from extraction.figures.phrases import strip
from extraction.figures.sentence import Sentence, about_of, add
from extraction.figures.tokens import Token
from extraction.figures.values import Value, value_at
from ontology.keys import fold

_BACK = ("này", "đó", "trên", "nêu")
_SHARES = ("đạt tỷ lệ", "đạt tỉ lệ", "chiếm tỷ lệ", "chiếm tỉ lệ")


def subject_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the quantity at `q` as the value of its subject; None where the clause has another form."""
    named = _named_share(lead)
    if named is not None:
        return _read_share(s, lead, q, named)
    subject = subject_of(lead.body)
    if not subject and s.carry.change is not None:
        subject = s.carry.subject
    if subject and subject[0].text in ("đây", *_BACK):
        return None
    if _only_colon(lead, subject) or (
        lead.link is None and not lead.goal and not _directly(lead.body, subject)
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
    draft.about = about_of(subject) or (last.about if last is not None and not subject else None)
    if lead.pair and last is not None and label == last.label and value.unit != last.unit:
        _as_twin(draft, last)
    elif lead.pair:
        share_out(s, lead, draft)
    add(s, draft, lead)
    if subject and not scope:
        s.carry.subject, s.carry.subject_text = subject, s.surface(subject)
    return value.end


def _as_twin(draft: Draft, last: Draft) -> None:
    """The same value in another currency ("…, tương đương 4 tỷ USD") shares all but its number."""
    draft.form, draft.change, draft.kind, draft.period = "twin", last.change, last.kind, last.period
    draft.scope, draft.about = last.scope, last.about


def _directly(body: Sequence[Token], subject: Sequence[Token]) -> bool:
    """A measured noun right before its figure, no verb between: "công suất 3 MW", "Chi phí dự kiến 39 tỷ"."""
    if not _has_measure(subject):
        return False
    if not any(t.has("verb", "link", "change") and not t.has("noun", "nominal") for t in subject[1:]):
        return True
    opened = any(t.text in ("có", "được") for t in subject)
    return body[-1] is subject[-1] and not body[-1].has("verb", "prep") and not opened


def _counts_object(lead: Lead, subject: Sequence[Token], unit: str) -> bool:
    """ "trạm quan trắc ghi nhận 40 trận mưa": the object is counted, not the subject measured."""
    if not unit.startswith("count:") or lead.link is None or lead.scoped or not subject:
        return False
    return not _has_measure(subject)


def _only_colon(lead: Lead, subject: Sequence[Token]) -> bool:
    """ "… tại các sở: 22 sở, ngành …": a colon measures only what a measured head names."""
    return lead.link is not None and lead.link.kind == ":" and not _has_measure(subject)


def _has_measure(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0].has("measure")


def _label_and_scope(s: Sentence, lead: Lead, subject: list[Token], value: Value) -> tuple[str, str | None]:
    """What the value measures and the part of it that the clause speaks of."""
    last, unit = s.last, value.unit or ""
    again = last.label if last is not None and last.unit == unit else ""
    if again and len(subject) > 1 and subject[1].text in _BACK and subject[0].kind == "word":
        return again, s.surface(_bare_part(subject[2:])) or _part_before(s, lead) or None
    if again and lead.goal and all(t.has("goal") for t in subject):
        return again, None
    if again and _names_part(lead, subject):
        return again, s.surface(_bare_part(subject))
    if subject:
        subject, scope = _split_scope(s, subject)
        label = _label(s, lead, subject, value)
        if unit in ("points", "rank") and not _has_measure(subject):
            words = s.surface(subject)
            scope = None if words == s.carry.subject_text else words
        return label, scope
    return _inherited(s, lead, value) if last is not None else ("", None)


def _names_part(lead: Lead, subject: Sequence[Token]) -> bool:
    """Whether the subject only names a part: "trong đó khối huyện đạt …", "; các xã đạt …"."""
    if not subject or _has_measure(subject) or len(subject) > 8:
        return False
    bodies = all(t.has("body", "joint", "comma", "conj") for t in subject)
    return lead.scoped or subject[0].has("group") or bodies


def _bare_part(subject: Sequence[Token]) -> list[Token]:
    kept = [t for t in subject if not t.has("plural")]
    return kept[1:] if kept and kept[0].has("prep") and kept[0].text != "khu vực" else kept


def _part_before(s: Sentence, lead: Lead) -> str:
    """ "riêng tại các xã đảo, tỷ lệ này …": the part that words set before the subject."""
    opens = [i for i, t in enumerate(lead.body) if t.text in ("riêng", "trong đó", "đối với", "tại", "ở")]
    if not opens:
        return ""
    stop = next((i for i in range(opens[-1], len(lead.body)) if lead.body[i].kind == ","), opens[-1])
    return s.surface(_bare_part(strip(lead.body[opens[-1] : stop])))


def _split_scope(s: Sentence, subject: list[Token]) -> tuple[list[Token], str | None]:
    """Take "toàn quốc", "khu vực đô thị" off the end of a subject."""
    for i, t in enumerate(subject):
        if i and t.has("whole") and i >= len(subject) - 2:
            return subject[:i] + subject[i + 1 :], t.text
        if i > 1 and t.text == "khu vực":
            return subject[:i], s.surface(subject[i:])
    return subject, None


def _label(s: Sentence, lead: Lead, subject: list[Token], value: Value) -> str:
    phrase, unit = s.surface(subject), value.unit or ""
    if unit in ("points", "rank") and not _has_measure(subject):
        if fold(phrase).startswith("điểm ") and len(subject) > 1:
            return labels.upper_first(phrase)
        return labels.with_head(s.carry.topic, unit) if s.carry.topic else ""
    if value.whole and lead.link is not None and lead.link.text.startswith("chiếm"):
        return labels.share_of(phrase, s.surface(value.whole))
    if len(subject) == 1 and _has_measure(subject):
        if s.unread:
            return ""  # whose measure it is stands before a figure that fitted no form
        owner = _owner(s, lead)
        said = fold(owner) in fold(phrase)
        phrase = phrase if said or not owner else f"{phrase} {labels.lower_first(owner)}"
    return labels.with_head(phrase, unit)


def _owner(s: Sentence, lead: Lead) -> str:
    """Whose measure a bare head is: the object before "với", the thing counted before, the block's topic."""
    body = lead.body[clause_start(lead.body) :]
    if len(body) == 1 < len(lead.body):
        # ", công suất 3 MW": set off by a comma from the thing whose measure it is.
        body = lead.body[clause_start(lead.body[: len(lead.body) - 2]) :]
    at = len(body) - 1
    before = body[at - 1] if at > 0 else None
    if before is not None and before.text == "có":
        return s.surface(strip(body[: at - 1])) or s.carry.topic
    if before is not None and before.text in ("với", ","):
        start = max((i + 1 for i, t in enumerate(body[: at - 1]) if t.has("verb", "aux")), default=0)
        thing = s.surface(strip(body[start : at - 1]))
        if thing or (s.last is not None and s.last.phrase):
            return thing or (s.last.phrase if s.last is not None else "")
    return s.carry.topic


def _inherited(s: Sentence, lead: Lead, value: Value) -> tuple[str, str | None]:
    """A figure without a subject: the share of what was counted, a slice of time, the same in other units."""
    last, unit = s.last, value.unit or ""
    if last is None:
        return "", None
    if unit == "percent" and last.unit != "percent":
        return _share_of_last(s, lead, value), None
    if unit == last.unit:
        sliced = lead.scoped and any(t.kind == "time" for t in lead.body)
        if sliced:
            # "80 nghìn ca phẫu thuật, trong đó năm 2023 là 9 nghìn ca": a sum over time and a slice of it.
            last.scope = last.scope or "lũy kế"
        told = lead.scoped or lead.pair or s.carry.time != last.period
        return (last.label, "trong năm" if sliced else None) if told else ("", None)
    if {unit, last.unit} <= {"VND", "USD"} and lead.pair:
        return last.label, None
    return (labels.with_head(s.carry.topic, unit) if unit == "points" and s.carry.topic else ""), None


def _share_of_last(s: Sentence, lead: Lead, value: Value) -> str:
    last = s.last
    if last is None:
        return ""
    whole = s.surface(value.whole)
    thing = last.phrase or labels.thing(last.label)
    total = next((t for t in ("tổng số ", "tổng ") if fold(whole).startswith(t)), "")
    if total and any(t.has("verb", "aux") for t in value.whole):
        return f"Tỷ lệ {whole[len(total) :]}"
    if value.whole and value.whole[0].has("plan"):
        return f"Tỷ lệ {thing} so với {whole}"
    if whole and (total or (lead.link is not None and lead.link.text.startswith("chiếm"))):
        return f"Tỷ lệ {thing} trong {whole}"
    return labels.swap_head(last.label, "percent")


def _named_share(lead: Lead) -> list[Token] | None:
    """ "đạt tỷ lệ tiêm chủng 71%": the words between "đạt tỷ lệ" and the figure say whose share it is."""
    for i in range(len(lead.body) - 1, max(-1, len(lead.body) - 6), -1):
        if lead.body[i].kind != "word":
            return None
        if lead.body[i].text in _SHARES:
            return lead.body[i + 1 :] or None
    return None


def _read_share(s: Sentence, lead: Lead, q: int, named: list[Token]) -> int | None:
    token, last, quantity = s.tokens[q], s.last, s.quantity(q)
    if quantity.unit != "percent":
        return None
    thing = f" {labels.lower_first(last.noun)}" if last is not None and last.noun else ""
    label = f"Tỷ lệ {s.surface(named)}{thing}"
    draft = Draft(quantity, quantity.value, "percent", label, token.start, token.end, form="subject")
    draft.about = last.about if last is not None else None
    add(s, draft, lead)
    return q + 1
