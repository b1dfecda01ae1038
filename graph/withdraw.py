"""Withdrawing a report: its graph and what was inferred from it go, in one transaction; reviews stay.

The report's file stays in the store for as long as a kept version lists it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.build import put_inferences, readings_there
from graph.compose import Composer
from graph.edition import edit
from graph.errors import ReportUnknown
from graph.graphs import Difference
from graph.history import Change, ReportChange, changed_graphs
from graph.inference import Inference
from graph.progress import Progress, Step, silent
from graph.run import Run

_LEAST = 4
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was withdrawn; `version` is the published version's number."""

    version: int
    report: ReportChange
    inferred: Difference


def find_report(entries: Sequence[Mapping[str, str]], name: str) -> Mapping[str, str]:
    """The report that a name means: its file's name, or at least four digits of its SHA-256.

    `entries` are a version's `reports`.

    Raises:
        ReportUnknown: no such report, or several.
    """
    wanted = name.lower().rpartition("/")[2]
    fitting = [entry for entry in entries if entry["name"] == name] or [
        entry for entry in entries if len(wanted) >= _LEAST and entry["sha256"].startswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0]
    shown = [f"{entry['name']} ({entry['sha256'][:16]})" for entry in (fitting or entries)]
    some = ", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")
    if fitting:
        raise ReportUnknown("report-ambiguous", name=name, count=len(fitting), some=some)
    raise ReportUnknown("report-unknown", name=name, some=some or "–")


def withdraw(
    directory: Path,
    name: str,
    *,
    run: Run,
    inferences: Iterable[Inference] | None = None,
    progress: Progress = silent,
) -> Withdrawn:
    """Take a report out of the store in `directory` and publish the store's next version.

    Raises:
        ReportUnknown: no such report, or several (see `find_report`).
        StoreError: the store cannot be written; see `graph.errors`.
    """
    with edit(directory, run) as edition:
        entries = edition.about["reports"]
        entry = find_report(entries, name)
        composer = Composer(edition.writer.graph, edition.run)
        gone = composer.drop(entry["sha256"])
        left = readings_there(edition.writer, edition.about, {entry["sha256"]}, edition.run)
        progress(Step("inferring", 0, 1))
        inferred = put_inferences(composer, left, inferences)
        progress(Step("inferring", 1, 1))
        change = ReportChange("withdrawn", entry["name"], entry["title"], entry["sha256"], gone)
        progress(Step("publishing", 0, 1))
        number = edition.publish(
            Change("withdraw", (change,), changed_graphs({"inferred": inferred})),
            reports=[other for other in entries if other["sha256"] != entry["sha256"]],
        )
        progress(Step("publishing", 1, 1))
        return Withdrawn(number, change, inferred)
