"""What one version of the graph added, changed, contradicts and took away, thing by thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.diff import CHANGED, GAINED, LOST, Comparison, Thing
from graph.history import Entry
from viz.language import LANGUAGES
from viz.rendering import render
from viz.reports.listing import moment
from viz.view import View, address

_MOST = 60
# What a reader looks for first; claims of who issued what and the like come after the things.
_ORDER = (
    "finding", "bottleneck", "instrument", "indicator", "observation", "task", "status", "claim",
    "organization", "database", "platform", "report", "review",
)  # fmt: skip
_WORDS = {"status": "stage"}


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that a version gained, lost or changed; `more` counts those that are left out."""

    kind: str
    things: tuple[Thing, ...]
    more: int

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self.things) + self.more


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four parts of the page: contradicts, added, changed, removed."""

    name: str
    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        """How many things the part tells of."""
        return sum(group.total for group in self.groups)


def changes_page(view: View, entry: Entry, comparison: Comparison | None) -> str:
    """The page of one version; without a comparison (a version no longer kept) it tells the history."""
    path = f"/reports/changes/{entry.version}"
    return render(
        "changes.html",
        view.lang,
        here="reports",
        switch={lang: address(path, lang) for lang in LANGUAGES},
        entry=entry,
        software=f"khaithong {entry.software}",
        parts=_parts(comparison) if comparison else None,
        href=view.href,
        moment=lambda stamp: moment(view.words, stamp),
        kind_word=lambda kind: view.words(f"kind.{_WORDS.get(kind, kind)}"),
    )


def _parts(comparison: Comparison) -> tuple[Part, ...]:
    def part(name: str, chosen: Callable[[Thing], bool]) -> Part:
        return Part(name, tuple(_groups(thing for thing in comparison.things if chosen(thing))))

    return (
        part("contradicts", lambda thing: thing.what == GAINED and thing.kind == "finding"),
        part("added", lambda thing: thing.what == GAINED and thing.kind != "finding"),
        part("changed", lambda thing: thing.what == CHANGED),
        part("removed", lambda thing: thing.what == LOST),
    )


def _groups(things: Iterable[Thing]) -> Iterable[Group]:
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(thing.kind, []).append(thing)
    for kind in sorted(found, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else len(_ORDER)):
        yield Group(kind, tuple(found[kind][:_MOST]), max(0, len(found[kind]) - _MOST))
