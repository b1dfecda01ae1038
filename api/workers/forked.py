"""Workers forked by a zygote: the server's side of `api.workers.zygote`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from api.workers import zygote
from api.workers.handle import SocketLine, Worker
from api.workers.job import Source
from api.workers.loading import LoadError
from api.workers.zygote import NOTE

_ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 5.0  # seconds for a zygote to bury its children


def command(module: str, *arguments: str) -> list[str]:
    """How to run one of our modules with the interpreter of this process."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """The environment of such a process: ours, with our packages to be found."""
    paths = [str(_ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


class ForkedWorkers:
    """A zygote of one version of the graph. `born` gets each new worker, `ended` hears if the zygote ends."""

    def __init__(self, source: Source, born: Callable[[Worker], None], ended: Callable[[], None]) -> None:
        self._source, self._born, self._ended = source, born, ended
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._read = bytearray()
        self._lines: list[int] = []
        self._workers: dict[int, Worker] = {}
        self._adopting: set[asyncio.Task[None]] = set()
        self._stillborn: dict[int, int] = {}
        self._ready: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Start the zygote; returns when it has loaded the graph. Raises `LoadError`."""
        loop = asyncio.get_running_loop()
        self._ready = loop.create_future()
        self._control, theirs = socket.socketpair()
        self._control.settimeout(0)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
                command("api.workers.zygote", str(theirs.fileno()), self._source.encode()),
                env=environment(),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        loop.add_reader(self._control, self._receive)
        await self._ready

    def order(self) -> None:
        """Ask for one more worker."""
        self._send(NOTE.pack(zygote.FORK, 0, 0))

    async def stop(self) -> None:
        """End the zygote and with it every worker; returns when no process is left."""
        for task in self._adopting:
            task.cancel()
        self._hang_up()
        if self._process is None:
            return
        try:
            await asyncio.to_thread(self._process.wait, _PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    def _send(self, note: bytes) -> None:
        if self._control is not None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its end is read as such, too
                self._control.send(note)

    def _hang_up(self) -> None:
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None
        for line in self._lines:
            os.close(line)
        self._lines.clear()

    def _receive(self) -> None:
        """Read what the zygote has sent; at its end, tell everybody who waits."""
        if self._control is None:
            return
        try:
            data, lines, _, _ = socket.recv_fds(self._control, 4096, 16)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data, lines = b"", []
        self._lines.extend(lines)
        self._read += data
        if not data:
            self._lost()
            return
        while len(self._read) >= NOTE.size:
            kind, pid, value = NOTE.unpack_from(self._read)
            if kind == zygote.FAILED and len(self._read) < NOTE.size + value:
                return
            del self._read[: NOTE.size]
            self._take(kind, pid, value)

    def _take(self, kind: bytes, pid: int, value: int) -> None:
        if kind == zygote.READY and self._ready is not None:
            self._ready.set_result(None)
        elif kind == zygote.FAILED and self._ready is not None:
            self._ready.set_exception(LoadError(self._read[:value].decode(errors="replace")))
            del self._read[:value]
        elif kind == zygote.WORKER:
            task = asyncio.create_task(self._adopt(pid, self._lines.pop(0)))
            self._adopting.add(task)
            task.add_done_callback(self._adopting.discard)
        elif kind == zygote.DEAD:
            self._bury(pid, value)

    async def _adopt(self, pid: int, line: int) -> None:
        loop = asyncio.get_running_loop()
        _, way = await loop.create_connection(SocketLine, sock=socket.socket(fileno=line))
        worker = Worker(pid, way, lambda pid: self._send(NOTE.pack(zygote.KILL, pid, 0)))
        self._workers[pid] = worker
        self._born(worker)
        if pid in self._stillborn:  # it died before its line was ours
            self._bury(pid, self._stillborn.pop(pid))

    def _bury(self, pid: int, status: int) -> None:
        worker = self._workers.pop(pid, None)
        if worker is None:
            self._stillborn[pid] = status
            return
        worker.died.set_result(status)
        worker.hang_up()

    def _lost(self) -> None:
        self._hang_up()
        if self._ready is not None and not self._ready.done():
            self._ready.set_exception(
                LoadError("the process that loads the graph ended before it had done so")
            )
        for pid in list(self._workers):
            self._bury(pid, -9)
        self._ended()
