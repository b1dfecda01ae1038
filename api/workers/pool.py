"""The pool: which query gets a worker next, and which version of the graph it sees.

A query that has run for `express_seconds` is long. Long ones may hold three workers in four; one that finds
these taken gives its worker back and starts again when its turn comes, so that short queries wait behind long
ones for no more than a moment. Among those who wait, the client with the fewest running queries is next.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, Self

from api.settings import Settings
from api.workers.generation import CAN_FORK, Generation
from api.workers.handle import Worker
from api.workers.job import Refused, Source

logger = logging.getLogger(__name__)


class Held(Protocol):
    """A version of the graph that stays where it is until released."""

    source: Source

    def release(self) -> None:
        """Let it be removed."""


class Versions(Protocol):
    """Where versions of the graph are published."""

    def current(self) -> str:
        """The name of the current version; cheap."""

    def hold(self) -> Held:
        """The current version, kept until released."""


@dataclass(eq=False, slots=True)
class Ticket:
    """A place in the queue."""

    client: str
    long: bool
    ready: asyncio.Future[Lease]

    def tear(self, reason: Exception) -> None:
        """Give the place up; who waits is told `reason`."""
        if not self.ready.done():
            self.ready.set_exception(reason)


@dataclass(frozen=True, slots=True)
class Lease:
    """A worker for the time of one query."""

    worker: Worker
    generation: Generation


class Pool:
    """Hands out workers. Use `start` and `stop`, or it as an asynchronous context manager."""

    def __init__(
        self,
        settings: Settings,
        versions: Versions,
        *,
        fork: bool = CAN_FORK,
        renewed: Callable[[], object] = lambda: None,
    ) -> None:
        """`renewed` is called, in a thread, when a new version is there and before a query sees it."""
        self.settings = settings
        self.switched: Callable[[], object] = lambda: None
        """Called when queries see another version than before."""
        self.long_limit = max(1, settings.workers - max(1, settings.workers // 4))
        self.long_running = 0
        self.kills = 0
        self._versions, self._fork, self._renewed = versions, fork, renewed
        self._generation: Generation | None = None
        self._held: dict[Generation, Held] = {}
        self._waiting: list[Ticket] = []
        self._clients: Counter[str] = Counter()
        self._running: Counter[str] = Counter()
        self._watcher: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._failed: str | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def version(self) -> str:
        """The version that the next query sees; "" while there is none."""
        return self._generation.version if self._generation else ""

    @property
    def source(self) -> Source:
        """The graph that the next query sees; raises `Refused` while there is none."""
        if self._generation is None:
            raise Refused("busy")
        return self._generation.source

    @property
    def ready(self) -> bool:
        """Whether a query would find a worker."""
        return self._generation is not None and self._generation.alive > 0

    @property
    def waiting(self) -> int:
        """Queries that wait for a worker."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """Queries that have a worker."""
        return self._running.total()

    @property
    def alive(self) -> int:
        """Workers of the current version that live."""
        return self._generation.alive if self._generation else 0

    async def start(self) -> None:
        """Load the current version; raises `LoadError`."""
        await self._renew()
        self._watcher = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """End every process. Who still waits is refused."""
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.wait({self._watcher})
        for ticket in self._waiting:
            ticket.tear(Refused("stopping"))
        self._waiting.clear()
        self._generation = None
        await asyncio.gather(*self._ending, *(self._end(generation) for generation in list(self._held)))

    def enter(self, client: str) -> None:
        """Count a query of `client`; raises `Refused` if it has too many. `leave` must follow."""
        if self._clients[client] >= self.settings.per_client:
            raise Refused("client-busy", limit=self.settings.per_client)
        self._clients[client] += 1

    def leave(self, client: str) -> None:
        """The query of `client` has its answer."""
        self._clients[client] -= 1
        if not self._clients[client]:
            del self._clients[client]

    def take(self, client: str) -> Lease | None:
        """A worker at once, where one is free and nobody waits; `give_back` must follow."""
        if self._waiting or self._generation is None:
            return None
        worker = self._generation.take()
        if worker is None:
            return None
        self._running[client] += 1
        return Lease(worker, self._generation)

    def ticket(self, client: str, *, long: bool = False) -> Ticket:
        """A place in the queue; raises `Refused` if the queue is full. `lease` must follow."""
        ticket = Ticket(client, long, asyncio.get_running_loop().create_future())
        self._waiting.append(ticket)
        self._dispatch()
        if ticket in self._waiting and len(self._waiting) > self.settings.queue and not long:
            self._waiting.remove(ticket)
            raise Refused("busy")
        return ticket

    async def lease(self, ticket: Ticket) -> Lease:
        """The worker that `ticket` is for. Raises `Refused` after too long a wait, or what `tear` got."""
        if ticket.ready.done():  # mostly so, and then there is nothing to time
            return ticket.ready.result()
        lease = None
        try:
            async with asyncio.timeout(self.settings.queue_seconds):
                lease = await ticket.ready
        except TimeoutError:
            raise Refused("busy") from None
        finally:
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            elif lease is None and _granted(ticket):  # too late for who has left
                self.give_back(ticket.ready.result(), ticket.client, long=ticket.long, fit=True)
        return lease

    def give_back(self, lease: Lease, client: str, *, long: bool, fit: bool) -> None:
        """Return a leased worker."""
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        if long:
            self.long_running -= 1
        lease.generation.give_back(lease.worker, fit=fit)
        if lease.generation.retired and not lease.generation.running:
            self._end_soon(lease.generation)

    def _dispatch(self) -> None:
        """Give free workers to who is next."""
        while self._generation is not None:
            crowded = self.long_running >= self.long_limit
            able = [t for t in self._waiting if not (t.long and crowded) and not t.ready.done()]
            worker = self._generation.take() if able else None
            if worker is None:
                return
            ticket = min(able, key=lambda t: self._running[t.client])
            self._waiting.remove(ticket)
            self._running[ticket.client] += 1
            self.long_running += ticket.long
            ticket.ready.set_result(Lease(worker, self._generation))

    async def _watch(self) -> None:
        """Follow the current version."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self.settings.watch_seconds):
                    await self._wake.wait()
            lost = self._wake.is_set()
            self._wake.clear()
            try:
                version = await asyncio.to_thread(self._versions.current)
                if lost or version not in {self.version, self._failed}:
                    self._failed = version
                    await self._renew()
                    self._failed = None
            except Exception:
                logger.exception("the current version cannot be loaded; the last good one stays in use")
                if self._generation is None:
                    self._wake.set()
                    await asyncio.sleep(self.settings.watch_seconds)

    async def _renew(self) -> None:
        """Start a generation of the current version and retire the one before it."""
        held = await asyncio.to_thread(self._versions.hold)
        fresh = Generation(held.source, self.settings.workers, self._dispatch, self._ended, fork=self._fork)
        try:
            await fresh.start()
            await asyncio.to_thread(self._renewed)
        except BaseException:
            held.release()
            raise
        self._held[fresh] = held
        old, self._generation = self._generation, fresh
        if old is not None:
            old.retired = True
            if not old.running:
                await self._end(old)
        self._dispatch()
        self.switched()

    async def _end(self, generation: Generation) -> None:
        held = self._held.pop(generation, None)
        if held is not None:
            await generation.stop()
            held.release()

    def _ended(self, generation: Generation) -> None:
        """The zygote of `generation` is gone without having been told to go."""
        if generation is self._generation:
            logger.error("the process that forks workers has ended; it is started anew")
            self._generation = None
            self._end_soon(generation)
            self._wake.set()

    def _end_soon(self, generation: Generation) -> None:
        task = asyncio.create_task(self._end(generation))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


def _granted(ticket: Ticket) -> bool:
    ready = ticket.ready
    return ready.done() and not ready.cancelled() and ready.exception() is None
