"""A worker as the server sees it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from api.workers import frames
from api.workers.job import Job

_MOST = 1 << 20  # bytes that lie here unread; the worker waits beyond


class WorkerLost(Exception):  # noqa: N818
    """The worker ended before its answer did."""


class Line(Protocol):
    """The way to a worker and back."""

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; raises `WorkerLost`."""

    def write(self, data: bytes) -> None:
        """Send `data`."""

    def abort(self) -> None:
        """Cut it off: who waits for a frame is told so at once."""

    def close(self) -> None:
        """Close it when all is sent."""


class SocketLine(asyncio.Protocol):
    """A line over a socket. Without streams, whose layers cost a short query as much as the answer does."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._read = bytearray()
        self._frames: deque[tuple[bytes, bytes]] = deque()
        self._held = 0
        self._waiting: asyncio.Future[None] | None = None
        self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the loop."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Called by the loop: cut `data` into frames."""
        read = self._read
        read += data
        at, size = 0, frames.HEADER.size
        while len(read) - at >= size:
            kind, length = frames.HEADER.unpack_from(read, at)
            end = at + size + length
            if len(read) < end:
                break
            self._frames.append((kind, bytes(read[at + size : end])))
            self._held += length
            at = end
        if at:
            del read[:at]
            self._wake()
        if self._held > _MOST and self._transport is not None:
            self._transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's own)
        """Called by the loop."""
        self._lost = True
        self._wake()

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; raises `WorkerLost`."""
        while not self._frames:
            if self._lost:
                raise WorkerLost
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting
        kind, payload = self._frames.popleft()
        if self._held > _MOST >= self._held - len(payload) and self._transport is not None:
            self._transport.resume_reading()
        self._held -= len(payload)
        return kind, payload

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def write(self, data: bytes) -> None:
        """Send `data`."""
        if self._transport is not None:
            self._transport.write(data)

    def abort(self) -> None:
        """Cut it off: who waits for a frame is told so at once."""
        self._lost = True
        self._frames.clear()
        if self._transport is not None:
            self._transport.abort()
        self._wake()

    def close(self) -> None:
        """Close it when all is sent."""
        if self._transport is not None:
            self._transport.close()


class StreamLine:
    """A line over the pipes of a process."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame; raises `WorkerLost`."""
        try:
            kind, length = frames.HEADER.unpack(await self._reader.readexactly(frames.HEADER.size))
            return kind, await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, OSError):
            raise WorkerLost from None

    def write(self, data: bytes) -> None:
        """Send `data`."""
        self._writer.write(data)

    def abort(self) -> None:
        """Cut it off."""
        self._writer.transport.abort()

    def close(self) -> None:
        """Close it when all is sent."""
        self._writer.close()


class Worker:
    """One worker process and the line to it; `died` gets its exit code, negative for a signal."""

    def __init__(self, pid: int, line: Line, kill: Callable[[int], None]) -> None:
        self.pid = pid
        self._line, self._kill = line, kill
        self.frame = line.frame
        self.doomed = False
        self.died: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def ask(self, job: Job) -> None:
        """Send a job."""
        self._line.write(frames.frame(frames.JOB, job.encode()))

    def kill(self) -> None:
        """End the process now, whatever it does; who reads from it need not wait until it has ended."""
        if not self.doomed and not self.died.done():
            self.doomed = True
            self._kill(self.pid)
            self._line.abort()

    def hang_up(self) -> None:
        """Close the line: an idle worker ends by itself."""
        self._line.close()
