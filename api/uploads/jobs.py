"""Uploads under way: one for each person, each with processes of its own, none kept for long."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.problems import Problem

WAITING, READING, READY, REFUSED = "waiting", "reading", "ready", "refused"
PUBLISHING, PUBLISHED, CANCELLED, FAILED = "publishing", "published", "cancelled", "failed"
ACTIVE = frozenset({WAITING, READING, READY, PUBLISHING})
RUNNING = frozenset({WAITING, READING, PUBLISHING})

KEPT = 30 * 60.0
"""Seconds that an upload waits to be accepted; afterwards its file is gone."""
_AT_ONCE = 2
_BEFORE: dict[str, Any] = {"stage": "", "done": 0, "total": 0}
_LONGEST = 30 * 60.0


@dataclass(slots=True)
class Job:
    """One upload, with what its last process wrote: previews, a version, or an error in both languages."""

    key: str
    owner: str
    file: Path
    size: int
    state: str = WAITING
    step: dict[str, Any] = field(default_factory=lambda: dict(_BEFORE))
    previews: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, str] = field(default_factory=dict)
    version: int = 0
    touched: float = field(default_factory=time.monotonic)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The file's name, made safe."""
        return self.file.name

    def tell(self, state: str | None = None, step: dict[str, Any] | None = None) -> None:
        """Move on, and wake those who watch."""
        self.state = state or self.state
        self.step = _BEFORE | (step or ({} if state else self.step))
        self.touched = time.monotonic()
        waking, self.changed = self.changed, asyncio.Event()
        waking.set()


class Jobs:
    """All uploads of a server. Files lie in a folder of its own, which goes when the server ends."""

    def __init__(self, store: Path, renewed: Callable[[], object], *, kept: float = KEPT) -> None:
        self.store = store
        self._renewed = renewed
        self._kept = kept
        self._jobs: dict[str, Job] = {}
        self._folder: Path | None = None
        self._turns = asyncio.Semaphore(_AT_ONCE)

    def folder(self) -> Path:
        """A new folder for one upload."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="khaithong-uploads-"))
        return Path(tempfile.mkdtemp(dir=self._folder))

    def discard(self, folder: Path) -> None:
        """Remove a folder from which nothing became an upload."""
        shutil.rmtree(folder, ignore_errors=True)

    def of(self, owner: str, key: str) -> Job:
        """An upload of this person's.

        Raises:
            Problem: there is none, or it is somebody else's.
        """
        self._expire()
        job = self._jobs.get(key)
        if job is None or job.owner != owner:
            raise Problem("upload-gone")
        return job

    def active(self, owner: str) -> Job | None:
        """The upload that a person has under way."""
        self._expire()
        return next((job for job in self._jobs.values() if job.owner == owner and job.state in ACTIVE), None)

    def require_free(self, owner: str) -> None:
        """Refuse a person who has an upload under way.

        Raises:
            Problem: that is so.
        """
        if self.active(owner) is not None:
            raise Problem("upload-active")

    def start(self, owner: str, file: Path, size: int) -> Job:
        """Begin to read a received file.

        Raises:
            Problem: the person has another upload under way.
        """
        self.require_free(owner)
        job = Job(secrets.token_urlsafe(12), owner, file, size)
        self._jobs[job.key] = job
        job.task = asyncio.create_task(self._read(job))
        return job

    def accept(self, job: Job) -> None:
        """Publish what was read; a second click changes nothing."""
        if job.state == READY:
            job.tell(PUBLISHING)
            job.task = asyncio.create_task(self._publish(job))

    async def cancel(self, job: Job) -> None:
        """End an upload that is not being published, and its process."""
        if job.state not in ACTIVE - {PUBLISHING}:
            return
        await _end(job.task)
        job.tell(CANCELLED)
        self._drop(job)

    async def close(self) -> None:
        """End everything and remove every file."""
        for job in self._jobs.values():
            await _end(job.task)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def watch(self, job: Job) -> AsyncIterator[dict[str, Any]]:
        """The steps of an upload as they come, until nothing runs any longer."""
        while True:
            changed = job.changed
            yield {"state": job.state, **job.step}
            if job.state not in RUNNING:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), 15)  # and a sign of life in between

    async def _read(self, job: Job) -> None:
        async with self._turns:
            job.tell(READING)
            told = await self._run("read", job)
        job.previews = told.get("previews", [])
        job.error = told.get("error", {})
        job.tell(READY if job.previews else REFUSED)
        asyncio.get_running_loop().call_later(self._kept + 1, self._expire)
        if not job.previews:
            self._drop(job)

    async def _publish(self, job: Job) -> None:
        told = await self._run("publish", job)
        job.error = told.get("error", {})
        if job.error.get("code") == "busy":
            job.tell(READY)
            return
        if not job.error:
            job.version = told["version"]
            await asyncio.to_thread(self._renewed)
        job.tell(FAILED if job.error else PUBLISHED)
        self._drop(job)

    async def _run(self, mode: str, job: Job) -> dict[str, Any]:
        """Run the worker; gives what it wrote, or an error of ours where it wrote nothing."""
        result = job.file.parent.with_name(f"{job.file.parent.name}.json")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "api.uploads.worker", mode, job.file, self.store, result),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(_LONGEST):
                if process.stdout is not None:
                    async for line in process.stdout:
                        job.tell(step=_step(line))
                await process.wait()
            told: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        except (TimeoutError, OSError, ValueError):
            return {"error": {"code": "crashed", "vi": "", "en": ""}}
        else:
            return told
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
            result.unlink(missing_ok=True)

    def _drop(self, job: Job) -> None:
        shutil.rmtree(job.file.parent, ignore_errors=True)

    def _expire(self) -> None:
        """Forget what nobody has touched for long; what runs has its own limits."""
        until = time.monotonic() - self._kept
        for key, job in list(self._jobs.items()):
            if job.state not in RUNNING and job.touched < until:
                self._drop(job)
                del self._jobs[key]


def _step(line: bytes) -> dict[str, Any]:
    try:
        step = json.loads(line)
    except ValueError:
        return {}
    return step if isinstance(step, dict) else {}


async def _end(task: asyncio.Task[None] | None) -> None:
    if task is not None and not task.done():
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
