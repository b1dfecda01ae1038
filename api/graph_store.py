"""Whole graphs, read only, at `/data` with `?graph=` or `?default`.

https://www.w3.org/TR/sparql11-http-rdf-update/#indirect-graph-identification
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.types import Receive, Scope, Send

from api.delivery import CORS, Asked, Delivery, problem_of
from api.formats import GRAPHS, media_types, named
from api.negotiation import Choice, choose
from api.problems import Problem, header, send_body, send_problem
from api.protocol import read_fields
from api.workers.job import ClientLeft, Refused

METHODS = ("GET", "HEAD", "OPTIONS")
_ALLOW = {**CORS, "Allow": ", ".join(METHODS)}


class GraphStore:
    """The ASGI application."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] == "OPTIONS":
            await send_body(send, 204, {**_ALLOW, "Access-Control-Allow-Methods": _ALLOW["Allow"]}, b"")
            return
        try:
            await self._delivery.deliver(scope, receive, send, _asked(scope))
        except Problem as problem:
            if problem.code == "unknown-graph":
                problem.status = 404
            await send_problem(scope, send, problem, CORS)
        except Refused as refused:
            await send_problem(scope, send, problem_of(refused), CORS)
        except ClientLeft:
            return


def _asked(scope: Scope) -> Asked:
    if scope["method"] not in METHODS:
        raise Problem("method", allowed=METHODS, headers=_ALLOW)
    fields = read_fields(scope)
    graphs = tuple(value for name, value in fields if name == "graph")
    default = [value for name, value in fields if name == "default"]
    if len(graphs) + len(default) != 1 or any(default):
        raise Problem("bad-request", reason="name one graph, as ?graph=IRI, or ask for ?default")
    wanted = next((value for name, value in fields if name == "format"), "")
    if wanted:
        kind = named(wanted, GRAPHS)
        chosen = Choice(kind, kind.media[0], 1.0) if kind else None
    else:
        chosen = choose(header(scope, b"accept"), GRAPHS)
    if chosen is None:
        raise Problem("unacceptable", available=media_types(GRAPHS))
    return Asked(
        query=_query(),
        results=None,
        graph=chosen,
        default_graphs=graphs or None,
        named_graphs=() if graphs else None,
        as_file=bool(wanted),
    )


@cache
def _query() -> str:
    return (Path(__file__).parent / "queries" / "graph.rq").read_text(encoding="utf-8")
