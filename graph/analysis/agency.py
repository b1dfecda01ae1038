"""An agency's brief: what it issued, runs, must do, is measured by, and which body took its work over."""

from __future__ import annotations

from dataclasses import dataclass

from graph.analysis.lookup import Lookup
from graph.analysis.model import Answer, Entry, Thing
from graph.analysis.question import answer


@dataclass(frozen=True, slots=True)
class Brief:
    """What sources say of an agency. `heirs` and `forebears` are reference data: bodies, and since when."""

    agency: Thing
    issued: Answer
    owns: Answer
    tasks: Answer
    figures: Answer
    bottlenecks: Answer
    mergers: Answer
    heirs: tuple[Entry, ...]
    forebears: tuple[Entry, ...]

    @property
    def passed(self) -> tuple[Entry, ...]:
        """What the agency had to do, which its heir would answer for; no source says that it passed."""
        return self.tasks.entries if self.heirs else ()


def brief(lookup: Lookup, agency: Thing) -> Brief:
    """The brief of an agency."""

    def ask(name: str) -> Answer:
        return answer(lookup, name, agency=agency.iri)

    mergers = answer(lookup, "mergers")
    return Brief(
        agency=agency,
        issued=ask("issuers"),
        owns=ask("agency-owns"),
        tasks=ask("tasks-of-agency"),
        figures=ask("agency-figures"),
        bottlenecks=ask("agency-bottlenecks"),
        mergers=mergers,
        heirs=tuple(entry for entry in mergers.entries if entry.cells[0] == agency),
        forebears=tuple(entry for entry in mergers.entries if entry.cells[1] == agency),
    )
