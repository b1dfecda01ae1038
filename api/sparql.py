"""The SPARQL endpoint, `/sparql`: the protocol on one side, the pool of workers on the other.

Plain ASGI, since every query passes here: what it costs is a header parsed, a job sent, a frame passed on.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from contextlib import suppress

from starlette.types import Receive, Scope, Send

from api import console, description
from api.formats import GRAPHS, HTML, RESULTS, Format, by_name, content_type, media_types, named
from api.negotiation import Choice, choose
from api.problems import Problem, encode_headers, header, send_body, send_problem
from api.protocol import METHODS, ProtocolRequest, read_request
from api.workers.job import ClientLeft, Job, Refused
from api.workers.pool import Pool
from api.workers.run import Run

logger = logging.getLogger(__name__)

_WATCH_AFTER = 0.05  # seconds; most answers are there before it is worth asking whether the client is
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Retry-After, Server-Timing, Khaithong-Version, Khaithong-Limits, Khaithong-Rows"
    ),
}
_PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}


class SparqlEndpoint:
    """The ASGI application of the endpoint."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        limits = pool.settings
        self._limits = f"seconds={limits.seconds:g}, rows={limits.rows}, bytes={limits.bytes}"

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
                await self._answer(scope, receive, send, request)
        except Problem as problem:
            await send_problem(scope, send, problem, {**CORS, "Khaithong-Limits": self._limits})
        except Refused as refused:
            await send_problem(scope, send, _problem(refused, RESULTS, GRAPHS), CORS)
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
            endpoint = f"{scope.get('scheme', 'http')}://{header(scope, b'host')}{scope['path']}"
            body, kind = description.describe(endpoint, chosen.format), content_type(chosen.media)
        await send_body(
            send,
            200,
            {**CORS, "Content-Type": kind, "Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"},
            body,
        )

    async def _page(self, scope: Scope, receive: Receive, send: Send, request: ProtocolRequest) -> None:
        """A query and its answer as a page."""
        query = self._run(scope, request, by_name("TSV"), by_name("TURTLE"), console.LARGEST)
        status = 200
        problem = None
        watch = _Watch(query, receive)
        try:
            await query.begin()
        except Refused as refused:
            problem = _problem(refused, RESULTS, GRAPHS)
            status = problem.status
        finally:
            watch.stop()
            query.close()
        body = console.answer(scope, self._pool, request, query, problem)
        headers = {
            "Content-Type": HTML.content_type,
            "Vary": "Accept, Accept-Language",
            "Cache-Control": "no-cache",
            "Khaithong-Limits": self._limits,
            **(problem.headers if problem else {}),
        }
        await send_body(send, status, headers, body)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request: ProtocolRequest) -> None:
        """A query and its answer as data."""
        results, graph = _only(request, RESULTS), _only(request, GRAPHS)
        if results is None and graph is None:
            raise Problem("unacceptable", available=media_types((*RESULTS, *GRAPHS)))
        etag = self._etag(self._pool.version, request, results, graph)
        if etag in _tags(header(scope, b"if-none-match")):
            await send_body(
                send, 304, {**CORS, "ETag": etag, "Vary": "Accept", "Cache-Control": "no-cache"}, b""
            )
            return
        # HTTP/1.0 ends a body by closing, so that a cut would look like an end: there it is held as a whole
        held = self._pool.settings.bytes + 1 if scope.get("http_version") == "1.0" else 0
        query = self._run(
            scope, request, results.format if results else None, graph.format if graph else None, held
        )
        watch = _Watch(query, receive)
        try:
            try:
                await query.begin()
            except Refused as refused:
                problem = _problem(refused, RESULTS, GRAPHS)
                problem.headers["Server-Timing"] = str(query.times)
                raise problem from None
            chosen = graph if query.head.form in {"construct", "describe"} else results
            headers = self._headers(
                request, query, chosen, self._etag(query.version, request, results, graph)
            )
            await self._send(send, query, headers)
        finally:
            watch.stop()
            query.close()

    async def _send(self, send: Send, query: Run, headers: list[tuple[bytes, bytes]]) -> None:
        """Send what there is, then what follows. A failure from here on can only cut the body off."""
        if query.complete:
            headers.append((b"content-length", str(len(query.first)).encode()))
            headers.append((b"khaithong-rows", str(query.totals["rows"]).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": query.first, "more_body": not query.complete})
        if query.complete:
            return
        try:
            async for part in query.rest():
                await send({"type": "http.response.body", "body": part, "more_body": True})
        except (Refused, ClientLeft) as reason:
            # No last chunk: the server closes the connection, and the client sees that the answer is cut
            logger.warning("an answer was cut off: %s", reason)
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _run(
        self, scope: Scope, request: ProtocolRequest, results: Format | None, graph: Format | None, held: int
    ) -> Run:
        settings = self._pool.settings
        client = scope.get("client")
        job = Job(
            query=request.query or "",
            results=results.name if results else None,
            graph=graph.name if graph else None,
            default_graphs=request.default_graphs if request.has_dataset else None,
            named_graphs=request.named_graphs if request.has_dataset else None,
            rows=settings.rows,
            size=settings.bytes,
            seconds=settings.seconds,
        )
        query = Run(self._pool, job, client[0] if client else "")
        if held:
            query.first_part = held
        return query

    def _headers(
        self, request: ProtocolRequest, query: Run, chosen: Choice | None, etag: str
    ) -> list[tuple[bytes, bytes]]:
        if chosen is None:
            raise RuntimeError("a worker answered in a format that nobody asked for")
        headers = {
            **CORS,
            "Content-Type": content_type(chosen.media),
            "Vary": "Accept",
            "Khaithong-Version": query.version,
            "Khaithong-Limits": self._limits,
            "Server-Timing": str(query.times),
        }
        if query.head.repeatable:
            headers |= {"ETag": etag, "Cache-Control": "no-cache"}
        else:
            headers["Cache-Control"] = "no-store"
        if request.format:
            headers["Content-Disposition"] = f'inline; filename="khaithong.{chosen.format.extension}"'
        return encode_headers(headers)

    @staticmethod
    def _etag(version: str, request: ProtocolRequest, results: Choice | None, graph: Choice | None) -> str:
        """Weak: blank nodes may be labelled otherwise by a server that was started anew."""
        media = [choice.media if choice else "" for choice in (results, graph)]
        parts = [version, request.query or "", *media, *request.default_graphs, "", *request.named_graphs]
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
        return f'W/"{digest.hexdigest()[:32]}"'


class _Watch:
    """Tells a query when its client has left. Starts late, since most queries have been answered by then."""

    def __init__(self, query: Run, receive: Receive) -> None:
        self._query, self._receive = query, receive
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_WATCH_AFTER, self._start)

    def _start(self) -> None:
        self._task = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        with suppress(asyncio.CancelledError):
            while (await self._receive())["type"] != "http.disconnect":
                pass
            self._query.abandon()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()


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


def _tags(if_none_match: str) -> set[str]:
    return {tag.strip() for tag in if_none_match.split(",")}


def _problem(refused: Refused, results: tuple[Format, ...], graphs: tuple[Format, ...]) -> Problem:
    """What the client is told of a refusal."""
    about = dict(refused.about)
    if refused.code == "unacceptable":
        fitting = graphs if about.pop("form") in {"construct", "describe"} else results
        about["available"] = media_types(fitting)
    return Problem(refused.code, **about)
