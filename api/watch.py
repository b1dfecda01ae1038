"""Tells a query when its client has left."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import Receive

from api.workers.run import Run


class Watch:
    """Listens to the client of `query` once it is started: most queries are answered sooner."""

    def __init__(self, query: Run, receive: Receive) -> None:
        self._query, self._receive = query, receive
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Listen from now on."""
        if self._task is None:
            self._task = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        with suppress(asyncio.CancelledError):
            while (await self._receive())["type"] != "http.disconnect":
                pass
            self._query.abandon()

    def stop(self) -> None:
        """Listen no longer."""
        if self._task is not None:
            self._task.cancel()
