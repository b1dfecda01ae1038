"""The list of reports: what was read, when, by which version, how many facts of each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.history import Entry
from viz.language import LANGUAGES, Catalogue
from viz.rendering import render
from viz.terms import Label, integer, labels, need, text
from viz.view import ReportLine, View

ADDED, REPLACED, WITHDRAWN = "added", "replaced", "withdrawn"
_EACH = 25
_ORDER = (
    "bottleneck", "instrument", "observation", "organization", "database", "platform", "task", "finding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A report with how it was read; `version` is the graph's version that brought it, 0 where unknown."""

    line: ReportLine
    file: str
    sha256: str
    publisher: Label | None
    read: str | None
    software: str | None
    counts: tuple[tuple[str, int], ...]
    version: int


def reports_page(view: View, history: Sequence[Entry], page: int = 0) -> str:
    """The list of reports, the latest first, with what each version of the graph changed."""
    lines = list(view.reports.values())
    pages = max(1, -(-len(lines) // _EACH))
    page = min(page, pages - 1)
    shown = [_read(view, line, history) for line in lines[page * _EACH : (page + 1) * _EACH]]
    return render(
        "reports.html",
        view.lang,
        here="reports",
        switch={lang: _address(lang, page) for lang in LANGUAGES},
        reports=shown,
        total=len(lines),
        page=page,
        pages=pages,
        at=lambda number: _address(view.lang, number),
        history=[entry for entry in history if entry.change is not None],
        moment=lambda stamp: moment(view.words, stamp),
    )


def _address(lang: str, page: int) -> str:
    pairs = ([f"page={page}"] if page else []) + ([f"lang={lang}"] if lang != "vi" else [])
    return "/reports" + ("?" + "&".join(pairs) if pairs else "")


def _read(view: View, line: ReportLine, history: Sequence[Entry]) -> ReportRead:
    rows = view.rows("report_run", thing=line.iri)
    row = rows[0] if rows else {}
    counted = {
        need(each, "kind"): integer(each, "n") or 0 for each in view.rows("report_tally", report=line.iri)
    }
    sha256 = text(row, "sha256") or ""
    names = labels(each for each in rows if "publisher" in each) if rows else {}
    return ReportRead(
        line,
        text(row, "source") or "",
        sha256,
        next(iter(names.values()), None),
        text(row, "ended"),
        text(row, "software"),
        tuple((kind, counted[kind]) for kind in _ORDER if counted.get(kind)),
        _version_of(sha256, history),
    )


def _version_of(sha256: str, history: Sequence[Entry]) -> int:
    """The newest version that added or replaced a report."""
    for entry in history:
        for change in entry.change.reports if entry.change else ():
            if change.sha256 == sha256 and change.what in (ADDED, REPLACED):
                return entry.version
    return 0


def moment(words: Catalogue, stamp: str) -> str:
    """An xsd:dateTime as a reader writes it: day and time of day, in UTC; what is none is left as it is."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{words.period(at.date().isoformat())}, {at:%H:%M} UTC"
