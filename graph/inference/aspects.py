"""What an obstacle is about and what an indicator counts, as far as `aspects.tsv` pairs the two.

An obstacle seldom shares its words with what tells how far it is cleared: data that is not shared is told by
the look-ups on a sharing platform. The table says which kind of count tells of which kind of obstacle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extraction.lexicons import words_of
from graph.inference.words import Phrases

_LAW, _MANNER = 0, 1  # what law's and manner's words stand for
_LAWMAKING = "van-ban"  # an obstacle to the making of law does not lie in a law's words
_BY_THE_WAY = 0.5  # of an aspect, or of the law, that an obstacle mentions behind its own matter


@dataclass(frozen=True, slots=True)
class Aspect:
    """A row of the table; `obstacle` and `measure` hold groups of words, `unfit` words that rule it out."""

    key: str
    label: str
    label_en: str
    sure: float
    obstacle: tuple[tuple[str, ...], ...]
    measure: tuple[tuple[str, ...], ...]
    unfit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What an obstacle is about: aspects by key with their weight, halved where mentioned by the way.

    `law` and `manner` are 1 where they lead, 0.5 where they come behind, 0 where they do not come.
    """

    aspects: Mapping[str, float]
    law: float
    manner: float


@cache
def aspects() -> Mapping[str, Aspect]:
    """The rows of `aspects.tsv` by key."""
    lines = files("graph.inference").joinpath("aspects.tsv").read_text("utf-8").splitlines()
    out = {}
    for line in lines:
        if line.startswith(("#", "key\t")) or not line:
            continue
        key, label, label_en, sure, obstacle, measure, unfit = line.split("\t")
        groups = _groups(obstacle), _groups(measure)
        out[key] = Aspect(key, label, label_en, float(sure), *groups, _words(unfit))
    return out


def _groups(cell: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_words(group) for group in cell.split(" & "))


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def _sides() -> tuple[Phrases, Phrases, tuple[tuple[str, tuple[int, ...], tuple[int, ...], int], ...]]:
    """Phrases of obstacles and of indicators, and for each aspect the meanings of its groups."""
    asked: list[tuple[str, int]] = []
    told: list[tuple[str, int]] = []
    rows = []
    number = _MANNER + 1
    matters = words_of("graph.inference", "matters.tsv")
    for meaning, name in ((_LAW, "law"), (_MANNER, "manner")):
        asked.extend((word, meaning) for word in matters[name])
    for aspect in aspects().values():
        groups: list[tuple[int, ...]] = []
        for side, phrases in ((aspect.obstacle, asked), (aspect.measure, told)):
            meanings = tuple(range(number, number + len(side)))
            number += len(side)
            phrases.extend((w, m) for m, group in zip(meanings, side, strict=True) for w in group)
            groups.append(meanings)
        told.extend((word, number) for word in aspect.unfit)
        rows.append((aspect.key, groups[0], groups[1], number))
        number += 1
    return Phrases(asked), Phrases(told), tuple(rows)


def asked_by(words: list[str]) -> Matter:
    """What an obstacle with these spelled words is about.

    The thing named first is its matter: in "nhiệm vụ trong kế hoạch … chậm" tasks are late, not plans.
    """
    phrases, _, rows = _sides()
    found = phrases.find(words)
    at = {key: found[groups[0]] for key, groups, _, _ in rows if all(meaning in found for meaning in groups)}
    first = min(at.values(), default=len(words))
    law, manner = found.get(_LAW), found.get(_MANNER)
    if at.get(_LAWMAKING) == first:
        law = None
    others = [place for place in (law, manner) if place is not None]
    lead = min([first, *others])
    known = aspects()
    return Matter(
        {key: known[key].sure * (1.0 if at[key] == lead else _BY_THE_WAY) for key in at},
        _weight(law, first),
        _weight(manner, first),
    )


def _weight(at: int | None, first: int) -> float:
    if at is None:
        return 0.0
    return 1.0 if at < first else _BY_THE_WAY


def told_in(words: list[str]) -> dict[int, int]:
    """What the spelled words of an indicator or of its context mention, for `told_by`."""
    return _sides()[1].find(words)


def told_by(own: Mapping[int, int], context: Mapping[int, int]) -> tuple[frozenset[str], frozenset[str]]:
    """The aspects that an indicator tells of: by its own name, and by its name together with its context."""
    groups, unfit = _told()
    counts: dict[str, int] = {}
    for meaning in own:
        if meaning in groups:
            counts[groups[meaning]] = counts.get(groups[meaning], 0) + 1
    by_name, by_context = set(), set()
    for key in counts.keys() - {unfit[meaning] for meaning in own if meaning in unfit}:
        wanted = len(aspects()[key].measure)
        if counts[key] == wanted:
            by_name.add(key)
        elif counts[key] + sum(groups.get(m) == key for m in context if m not in own) == wanted:
            by_context.add(key)
    return frozenset(by_name), frozenset(by_context)


@cache
def _told() -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The aspect of each group of words of an indicator, and that of each class of unfit words."""
    rows = _sides()[2]
    return {meaning: key for key, _, groups, _ in rows for meaning in groups}, {
        unfit: key for key, _, _, unfit in rows
    }
