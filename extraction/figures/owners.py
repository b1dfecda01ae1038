"""Whose a bare measure is: ", công suất 3 MW", "với số tiền 5 tỷ đồng", "; quy mô sẽ lên …"."""

from __future__ import annotations

from extraction.figures import labels
from extraction.figures.leads import Lead, clause_start
from extraction.figures.phrases import strip
from extraction.figures.sentence import Sentence

_NEAR = 2  # tokens between a colon and the figure that it governs
_MEASURED = ("subject", "part", "twin")


def owner_of(s: Sentence, lead: Lead) -> str:
    """The object before "với", the thing counted before, what the last figure measured, the block's topic.

    Nothing where the words name one who leads or is ranked ("Sở Y tế dẫn đầu với tỷ lệ …"): the measure is
    then said elsewhere.
    """
    body = lead.body[clause_start(lead.body) :]
    colon = next((i for i in range(len(lead.body) - 1, 0, -1) if lead.body[i].kind == ":"), None)
    if colon is not None and len(body) <= _NEAR:
        return s.surface(strip(lead.body[clause_start(lead.body[:colon]) : colon]))
    if len(body) == 1 < len(lead.body):
        # ", công suất 3 MW": set off by a comma from the thing whose measure it is.
        body = lead.body[clause_start(lead.body[: len(lead.body) - 2]) :]
    at = len(body) - 1
    before = body[at - 1] if at > 0 else None
    if before is not None and before.text == "có":
        return s.surface(strip(body[: at - 1])) or s.carry.topic
    if before is not None and before.text in ("với", ","):
        start = max((i + 1 for i, t in enumerate(body[: at - 1]) if t.has("verb", "aux")), default=0)
        words = strip(body[start : at - 1])
        if any(t.has("best", "rank") for t in words) and (words[0].kind == "name" or words[0].has("body")):
            return ""
        thing = s.surface(words)
        if thing or (s.last is not None and s.last.phrase):
            return thing or _counted_before(s)
    if s.drafts and s.last is not None and s.last.form in _MEASURED:
        return _measured_thing(s.last.label)
    if s.drafts and s.last is not None and s.last.form == "object" and not s.last.frame[0]:
        return labels.lower_first(s.last.frame[2])
    return s.carry.topic


def _counted_before(s: Sentence) -> str:
    """ "xử phạt 12 cơ sở với số tiền …": what was just counted, with the verb that acts on it."""
    last = s.last
    if last is None:
        return ""
    verb = last.frame[0] if last.form == "object" and not last.frame[1] else ""
    return f"{labels.lower_first(verb)} {last.phrase}".strip()


def _measured_thing(label: str) -> str:
    """What a label measures: "Diện tích gieo trồng lúa" → "gieo trồng lúa"."""
    return label[len(labels.head_of(label)) :].strip()
