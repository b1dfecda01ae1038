"""Statements that an obstacle was cleared: who cleared it, and what was in the way.

Read only where the sentence names the obstacle's object ("điểm nghẽn về …", an enumeration); "giải quyết
khó khăn" alone names none (hard cases 105, 110). An instrument resolves only as the subject of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extraction.bottlenecks.wording import pattern, problem_of, words
from extraction.facts import Ref
from extraction.figures.labels import upper_first
from extraction.figures.lexicon import alternation
from extraction.mention import Mention, within
from ontology.keys import fold

_ITEM = re.compile(r"\((?:\d{1,2}|[a-zđ])\)\s*+")
_EDGES = " \t\n;,."
_DONE = re.compile(r"(?<!\w)đã(?!\w)")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One obstacle: `text[start:end]` says it; `by` are the instruments that the source says cleared it."""

    start: int
    end: int
    label: str
    resolved: bool
    by: tuple[Ref, ...] = ()
    statement: tuple[int, int] = (0, 0)
    purpose: bool = False


@cache
def _any(name: str) -> str:
    return alternation(words(name))


@cache
def _links() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|[,;:\"“”()\-+•*]|\d{{1,2}}[.)]|(?:{_any('link')})(?!\w))++")


@cache
def _clearing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{_any('clear')})(?!\w)(?:\s(?:{_any('manner')})(?!\w))*+"
        rf"(?:\s(?:\d{{1,2}}|{_any('number')}))?+\s(?:cơ bản\s)?(?P<noun>{_any('obstacle')})(?!\w)"
    )


def cleared(
    text: str, folded: str, span: tuple[int, int], instruments: Sequence[Mention], names: Sequence[Mention]
) -> Iterator[Obstacle]:
    """The obstacles that one sentence says were cleared."""
    start, end = span
    yield from _passive(text, folded, span, instruments)
    for m in _clearing().finditer(folded, start, end):
        aim = _aimed(folded, start, m.start())
        by = _subjects(folded, start, m.start(), instruments, names, purpose=aim)
        if aim and not by:
            continue
        if not by and not _DONE.search(folded, max(start, m.start() - 30), m.start()):
            continue
        for first, last, label in _objects(text, folded, m.start("noun"), m.end("noun"), end):
            yield Obstacle(first, last, label, not aim, by, (start, last), purpose=aim)


@cache
def _passive_clearing() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,\s)?(?<!\w)(?:(?:{_any('already')})\s)*+được\s(?:cơ bản\s)?(?:{_any('clear')})(?!\w)"
        rf"(?:\s(?:{_any('manner')})(?!\w))?+\s(?:{_any('means')})\s(?:(?:{_any('bringing')})\s)*+"
    )


def _passive(
    text: str, folded: str, span: tuple[int, int], instruments: Sequence[Mention]
) -> Iterator[Obstacle]:
    """ "Điểm nghẽn về … đã được tháo gỡ bằng Nghị định …": the obstacle first, what cleared it behind."""
    start, end = span
    for m in _passive_clearing().finditer(folded, start, end):
        noun = pattern("obstacle").search(folded, start, m.start())
        by = _following(folded, m.end(), end, instruments)
        if noun is None or not by:
            continue
        for first, last, label in _objects(text, folded, noun.start(), noun.end(), m.start()):
            yield Obstacle(first, last, label, resolved=True, by=by, statement=(start, end))


def _following(folded: str, at: int, end: int, instruments: Sequence[Mention]) -> tuple[Ref, ...]:
    out: list[Ref] = []
    for m in within(instruments, at, end):
        if m.start < at:
            continue
        if _links().fullmatch(f" {folded[at : m.start]} ") is None:
            break
        out.append(m.ref)
        at = m.end
    return tuple(dict.fromkeys(out))


def _aimed(folded: str, start: int, at: int) -> bool:
    """Whether what stands right before the verb makes it a purpose or a wish."""
    before = folded[max(start, at - 24) : at].rstrip()
    return any(before == w or before.endswith(f" {w}") for w in words("aim"))


def _objects(text: str, folded: str, noun: int, at: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What the obstacle consists of: an enumeration, or the words after "về", "trong", "là"."""
    items = _enumeration(text, at, end)
    stop = None if items else _object_end(folded, at, end)
    if stop is None:
        yield from items
        return
    parts = [at + m.start("second") for m in _second_obstacle().finditer(folded[at:stop])]
    for first, last in pairwise([noun, *parts, stop]):
        piece = _obstacle_of().match(folded[first:last])
        if piece is None or piece["rel"] is None:
            continue
        what = _trimmed(text[first + piece.start("what") : last])
        if len(what.split()) >= 2 and fold(what) not in words("empty"):
            yield first, first + piece.start("what") + len(what), upper_first(what)


def _object_end(folded: str, at: int, end: int) -> int | None:
    """Where the obstacle's own words end: at its effect or at a colon; None where they only open a list."""
    colon, stop = folded.find(":", at, end), _effect(folded, at, end)
    if not 0 <= colon < stop:
        return stop
    head = folded[at:colon].rstrip()
    if len(head.split()) <= 2:
        return None  # "Tháo gỡ các vướng mắc:" only opens a list of its own
    for copula in (" là", " gồm"):
        if head.endswith(copula) and len(head.split()) > 3:
            return at + len(head.removesuffix(copula))
    return colon


def _trimmed(words_of_object: str) -> str:
    """The words without the marks and the "và" at their end."""
    out = words_of_object.rstrip(_EDGES)
    return out.removesuffix(" và").removesuffix(" hoặc").rstrip(_EDGES)


@cache
def _second_obstacle() -> re.Pattern[str]:
    return re.compile(rf"(?:,|;|\svà)\s(?P<second>(?:{_any('obstacle')})\s(?:{_any('bearing')})\s)")


@cache
def _obstacle_of() -> re.Pattern[str]:
    relation = rf"(?:{_any('bearing')})\s|là\s|đó là\s"
    return re.compile(rf"(?:{_any('obstacle')})\s*+(?P<rel>{relation})?(?P<what>.*)", re.DOTALL)


def _effect(folded: str, at: int, end: int) -> int:
    """Where the obstacle ends and its clearing's effect begins: "; giúp …", ", góp phần …", the full stop."""
    m = _effects().search(folded, at, end)
    return m.start() if m else end


@cache
def _effects() -> re.Pattern[str]:
    return re.compile(rf"[;,]\s(?:{_any('effect')})(?!\w)|;|\.(?=\s|\Z)")


def _enumeration(text: str, at: int, end: int) -> list[tuple[int, int, str]]:
    """The points "(1) …; (2) …" that an obstacle is parted into; none where there are fewer than two."""
    marks = list(_ITEM.finditer(text, at, end))
    if len(marks) < 2:
        return []
    out = []
    for m, stop in zip(marks, [*(m.start() for m in marks[1:]), end], strict=True):
        item = _trimmed(text[m.end() : stop])
        if item:
            out.append((m.start(), m.end() + len(item), problem_of(item)))
    return out


def _subjects(
    folded: str,
    start: int,
    at: int,
    instruments: Sequence[Mention],
    names: Sequence[Mention],
    *,
    purpose: bool,
) -> tuple[Ref, ...]:
    """The instruments that are the subject of a clearing verb at `at`.

    Only links and their issuers may stand between them; the last one's title may go on up to the verb.
    """
    out: list[Ref] = []
    cursor = start
    for m in within(instruments, start, at):
        if m.start < cursor:
            continue
        gap = _without_names(folded, cursor, m.start, names)
        if _links().fullmatch(f" {gap} ") is None:
            break
        out.append(m.ref)
        cursor = m.end
    rest = _without_names(folded, cursor, at, names).strip()
    titled = rest.startswith(words("title")) and (purpose or " đã" in f" {rest}")
    if not titled and _links().fullmatch(f" {_without_aim(rest)} ") is None:
        return ()
    return tuple(dict.fromkeys(out))


def _without_aim(rest: str) -> str:
    return next((rest.removesuffix(aim) for aim in words("aim") if rest.endswith(aim)), rest)


def _without_names(folded: str, start: int, end: int, names: Sequence[Mention]) -> str:
    """`folded[start:end]` without the issuers that it names ("của Chính phủ")."""
    out, at = [], start
    for m in within(names, start, end):
        if at <= m.start:
            out.append(folded[at : m.start])
            at = m.end
    return "".join([*out, folded[at:end]])


def has_obstacle(folded: str) -> bool:
    """Whether a folded sentence names an obstacle at all (a cheap test before the reading)."""
    return pattern("obstacle").search(folded) is not None
