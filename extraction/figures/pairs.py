"""Figures that "lần lượt" shares out: "mức khá và giỏi lần lượt đạt 40% và 12%" names two indicators."""

from __future__ import annotations

from extraction.figures import labels
from extraction.figures.draft import Draft
from extraction.figures.leads import Lead, subject_of
from extraction.figures.sentence import Sentence
from extraction.figures.tokens import Token

_LONGEST = 4


def share_out(s: Sentence, lead: Lead, draft: Draft) -> None:
    """Name `draft` by the first of the paired words and keep the name with the second for the next figure."""
    subject = subject_of([t for t in lead.body if not t.has("pair")])
    joint = next((i for i in range(len(subject) - 1, 0, -1) if subject[i].has("conj")), None)
    if joint is None:
        return
    stop = next(
        (i for i in range(joint + 1, len(subject)) if subject[i].has("aux", "change", "link")), len(subject)
    )
    second = subject[joint + 1 : stop]
    if not 0 < len(second) <= _LONGEST:
        return
    start, prefix = _first_begins(subject, joint, second)
    common = s.surface(subject[:start])
    draft.label = labels.with_head(f"{common} {s.surface(subject[start:joint])}", draft.unit)
    words = " ".join(f"{common} {prefix} {s.surface(second)}".split())
    s.carry.pair = [labels.with_head(words, draft.unit)]


def _first_begins(subject: list[Token], joint: int, second: list[Token]) -> tuple[int, str]:
    """Where the first of the pair begins, and what the second leaves out of it ("ở loại A và loại B")."""
    head = _last_word(second[0])
    for i in range(joint - 1, max(0, joint - 5), -1):
        if _last_word(subject[i]) == head:
            return i, subject[i].text.removesuffix(head).strip()
    return joint - 1, ""


def _last_word(token: Token) -> str:
    return token.text.rsplit(" ", 1)[-1]
