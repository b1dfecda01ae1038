"""What there is to review in one version of the graph, filtered and in pages, the surest first."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from graph.review.listing import KINDS, STATUSES, Item, items
from viz.language import DEFAULT

if TYPE_CHECKING:
    from graph.reader import Reader
    from viz.view import View

PATH = "/review"
FINDING = "finding"
SURENESS = ("0.9", "0.8", "0.7", "0.6", "0.5")
EACH = 15


@dataclass(frozen=True, slots=True)
class State:
    """What a person asked the queue for; it lives in the address. `done` names a claim just decided."""

    status: str = "open"
    kind: str = ""
    report: str = ""
    least: str = ""
    page: int = 0
    done: str = ""

    @classmethod
    def read(cls, pairs: Sequence[tuple[str, str]]) -> State:
        """The state in the pairs of a query string; what cannot be understood is passed over."""
        given = dict(pairs)
        page = given.get("page", "")
        return cls(
            status=given["status"] if given.get("status") in STATUSES else "open",
            kind=given["kind"] if given.get("kind") in (*KINDS, FINDING) else "",
            report=given.get("report", "")[:64],
            least=given["least"] if given.get("least") in SURENESS else "",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0,
            done=given.get("done", "")[:64],
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The state as the pairs of a query string, without the language."""
        given = [
            ("status", "" if self.status == "open" else self.status),
            ("kind", self.kind),
            ("report", self.report),
            ("least", self.least),
            ("page", str(self.page) if self.page else ""),
            ("done", self.done),
        ]
        return [(name, value) for name, value in given if value]

    def address(self, lang: str, **changes: Any) -> str:
        """The address of this state after `changes`; another filter begins at its first page."""
        fresh: dict[str, Any] = {"page": 0, "done": ""} | changes
        pairs = replace(self, **fresh).pairs
        if lang != DEFAULT:
            pairs.append(("lang", lang))
        return f"{PATH}?{urlencode(pairs)}" if pairs else PATH


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue. Counts are of what the other filters leave."""

    items: tuple[Item, ...]
    total: int
    page: int
    pages: int
    statuses: Counter[str]
    kinds: Counter[str]
    reports: Counter[str]


class Queues:
    """All that there is to review of each reader in use; a reader's graph never changes."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Reader, tuple[Item, ...]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def all(self, view: View) -> tuple[Item, ...]:
        """Every proposal and every reviewed claim, best confidence first."""
        found = self._kept.get(view.reader)
        if found is None:
            with self._lock:
                found = tuple(items(view.reader.store, view.reader.iris))
                self._kept[view.reader] = found
        return found

    def find(self, view: View, short: str) -> Item | None:
        """The claim with a short name."""
        return next((item for item in self.all(view) if short and item.statement.short == short), None)

    def page(self, view: View, state: State) -> Queue:
        """What a state's filters leave, one page of it."""
        everything = self.all(view)

        def left(but: str = "") -> list[Item]:
            least = _decimal(state.least)
            return [
                item
                for item in everything
                if (but == "status" or item.status == state.status)
                and (but == "kind" or not state.kind or item.statement.kind == state.kind)
                and (but == "report" or not state.report or state.report in _reports(item))
                and item.statement.confidence >= least
            ]

        chosen = left()
        pages = max(1, -(-len(chosen) // EACH))
        page = min(state.page, pages - 1)
        return Queue(
            tuple(chosen[page * EACH : (page + 1) * EACH]),
            len(chosen),
            page,
            pages,
            Counter(item.status for item in left("status")),
            Counter(item.statement.kind for item in left("kind")),
            Counter(report for item in left("report") for report in _reports(item)),
        )


def _reports(item: Item) -> set[str]:
    """The short names of the reports that a claim is quoted from: the first letters of their SHA-256."""
    return {report.value.rpartition("/")[2][:12] for report in item.statement.reports}


def _decimal(least: str) -> Decimal:
    try:
        return Decimal(least or "0")
    except InvalidOperation:
        return Decimal(0)
