"""Parts: "cấp huyện đạt 92%, cấp xã 75%", "ngân sách tỉnh 25 tỷ đồng": one measure, a part of its whole.

A list names its measure once, before a colon or with its first figure; what stands before each further figure
says whose it is. Words that always name a part (tiers of government, sources of funds, bodies) are enough;
a bare name of a place is, where the list is one of parts already.
"""

from __future__ import annotations

from collections.abc import Sequence

from extraction.facts import ObservationKind
from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, subject_of
from extraction.figures.lexicon import heads
from extraction.figures.phrases import strip
from extraction.figures.sentence import Sentence, about_of, add
from extraction.figures.tokens import Token
from extraction.figures.values import Value, value_at

_LONGEST = 8
_SETS = ("một", "một số", "từng", "các", "những")
_LEVELS = ("cấp ", "khối", "tuyến ", "ubnd ")  # of those "vùng cao" describes, it does not confine
_COST = "Kinh phí"
_BODIES = ("body", "joint", "comma", "conj")
_MONEY = ("VND", "USD")
_NO_PART = ("verb", "aux", "measure", "change", "link", "neg", "goal", "bound", "purpose", "relative")


def names_part(lead: Lead, subject: Sequence[Token]) -> bool:
    """Whether the subject only names a part: "trong đó khối huyện đạt …", "; các xã đạt …"."""
    if not subject or subject[0].has("measure") or len(subject) > _LONGEST:
        return False
    return lead.scoped or subject[0].has("group") or is_part(subject)


def bare_part(subject: Sequence[Token]) -> list[Token]:
    """The words of a part without "các" and without the preposition before them."""
    kept = [t for t in subject if not t.has("plural")]
    return kept[1:] if kept and kept[0].has("prep") and kept[0].text != "khu vực" else kept


def part_before(s: Sentence, lead: Lead) -> str:
    """ "riêng tại các xã đảo, tỷ lệ này …": the part that words set before the subject."""
    opens = [i for i, t in enumerate(lead.body) if t.text in ("riêng", "trong đó", "đối với", "tại", "ở")]
    if not opens:
        return ""
    stop = next((i for i in range(opens[-1], len(lead.body)) if lead.body[i].kind == ","), opens[-1])
    return s.surface(bare_part(strip(lead.body[opens[-1] : stop])))


def part_form(s: Sentence, lead: Lead, q: int) -> int | None:
    """Read the quantity at `q` as the measure just named, for the part that stands before it."""
    if lead.change is not None or lead.pair or s.unread:
        return None
    start = _opening(lead.body)
    part = bare_part(strip(lead.body[start:]))
    colon = _colon_before(lead.body, start)
    named = _heading(lead.body[:colon]) if colon is not None else []
    if (colon is not None and not named) or not _stands_for_part(s, lead, q, part, named=bool(named)):
        return None
    value = _value(s, lead, q, named) or _sum_of_fund(s, lead, q, part)
    label = _label(s, named, value) if value is not None and value.unit else ""
    if value is None or not label:
        return None
    if value.whole and not value.whole[0].has("plan") and not value.whole[0].text.startswith("tổng"):
        return None  # "vùng phủ sóng đạt 95% dân số" is a share of something else
    token, quantity = s.tokens[q], s.quantity(q)
    stop = s.tokens[value.end - 1].end
    draft = Draft(quantity, quantity.value, value.unit or "", label, token.start, stop, form="part")
    draft.scope = s.surface(part) or _whole(lead)
    if draft.scope and part and part[0].has("tier", "fund", "body"):
        draft.scope = labels.lower_first(draft.scope)
    last = s.last
    draft.about = about_of(named) if named else last.about if last is not None else None
    if last is not None and not named:
        draft.noun, draft.noun_tokens = last.noun, last.noun_tokens
    add(s, draft, lead)
    if last is not None and not named and not lead.now:
        draft.kind = _kind_of_whole(s, last)
    if label == _COST and draft.scope:
        draft.label, draft.scope, draft.whole = f"{_COST} {labels.lower_first(draft.scope)}", None, _COST
    elif part and part[0].has("fund") and not named and draft.scope:
        draft.label = f"{label} từ {labels.lower_first(draft.scope)}"
        draft.whole = label
    return value.end


def _kind_of_whole(s: Sentence, last: Draft) -> ObservationKind:
    """The kind of what a part is of: of the value, not of the goal passed ("đạt 92%, vượt mục tiêu 85%")."""
    values = (d for d in reversed(s.drafts[:-1]) if d.label == last.label and d.form != "baseline")
    if last.kind is not ObservationKind.TARGET or s.target:
        return last.kind
    return next((d.kind for d in values if d.kind is not ObservationKind.TARGET), last.kind)


def _stands_for_part(s: Sentence, lead: Lead, q: int, part: Sequence[Token], *, named: bool) -> bool:
    """Whether the words before a quantity name a part of what the list measures."""
    if not part:
        return named and (s.carry.time is not None or _whole(lead) is not None)
    if len(part) > _LONGEST or any(not _in_name(t) for t in part):
        return False
    if is_part(part):
        return True
    listed = named or lead.scoped or _continues(s)
    sums = (lead.scoped or s.bracketed or _continues(s)) and s.quantity(q).unit in _MONEY
    return sums or (listed and is_place(s.text, part))


def _whole(lead: Lead) -> str | None:
    """ "Toàn tỉnh: 85%" in a list of parts: the whole by its name."""
    return next((t.text for t in lead.body[-2:] if t.has("whole")), None)


def scope_in(s: Sentence, tokens: Sequence[Token]) -> str | None:
    """The part that a noun phrase itself names: "hồ sơ công việc cấp xã", "văn bản đi của các sở, ngành"."""
    for i, t in enumerate(tokens):
        within = i and t.text.startswith(_LEVELS) and t.has("tier")
        if within and tokens[i - 1].kind != "name":
            stop = next((j for j in range(i + 1, len(tokens)) if not tokens[j].has(*_BODIES)), len(tokens))
            return labels.lower_first(s.surface(tokens[i:stop]))
        if t.text == "của" and i + 2 < len(tokens) and tokens[i + 1].has("plural"):
            stop = next((j for j in range(i + 2, len(tokens)) if not tokens[j].has(*_BODIES)), len(tokens))
            words = s.surface(tokens[i + 2 : stop])
            return labels.lower_first(words) or None
        if i and t.has("aux", "owner", "link"):
            return None
    return None


def _opening(body: Sequence[Token]) -> int:
    """Where the words of the last part begin: behind the last mark, "và" or "trong đó"."""
    for i in range(len(body) - 1, -1, -1):
        if body[i].kind in (",", ";", ":", "-", "+") or body[i].has("conj") or body[i].has("lead"):
            return i + 1
    return 0


def _colon_before(body: Sequence[Token], start: int) -> int | None:
    """The colon that the part at `start` stands behind, dashes and "trong đó" between left out."""
    at = start
    while at > 0 and (body[at - 1].kind in (",", "-", "+") or body[at - 1].has("lead", "conj")):
        at -= 1
    at -= 1
    if at < 0 or body[at].kind != ":":
        return None
    said = any(not (t.kind == "," or t.has("lead", "conj")) for t in body[:at])
    return at if said else None


def _heading(body: Sequence[Token]) -> list[Token]:
    """The measured phrase before a colon, without the sets of which the parts are ("tại một số xã")."""
    phrase = subject_of(body)
    for i, t in enumerate(phrase):
        if i and t.has("prep") and i + 1 < len(phrase) and phrase[i + 1].text in _SETS:
            phrase = strip(phrase[:i])
            break
    if not phrase or any(t.kind == "quantity" for t in phrase):
        return []
    return phrase if phrase[0].has("measure", "verb", "nominal", "noun") else []


def _value(s: Sentence, lead: Lead, q: int, named: list[Token]) -> Value | None:
    value = value_at(s, Lead(named, link=lead.link), q)
    if named:
        fits = value.unit == "percent" or (
            named[0].has("measure") and not named[0].text.startswith(heads("rank"))
        )
        return value if fits else None
    last = s.last
    if last is None or not (s.drafts or lead.scoped or s.bracketed or last.form == "part"):
        return None
    if value.unit is None and last.form == "part":
        return Value(last.unit, q + 1)
    same = value.unit == last.unit
    if not same and last.unit.startswith("count:") and (value.unit or "").startswith("count:"):
        return None
    return value if same else None


def _label(s: Sentence, named: list[Token], value: Value) -> str:
    if named:
        return labels.with_head(s.surface(named), value.unit or "")
    last = s.last
    return (last.whole or last.label) if last is not None and last.unit == value.unit else _COST


def _sum_of_fund(s: Sentence, lead: Lead, q: int, part: Sequence[Token]) -> Value | None:
    """ "…, đạt 91% kế hoạch; trong đó chi đầu tư 50 tỷ": a sum by its fund, where of what stays open."""
    listed = lead.scoped or _continues(s)
    money = s.quantity(q).unit in _MONEY
    return Value(s.quantity(q).unit, q + 1) if listed and money and part and part[0].has("fund") else None


def _continues(s: Sentence) -> bool:
    return s.last is not None and s.last.form == "part"


def is_part(part: Sequence[Token]) -> bool:
    """Whether words always name a part: a tier, a source of funds, bodies, an organization."""
    first = part[0]
    if first.kind == "name":
        return first.ref is not None and first.ref.kind == "organization"
    if first.has("tier", "fund"):
        return True
    return all(t.has("body", "joint", "comma", "conj") for t in part)


def is_place(text: str, part: Sequence[Token]) -> bool:
    """A run of capitalised words, "tỉnh" or "thành phố" before it: "Hòa An", "thành phố Nam Hà"."""
    rest = [t for t in part if not t.has("place", "body")] or list(part)
    if part[0].has("body") and len(part) > 1 and text[part[1].start].isupper():
        return True  # "Sở Tài chính": a body by its own name
    return all(text[t.start].isupper() for t in rest)


def _in_name(t: Token) -> bool:
    if t.kind == "name":
        return True
    return t.kind == "word" and (t.has("tier", "fund", "body", "joint", "noun") or not t.has(*_NO_PART))
