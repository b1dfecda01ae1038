"""How often one address or one API key may ask: a bucket of tokens for each, filled at a steady rate.

Requests of this machine itself are not counted unless they bear a key: what a proxy passes on bears its
client's address, which uvicorn takes from X-Forwarded-For of a proxy on this machine.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

from starlette.types import ASGIApp, Receive, Scope, Send

from api.accounts.door import access_of, address
from api.problems import Problem, send_problem

_KNOWN = 50_000
_FREE = ("/healthz", "/readyz")


class Buckets:
    """Token buckets by name; the longest unused are forgotten first."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, float(burst), clock
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> float:
        """Take a token; gives 0, or the seconds until there is one again."""
        now = self._clock()
        tokens, since = self._kept.pop(name, (self._burst, now))
        tokens = min(self._burst, tokens + (now - since) * self._rate)
        granted = tokens >= 1
        self._kept[name] = (tokens - granted, now)
        if len(self._kept) > _KNOWN:
            self._kept.popitem(last=False)
        return 0.0 if granted else (1 - tokens) / self._rate


class RateLimit:
    """ASGI middleware: 429 with Retry-After for who asks too often. A rate of 0 lets everybody."""

    def __init__(self, app: ASGIApp, rate: float, burst: int) -> None:
        self._app, self._rate = app, rate
        self._buckets = Buckets(rate, burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        name = _counted(scope) if self._rate and scope["type"] == "http" else ""
        wait = self._buckets.take(name) if name else 0.0
        if wait:
            seconds = math.ceil(wait)
            problem = Problem(
                "too-often", limit=self._rate, seconds=seconds, headers={"Retry-After": str(seconds)}
            )
            await send_problem(scope, send, problem, {"Access-Control-Allow-Origin": "*"})
            return
        await self._app(scope, receive, send)


def _counted(scope: Scope) -> str:
    """Under what name a request counts; "" for one that does not."""
    access = access_of(scope)
    if access is not None and access.by_key and access.account is not None:
        return f"key {access.account.name}"
    asking = address(scope)
    return "" if scope["path"] in _FREE or _is_here(asking) else f"address {asking}"


@lru_cache(maxsize=1024)
def _is_here(asking: str) -> bool:
    try:
        return ipaddress.ip_address(asking).is_loopback
    except ValueError:
        return not asking  # a socket of this machine has no address
