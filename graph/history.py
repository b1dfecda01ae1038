"""A store's history: what each published version changed, told in the terms of those who changed it.

Each version leaves one small file, `history/000007.json`, which stays when the version itself is pruned.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph import versions
from graph.codec import CodecError, decode, encode
from graph.graphs import Difference


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A report that a version added, replaced or withdrew (`what`), and its graph's statements."""

    what: str
    name: str
    title: str
    sha256: str
    change: Difference


@dataclass(frozen=True, slots=True)
class GraphChange:
    """Another graph that changed (`origin`: inferred, review, reference, ontology), and its statements."""

    origin: str
    change: Difference


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """A review that a version brought: the decision, the claim in words, who decided and why."""

    decision: str
    claim: str
    subject: str
    predicate: str
    object: str
    reviewer: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed; `command` is what made it: build, withdraw, review, import."""

    command: str
    reports: tuple[ReportChange, ...] = ()
    graphs: tuple[GraphChange, ...] = ()
    reviews: tuple[ReviewNote, ...] = ()

    @property
    def net(self) -> int:
        """How many quads the named graphs gained, less those that they lost."""
        told = [*(each.change for each in self.reports), *(each.change for each in self.graphs)]
        return sum(change.added - change.removed for change in told)


@dataclass(frozen=True, slots=True)
class Entry:
    """One version in the history. `change` is None where an older program, which told nothing, made it."""

    version: int
    created: str
    software: str
    quads: int
    kept: bool
    change: Change | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry as plain JSON types."""
        change = asdict(self.change) if self.change else {}
        return {
            "version": self.version,
            "created": self.created,
            "software": self.software,
            "quads": self.quads,
            "kept": self.kept,
            **change,
        }


def changed_graphs(changes: Mapping[str, Difference]) -> tuple[GraphChange, ...]:
    """Those graphs that gained or lost something."""
    return tuple(
        GraphChange(origin, change) for origin, change in changes.items() if change.added or change.removed
    )


def told(about: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """What the history keeps of a version whose `version.json` is `about`."""
    return {
        "created": about.get("created", ""),
        "software": about.get("software", ""),
        "quads": about.get("quads", 0),
        "change": encode(change),
    }


def history(directory: Path) -> list[Entry]:
    """The history of the store in `directory`, newest version first.

    Raises:
        StoreError: no usable store there (see `graph.errors`).
    """
    newest, lock = versions.hold(directory)
    with lock:
        kept = {number for number in versions.kept_numbers(directory) if number <= newest.number}
        found = {
            number: _entry(number, body, number in kept) for number, body in versions.recorded(directory)
        }
        for number in kept - set(found):
            about = versions.about(directory, number)
            if about is not None:
                found[number] = _entry(number, json.dumps(about).encode(), kept=True)
    return [found[number] for number in sorted(found, reverse=True)]


def _entry(number: int, body: bytes, kept: bool) -> Entry:  # noqa: FBT001 - a field
    """One entry; where what was told has another shape, only when and by what the version was made."""
    try:
        data = json.loads(body)
    except ValueError:
        data = {}
    try:
        change = decode(Change, data["change"])
    except (CodecError, KeyError, TypeError):
        change = None
    about = data if isinstance(data, dict) else {}
    quads = about.get("quads")
    return Entry(
        number,
        str(about.get("created", "")),
        str(about.get("software", "")),
        quads if isinstance(quads, int) else 0,
        kept,
        change,
    )
