"""Doors that open straight onto an ASGI application: thousands of requests a second need no routing."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from api.delivery import Delivery
from api.graph_store import GraphStore
from api.sparql import SparqlEndpoint
from api.void import PATH, Void


def doors_of(delivery: Delivery) -> Mapping[str, ASGIApp]:
    """The doors to what answers from the workers."""
    return {"/sparql": SparqlEndpoint(delivery), "/data": GraphStore(delivery), PATH: Void(delivery)}


class Doors:
    """ASGI middleware: a request for one of `doors`, by its whole path, goes there and no further."""

    def __init__(self, app: ASGIApp, doors: Mapping[str, ASGIApp]) -> None:
        self._app, self._doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        door = self._doors.get(scope["path"]) if scope["type"] == "http" else None
        await (door or self._app)(scope, receive, send)
