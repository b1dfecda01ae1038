"""Passives: the obstacle first, what cleared it behind ("đã được tháo gỡ bằng X", "đã được X tháo gỡ")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extraction.bottlenecks.objects import Obstacle, objects
from extraction.bottlenecks.pointing import Span, pointed_back
from extraction.bottlenecks.resolvers import following, links_only, subjects
from extraction.bottlenecks.wording import any_of, leading, pattern, states_problem
from extraction.facts import Ref
from extraction.figures.labels import upper_first
from extraction.mention import Mention

_ISSUER = 60  # characters of an instrument's date and issuer before the verb
_SHORTEST = 4  # words of a clause that states an obstacle without a noun for it


@cache
def _with_means() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,\s)?(?<!\w)(?:(?:{any_of('already')})\s)*+được\s(?:cơ bản\s)?(?:{any_of('clear')})(?!\w)"
        rf"(?:\s(?:{any_of('manner')})(?!\w))?+\s(?:{any_of('means')})\s(?:(?:{any_of('bringing')})\s)*+"
    )


@cache
def _agent_first() -> re.Pattern[str]:
    return re.compile(rf"(?:,\s)?(?<!\w)(?:(?:{any_of('already')})\s)++được\s")


@cache
def _without_agent() -> re.Pattern[str]:
    return re.compile(
        rf"(?:,\s)?(?<!\w)(?:(?:{any_of('already')})\s)++được\s(?:cơ bản\s)?(?:{any_of('clear')})(?!\w)"
    )


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of('obstacle')}|{any_of('situation')})(?!\w)")


def passive(
    text: str,
    folded: str,
    span: Span,
    instruments: Sequence[Mention],
    names: Sequence[Mention],
    before: Span | None,
) -> Iterator[Obstacle]:
    """The obstacles that a sentence says were cleared, by an instrument or by something else."""
    start, end = span
    for at, by in _clearings(folded, span, instruments, names):
        nouns = list(_noun().finditer(folded, start, at))
        statement = (start, end)
        if nouns and (
            pointed := pointed_back(text, folded, nouns[-1].end(), (start, nouns[-1].start()), before)
        ):
            agents = by or subjects(folded, start, nouns[-1].start(), instruments, names, purpose=False)
            yield Obstacle(*pointed, resolved=True, by=agents, statement=(min(pointed[0], start), end))
        elif nouns:
            for first, last, label in objects(text, folded, nouns[0].start(), nouns[0].end(), at):
                yield Obstacle(first, last, label, resolved=True, by=by, statement=statement)
        elif by and (clause := _problem(text, folded, start, at)):
            label = upper_first(text[slice(*clause)])
            yield Obstacle(*clause, label, resolved=True, by=by, statement=statement)


def _clearings(
    folded: str, span: Span, instruments: Sequence[Mention], names: Sequence[Mention]
) -> list[tuple[int, tuple[Ref, ...]]]:
    """Where a passive of clearing begins, and the instruments that it names as its agent or means."""
    start, end = span
    found: dict[int, tuple[Ref, ...]] = {}
    for m in _with_means().finditer(folded, start, end):
        if by := following(folded, m.end(), end, instruments, names)[0]:
            found[m.start()] = by
    for m in _agent_first().finditer(folded, start, end):
        by, at = following(folded, m.end(), end, instruments, names)
        verb = pattern("clear").search(folded, at, min(end, at + _ISSUER)) if by else None
        if verb is not None and links_only(folded, at, verb.start(), names):
            found.setdefault(m.start(), by)
    for m in _without_agent().finditer(folded, start, end):
        found.setdefault(m.start(), ())
    return sorted(found.items())


def _problem(text: str, folded: str, start: int, at: int) -> Span | None:
    """The words before the passive, where they state a problem without a noun for one."""
    first = start + leading(text[start:at])
    last = first + len(text[first:at].rstrip(" ,;"))
    clause = folded[first:last]
    return (first, last) if len(clause.split()) >= _SHORTEST and states_problem(clause) else None
