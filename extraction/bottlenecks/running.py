"""Obstacles in running text, where the sentence itself says that it names one.

Three forms carry that sign: a noun for obstacles or causes with a copula ("khó khăn lớn nhất là thiếu …"),
such a noun with the points that it is parted into ("còn một số hạn chế, như: …; …"), and a sentence that
turns against what was achieved ("Tuy nhiên, …"). What stands behind the sign must state a problem itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extraction.bottlenecks.wording import leading, pattern, states_problem, words
from extraction.figures.lexicon import alternation, whole_words

_POINT = re.compile(r"(?:\A|(?<=\s))\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*+")
_PART = re.compile(r";\s+")
_QUALIFIERS = 90  # characters between the noun and its copula
_BEFORE = 28  # characters before the noun in which a clearing verb makes it an object
_SHORTEST = 3  # words that state an obstacle
Span = tuple[int, int]


@cache
def _named() -> re.Pattern[str]:
    nouns = whole_words((*words("obstacle"), *words("cause")))
    return re.compile(
        rf"(?P<noun>{nouns})(?P<qualifiers>[^.;:()]{{0,{_QUALIFIERS}}}?)"
        rf"(?:(?<!\w)(?P<copula>{alternation(words('copula'))})(?!\w)|(?P<listing>,?\s(?:{alternation(words('listing'))}))(?!\w)|(?=:))\s*+:?\s*+"
    )


def named(text: str, folded: str, span: Span) -> list[Span]:
    """The places of the obstacles that a noun for them introduces; none where it introduces none."""
    start, end = span
    for m in _named().finditer(folded, start, end):
        if _is_case(folded, start, m.start()):
            continue
        if _is_object(folded, start, m.start()):
            pieces = [] if m["copula"] else list(parts(text, m.end(), end))
            if len(pieces) > 1 and all(_is_problem(folded, piece) for piece in pieces):
                return pieces  # "Khắc phục các hạn chế: (i) …; (ii) …": they are still there
            continue
        remains = pattern("remain").search(folded, start, m.start())
        leads = m["listing"] is None and m.start() == start + leading(text[start : m.start() + 1])
        unsaid = remains is None and not leads  # "Nguyên nhân: …" says it by its place
        if unsaid if m["copula"] is None else pattern("clear").search(m["qualifiers"]):
            continue  # "khắc phục các hạn chế, như …" and "Hạn chế: …" are read elsewhere
        pieces = [piece for piece in parts(text, m.end(), end) if _is_problem(folded, piece)]
        if pieces:
            return pieces
    return []


def _is_object(folded: str, start: int, at: int) -> bool:
    """Whether the noun is what somebody clears: "tháo gỡ khó khăn là nhiệm vụ …" names no obstacle."""
    return pattern("clear").search(folded, max(start, at - _BEFORE), at) is not None


def _is_case(folded: str, start: int, at: int) -> bool:
    """Whether the noun stands in a condition or belongs to a class of places or people, as in statutes."""
    if pattern("condition").search(folded, start, at):
        return True
    return folded[start:at].rstrip().endswith(words("kind"))


def parts(text: str, start: int, end: int) -> Iterator[Span]:
    """The points "(i) …; (ii) …" of `text[start:end]`, else its clauses between semicolons, trimmed."""
    cut = _POINT if len(_POINT.findall(text[start:end])) > 1 else _PART
    at = start
    for m in cut.finditer(text[start:end]):
        yield from _trimmed(text, at, start + m.start())
        at = start + m.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end].rstrip(" \t\n;,.:…")
    piece = piece.removesuffix(" và").rstrip(" ,;")
    first = start + leading(piece)
    if first < start + len(piece):
        yield first, start + len(piece)


def _is_problem(folded: str, piece: Span) -> bool:
    clause = folded[slice(*piece)]
    return len(clause.split()) >= _SHORTEST and states_problem(clause) and " thì " not in clause


@cache
def _turn() -> re.Pattern[str]:
    return re.compile(rf"[,;]\s(?:{alternation(words('turn'))})(?!\w)[,\s]\s*+")


def turned(folded: str, span: Span) -> Span | None:
    """The part of a sentence behind a turn in its middle ("đã có …, tuy nhiên việc kết nối còn chậm")."""
    start, end = span
    m = _turn().search(folded, start, end)
    if m is None or not pattern("still").search(folded, m.end(), end):
        return None
    return (m.end(), end) if _is_problem(folded, (m.end(), end)) else None
