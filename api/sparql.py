"""The SPARQL endpoint, `/sparql`: the protocol on one side, the pool of workers on the other.

Plain ASGI, since every query passes here: what it costs is a header parsed, a job sent, a frame passed on.
"""

from __future__ import annotations

import logging

from starlette.types import Receive, Scope, Send

from api import console, description
from api.delivery import CORS, Asked, Delivery, problem_of
from api.formats import GRAPHS, HTML, RESULTS, Format, by_name, content_type, named
from api.negotiation import Choice, choose
from api.problems import Problem, send_body, send_problem
from api.protocol import METHODS, ProtocolRequest, read_request
from api.watch import Watch
from api.workers.job import ClientLeft, Refused

logger = logging.getLogger(__name__)

_PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}


class SparqlEndpoint:
    """The ASGI application of the endpoint."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._pool = delivery.pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method = scope["method"]
        if method == "OPTIONS":
            await send_body(send, 204, _PREFLIGHT, b"")
            return
        if method not in METHODS:
            await send_problem(scope, send, Problem("method", allowed=METHODS, headers=_PREFLIGHT))
            return
        try:
            request = await read_request(scope, receive, self._pool.settings.query_bytes)
            if request.query is None:
                await self._describe(scope, send, request)
            elif _wants_page(scope, request):
                await self._page(scope, receive, send, request)
            else:
                asked = _asked(request, _only(request, RESULTS), _only(request, GRAPHS))
                await self._delivery.deliver(scope, receive, send, asked)
        except Problem as problem:
            await send_problem(scope, send, problem, {**CORS, "Khaithong-Limits": self._delivery.limits})
        except Refused as refused:
            await send_problem(scope, send, problem_of(refused), CORS)
        except ClientLeft:
            logger.info("the client left before its answer was there")

    async def _describe(self, scope: Scope, send: Send, request: ProtocolRequest) -> None:
        """Without a query: the form for people, the service description for programs."""
        chosen = _only(request, (*GRAPHS, HTML))
        if chosen is None:
            raise Problem("missing-query")
        if chosen.format is HTML:
            body, kind = console.form(scope, self._pool, request), HTML.content_type
        else:
            about, counted = await self._delivery.about(scope)
            body = description.service(about, chosen.format, counted)
            kind = content_type(chosen.media)
        await send_body(
            send,
            200,
            {**CORS, "Content-Type": kind, "Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"},
            body,
        )

    async def _page(self, scope: Scope, receive: Receive, send: Send, request: ProtocolRequest) -> None:
        """A query and its answer as a page."""
        plain, graph = (Choice(by_name(name), "", 1.0) for name in ("TSV", "TURTLE"))
        query = self._delivery.run(scope, _asked(request, plain, graph))
        query.first_part = console.LARGEST
        status = 200
        problem = None
        watch = Watch(query, receive)
        query.slow = watch.start
        try:
            await query.begin()
        except Refused as refused:
            problem = problem_of(refused)
            status = problem.status
        finally:
            watch.stop()
            query.close()
        body = console.answer(scope, self._pool, request, query, problem)
        headers = {
            "Content-Type": HTML.content_type,
            "Vary": "Accept, Accept-Language",
            "Cache-Control": "no-cache",
            "Khaithong-Limits": self._delivery.limits,
            **(problem.headers if problem else {}),
        }
        await send_body(send, status, headers, body)


def _wants_page(scope: Scope, request: ProtocolRequest) -> bool:
    """Whether a person asks: by `format=html`, or by an Accept that likes HTML best."""
    if request.format:
        return named(request.format, (HTML,)) is not None
    if scope["method"] == "QUERY" or "text/html" not in request.accept:
        return False
    chosen = choose(request.accept, (HTML, *RESULTS, *GRAPHS))
    return chosen is not None and chosen.format is HTML


def _only(request: ProtocolRequest, formats: tuple[Format, ...]) -> Choice | None:
    """The one of `formats` that the request asks for."""
    if request.format:
        kind = named(request.format, formats)
        return Choice(kind, kind.media[0], 1.0) if kind else None
    return choose(request.accept, formats)


def _asked(request: ProtocolRequest, results: Choice | None, graph: Choice | None) -> Asked:
    given = request.has_dataset
    return Asked(
        query=request.query or "",
        results=results,
        graph=graph,
        default_graphs=request.default_graphs if given else None,
        named_graphs=request.named_graphs if given else None,
        as_file=bool(request.format),
    )
