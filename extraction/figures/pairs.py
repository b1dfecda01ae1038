"""Figures that "lần lượt" shares out: "mức khá và giỏi lần lượt đạt 40% và 12%" names two indicators.

What is shared out may be kinds of what is measured ("khá", "giỏi") or parts of the whole ("cấp tỉnh, cấp
huyện, cấp xã"); there are as many as figures, else nothing is shared out.
"""

from __future__ import annotations

from collections.abc import Sequence

from extraction.facts import Period
from extraction.figures import labels
from extraction.figures.draft import Draft, Share
from extraction.figures.leads import Lead, subject_of
from extraction.figures.parts import is_part
from extraction.figures.phrases import strip
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token

_LONGEST = 4
_FARTHEST = 40  # tokens in which the figures of one list stand


def share_out(s: Sentence, lead: Lead, draft: Draft, q: int) -> bool:
    """Name `draft` by the first of the paired words and keep the names of the others for the next figures.

    False where several figures are shared out among what cannot be told apart: none of them is read then.
    """
    wanted = _figures(s, q)
    times = _times(lead)
    if wanted > 1 and len(times) == wanted:
        _by_time(s, lead, draft, times)
        return True
    _by_name(s, lead, draft, wanted)
    shared = lead.link is not None and lead.link.text.startswith("lần lượt")
    return wanted == 1 or bool(s.carry.pair) or not shared


def _times(lead: Lead) -> list[Period]:
    """The times named before the figures, the years of a span ("từ năm 2021 đến năm 2024") one by one."""
    found = [t.time.period for t in lead.body if t.time is not None]
    if len(found) != 1 or "/" not in found[0].notation:
        return found
    first, last = found[0].notation.split("/")
    whole = len(first) == len(last) == len("2031")
    return [Period(str(year)) for year in range(int(first), int(last) + 1)] if whole else found


def _by_name(s: Sentence, lead: Lead, draft: Draft, wanted: int) -> None:
    subject = subject_of([t for t in lead.body if not t.has("pair")])
    joint = next((i for i in range(len(subject) - 1, 0, -1) if subject[i].has("conj")), None)
    commas = [i for i, t in enumerate(subject) if i and (t.kind == "," or t.has("comma"))]
    if joint is None and not commas:
        return
    stop = next(
        (
            i
            for i in range(commas[-1] if joint is None else joint + 1, len(subject))
            if subject[i].has("aux", "change", "link")
        ),
        len(subject),
    )
    breaks = (
        [*[c for c in commas if joint is None or c < joint], *([joint] if joint is not None else [])][
            -(wanted - 1) :
        ]
        if wanted > 1
        else []
    )
    if len(breaks) != wanted - 1 or not breaks:
        return
    items = [subject[a + 1 : b] for a, b in zip(breaks, [*breaks[1:], stop], strict=True)]
    if not all(0 < len(item) <= _LONGEST for item in items):
        return
    start, prefix = _first_begins(subject, breaks[0], items[0])
    first = subject[start : breaks[0]]
    if is_part(first) and all(is_part(item) for item in items):
        draft.label = labels.with_head(s.surface(strip(subject[:start])), draft.unit)
        draft.scope = s.surface(first)
        s.carry.pair = [Share(draft.label, s.surface(item)) for item in reversed(items)]
        return
    common = s.surface(subject[:start])
    draft.label = labels.with_head(f"{common} {s.surface(first)}", draft.unit)
    names = [" ".join(f"{common} {prefix} {s.surface(item)}".split()) for item in items]
    s.carry.pair = [Share(labels.with_head(name, draft.unit)) for name in reversed(names)]


def _by_time(s: Sentence, lead: Lead, draft: Draft, periods: Sequence[Period]) -> None:
    """ "các năm 2021, 2022 lần lượt là 40% và 52%": one measure at several times."""
    first = next(i for i, t in enumerate(lead.body) if t.kind == "time")
    subject = strip(subject_of(lead.body[:first]))
    while subject and subject[-1].has("prep", "plural"):
        subject = subject[:-1]
    if not subject:
        return
    draft.label = labels.with_head(s.surface(subject), draft.unit)
    draft.period = periods[0]
    s.carry.pair = [Share(draft.label, period=period) for period in reversed(periods[1:])]


def _figures(s: Sentence, q: int) -> int:
    """How many figures of one unit stand in the list that begins with the one at `q`."""
    unit, count = s.quantity(q).unit, 0
    for t in s.tokens[q : q + _FARTHEST]:
        if t.kind == "quantity" and t.amount.unit == unit:
            count += 1
        elif not (
            t.kind in (",", ";", "bracket") or t.has("conj", "comma", "bound", "noun", "joint", "nominal")
        ):
            break
    return count


def _first_begins(subject: Sequence[Token], joint: int, second: Sequence[Token]) -> tuple[int, str]:
    """Where the first of the pair begins, and what the second leaves out of it ("ở loại A và loại B")."""
    head = _last_word(second[0])
    for i in range(joint - 1, max(0, joint - 5), -1):
        if _last_word(subject[i]) == head:
            return i, subject[i].text.removesuffix(head).strip()
    if second[0].has("tier", "body"):
        first = joint - 1
        while first > 1 and not subject[first].has("tier", "body"):
            first -= 1
        return first, ""
    return joint - 1, ""


def _last_word(token: Token) -> str:
    return token.text.rsplit(" ", 1)[-1]
