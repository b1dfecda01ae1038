"""Figures without a subject of their own: a share of what was counted, a slice of time, "đạt tỷ lệ …"."""

from __future__ import annotations

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead
from extraction.figures.sentence import Sentence, add
from extraction.figures.tokens import Token
from extraction.figures.values import Value
from ontology.keys import fold

_COVERS = ("phủ", "phủ sóng", "bao phủ")
_STRETCHES = ("lũy kế", "trong năm", "trong quý", "trong tháng")
_SHARES = ("đạt tỷ lệ", "đạt tỉ lệ", "chiếm tỷ lệ", "chiếm tỉ lệ")


def partakes(link: Token) -> bool:
    """Whether a link says what a share is a share of: "chiếm", "đóng góp"."""
    return link.text.startswith("chiếm") or link.has("partake")


def inherited(s: Sentence, lead: Lead, value: Value) -> tuple[str, str | None]:
    """A figure without a subject: the share of what was counted, a slice of time, the same in other units."""
    last, unit = s.last, value.unit or ""
    if not s.drafts and all(t.kind in ("time", ",") for t in lead.body) and lead.body:
        return _at_other_time(s, unit), None
    if last is None:
        return "", None
    if (
        unit == "percent"
        and value.whole
        and lead.link is not None
        and partakes(lead.link)
        and last.form == "growth"
    ):
        thing = last.label[len(labels.head_of(last.label)) :].strip()
        return labels.share_of(thing, s.surface(value.whole)), None
    if unit == "percent" and last.unit != "percent":
        return _share_of_last(s, lead, value), None if last.scope in _STRETCHES else last.scope
    if unit == last.unit and lead.link is not None and lead.link.kind != "word":
        return last.label, None
    if unit == last.unit:
        sliced = lead.scoped and any(t.kind == "time" for t in lead.body)
        if sliced:
            # "80 nghìn ca phẫu thuật, trong đó năm 2023 là 9 nghìn ca": a sum over time and a slice of it.
            last.scope = last.scope or "lũy kế"
        told = lead.scoped or lead.pair or lead.now or s.carry.time != last.period
        return (last.label, "trong năm" if sliced else None) if told else ("", None)
    if {unit, last.unit} <= {"VND", "USD"} and lead.pair:
        return last.label, None
    return (labels.with_head(s.carry.topic, unit) if unit == "points" and s.carry.topic else ""), None


def _at_other_time(s: Sentence, unit: str) -> str:
    """ "Năm 2021 đạt 40%, năm 2022 đạt 52%." as a sentence of its own: the measure of the one before."""
    last = next((d for d in reversed(s.known) if d.unit == unit and d.form != "former"), None)
    if last is not None:
        return last.label
    return labels.with_head(s.carry.topic, unit) if labels.head_of(s.carry.topic) else ""


def _share_of_last(s: Sentence, lead: Lead, value: Value) -> str:
    last = s.last
    if last is None:
        return ""
    whole = s.surface(value.whole)
    thing = last.phrase or labels.thing(last.label)
    if last.form == "object" and not last.frame[0]:
        thing = labels.thing(last.label)
    total = next((t for t in ("tổng số ", "tổng ") if fold(whole).startswith(t)), "")
    if (
        total
        and any(t.has("verb", "aux") for t in value.whole)
        and lead.link is not None
        and not partakes(lead.link)
    ):
        return f"Tỷ lệ {whole[len(total) :]}"
    if whole and lead.link is not None and lead.link.text in _COVERS:
        return f"Tỷ lệ {whole} được {lead.link.text}"
    if value.whole and value.whole[0].has("plan"):
        return f"Tỷ lệ {thing} so với {whole}"
    if whole and (total or (lead.link is not None and partakes(lead.link))):
        return f"Tỷ lệ {thing} trong {whole}"
    return labels.swap_head(last.label, "percent")


def named_share(lead: Lead) -> list[Token] | None:
    """ "đạt tỷ lệ tiêm chủng 71%": the words between "đạt tỷ lệ" and the figure say whose share it is."""
    for i in range(len(lead.body) - 1, max(-1, len(lead.body) - 6), -1):
        if lead.body[i].kind != "word":
            return None
        if lead.body[i].text in _SHARES:
            return lead.body[i + 1 :] or None
    return None


def read_share(s: Sentence, lead: Lead, q: int, named: list[Token]) -> int | None:
    """Read the figure behind "đạt tỷ lệ tiêm chủng"; None where it is no share."""
    token, last, quantity = s.tokens[q], s.last, s.quantity(q)
    if quantity.unit != "percent":
        return None
    thing = f" {labels.lower_first(last.noun)}" if last is not None and last.noun else ""
    label = f"Tỷ lệ {s.surface(named)}{thing}"
    draft = Draft(quantity, quantity.value, "percent", label, token.start, token.end, form="subject")
    draft.about = last.about if last is not None else None
    add(s, draft, lead)
    return q + 1
