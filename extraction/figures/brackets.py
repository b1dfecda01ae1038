"""Figures in brackets: shares, counts, equivalents, breakdowns, changes and baselines of the value before."""

from __future__ import annotations

from extraction.figures import labels
from extraction.figures.breakdowns import read_breakdown
from extraction.figures.draft import Carry, Draft
from extraction.figures.joining import join_lists
from extraction.figures.leaders import apart, read_listed
from extraction.figures.leads import without_degree
from extraction.figures.lexicon import classes
from extraction.figures.phrases import HARD, strip
from extraction.figures.sentence import Sentence
from extraction.figures.siblings import read_former, read_planned, read_sibling
from extraction.figures.tokens import Token
from ontology.keys import fold

_CONSISTS = ("gồm", "bao gồm", "trong đó có")
_ANYONE = ("người", "cán bộ", "đơn vị", "cơ quan")
_BEFORE = 12  # how many tokens before a bracket can tell what it is about


def read_bracket(s: Sentence, bracket: Token) -> None:
    """Read what one bracket says about the last figure of the sentence; one without figures may hedge."""
    if bracket.kind != "bracket" or bracket.text == "read":
        return
    bracket.text = "read"
    inner = join_lists(bracket.inner, s.text)
    if not any(t.kind == "quantity" for t in inner):
        hedge = next((classes()["hedge"][t.text] for t in inner if t.has("hedge")), None)
        s.carry.hedge = hedge or s.carry.hedge
        return
    host = s.last if s.drafts else None
    parts = _split(inner)
    if host is not None and len(parts) > 1 and read_breakdown(s, parts, host):
        return
    for part in parts:
        before = len(s.drafts)
        _read_part(s, bracket, part, host)
        if part[0].text in _CONSISTS and len(s.drafts) == before + 1:
            _tell_of_what(s, bracket, s.drafts[-1])
    if host is not None:
        s.carry.last, s.unread = host, False


def _split(inner: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for i, t in enumerate(inner):
        counts_on = t.has("conj") and i + 1 < len(inner) and inner[i + 1].kind == "quantity"
        counts_on = counts_on and not (i + 3 < len(inner) and inner[i + 2].text == "về")
        if t.kind in (";", ",") or counts_on:
            parts.append([])
        else:
            parts[-1].append(t)
    return [p for p in parts if p]


def _read_part(s: Sentence, bracket: Token, part: list[Token], host: Draft | None) -> None:
    if any(t.has("context") for t in part) or not any(t.kind == "quantity" for t in part):
        return
    if len(part) == 1 and part[0].amount.unit is None and part[0].amount.parts is None:
        return  # "(1)" numbers an item
    changes = any(t.has("change") for t in part)
    named = None if changes else _name_before(s, bracket)
    if named is not None and read_listed(s, bracket, part, named):
        return
    own = host is not None and not changes and not (named is not None and apart(s, host, bracket))
    if own and host is not None and _restates(s, bracket, part, host):
        return
    inner = _inside(s, bracket, part, host)
    if host is not None and changes:
        _read_changes(s, inner, host)
    else:
        _read_asides(s, inner, bracket)


def _restates(s: Sentence, bracket: Token, part: list[Token], host: Draft) -> bool:
    return read_planned(s, part, host) or read_former(s, part, host) or read_sibling(s, bracket, part, host)


def _inside(s: Sentence, bracket: Token, part: list[Token], host: Draft | None) -> Sentence:
    """A bracket's words as a sentence of its own under the same topic, subject and time."""
    c = s.carry
    topic = c.topic if host is not None else _thing_before(s, bracket) or c.topic
    carry = Carry(topic, list(c.subject), c.subject_text, c.measured, c.time, c.time_role, host or c.last)
    tokens = [t for t in part if t.kind not in HARD or t.kind == ":"]
    if host is None:
        tokens = [*_judged_before(s, bracket), *tokens]
    inner = Sentence(s.text, tokens, carry, s.expansions, s.target, read=s.read, known=s.drafts[-_BEFORE:])
    inner.bracketed = True
    return inner


def _read_changes(s: Sentence, inner: Sentence, host: Draft) -> None:
    inner.drafts.append(host)
    pending = host.pending
    s.read(inner)
    host.pending = pending
    s.drafts.extend(inner.drafts[1:])


def _read_asides(s: Sentence, inner: Sentence, bracket: Token) -> None:
    named = _name_before(s, bracket)
    for draft in s.read(inner):
        draft.form = "aside"
        _of_what_before(s, bracket, draft)
        if draft.unit in ("points", "rank") and draft.scope is None:
            draft.scope = named
        s.drafts.append(draft)


def _thing_before(s: Sentence, bracket: Token) -> str:
    """ "Chi phí in thẻ (đơn giá 600 đồng)": what the words before a bracket speak of, without their head."""
    before = s.before(bracket, _BEFORE)
    stops = [i + 1 for i, t in enumerate(before) if t.kind in HARD or t.kind in (",", "quantity")]
    words = strip(before[max(stops, default=0) :])
    if words and words[0].has("measure"):
        words = words[1:]
    return s.surface(words)


def _judged_before(s: Sentence, bracket: Token) -> list[Token]:
    """ "tỷ lệ giải ngân còn thấp (chỉ đạt 38%)": the measured phrase that the bracket gives the value of."""
    before = s.before(bracket, 2 * _BEFORE)
    if not before or not before[-1].has("degree"):
        return []
    stops = [i + 1 for i, t in enumerate(before) if t.kind in HARD or t.kind in (",", "quantity")]
    words = without_degree(before[max(stops, default=0) :])
    return words if words and words[0].has("measure") else []


def _name_before(s: Sentence, bracket: Token) -> str | None:
    """ "đứng sau Thái Lan (88 điểm)": the capitalised words right before a bracket own the score in it."""
    words: list[Token] = []
    for t in reversed(s.before(bracket, _BEFORE)):
        if t.kind not in ("word", "name") or not s.text[t.start].isupper():
            break
        words.insert(0, t)
    return s.surface(words) or None


def _of_what_before(s: Sentence, bracket: Token, draft: Draft) -> None:
    """ "đội ngũ cộng tác viên còn mỏng (toàn xã có 7 người)": a bare count is of what stands before."""
    if not draft.unit.startswith("count:") or fold(draft.label) != f"số {fold(draft.noun)}":
        return
    before = s.before(bracket, _BEFORE)
    named = before[-1] if before and before[-1].kind == "name" else None
    if named is not None:
        draft.label = f"{draft.label} của {s.surface([named])}"
        draft.now = draft.inherited = True
    elif fold(draft.noun) in _ANYONE:
        start = max(
            (i + 1 for i, t in enumerate(before) if t.kind in HARD or t.kind in (",", "quantity")), default=0
        )
        words = before[start:]
        stop = next(
            (i for i, t in enumerate(words) if t.has("aux", "neg", "link", "verb") and not t.has("noun")), 0
        )
        thing = s.surface(strip(words[:stop]))
        draft.label = f"Số {labels.lower_first(thing)}" if thing else draft.label


def _tell_of_what(s: Sentence, bracket: Token, draft: Draft) -> None:
    """ "xếp loại A về kiểm soát nợ (gồm 14 xã)": the words before the bracket say what the count counts."""
    before = s.before(bracket, _BEFORE)
    stops = [i + 1 for i, t in enumerate(before) if t.kind in HARD or t.kind in (",", "quantity")]
    words = s.surface(before[max(stops, default=0) :])
    if words:
        draft.label = f"{draft.label} {words}"
