"""What is told of the running server: numbers at /metrics, a log line and a name for every request."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.accounts.door import address
from api.problems import Problem, header, send_body, send_problem
from api.workers.pool import Pool

PATH = "/metrics"
logger = logging.getLogger("khaithong.requests")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_DOORS = (
    "sparql",
    "data",
    "api",
    "id",
    "def",
    "static",
    "mcp",
    "healthz",
    "readyz",
    "metrics",
    ".well-known",
)
_BUCKETS = (0.001, 0.005, 0.02, 0.05, 0.2, 0.5, 1, 5, 15, 30, 60)


class Metrics:
    """The numbers of one application, in a registry of its own."""

    def __init__(self, pool: Pool) -> None:
        self.registry = CollectorRegistry()
        names = ("door", "status")
        self.requests = Counter("khaithong_requests", "Requests answered", names, registry=self.registry)
        self.seconds = Histogram(
            "khaithong_request_seconds",
            "Time until an answer was sent whole",
            ("door",),
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self.hits = Counter("khaithong_cache_hits", "Answers that were kept", registry=self.registry)
        gauges = {
            "khaithong_queue": ("Queries that wait for a worker", lambda: pool.waiting),
            "khaithong_workers": ("Workers that live", lambda: pool.alive),
            "khaithong_running": ("Queries that run", lambda: pool.running),
            "khaithong_kills": (
                "Workers that were killed for a limit or a client that left",
                lambda: pool.kills,
            ),
            "khaithong_snapshot_version": ("The version that is served", lambda: _number(pool.version)),
            "khaithong_ready": ("1 when queries can be answered", lambda: float(pool.ready)),
        }
        for name, (about, read) in gauges.items():
            Gauge(name, about, registry=self.registry).set_function(read)

    def text(self) -> bytes:
        """As Prometheus reads it."""
        return generate_latest(self.registry)


class Watched:
    """ASGI middleware: counts and times every request, names it by X-Request-ID, writes a line if wanted."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, lines: bool) -> None:
        self._app, self._metrics, self._lines = app, metrics, lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and look at its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = header(scope, b"x-request-id")
        own = given if _ID.match(given) else secrets.token_hex(8)
        seen = _Seen(send, own.encode())
        started = time.perf_counter()
        try:
            if scope["path"] == PATH and scope["method"] in {"GET", "HEAD"}:
                headers = {"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
                await send_body(seen, 200, headers, self._metrics.text())
            else:
                await self._app(scope, receive, seen)
        except Exception:
            logger.exception("request %s failed: %s %s", own, scope["method"], scope["path"])
            if not seen.status:  # here and not further out, so that this answer, too, gets every header
                await send_problem(scope, seen, Problem("internal"))
        finally:
            self._note(scope, seen, time.perf_counter() - started, own)

    def _note(self, scope: Scope, seen: _Seen, seconds: float, own: str) -> None:
        door = scope["path"].split("/", 2)[1]
        door = door if door in _DOORS else "pages"
        self._metrics.requests.labels(door, str(seen.status)).inc()
        self._metrics.seconds.labels(door).observe(seconds)
        if seen.hit:
            self._metrics.hits.inc()
        if self._lines:
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "id": own,
                "method": scope["method"],
                "path": scope["path"],  # not the query: it may hold what is nobody's business
                "status": seen.status,
                "ms": round(seconds * 1000, 1),
                "bytes": seen.size,
                "address": address(scope),
            }
            logger.info(json.dumps(line, ensure_ascii=False))


class _Seen:
    """Sends an answer on, and keeps its status and size."""

    def __init__(self, send: Send, own: bytes) -> None:
        self._send, self._own = send, own
        self.status, self.size, self.hit = 0, 0, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.hit = (b"server-timing", b"cache;desc=hit") in message["headers"]
            message["headers"] = [*message["headers"], (b"x-request-id", self._own)]
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)


def log_as_json() -> None:
    """Write the requests' lines, and every other message as one of the same kind, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_AsJson())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


class _AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if record.name == logger.name and record.levelno == logging.INFO:
            return record.getMessage()
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _number(version: str) -> float:
    """A store's version; of files, whose versions are hashes, 0."""
    return float(version) if version.isdecimal() and len(version) < 12 else 0.0
