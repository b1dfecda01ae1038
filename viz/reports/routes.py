"""The addresses of the pages on reports."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from graph.diff import Comparison, compare
from graph.errors import VersionMissing
from graph.history import Entry
from viz.language import language
from viz.pages import missing_page
from viz.rendering import HEADERS
from viz.reports.changes import changes_page
from viz.reports.listing import reports_page
from viz.view import View

if TYPE_CHECKING:
    from graph.reader import Reader

_KEPT = 4
Opener = Callable[[int], "Reader"]


class _Comparisons:
    """The comparisons that were asked for last: two versions never change."""

    def __init__(self, opened: Opener | None) -> None:
        self._opened = opened
        self._kept: OrderedDict[int, Comparison] = OrderedDict()

    def of(self, entry: Entry) -> Comparison | None:
        """What `entry` changed; None where one of the two versions is gone, or there was none before."""
        if self._opened is None or entry.version < 2:
            return None
        if entry.version not in self._kept:
            try:
                with self._opened(entry.version - 1) as before, self._opened(entry.version) as after:
                    self._kept[entry.version] = compare(before, after)
            except VersionMissing:
                return None
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[entry.version]


def reports(
    reader_provider: Callable[[], Reader],
    history: Callable[[], Sequence[Entry]],
    opened: Opener | None = None,
) -> APIRouter:
    """A router; `history` gives the versions, the newest first, `opened` opens one by its number."""
    router = APIRouter(include_in_schema=False)
    comparisons = _Comparisons(opened)

    def view(request: Request) -> View:
        return View(reader_provider(), language(request.query_params.get("lang")))

    @router.get("/reports")
    def listed(request: Request) -> HTMLResponse:
        page = request.query_params.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 0
        return HTMLResponse(reports_page(view(request), history(), number), headers=HEADERS)

    @router.get("/reports/changes/{number}")
    def changed(number: str, request: Request) -> HTMLResponse:
        seen = view(request)
        entry = next((each for each in history() if str(each.version) == number), None)
        if entry is None:
            return HTMLResponse(missing_page(seen.lang), status_code=404, headers=HEADERS)
        return HTMLResponse(changes_page(seen, entry, comparisons.of(entry)), headers=HEADERS)

    return router
