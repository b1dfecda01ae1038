"""Links that stay unsaid: "mới được 43% kế hoạch", "45 tỷ USD năm 2031 và 200 tỷ USD năm 2035"."""

from __future__ import annotations

from extraction.facts import ObservationKind
from extraction.figures.leads import Lead
from extraction.figures.phrases import noun_end
from extraction.figures.sentence import Sentence

_EXPECTED = {ObservationKind.ESTIMATE: "E", ObservationKind.FORECAST: "F"}
_SUBJECTS = ("subject", "twin", "part")


def imply_link(s: Sentence, lead: Lead, q: int) -> None:
    """Give `lead` the link that the words around the quantity at `q` stand for."""
    _of_whole(s, lead, q)
    if _next_in_time(s, lead, q):
        lead.link = lead.link or s.tokens[q - 1]
        lead.hedge = lead.hedge or (_EXPECTED.get(s.last.kind) if s.last is not None else None)


def _of_whole(s: Sentence, lead: Lead, q: int) -> None:
    """ "đóng góp 31% tổng doanh thu", "mới được 43% kế hoạch": before a share, the same as "đạt"."""
    follows = s.tokens[q + 1] if q + 1 < len(s.tokens) else None
    if s.quantity(q).unit != "percent" or lead.link is not None or follows is None:
        return
    whole = follows.has("plan") or follows.text.startswith(("tổng", "dân số", "gdp", "grdp"))
    if whole and lead.body and lead.body[-1].has("partake"):
        lead.link = lead.body.pop()
    elif whole and lead.passive:
        lead.link, lead.passive = s.tokens[q - 1], False


def _next_in_time(s: Sentence, lead: Lead, q: int) -> bool:
    """Whether a value only names the next time of the measure before it, the time standing behind it."""
    last, unit = s.last, s.quantity(q).unit
    if last is None or not s.drafts or last.form not in _SUBJECTS or last.period is None:
        return False
    stop = q + 1
    if unit is None:
        stop = noun_end(s.tokens, q + 1)
        unit = f"count:{s.surface(s.tokens[q + 1 : stop]).lower()}"
    after = s.tokens[stop].time if stop < len(s.tokens) else None
    alone = all(t.kind == "," or t.has("conj", "comma", "prep") for t in lead.body)
    return alone and unit == last.unit and after is not None and after.period != last.period
