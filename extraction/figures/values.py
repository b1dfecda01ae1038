"""The value at the end of a measured subject: its unit, and the whole that a share is a share of."""

from __future__ import annotations

from dataclasses import dataclass, field

from extraction.figures.leads import Lead, subject_of
from extraction.figures.phrases import noun_end, phrase_end, strip
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token


@dataclass(slots=True)
class Value:
    """Unit (None where nothing says it), the token behind the value's words, and the words of the whole."""

    unit: str | None
    end: int
    whole: list[Token] = field(default_factory=list)


def value_at(s: Sentence, lead: Lead, q: int) -> Value:
    """The value at token `q`: "82 điểm", "45% tổng số hồ sơ", "1.250 hồ sơ", or a bare number."""
    quantity = s.quantity(q)
    if quantity.unit == "percent" and lead.link is not None:
        end = phrase_end(s.tokens, q + 1)
        while end > q + 1 and s.tokens[end - 1].kind == "time":
            end -= 1
        whole = strip(s.tokens[q + 1 : end])
        return Value("percent", end if whole else q + 1, whole)
    if quantity.unit is not None:
        return Value(quantity.unit, q + 1)
    stop = noun_end(s.tokens, q + 1)
    noun = [t for t in s.tokens[q + 1 : stop] if t.kind != "bracket"]
    if [t.text for t in noun] == ["điểm"]:
        return Value("points", q + 2)
    if noun:
        return Value(f"count:{s.surface(noun[:5]).lower()}", stop)
    return Value(_unit_of_head(s, lead), q + 1)


def _unit_of_head(s: Sentence, lead: Lead) -> str | None:
    """The unit of a bare number ("số lượt khám chữa bệnh là 1.202"): what its head counts."""
    subject = subject_of(lead.body)
    if not subject or not subject[0].has("measure"):
        return None
    head = subject[0].text
    if head.startswith(("số", "tổng số")):
        noun = s.surface(subject[1 : noun_end(subject, 1)]).lower()
        times = "lượt " if head.endswith("lượt") else ""
        return f"count:{times}{noun}" if noun else None
    return "points" if head.startswith(("chỉ số", "điểm")) else None
