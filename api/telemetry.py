"""What is told of the running server: numbers at /metrics, a log line and a name for every request."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import accumulate, count

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.accounts.door import address
from api.problems import Problem, send_body, send_problem
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
_START, _COUNT = secrets.token_hex(4), count(1)
_BUCKETS = (0.001, 0.005, 0.02, 0.05, 0.2, 0.5, 1, 5, 15, 30, 60)


class Metrics(Collector):
    """The numbers of one application, in a registry of its own.

    They are counted in plain dictionaries, which costs a request a hundredth of what the library's own
    counters do; one thread, that of the loop, counts.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._requests: dict[tuple[str, int], int] = {}
        self._durations: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}
        self._hits = 0
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def note(self, path: str, status: int, seconds: float, *, hit: bool) -> None:
        """Count a request that was answered."""
        door = _door(path)
        self._requests[door, status] = self._requests.get((door, status), 0) + 1
        counts = self._durations.get(door)
        if counts is None:
            counts = self._durations[door] = [0] * (len(_BUCKETS) + 1)
        counts[bisect_left(_BUCKETS, seconds)] += 1
        self._sums[door] = self._sums.get(door, 0.0) + seconds
        self._hits += hit

    def collect(self) -> Iterator[Metric]:
        """What the registry asks for."""
        requests = CounterMetricFamily("khaithong_requests", "Requests answered", labels=("door", "status"))
        for (door, status), answered in sorted(self._requests.items()):
            requests.add_metric((door, str(status)), answered)
        yield requests
        about = "Time until an answer was sent whole"
        durations = HistogramMetricFamily("khaithong_request_seconds", about, labels=("door",))
        for door, counts in sorted(self._durations.items()):
            ends = [*(f"{end:g}" for end in _BUCKETS), "+Inf"]
            buckets = list(zip(ends, (float(n) for n in accumulate(counts)), strict=True))
            durations.add_metric((door,), buckets, self._sums[door])
        yield durations
        yield CounterMetricFamily("khaithong_cache_hits", "Answers that were kept", value=self._hits)
        pool = self._pool
        kills = "Workers that were killed for a limit or a client that left"
        yield CounterMetricFamily("khaithong_kills", kills, value=pool.kills)
        gauges: tuple[tuple[str, str, float], ...] = (
            ("queue", "Queries that wait for a worker", pool.waiting),
            ("running", "Queries that run", pool.running),
            ("workers", "Workers that live", pool.alive),
            ("snapshot_version", "The version that is served; of files 0", _number(pool.version)),
            ("ready", "1 when queries can be answered", pool.ready),
        )
        for name, words, value in gauges:
            yield GaugeMetricFamily(f"khaithong_{name}", words, value=float(value))

    def text(self) -> bytes:
        """As Prometheus reads it."""
        return generate_latest(self._registry)


class Watched:
    """ASGI middleware: counts and times every request, names it by X-Request-ID, writes a line if wanted."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, lines: bool) -> None:
        self._app, self._metrics, self._lines = app, metrics, lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and look at its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        own = _name(scope)
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
        self._metrics.note(scope["path"], seen.status, seconds, hit=seen.hit)
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


def _name(scope: Scope) -> str:
    """The name of a request: the one it bears, if it is one, else a new one."""
    for key, value in scope["headers"]:
        if key == b"x-request-id" and _ID.match(given := value.decode("latin-1")):
            return str(given)
    return f"{_START}{next(_COUNT):08x}"


@lru_cache(maxsize=512)
def _door(path: str) -> str:
    """The first part of a path, where it is one of ours; the names of metrics must stay few."""
    first = path.split("/", 2)[1] if "/" in path else ""
    return first if first in _DOORS else "pages"


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
