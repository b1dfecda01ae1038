"""Asks a new version what the one before it was asked most, so that its first visitors need not wait."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.types import Message, Receive, Scope, Send

from api.problems import Problem
from api.workers.job import ClientLeft, Refused

if TYPE_CHECKING:
    from api.delivery import Asked

Deliver = Callable[[Scope, Receive, Send, "Asked"], Awaitable[None]]


class Rehearsal:
    """Puts questions one after another, as a client of its own; `deliver` keeps the answers."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._task: asyncio.Task[None] | None = None

    def start(self, questions: list[tuple[Asked, bool]], after: Awaitable[object]) -> None:
        """Put `questions`, each with whether its answer is zipped, once `after` is there."""
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.create_task(self._run(questions, after))

    async def _run(self, questions: list[tuple[Asked, bool]], after: Awaitable[object]) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await after
            for asked, gzip in questions:
                headers = [(b"accept-encoding", b"gzip")] if gzip else []
                scope = {"type": "http", "method": "GET", "headers": headers, "client": (__name__, 0)}
                with contextlib.suppress(Problem, Refused, ClientLeft):
                    await self._deliver(scope, _wait, _drop, asked)


async def _wait() -> Message:
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}


async def _drop(_message: Message) -> None:
    """The answer is kept on its way."""
