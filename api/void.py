"""The description of the data set at `/.well-known/void`, with the counts of the version that is served."""

from __future__ import annotations

from starlette.types import Receive, Scope, Send

from api import description
from api.delivery import CORS, Delivery
from api.formats import GRAPHS, content_type, media_types
from api.negotiation import Choice, choose
from api.problems import Problem, header, send_body, send_problem

PATH = "/.well-known/void"
METHODS = ("GET", "HEAD")


class Void:
    """The ASGI application."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 (ASGI)
        """Answer one request."""
        try:
            chosen = _chosen(scope)
            about, counted = await self._delivery.about(scope)
            body = description.void(about, chosen.format, counted)
        except Problem as problem:
            await send_problem(scope, send, problem, CORS)
            return
        headers = {**CORS, "Content-Type": content_type(chosen.media), "Vary": "Accept"}
        await send_body(send, 200, {**headers, "Cache-Control": "no-cache"}, body)


def _chosen(scope: Scope) -> Choice:
    if scope["method"] not in METHODS:
        raise Problem("method", allowed=METHODS, headers={"Allow": ", ".join(METHODS)})
    chosen = choose(header(scope, b"accept"), GRAPHS)
    if chosen is None:
        raise Problem("unacceptable", available=media_types(GRAPHS))
    return chosen
