"""What an obstacle consists of where a noun for it stands: its object, or the points of its list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extraction.bottlenecks.running import parts
from extraction.bottlenecks.wording import any_of, problem_of, states_problem, words
from extraction.facts import Ref
from extraction.figures.labels import upper_first
from ontology.keys import fold

_ITEM = re.compile(r"\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*+")
_QUOTED = re.compile(r"(?:[^\W\d_]++\s){1,3}[“\"]")
_EDGES = " \t\n;,."
_INTRODUCTION = 90  # characters between a noun for obstacles and the colon of their list
_CLAUSE = 4  # words that state an obstacle in such a list


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


def objects(text: str, folded: str, noun: int, at: int, end: int) -> Iterator[tuple[int, int, str]]:
    """What the obstacle consists of: an enumeration, or the words after "về", "trong", "là"."""
    items = _enumeration(text, at, end) or _listed(text, folded, at, end)
    stop = None if items else _object_end(folded, at, end)
    if stop is None:
        yield from items
        return
    parts = [at + m.start("second") for m in _second_obstacle().finditer(folded[at:stop])]
    for first, last in pairwise([noun, *parts, stop]):
        piece = _obstacle_of().match(folded[first:last])
        if piece is None or not _says_what(piece):
            continue
        what = _trimmed(text[first + piece.start("what") : last])
        if len(what.split()) >= 2 and fold(what) not in words("empty"):
            stop_of_what = first + piece.start("what") + len(what)
            # "vướng mắc về giá trị pháp lý của …": without its noun the label would state no problem
            problem = piece["situation"] or not piece["rel"] or states_problem(fold(what))
            yield first, stop_of_what, upper_first(what if problem else text[first:stop_of_what])


def _says_what(piece: re.Match[str]) -> bool:
    """Whether the words behind the noun say what is in the way, not only whose they are."""
    if piece["situation"] or piece["rel"]:
        return True
    return bool(piece["tight"] and (_attribute().match(piece["what"]) or _QUOTED.match(piece["what"])))


@cache
def _attribute() -> re.Pattern[str]:
    """ "nút thắt pháp lý cho …": an attribute of at most three words, then what it bears on."""
    return re.compile(rf"(?:[^\W\d_]++\s){{1,3}}(?:cho|{any_of('bearing')})\s\w")


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
    return re.compile(rf"(?:,|;|\svà)\s(?P<second>(?:{any_of('obstacle')})\s(?:{any_of('bearing')})\s)")


@cache
def _obstacle_of() -> re.Pattern[str]:
    relation = rf"(?:{any_of('bearing')})\s|là\s|đó là\s"
    noun = (
        rf"(?:(?P<situation>{any_of('situation')})|(?P<tight>{any_of('tight')})|{any_of('obstacle')})(?!\w)"
    )
    return re.compile(rf"(?:{noun})(?!\w)\s*+(?P<rel>{relation})?(?P<what>.*)", re.DOTALL)


def _effect(folded: str, at: int, end: int) -> int:
    """Where the obstacle ends and its clearing's effect begins: "; giúp …", ", góp phần …", the full stop."""
    m = _effects().search(folded, at, end)
    return m.start() if m else end


@cache
def _effects() -> re.Pattern[str]:
    return re.compile(rf"[;,]\s(?:{any_of('effect')})(?!\w)|;|\.(?=\s|\Z)")


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


def _listed(text: str, folded: str, at: int, end: int) -> list[tuple[int, int, str]]:
    """The clauses behind a colon where the obstacles were counted: "hai bất cập mà …: …; …"."""
    colon = folded.find(":", at, min(end, at + _INTRODUCTION))
    if colon < 0 or folded[at:colon].rstrip().endswith((" là", " gồm")):
        return []
    out = []
    for start, stop in parts(text, colon + 1, end):
        if len(text[start:stop].split()) >= _CLAUSE:
            out.append((start, stop, problem_of(text[start:stop])))
    return out if len(out) > 1 else []
