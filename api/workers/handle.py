"""A worker as the server sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from api.workers import frames
from api.workers.job import Job


class WorkerLost(Exception):  # noqa: N818
    """The worker ended before its answer did."""


class Worker:
    """One worker process and the line to it; `died` gets its exit code, negative for a signal."""

    def __init__(
        self,
        pid: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        kill: Callable[[int], None],
    ) -> None:
        self.pid = pid
        self._reader, self._writer, self._kill = reader, writer, kill
        self.doomed = False
        self.died: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def ask(self, job: Job) -> None:
        """Send a job."""
        self._writer.write(frames.frame(frames.JOB, job.encode()))

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame of the answer; raises `WorkerLost`."""
        try:
            kind, length = frames.HEADER.unpack(await self._reader.readexactly(frames.HEADER.size))
            return kind, await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, OSError):
            raise WorkerLost from None

    def kill(self) -> None:
        """End the process now, whatever it does; who reads from it need not wait until it has ended."""
        if not self.doomed and not self.died.done():
            self.doomed = True
            self._kill(self.pid)
            self._writer.transport.abort()

    def hang_up(self) -> None:
        """Close the line: an idle worker ends by itself."""
        self._writer.close()
