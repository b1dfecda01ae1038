"""What stands before a quantity, taken apart: comparators, hedges, the link or change, and the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extraction.figures.lexicon import classes
from extraction.figures.phrases import HARD, strip
from extraction.figures.tokens import Token

_PARTS = frozenset({"trong đó", "trong số đó", "riêng"})
_PASSIVES = frozenset({"được", "đã được"})
_WITHIN = frozenset({"của", "về", "trong"})


@dataclass(slots=True)
class Lead:
    """What stands before a quantity, taken apart; `body` is what is left of the words that lead to it."""

    body: list[Token]
    qualifier: str | None = None
    hedge: str | None = None
    link: Token | None = None
    change: Token | None = None
    goal: bool = False
    scoped: bool = False  # "trong đó", "riêng": the words name a part of what came before
    pair: bool = False
    exceeds: bool = False  # "vượt quá" leads to the quantity
    now: bool = False  # "hiện có", "đến nay": the clause speaks of the day of writing
    done: bool = False  # "đã …": the clause tells of something that happened
    passive: bool = False  # "quy hoạch đã được 12 huyện … phê duyệt": the counted ones act on the subject


def take_apart(before: Sequence[Token]) -> Lead:
    """Split the words before a quantity into body and the comparators, hedges and links next to it."""
    before = before[_said(before) :]
    lead = Lead([t for t in before if t.kind != "bracket"])
    lead.now = any(t.has("now") for t in lead.body[clause_start(lead.body) :])
    lead.done = any(t.text.startswith("đã") for t in lead.body if t.has("aux"))
    body = lead.body
    while body and (_bounds(lead, body[-1]) or _leads(lead, body[-1]) or _is_filler(lead)):
        body.pop()
    if body and body[-1].has("goal"):
        lead.goal = True
        body.pop()
        # What leads to the goal ("vượt", "cao hơn") says nothing of what is measured.
        start = clause_start(body)
        if not any(t.has("measure") for t in body[start:]):
            del body[start:]
    lead.goal = lead.goal or any(t.has("goal") for t in body[clause_start(body) :])
    lead.scoped = any(t.text in _PARTS for t in body if t.has("lead"))
    lead.hedge = lead.hedge or _expected(body[clause_start(body) :])
    if (
        lead.qualifier == "more_than"
        and lead.exceeds
        and any(t.has("neg") for t in body[clause_start(body) :])
    ):
        lead.qualifier = "at_most"  # "không để tỷ lệ quá hạn vượt quá 5%"
    lead.pair = lead.pair or any(t.has("pair") for t in body[-2:])
    return lead


def _said(before: Sequence[Token]) -> int:
    """Where the words begin that somebody said: "Đại diện ngân hàng cho hay doanh số …"."""
    return next((i + 1 for i in range(len(before) - 1, -1, -1) if before[i].has("says")), 0)


def _expected(part: Sequence[Token]) -> str | None:
    """The hedge before the time of a clause: "dự báo tới năm 2031 quy mô …"."""
    for t, after in pairwise(part):
        if t.has("hedge") and (after.kind == "time" or after.has("prep", "arrive")):
            return classes()["hedge"][t.text]
    return None


def _bounds(lead: Lead, t: Token) -> bool:
    """Take a comparator or a hedge ("hơn", "ước khoảng", "ước đạt")."""
    bounds, hedges = classes()["bound"], classes()["hedge"]
    if t.has("hedge"):
        lead.hedge = lead.hedge or hedges[t.text]
        lead.qualifier = lead.qualifier or bounds.get(t.text)
        if t.text.endswith(" đạt") and lead.change is None:
            lead.link = lead.link or t
        return True
    if t.has("bound"):
        lead.exceeds = lead.exceeds or t.text.startswith("vượt")
        lead.qualifier = lead.qualifier or bounds[t.text]
        if t.has("link"):
            lead.link = t
        return True
    return False


def _leads(lead: Lead, t: Token) -> bool:
    """Take the link ("đạt"), the change ("tăng") or the word of a pair that governs the quantity."""
    if t.has("pair") and lead.link is None:
        lead.pair = True
        lead.link = t
        return True
    paired = lead.link is not None and lead.link.has("pair")
    if t.has("change") and (lead.link is None or paired) and lead.change is None:
        lead.change = t
        return True
    free = lead.link is None or lead.link.kind == ":" or lead.link.has("bound")
    if (t.has("link") or t.kind == ":") and lead.change is None and free:
        lead.link = t
        return True
    return False


def _is_filler(lead: Lead) -> bool:
    """Take a word that only colours the predicate ("đã", "mới"), or the passive before the one who acts."""
    t = lead.body[-1]
    if t.text in _PASSIVES and len(lead.body) > 1 and not lead.body[-2].has("verb") and lead.link is None:
        lead.passive = True
        return True
    return not t.has("goal") and t.has("aux") and not t.has("relative")


def clause_start(body: Sequence[Token]) -> int:
    """Where the last clause of some words begins: after the last hard mark or comma that splits."""
    for i in range(len(body) - 1, -1, -1):
        if body[i].kind in HARD or body[i].kind == ",":
            return i + 1
    return 0


def subject_of(body: Sequence[Token]) -> list[Token]:
    """The noun phrase that a link ends: from its measured head, else from the start of the clause."""
    hard = max((i + 1 for i, t in enumerate(body) if t.kind in HARD), default=0)
    part = _after_goal(list(body[hard:]))
    for i, t in enumerate(part):
        if t.has("measure") and _opens(part, i) and not _closed(part, i):
            judged = part[-1].kind == ","  # "tỷ lệ hồ sơ quá hạn cao, chiếm 12%": how high is no part of it
            return without_degree(part[i:]) if judged else strip(part[i:])
    last = strip(part[clause_start(part) :])
    return last or _earlier_subject(part[: max(0, clause_start(part) - 1)])


def without_degree(part: Sequence[Token]) -> list[Token]:
    """A measured phrase without the words that judge it: "tỷ lệ giải ngân rất thấp" → "tỷ lệ giải ngân"."""
    out = strip(part)
    while len(out) > 1 and out[-1].has("degree"):
        out = strip(out[:-1])
    return out


def _after_goal(part: list[Token]) -> list[Token]:
    """ "mục tiêu năm 2030 là tỷ lệ …": the words behind the goal and its year."""
    goals = [i for i, t in enumerate(part) if t.has("goal") and i + 1 < len(part)]
    if not goals:
        return part
    part = part[goals[-1] + 1 :]
    at = 1 if part[0].kind == "time" else 0
    return part[at + 1 :] if at + 1 < len(part) and part[at].text == "là" else part


def _opens(part: Sequence[Token], i: int) -> bool:
    """Whether a measured head at `i` opens a noun phrase that is no complement of the one before."""
    if i == 0:
        return True
    before = part[i - 1]
    if before.text in _WITHIN:
        return False
    if before.text == "có" or before.kind in (",", "time", "-", "+", "•"):
        return True
    return before.has("lead", "conj", "prep", "aux", "goal", "raise", "purpose", "now", "change")


def _closed(part: Sequence[Token], i: int) -> bool:
    """ "vốn bố trí dàn trải, giải ngân … mới được 43%": a measure with its own predicate, then a deed."""
    comma = next((k for k in range(len(part) - 2, i, -1) if part[k].kind == ","), None)
    if comma is None or not _acts(part[comma + 1]):
        return False
    return any(_acts(t) for t in part[i + 1 : comma])


def _acts(t: Token) -> bool:
    return t.has("verb") and not t.has("noun", "nominal")


def _earlier_subject(part: Sequence[Token]) -> list[Token]:
    """ "Giải ngân vốn còn chậm, hết quý I mới đạt 9%": the subject of the clause before."""
    part = part[clause_start(part) :]
    stop = next(
        (i for i, t in enumerate(part) if i and t.has("aux", "neg", "link", "change", "degree")), None
    )
    return strip(part[:stop]) if stop else []
