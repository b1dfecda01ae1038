"""Obstacles that somebody is quoted with: "“… chưa chấp nhận bản điện tử”, bà Hoa chia sẻ".

News and minutes state obstacles in the words of a person. Two forms say whose words they are: a quotation
in curved or straight marks with a verb of speech beside it, and "Theo ông …, …". What is said must state a
problem that is there; a condition, a wish or a memory of former days states none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extraction.bottlenecks.running import parts
from extraction.bottlenecks.wording import any_of, pattern, states_problem

_SHORTEST = 5  # words that state an obstacle
_NEAR = 70  # characters beside a quotation in which the verb of speech stands
Span = tuple[int, int]


@cache
def _quotation() -> re.Pattern[str]:
    return re.compile(r"“(?P<curved>[^“”]{20,600})(?:”|\Z)|\"(?P<straight>[^\"]{20,600})\"")


@cache
def _closed() -> re.Pattern[str]:
    """The end of a quotation that began in a sentence before, with its speaker behind."""
    return re.compile(
        rf"\A(?P<said>[^“”\"]{{20,600}})[”\"],?\s[^.;]{{0,{_NEAR}}}?(?:{any_of('speech')})(?!\w)"
    )


@cache
def _according() -> re.Pattern[str]:
    post = rf"(?:(?:{any_of('post')})\s[^,;:]{{1,90}},\s)?"
    return re.compile(rf"(?:\A|(?<=\s))theo\s(?:{any_of('speaker')})\s[^,;:]{{1,90}},\s{post}")


def spoken(folded: str, span: Span) -> list[Span]:
    """The places of the obstacles in what a sentence quotes; none where it quotes none."""
    return [piece for said in _said(folded, span) for piece in _problems(folded, said)]


def _said(folded: str, span: Span) -> Iterator[Span]:
    start, end = span
    if (m := _closed().match(folded[start:end])) is not None:
        yield start, start + m.end("said")
        return
    found = False
    for m in _quotation().finditer(folded, start, end):
        beside = (
            folded[max(start, m.start() - _NEAR) : m.start()],
            folded[m.end() : min(end, m.end() + _NEAR)],
        )
        if any(pattern("speech").search(words) for words in beside):
            found = True
            yield m.span("curved" if m["curved"] else "straight")
    if not found and (according := _according().search(folded, start, end)) is not None:
        yield according.end(), end


def _problems(folded: str, said: Span) -> Iterator[Span]:
    for first, last in parts(folded, *said):
        clause = folded[first:last]
        if len(clause.split()) < _SHORTEST or not states_problem(clause):
            continue
        if any(pattern(name).search(clause) for name in ("condition", "wish", "formerly")):
            continue
        yield first, last


def without_speaker(text: str, start: int, end: int) -> int:
    """Where a clause ends that a quotation closes: "… chi phí”, ông Thuấn nói" → behind "chi phí"."""
    for mark, opening in (("”", "“"), ('"', '"')):
        at = text.find(mark, start, end)
        if at >= 0 and opening not in text[start:at]:
            return at
    return end
