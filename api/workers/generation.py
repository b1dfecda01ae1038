"""The workers of one version of the graph."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from typing import Protocol

from api.workers.forked import ForkedWorkers
from api.workers.handle import Worker
from api.workers.job import Source
from api.workers.spawned import SpawnedWorkers

logger = logging.getLogger(__name__)
CAN_FORK = hasattr(os, "fork") and hasattr(os, "posix_spawn")
_SHORT_LIFE = 1.0  # seconds; who dies younger, without an order from us, is replaced only after as long


class Breed(Protocol):
    """Where workers come from."""

    async def start(self) -> None:
        """Load the graph; raises `LoadError`."""

    def order(self) -> None:
        """Ask for one more worker."""

    async def stop(self) -> None:
        """End every process."""


class Generation:
    """Keeps `size` workers alive; `changed` is called whenever one is free to take a job."""

    def __init__(
        self,
        source: Source,
        size: int,
        changed: Callable[[], None],
        ended: Callable[[Generation], None],
        *,
        fork: bool = CAN_FORK,
    ) -> None:
        self.source = source
        self.version = source.version
        self.idle: list[Worker] = []
        self.running = 0
        self.retired = False
        self._size, self._changed = size, changed
        self._alive: dict[int, Worker] = {}
        self._watching: set[asyncio.Task[None]] = set()
        if not fork:
            logger.warning(
                "this platform cannot fork: every worker loads the graph for itself and is slow to replace"
            )
        kind = ForkedWorkers if fork else SpawnedWorkers
        self._breed: Breed = kind(source, self._born, lambda: ended(self))

    @property
    def alive(self) -> int:
        """How many workers there are."""
        return len(self._alive)

    async def start(self) -> None:
        """Load the graph and order the workers; raises `LoadError`."""
        try:
            await self._breed.start()
        except BaseException:
            await self._breed.stop()
            raise
        for _ in range(self._size - len(self._alive)):
            self._breed.order()

    async def stop(self) -> None:
        """End every process of this generation."""
        self.retired = True
        await self._breed.stop()
        for task in self._watching:
            task.cancel()

    def take(self) -> Worker | None:
        """A free worker, the one used last: its caches are warm."""
        while self.idle:
            worker = self.idle.pop()
            if not worker.died.done():
                self.running += 1
                return worker
        return None

    def give_back(self, worker: Worker, *, fit: bool) -> None:
        """Return a worker; one that is not `fit` for another job is killed and replaced."""
        self.running -= 1
        if not fit or self.retired:
            worker.kill()
        elif not worker.doomed and not worker.died.done():
            self.idle.append(worker)
        self._changed()

    def _born(self, worker: Worker) -> None:
        self._alive[worker.pid] = worker
        self.idle.append(worker)
        task = asyncio.create_task(self._replace(worker))
        self._watching.add(task)
        task.add_done_callback(self._watching.discard)
        self._changed()

    async def _replace(self, worker: Worker) -> None:
        born = time.monotonic()
        status = await asyncio.shield(worker.died)
        self._alive.pop(worker.pid, None)
        if worker in self.idle:
            self.idle.remove(worker)
        if self.retired:
            return
        if status not in {0, -9} and time.monotonic() - born < _SHORT_LIFE:
            await asyncio.sleep(_SHORT_LIFE)
        if not self.retired:
            self._breed.order()
