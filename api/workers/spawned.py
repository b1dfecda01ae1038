"""Workers where there is no fork: each is a process that loads the graph for itself. Slower to replace."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable

from api.workers import frames
from api.workers.forked import command, environment
from api.workers.handle import StreamLine, Worker, WorkerLost
from api.workers.job import Source
from api.workers.loading import LoadError


class SpawnedWorkers:
    """The same interface as `ForkedWorkers`."""

    def __init__(self, source: Source, born: Callable[[Worker], None], ended: Callable[[], None]) -> None:
        self._source, self._born, self._ended = source, born, ended
        self._processes: set[asyncio.subprocess.Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Load the graph once, in a first worker, to see that it can be loaded. Raises `LoadError`."""
        await self._spawn()

    def order(self) -> None:
        """Ask for one more worker."""
        self._keep(asyncio.create_task(self._spawn()))

    async def stop(self) -> None:
        """End every worker; returns when no process is left."""
        for task in self._tasks:
            task.cancel()
        for process in self._processes:
            if process.returncode is None:
                process.kill()
        await asyncio.gather(*(process.wait() for process in self._processes))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _spawn(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *command("api.workers.worker", self._source.encode()),
            env=environment(),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        self._processes.add(process)
        if process.stdout is None or process.stdin is None:
            raise LoadError("a worker was started without pipes")
        worker = Worker(process.pid, StreamLine(process.stdout, process.stdin), lambda _: process.kill())
        try:
            kind, text = await worker.frame()
        except WorkerLost:
            raise LoadError("a worker ended before it had loaded the graph") from None
        if kind == frames.REFUSED:
            raise LoadError(text.decode(errors="replace"))
        self._keep(asyncio.create_task(self._await_end(process, worker)))
        self._born(worker)

    async def _await_end(self, process: asyncio.subprocess.Process, worker: Worker) -> None:
        status = await process.wait()
        self._processes.discard(process)
        worker.died.set_result(status)
        worker.hang_up()
