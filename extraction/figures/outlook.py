"""Outlook: whether a figure is a fact, an estimate, a forecast or a target, by its sentence and its time.

A section on tasks sets targets, and so does a sentence that opens with its aim ("Phấn đấu đến hết năm 2031,
…"). In both, "hiện có", "đến nay" and a year before the planned ones tell a fact. A value of a year to come
cannot be a fact, and a fact not of a year to come.
"""

from __future__ import annotations

from collections.abc import Sequence

from extraction.facts import ObservationKind, Period
from extraction.figures.draft import Draft
from extraction.figures.lexicon import classes
from extraction.figures.phrases import HARD
from extraction.figures.tokens import Token

_OPENING = 8  # tokens in which a sentence says what it is


def aims(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens with its aim: "Phấn đấu đến hết năm 2031, …", "Mục tiêu năm 2031: …"."""
    first = next((i for i, t in enumerate(tokens) if t.kind == "quantity"), len(tokens))
    if any(t.has("strive") for t in tokens[:first]):
        return True
    for i, t in enumerate(tokens[:_OPENING]):
        if t.has("goal"):
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            return after is not None and after.kind in ("time", ":")
        if t.kind not in ("time", ",", "-", "+") and not t.has("lead", "prep", "aux"):
            return False
    return False


def outlook(tokens: Sequence[Token]) -> str | None:
    """The hedge that governs a sentence from its start: "Ước cả năm 2031, …", "Dự kiến đến hết quý IV, …"."""
    opening: str | None = None
    for t in tokens[:_OPENING]:
        if t.has("hedge"):
            opening = classes()["hedge"][t.text]
        elif t.kind == "time":
            return opening
        elif t.kind in HARD or t.kind in (",", "quantity", "bracket") or t.has("link", "measure"):
            return None
    return None


def settle(draft: Draft, *, target: bool, period: Period | None, issued: Period | None) -> None:
    """Give a draft the kind that its time tells.

    `period` is the report's, `issued` the document's own date, `target` tells that its sentence aims.
    """
    when, now, written = _years(draft.period), _years(period), _years(issued)
    if draft.kind is ObservationKind.TARGET and when is None and now is not None and now[0] < now[1]:
        draft.period = Period(str(now[1]))  # a plan of several years sets what is due in the last of them
        return
    if target:
        known = when is not None and now is not None and when[1] < now[0]
        past = known and (written is None or (when is not None and when[1] <= written[1]))
        if draft.kind is ObservationKind.TARGET and (draft.now or past):
            draft.kind = draft.expected or ObservationKind.ACTUAL
        if draft.now and draft.inherited:
            draft.period = issued
    elif when is None and now is not None and written is not None and now[0] > written[1]:
        draft.period = issued  # what a plan tells of the years before it is of the day of writing
    elif draft.kind is ObservationKind.ACTUAL and when is not None and now is not None and not draft.done:
        last = max(now[1], written[1] if written is not None else 0)
        if when[0] > last and draft.period is not None and _is_years(draft.period):
            draft.kind = ObservationKind.TARGET


def _is_years(period: Period) -> bool:
    """Whether a period is of whole years: a day or a month rather tells as of when something was counted."""
    return all(len(end) == len("2031") for end in period.notation.split("/"))


def _years(period: Period | None) -> tuple[int, int] | None:
    if period is None:
        return None
    first, _, last = period.notation.partition("/")
    return int(first[:4]), int((last or first)[:4])
