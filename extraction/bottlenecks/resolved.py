"""Statements that an obstacle was cleared: who cleared it, and what was in the way.

Read only where the sentence names the obstacle's object ("điểm nghẽn về …", an enumeration); "giải quyết
khó khăn" alone names none (hard cases 105, 110). An instrument resolves only as the subject of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extraction.bottlenecks.objects import Obstacle, objects
from extraction.bottlenecks.passive import passive
from extraction.bottlenecks.pointing import Span, pointed_back
from extraction.bottlenecks.resolvers import subjects
from extraction.bottlenecks.wording import any_of, pattern, words
from extraction.figures.lexicon import whole_words
from extraction.mention import Mention

_DONE = re.compile(r"(?<!\w)đã(?!\w)")


@cache
def _clearing() -> re.Pattern[str]:
    return re.compile(
        rf"{whole_words(words('clear'))}(?:\s(?:{any_of('manner')})(?!\w))*+"
        rf"(?:\s(?:\d{{1,2}}|{any_of('number')}))?+\s(?:cơ bản\s)?"
        rf"(?P<noun>{any_of('obstacle')}|{any_of('situation')})(?!\w)"
    )


def cleared(
    text: str,
    folded: str,
    span: Span,
    instruments: Sequence[Mention],
    names: Sequence[Mention],
    before: Span | None = None,
) -> Iterator[Obstacle]:
    """The obstacles that a sentence says were cleared; `before` is the sentence that "này" points back to."""
    start, end = span
    yield from passive(text, folded, span, instruments, names, before)
    for m in _clearing().finditer(folded, start, end):
        aim = _aimed(folded, start, m.start())
        by = subjects(folded, start, m.start(), instruments, names, purpose=aim)
        if not by and _is_wished(folded, start, m, aim=aim):
            yield from _wished(text, folded, m.start("noun"), m.end("noun"), end)
            continue
        if aim and not by:
            continue
        if not by and not _DONE.search(folded, max(start, m.start() - 30), m.start()):
            continue
        if pointed := pointed_back(text, folded, m.end("noun"), (start, m.start()), before):
            yield Obstacle(*pointed, not aim, by, (min(pointed[0], start), end), purpose=aim)
            continue
        for first, last, label in objects(text, folded, m.start("noun"), m.end("noun"), end):
            yield Obstacle(first, last, label, not aim, by, (start, last), purpose=aim)


def _is_wished(folded: str, start: int, m: re.Match[str], *, aim: bool) -> bool:
    """Whether a state is yet to be cleared: it exists, whoever asks for it ("khắc phục tình trạng …")."""
    if m["noun"] not in words("situation"):
        return False
    return aim or not _DONE.search(folded, max(start, m.start() - 30), m.start())


def _wished(text: str, folded: str, noun: int, at: int, end: int) -> Iterator[Obstacle]:
    for first, last, label in objects(text, folded, noun, at, end):
        yield Obstacle(first, last, label, resolved=False)


def _aimed(folded: str, start: int, at: int) -> bool:
    """Whether what stands right before the verb makes it a purpose or a wish."""
    before = folded[max(start, at - 24) : at].rstrip()
    return any(before == w or before.endswith(f" {w}") for w in words("aim"))


def has_obstacle(folded: str) -> bool:
    """Whether a folded sentence names an obstacle at all (a cheap test before the reading)."""
    return (
        pattern("obstacle").search(folded) is not None
        or pattern("situation").search(folded) is not None
        or clearly_cleared().search(folded) is not None
    )


@cache
def clearly_cleared() -> re.Pattern[str]:
    """A passive of clearing ("được tháo gỡ"); it begins with a letter, which the engine can look for."""
    return re.compile(rf"đ(?<!\w.)ược (?:cơ bản )?(?:{any_of('clear')})(?!\w)")
