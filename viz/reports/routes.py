"""The addresses of the pages on reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from graph.diff import Comparison
from graph.history import Entry
from viz.language import language
from viz.pages import missing_page
from viz.rendering import HEADERS
from viz.reports.changes import changes_page
from viz.reports.listing import reports_page
from viz.view import View

if TYPE_CHECKING:
    from graph.reader import Reader


def reports(
    reader_provider: Callable[[], Reader],
    history: Callable[[], Sequence[Entry]],
    changes: Callable[[int], Comparison | None],
) -> APIRouter:
    """A router; `history` gives the versions, the newest first, `changes` what one of them changed."""
    router = APIRouter(include_in_schema=False)

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
        return HTMLResponse(changes_page(seen, entry, changes(entry.version)), headers=HEADERS)

    return router
