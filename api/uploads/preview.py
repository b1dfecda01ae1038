"""What was read from an upload, small enough to look at before it is accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from extraction.facts import Predicate
from graph.mapping.claims import predicate_node
from graph.reading import Reading
from graph.records import Record, records

_EACH = 8
_FINDINGS = 60
_LONGEST = 400
# "anaphor" and "claim" are shown with what they speak of; the rest is counted and shown.
KINDS = (
    "bottleneck", "claim", "instrument", "observation", "task", "status",
    "organization", "database", "platform",
)  # fmt: skip


def previews(readings: Sequence[Reading], there: frozenset[str]) -> list[dict[str, Any]]:
    """One preview for each report as plain JSON; `there` are the SHA-256 of the reports in the store."""
    return [_preview(reading, known=reading.sha256 in there) for reading in readings]


def _preview(reading: Reading, *, known: bool) -> dict[str, Any]:
    found = records(reading.report, reading.facts)
    things = {record["iri"]: record.get("label") or record.get("number", "") for record in found}
    period = reading.facts.as_of
    return {
        "name": reading.report.name,
        "title": reading.facts.title,
        "sha256": reading.sha256,
        "known": known,
        "period": period.notation if period else None,
        "counts": {kind: number for kind, number in _counts(found).items() if number},
        "samples": {kind: _samples(kind, found, things) for kind in KINDS},
        "findings": [_finding(record) for record in found if record["kind"] == "finding"][:_FINDINGS],
    }


def _counts(found: Sequence[Record]) -> dict[str, int]:
    """Things, not mentions: an agency that is named ten times is one agency."""
    things = {(record["kind"], record["iri"], _own(record)) for record in found}
    counted = Counter(kind for kind, _, _ in things)
    return {kind: counted[kind] for kind in (*KINDS, "finding")}


def _own(record: Record) -> object:
    """What tells two facts of one IRI apart: a stage has its instrument's, a finding its report's."""
    own = {"status": (record["start"],), "finding": (record["start"], record.get("message_vi"))}
    return own.get(record["kind"])


def _samples(kind: str, found: Sequence[Record], things: dict[str, str]) -> list[dict[str, Any]]:
    samples: dict[object, dict[str, Any]] = {}
    for record in found:
        key = (record["iri"], _own(record))
        if record["kind"] == kind and key not in samples and len(samples) < _EACH:
            samples[key] = {
                "label": _label(record, things),
                "quote": _cut(record["text"]),
                "page": record.get("page"),
                **{name: record[name] for name in ("status", "stage") if name in record},
                **({"predicate": _relation(record)} if kind == "claim" else {}),
            }
    return list(samples.values())


def _label(record: Record, things: dict[str, str]) -> str:
    if record["kind"] == "observation":
        words = (record.get("indicator_label", ""), record.get("verbatim", ""), record.get("period", ""))
        return " · ".join(word for word in words if word)
    if record["kind"] == "claim":
        ends = (things.get(record["subject"]), things.get(record["object"]))
        return " → ".join(end or "?" for end in ends)
    return _cut(record.get("label") or things.get(record["iri"]) or record["text"])


def _relation(record: Record) -> str:
    """A claim's predicate by its local name in the vocabulary: "resolvedBy"."""
    return re.split(r"[#/]", predicate_node(Predicate(record["predicate"])).value)[-1]


def _finding(record: Record) -> dict[str, Any]:
    names = ("severity", "message_vi", "message_en", "printed", "computed", "page")
    return {**{name: record.get(name) for name in names}, "quote": _cut(record["text"])}


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
