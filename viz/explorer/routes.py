"""The explorer's addresses: its page, its data, its picture and its offline page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from viz.explorer.page import data_of, explorer_page
from viz.explorer.picture import picture, standalone
from viz.explorer.state import PATH, State
from viz.explorer.web import Webs
from viz.language import language
from viz.rendering import HEADERS, WIDGET_HEADERS
from viz.view import View

if TYPE_CHECKING:
    from graph.reader import Reader

# A picture that is opened by itself may run nothing and load nothing.
_PICTURE = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "no-cache",
}


def explorer(reader_provider: Callable[[], Reader]) -> APIRouter:
    """A router for the explorer; `reader_provider` gives the reader of the graph's current version."""
    router = APIRouter(include_in_schema=False)
    webs = Webs()

    def view(request: Request) -> View:
        return View(reader_provider(), language(request.query_params.get("lang")))

    def state(request: Request) -> State:
        return State.read(request.query_params.multi_items())

    @router.get(PATH)
    def page(request: Request) -> HTMLResponse:
        seen = view(request)
        return HTMLResponse(explorer_page(seen, webs.of(seen), state(request)), headers=WIDGET_HEADERS)

    @router.get(f"{PATH}/data")
    def data(request: Request) -> Response:
        seen = view(request)
        body = data_of(seen, webs.of(seen), state(request))
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})

    @router.get(f"{PATH}/picture.svg")
    def drawn(request: Request) -> Response:
        seen = view(request)
        body = picture(seen, webs.of(seen), state(request))
        return Response(body, media_type="image/svg+xml", headers=_PICTURE | _named(request, "khaithong.svg"))

    @router.get(f"{PATH}/standalone.html")
    def offline(request: Request) -> Response:
        seen = view(request)
        body = standalone(seen, webs.of(seen), state(request))
        saved = {"Content-Disposition": 'attachment; filename="khaithong.html"'}
        return Response(body, media_type="text/html", headers={"X-Content-Type-Options": "nosniff"} | saved)

    return router


def _named(request: Request, name: str) -> dict[str, str]:
    """A picture is shown where a page holds it, and saved under a name where `?download=1` asks for that."""
    saved = "download" in request.query_params
    return {"Content-Disposition": f'attachment; filename="{name}"'} if saved else {}
