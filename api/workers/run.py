"""One query from the queue to the last byte of its answer."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from api.workers import frames
from api.workers.handle import WorkerLost
from api.workers.job import ClientLeft, Head, Job, Refused
from api.workers.pool import Lease, Pool, Ticket

_FIRST_PART = 1 << 16
_SOON = 0.05  # seconds; what takes longer is worth timers and a look at whether its client is still there
_NICE = 15
_PATIENCE = 1.0  # seconds for the news of a death
_SEGMENTATION_FAULT, _ABORT, _CPU_LIMIT = -11, -6, -24


class _GivenBack(Exception):  # noqa: N818
    """The query is long, and the workers for long ones are taken."""


@dataclass(slots=True)
class Times:
    """Seconds spent in the queue, and until the first part of the answer was there."""

    queue: float = 0.0
    run: float = 0.0

    def __str__(self) -> str:
        """As a Server-Timing header says it, in milliseconds."""
        return f"queue;dur={self.queue * 1000:.1f}, first;dur={self.run * 1000:.1f}"


@dataclass(eq=False, slots=True)
class Run:
    """A query of `client`. Await `begin`, then iterate `rest`; `close` in any case.

    Until `begin` returns every failure is a `Refused`, so that it can be told as such; after it, one cuts
    the answer off.
    """

    pool: Pool
    job: Job
    client: str
    first_part: int = _FIRST_PART
    """So much of the answer is held until it is known not to fail before."""
    slow: Callable[[], None] | None = None
    """Called once, when the answer is not there within a moment."""
    rewrite: Callable[[str, Job], Job] | None = None
    """Gives a job with the same answer on that version that costs less."""
    times: Times = field(default_factory=Times)
    first: bytes = b""
    complete: bool = False
    """Whether `first` is the whole answer."""
    version: str = ""
    totals: dict[str, Any] = field(default_factory=dict)
    _head: Head | None = None
    _lease: Lease | None = None
    _long: bool = False
    _rewritten: bool = False
    _counted: bool = False
    _begun: bool = False
    _entered: bool = False
    _fate: Exception | None = None
    _timers: list[asyncio.TimerHandle] = field(default_factory=list)
    _ticket: Ticket | None = None
    _watching: asyncio.TimerHandle | None = None

    @property
    def head(self) -> Head:
        """What the answer is; there once `begin` has returned."""
        if self._head is None:
            raise RuntimeError("the answer has not begun")
        return self._head

    async def begin(self) -> None:
        """Wait for a worker and for the first part. Raises `Refused` or `ClientLeft`."""
        self.pool.enter(self.client)
        self._entered = True
        if self.slow is not None:
            self._watching = asyncio.get_running_loop().call_later(_SOON, self.slow)
        while not self._begun:
            await self._get_worker()
            try:
                await self._read_first()
            except WorkerLost:
                if not await self._may_try_again():
                    raise await self._reason() from None
            except Refused as refused:
                if not (self._rewritten and refused.code == "syntax"):
                    raise
                self._ask_as_it_is()  # its error is told of the text that the client wrote
            else:
                self._begun = True

    async def rest(self) -> AsyncIterator[bytes]:
        """What follows `first`. Raises `Refused` or `ClientLeft` where it is cut off."""
        while not self.complete:
            try:
                part = await self._part()
            except WorkerLost:
                raise await self._reason() from None
            if part:
                yield part

    def _ask_as_it_is(self) -> None:
        """Make ready to ask again, with the query as it came."""
        self._end_lease(fit=True)
        self.rewrite, self._rewritten = None, False
        self.complete, self._head = False, None

    def abandon(self) -> None:
        """The client has left: stop at once, whatever goes on."""
        self._doom(ClientLeft())
        if self._ticket is not None:
            self._ticket.tear(ClientLeft())

    def close(self) -> None:
        """Give the worker back; kill it if it is not done."""
        if self._watching is not None:
            self._watching.cancel()
        self._end_lease(fit=self.complete and not self._long)
        if self._entered:
            self._entered = False
            self.pool.leave(self.client)

    async def _get_worker(self) -> None:
        started = time.perf_counter()
        if self._fate is not None:
            raise self._fate
        lease = None if self._long else self.pool.take(self.client)
        if lease is None:
            self._ticket = self.pool.ticket(self.client, long=self._long)
            lease = await self.pool.lease(self._ticket)
        self._lease = lease
        self._counted = self._long
        self.version = lease.generation.version
        self.times.queue += time.perf_counter() - started
        settings = self.pool.settings
        soon = min(_SOON, settings.seconds, settings.express_seconds)
        self._timers = [asyncio.get_running_loop().call_later(soon, self._is_slow, soon)]
        job = self.job if self.rewrite is None else self.rewrite(self.version, self.job)
        self._rewritten = job is not self.job
        lease.worker.ask(job)

    def _is_slow(self, after: float) -> None:
        """The answer did not come within a moment: set its limits."""
        loop = asyncio.get_running_loop()
        settings = self.pool.settings
        late = Refused("time", limit=settings.seconds)
        self._timers = [loop.call_later(settings.seconds - after, self._doom, late)]
        if not self._long:
            self._timers.append(loop.call_later(settings.express_seconds - after, self._is_long))

    async def _read_first(self) -> None:
        started = time.perf_counter()
        held = []
        size = 0
        try:
            while not self.complete and size < self.first_part:
                part = await self._part()
                held.append(part)
                size += len(part)
        finally:
            self.times.run = time.perf_counter() - started
        self.first = b"".join(held)

    async def _may_try_again(self) -> bool:
        """Whether the query is not to blame: it gave way, or its worker was worn when it got it."""
        if isinstance(self._fate, _GivenBack):
            self._fate = None
        elif self._fate is not None or self._head is not None or await self._status() != 0:
            return False
        self._end_lease(fit=False)
        self._head = None
        return True

    async def _part(self) -> bytes:
        """The next part of the answer, empty for other news."""
        if self._lease is None:
            raise RuntimeError("the answer has no worker")
        kind, payload = await self._lease.worker.frame()
        if kind == frames.DATA:
            return payload
        if kind == frames.WHOLE:
            (length,) = frames.LENGTH.unpack_from(payload)
            end = frames.LENGTH.size + length
            self._head = Head.decode(payload[frames.LENGTH.size : end])
            self.totals = {"rows": self._head.rows, "bytes": self._head.size}
            self.complete = True
            return payload[end:]
        if kind == frames.HEAD:
            self._head = Head.decode(payload)
        elif kind == frames.END:
            self.totals = json.loads(payload)
            self.complete = True
        elif kind == frames.REFUSED:
            self.complete = True
            about = json.loads(payload)
            raise Refused(about.pop("code"), **about)
        return b""

    def _doom(self, fate: Exception) -> None:
        """End the worker; who reads from it is told `fate`."""
        if self._fate is None:
            self._fate = fate
        if self._lease is not None and not self.complete:
            self.pool.kills += 1
            self._lease.worker.kill()

    def _is_long(self) -> None:
        """The query counts as long from now on, and gives way to short ones."""
        if self._lease is None:
            return
        self._long = True
        if self.pool.long_running >= self.pool.long_limit and not self._begun:
            self._doom(_GivenBack())
            return
        self.pool.long_running += 1
        self._counted = True
        with contextlib.suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self._lease.worker.pid, _NICE)

    async def _reason(self) -> Exception:
        """Why the worker is gone."""
        if self._fate is not None:
            return self._fate
        status = await self._status()
        if status == _CPU_LIMIT:
            return Refused("time", limit=self.pool.settings.seconds)
        if status == _SEGMENTATION_FAULT:
            return Refused("nesting")
        if status == _ABORT:
            return Refused("memory", limit=self.pool.settings.memory)
        return Refused("crashed")

    async def _status(self) -> int | None:
        if self._lease is None:
            return None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                return await asyncio.shield(self._lease.worker.died)
        return None

    def _end_lease(self, *, fit: bool) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers = []
        if self._lease is not None:
            self.pool.give_back(self._lease, self.client, long=self._counted, fit=fit)
            self._lease = None
            self._counted = False
