"""The obstacles of one sentence: by the section that it stands in, or by what it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extraction.bottlenecks.objects import Obstacle
from extraction.bottlenecks.running import named, parts, turned
from extraction.bottlenecks.spoken import spoken, without_speaker
from extraction.bottlenecks.wording import leading, pattern, states_problem, states_problem_loosely, words
from extraction.figures.labels import upper_first
from extraction.figures.lexicon import alternation
from extraction.report import Role

_CLAUSE = re.compile(r";\s+")
_ACHIEVED = frozenset({Role.RESULTS, Role.OPENING})
_TAIL = 6  # words; a shorter clause behind a semicolon is no obstacle of its own
_MEASURE = re.compile(
    r"(?:tỷ lệ|tổng số|số|mức)\s[^,;]{3,80}?\s(?:là|ở mức|lên tới|còn)\s\d"
    r"|(?:khoảng|gần|hơn|trên|riêng|trong đó|hiện có|có|bình quân|trung bình)\s[^,;]{0,40}?\d"
    r"|(?:(?:đến nay|đến|hiện|hiện nay|tính đến|toàn|cả|trong)\s[^,;]{0,30}?)?"
    r"(?:mới|chỉ)\s(?:[^\W\d_]++\s){0,3}+\d"
)
_EDGE = re.compile(r"[\s.;,:]++\Z")


def stated(text: str, folded: str, span: tuple[int, int], *, point: bool) -> Iterator[Obstacle]:
    """The clauses of a sentence on obstacles, each that states a problem; short tails stay with theirs.

    `point`: the sentence opens a point of a list of obstacles, whose place says what its words may not.
    """
    start, end = span
    if introduced := named(text, folded, span):
        yield from (_open(text, *piece) for piece in introduced)
        return
    if text[start:end].rstrip().endswith(":") or text[start:end].isupper():
        return
    pieces: list[list[int]] = []
    at = start
    for stop in [*(m.end() for m in _CLAUSE.finditer(text, start, end)), end]:
        if pieces and len(text[at:stop].split()) <= _TAIL:
            pieces[-1][1] = stop
        else:
            pieces.append([at, stop])
        at = stop
    for index, (first, last) in enumerate(pieces):
        if index and _is_figure(folded[first:last]):
            continue
        yield from _clause(text, folded, first, last, loosely=point and not index)


def _is_figure(clause: str) -> bool:
    """Whether a later clause only gives the figure of the obstacle before: "tỷ lệ … là 12,4%"."""
    return _MEASURE.match(clause) is not None


def _clause(text: str, folded: str, first: int, last: int, *, loosely: bool = False) -> Iterator[Obstacle]:
    first += leading(text[first:last])
    last = first + len(_EDGE.sub("", text[first:last]))
    says = states_problem_loosely if loosely else states_problem
    clause = folded[first:last]
    if len(clause.split()) < 3 or not says(clause) or _only_announces().search(clause):
        return
    second = _second_object(folded, first, last)
    for start, end in [(first, last)] if second is None else [(first, second), (second, last)]:
        words = text[start:end].rstrip(" ,")
        yield Obstacle(start, start + len(words), upper_first(words), resolved=False)


@cache
def _only_announces() -> re.Pattern[str]:
    """ "…, công tác này còn một số hạn chế": that there are obstacles, and not which."""
    nouns = alternation(words("obstacle"))
    return re.compile(rf"(?<!\w)(?:còn|gặp|có)\s(?:một số|nhiều|những)\s(?:{nouns})(?:,?\s(?:{nouns}))*+\Z")


@cache
def _second() -> re.Pattern[str]:
    return re.compile(rf",\s(?P<head>(?:{alternation(words('second'))})(?!\w))")


def _second_object(folded: str, first: int, last: int) -> int | None:
    """Where a second thing that is lacking begins: "chưa hoàn thành A …, hoạt động B …" lacks two."""
    lack = pattern("lack").search(folded, first, last)
    m = _second().search(folded, lack.end(), last) if lack else None
    if lack is None or m is None:
        return None
    before, after = folded[lack.end() : m.start()], folded[m.end() : last]
    if min(len(before.split()), len(after.split())) < 4 or pattern("lack").search(after):
        return None
    return m.start("head")


def told(text: str, folded: str, span: tuple[int, int], role: Role, *, after: bool) -> Iterator[Obstacle]:
    """The obstacles of a sentence elsewhere: named as such, or set against what was achieved.

    `after`: the sentence before stated one, so that "Bên cạnh đó, …" adds to it.
    """
    if (pieces := named(text, folded, span)) or (pieces := spoken(folded, span)):
        yield from (_open(text, *piece) for piece in pieces)
    elif role in _ACHIEVED and not text[span[0] : span[1]].rstrip().endswith(":"):
        low = folded[span[0] : span[1]].lstrip("-+•– ")
        if pattern("turn").match(low) or (after and pattern("also").match(low)):
            yield from _clause(text, folded, *span)
        elif (piece := turned(folded, span)) is not None:
            yield from _clause(text, folded, *piece)
        elif pattern("standing").search(low):
            yield from (
                _open(text, *each) for each in parts(text, *span) if pattern("standing").search(folded, *each)
            )


def _open(text: str, start: int, end: int) -> Obstacle:
    end = without_speaker(text, start, end)
    return Obstacle(start, end, upper_first(text[start:end]), resolved=False)
