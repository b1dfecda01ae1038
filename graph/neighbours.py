"""Which of the reports in a store a new one is compared with.

Up to `MOST` others everything is inferred anew over all reports. Beyond that a new report is compared with
the nearest: first those of its own publisher, then by the time that they speak of. What was inferred before
among the others stays as it is, so that adding a report costs what the report costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from extraction.facts import Period
from graph.graphs import UNION
from graph.inference.times import end_of
from graph.reading import Reading
from graph.run import Run
from graph.terms import DCTERMS, KT, SKOS

MOST = 40
"""Others that a new report is compared with."""
_MONTHS = 12
_FAR = 10**6  # months: of a report whose time is not known


def nearest(
    store: Store, run: Run, entries: Sequence[Mapping[str, Any]], new: Iterable[Reading], most: int = MOST
) -> list[str]:
    """The SHA-256 of the `most` reports among `entries` that are nearest to any of the `new` ones."""
    here = [_about(reading, run) for reading in new]
    ranked = []
    for order, entry in enumerate(entries):
        sha256 = str(entry["sha256"])
        publisher, month = _described(store, run, sha256)
        distance = min((other != publisher, _apart(when, month)) for other, when in here)
        ranked.append((*distance, -order, sha256))
    return [sha256 for *_, sha256 in sorted(ranked)[:most]]


def _about(reading: Reading, run: Run) -> tuple[str | None, int | None]:
    publisher = reading.facts.publisher
    period = reading.facts.as_of
    return (
        run.iris.thing(publisher).value if publisher is not None else None,
        _month(end_of(period)) if period is not None else None,
    )


def _described(store: Store, run: Run, sha256: str) -> tuple[str | None, int | None]:
    node = run.iris.report(sha256)
    publisher = next(_objects(store, node, DCTERMS.publisher), None)
    period = next(_objects(store, node, KT.asOf), None)
    notation = next(_objects(store, period, SKOS.notation), None) if isinstance(period, NamedNode) else None
    return (
        publisher.value if isinstance(publisher, NamedNode) else None,
        _month(end_of(Period(notation.value))) if isinstance(notation, Literal) else None,
    )


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> Iterator[object]:
    return (quad.object for quad in store.quads_for_pattern(node, predicate, None, UNION))


def _month(day: str) -> int | None:
    """The months from year 0 to the end of a period, as `end_of` gives it ("2024-05-31")."""
    parts = day.split("-")
    return int(parts[0]) * _MONTHS + int(parts[1]) if len(parts) > 1 else None


def _apart(one: int | None, other: int | None) -> int:
    return _FAR if one is None or other is None else abs(one - other)
