"""The address of the search page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from graph.search import KINDS, Indexes
from graph.search.words import LONGEST
from viz.language import language
from viz.rendering import HEADERS
from viz.search.page import PATH, search_page
from viz.view import View

if TYPE_CHECKING:
    from graph.reader import Reader


def searching(reader_provider: Callable[[], Reader], indexes: Indexes) -> APIRouter:
    """A router for the search page; `indexes` are shared with the JSON API."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def page(request: Request) -> HTMLResponse:
        seen = View(reader_provider(), language(request.query_params.get("lang")))
        query = request.query_params.get("q", "")[:LONGEST]
        kind = request.query_params.get("kind", "")
        kind = kind if kind in {*KINDS.values(), "passage"} else ""
        return HTMLResponse(search_page(seen, indexes.of(seen.reader), query, kind), headers=HEADERS)

    return router
