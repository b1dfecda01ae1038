"""Brings the answer of a query to a client as data: kept or fresh, whole or in parts."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from api.description import About
from api.formats import GRAPHS, RESULTS, content_type, media_types
from api.kept import Answer, Answers, Question
from api.negotiation import Choice, takes_gzip
from api.normal import normal
from api.problems import Problem, encode_headers, header, send_body
from api.rehearsal import Rehearsal
from api.statistics.keeper import Keeper
from api.statistics.model import Statistics
from api.watch import Watch
from api.workers.functions import functions as functions_of
from api.workers.job import ClientLeft, Job, Refused
from api.workers.pool import Pool
from api.workers.run import Run

logger = logging.getLogger(__name__)

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Retry-After, Server-Timing, Khaithong-Version, Khaithong-Limits, Khaithong-Rows"
    ),
}
_VARY = "Accept, Accept-Encoding"
_FIRST_PART_CODED = 1 << 14  # bytes that are held at first: of gzip less, since they stand for more
_HIT = (b"server-timing", b"cache;desc=hit")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, its dataset (None: that of the query itself), and the formats that the client takes."""

    query: str
    results: Choice | None
    graph: Choice | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    as_file: bool = False
    """Whether the answer gets a file name."""


class Delivery:
    """Answers queries from `pool`."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.statistics = Keeper(pool)
        self._rehearsal = Rehearsal(self.deliver)
        pool.switched = self._follow
        self.answers = Answers(pool.settings.cache_bytes)
        limits = pool.settings
        self.limits = f"seconds={limits.seconds:g}, rows={limits.rows}, bytes={limits.bytes}"
        self._always = encode_headers({**CORS, "Vary": _VARY, "Khaithong-Limits": self.limits})

    def _follow(self) -> None:
        """A new version is there: count it, then ask it what is asked most."""
        self.statistics.refresh()
        popular = self.answers.turn_to(self.pool.version)
        asked = [(answer.asked, question.gzip) for question, answer in popular]
        self._rehearsal.start(asked, self.statistics.get())

    async def about(self, scope: Scope) -> tuple[About, Statistics | None]:
        """What the descriptions tell of the version that is served. Raises `Problem` while there is none."""
        try:
            source = self.pool.source
        except Refused as refused:
            raise problem_of(refused) from None
        _, counted = await self.statistics.get()
        functions = [function.value for function in functions_of(source.prefixes.get("kt", ""))]
        about = About(
            origin=f"{scope.get('scheme', 'http')}://{header(scope, b'host')}/",
            version=source.version,
            base=source.base,
            function="".join(functions),
            union=source.union,
        )
        return about, counted

    async def deliver(self, scope: Scope, receive: Receive, send: Send, asked: Asked) -> None:
        """Answer one request. Raises `Problem` or `ClientLeft` while nothing has been sent."""
        if asked.results is None and asked.graph is None:
            raise Problem("unacceptable", available=media_types((*RESULTS, *GRAPHS)))
        question = _question(scope, asked)
        version = self.pool.version
        known = header(scope, b"if-none-match")
        if known and _etag(version, question) in _tags(known):
            await _send_unchanged(send, _etag(version, question))
            return
        kept = self.answers.get(version, question)
        if kept is not None:
            headers = [*kept.headers, _HIT]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": kept.body})
            return
        await self._deliver_fresh(scope, receive, send, asked, question)

    async def _deliver_fresh(
        self, scope: Scope, receive: Receive, send: Send, asked: Asked, question: Question
    ) -> None:
        query = self.run(scope, asked, gzip=question.gzip)
        if question.gzip:
            query.first_part = _FIRST_PART_CODED
        if scope.get("http_version") == "1.0":
            # it ends a body by closing, so that a cut would look like an end: there it is held as a whole
            query.first_part = self.pool.settings.bytes + 1
        watch = Watch(query, receive)
        query.slow = watch.start
        try:
            try:
                await query.begin()
            except Refused as refused:
                problem = problem_of(refused)
                problem.headers["Server-Timing"] = str(query.times)
                raise problem from None
            await self._send(send, query, asked, question)
        finally:
            watch.stop()
            query.close()

    def run(self, scope: Scope, asked: Asked, *, gzip: bool = False) -> Run:
        """The run of a query; `begin` and `close` are for the caller."""
        settings = self.pool.settings
        client = scope.get("client")
        job = Job(
            query=asked.query,
            results=asked.results.format.name if asked.results else None,
            graph=asked.graph.format.name if asked.graph else None,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            rows=settings.rows,
            size=settings.bytes,
            seconds=settings.seconds,
            gzip=gzip,
        )
        run = Run(self.pool, job, client[0] if client else "")
        run.rewrite = self.statistics.rewrite
        return run

    async def _send(self, send: Send, query: Run, asked: Asked, question: Question) -> None:
        """Send what there is, then what follows. A failure from here on can only cut the body off."""
        etag = _etag(query.version, question)
        headers = self._headers(query, asked, etag)
        timing = (b"server-timing", str(query.times).encode())
        if query.complete:
            headers.append((b"content-length", str(len(query.first)).encode()))
            headers.append((b"khaithong-rows", str(query.totals["rows"]).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, timing]})
        await send({"type": "http.response.body", "body": query.first, "more_body": not query.complete})
        parts = [query.first]
        if not query.complete:
            held = len(query.first)
            try:
                async for part in query.rest():
                    await send({"type": "http.response.body", "body": part, "more_body": True})
                    held += len(part)
                    if held <= self.answers.largest:
                        parts.append(part)
                    else:
                        parts.clear()
            except (Refused, ClientLeft) as reason:
                # No last chunk: the server closes the connection, and the client sees that the answer is cut
                logger.warning("an answer was cut off: %s", reason)
                return
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            headers.append((b"content-length", str(held).encode()))
            headers.append((b"khaithong-rows", str(query.totals["rows"]).encode()))
        if query.head.repeatable and parts:
            self.answers.put(query.version, question, Answer(tuple(headers), b"".join(parts), etag, asked))

    def _headers(self, query: Run, asked: Asked, etag: str) -> list[tuple[bytes, bytes]]:
        chosen = asked.graph if query.head.form in {"construct", "describe"} else asked.results
        if chosen is None:
            raise RuntimeError("a worker answered in a format that nobody asked for")
        headers = [
            *self._always,
            (b"content-type", content_type(chosen.media).encode()),
            (b"khaithong-version", query.version.encode()),
        ]
        if query.head.gzip:
            headers.append((b"content-encoding", b"gzip"))
        if query.head.repeatable:
            headers += [(b"etag", etag.encode()), (b"cache-control", b"no-cache")]
        else:
            headers.append((b"cache-control", b"no-store"))
        if asked.as_file:
            name = f'inline; filename="khaithong.{chosen.format.extension}"'
            headers.append((b"content-disposition", name.encode()))
        return headers


async def _send_unchanged(send: Send, etag: str) -> None:
    headers = {**CORS, "ETag": etag, "Vary": _VARY, "Cache-Control": "no-cache"}
    await send_body(send, 304, headers, b"")


def _question(scope: Scope, asked: Asked) -> Question:
    return Question(
        normal(asked.query),
        (asked.results.media if asked.results else "", asked.graph.media if asked.graph else ""),
        asked.default_graphs or (),
        asked.named_graphs or (),
        takes_gzip(header(scope, b"accept-encoding")),
        asked.as_file,
    )


def _etag(version: str, question: Question) -> str:
    """Weak: blank nodes may be labelled otherwise by a server that was started anew, and codings differ."""
    query, media, default_graphs, named_graphs, *_ = question
    parts = [version, query, *media, *default_graphs, "", *named_graphs]
    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16)
    return f'W/"{digest.hexdigest()}"'


def _tags(if_none_match: str) -> set[str]:
    return {tag.strip() for tag in if_none_match.split(",")}


def problem_of(refused: Refused) -> Problem:
    """What the client is told of a refusal."""
    about = dict(refused.about)
    if refused.code == "unacceptable":
        about["available"] = media_types(
            GRAPHS if about.pop("form") in {"construct", "describe"} else RESULTS
        )
    return Problem(refused.code, **about)
