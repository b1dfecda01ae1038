"""The state of the bottlenecks: resolved, open or both, what is missing, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from graph.analysis.lookup import Lookup, end_of
from graph.analysis.model import Answer, Entry, Ground, Thing
from graph.analysis.question import answer
from graph.analysis.targets import months_between
from ontology.keys import bare

_ALIKE = 62  # of 100: shared words of two labels, however ordered; below it pairs were mostly chance


@dataclass(frozen=True, slots=True)
class Tension:
    """A bottleneck presented as resolved and one as open that speak of one concern.

    `stated` where the graph itself joins them; otherwise their words alone are alike, which is no statement.
    """

    resolved: Thing
    open: Thing
    stated: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Age:
    """How long a bottleneck has been listed as open: the first and the last report that list it."""

    bottleneck: Thing
    first: str
    last: str
    months: int
    repeated: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class State:
    """The bottlenecks of all reports, as answers, and what follows from laying them side by side."""

    states: Answer
    resolved: Answer
    open: Answer
    resolves: Answer
    without_instrument: Answer
    without_indicator: Answer
    by_theme: Answer
    by_agency: Answer
    findings: Answer
    close: Answer
    both: tuple[Tension, ...]
    ages: tuple[Age, ...]
    latest: str


def bottlenecks(lookup: Lookup, lang: str = "vi") -> State:
    """The state of every bottleneck."""

    def ask(name: str) -> Answer:
        return answer(lookup, name, lang=lang)

    states, close = ask("bottleneck-states"), ask("close-bottlenecks")
    latest = max((str(cell) for cell in states.column("period")), key=end_of, default="")
    return State(
        states=states,
        resolved=ask("bottlenecks-resolved"),
        open=ask("bottlenecks-open"),
        resolves=ask("resolves"),
        without_instrument=ask("bottlenecks-without-instrument"),
        without_indicator=ask("bottlenecks-without-indicator"),
        by_theme=ask("bottlenecks-by-theme"),
        by_agency=ask("agency-bottlenecks"),
        findings=ask("findings-between-reports"),
        close=close,
        both=_both(states, close, ask("theme-pairs")),
        ages=_ages(states, close),
        latest=latest,
    )


def _both(states: Answer, close: Answer, pairs: Answer) -> tuple[Tension, ...]:
    """Pairs of one resolved and one open bottleneck, the stated ones first."""
    sides: dict[str, list[tuple[Thing, Entry]]] = {"resolved": [], "open": []}
    for entry in states.entries:
        if isinstance(thing := entry.cells[0], Thing):
            sides.setdefault(str(entry.cells[1]), []).append((thing, entry))
    joined = {frozenset((e.cells[0], e.cells[2])): e for e in close.entries}
    themes: dict[object, set[object]] = {}
    for entry in pairs.entries:
        themes.setdefault(entry.cells[0], set()).add(entry.cells[1])
    found = []
    opened = [(thing, entry, bare(thing.name("vi"))) for thing, entry in sides["open"]]
    for resolved, entry in sides["resolved"]:
        words = bare(resolved.name("vi"))
        for thing, other, other_words in opened:
            stated = thing == resolved or frozenset((resolved, thing)) in joined
            shared = themes.get(resolved, set()) & themes.get(thing, set())
            alike = shared and fuzz.token_set_ratio(words, other_words, score_cutoff=_ALIKE) > 0
            if stated or alike:
                found.append(Tension(resolved, thing, stated, (*entry.grounds, *other.grounds)))
    return tuple(sorted(found, key=lambda t: not t.stated))


def _ages(states: Answer, close: Answer) -> tuple[Age, ...]:
    """Every open bottleneck with the reports that list it or one that is joined with it."""
    near: dict[object, set[object]] = {}
    for entry in close.entries:
        near.setdefault(entry.cells[0], set()).add(entry.cells[2])
        near.setdefault(entry.cells[2], set()).add(entry.cells[0])
    listed: dict[object, list[Entry]] = {}
    for entry in states.entries:
        if entry.cells[1] == "open":
            listed.setdefault(entry.cells[0], []).append(entry)
    ages = []
    for thing, entries in listed.items():
        alike = [entry for other in near.get(thing, ()) for entry in listed.get(other, ())]
        every = sorted((*entries, *alike), key=lambda entry: end_of(str(entry.cells[2])))
        first, last = str(every[0].cells[2]), str(every[-1].cells[2])
        if isinstance(thing, Thing):
            grounds = tuple(dict.fromkeys(g for entry in every for g in entry.grounds))
            ages.append(Age(thing, first, last, months_between(first, last) or 0, len(every) > 1, grounds))
    return tuple(sorted(ages, key=lambda age: (-age.months, end_of(age.first), age.bottleneck.iri)))
