"""The pages' routes: the chain, the source pages, the static files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from viz.chain import Chain, read_chain
from viz.chain_state import State
from viz.chain_view import render_chain
from viz.language import language
from viz.pages import missing_page, render_source
from viz.rendering import HEADERS
from viz.static_files import static_files
from viz.view import View

if TYPE_CHECKING:
    from graph.reader import Reader


class _Chains:
    """The chain of each reader that is in use, one per language; a reader's graph never changes."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Reader, dict[str, Chain]] = WeakKeyDictionary()

    def of(self, view: View) -> Chain:
        kept = self._kept.setdefault(view.reader, {})
        if view.lang not in kept:
            kept[view.lang] = read_chain(view)
        return kept[view.lang]


def pages(reader_provider: Callable[[], Reader]) -> APIRouter:
    """A router for the pages; `reader_provider` gives the reader of the graph's current version."""
    router = APIRouter(include_in_schema=False)
    chains = _Chains()

    def view(request: Request) -> View:
        return View(reader_provider(), language(request.query_params.get("lang")))

    @router.get("/")
    def chain(request: Request) -> HTMLResponse:
        seen = view(request)
        state = State.read(request.query_params.multi_items())
        return HTMLResponse(render_chain(seen, chains.of(seen), state), headers=HEADERS)

    @router.get("/report/{key}")
    def source(key: str, request: Request) -> HTMLResponse:
        seen = view(request)
        page = render_source(seen, key)
        if page is None:
            return HTMLResponse(missing_page(seen.lang), status_code=404, headers=HEADERS)
        return HTMLResponse(page, headers=HEADERS)

    @router.get("/static/{name:path}")
    def static(name: str, request: Request) -> Response:
        return _static(name, request)

    return router


def _static(name: str, request: Request) -> Response:
    file = static_files().get(name)
    if file is None:
        return Response(status_code=404)
    etag = f'"{file.digest}"'
    fresh = request.query_params.get("v") == file.digest
    headers = {
        "ETag": etag,
        "Cache-Control": "public, max-age=31536000, immutable" if fresh else "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
