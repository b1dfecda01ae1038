"""A worker: answers job after job from its store until its server hangs up."""

from __future__ import annotations

import gc
import os
import sys

import pyoxigraph as ox

from api.workers import frames
from api.workers.answer import Answering
from api.workers.confinement import allow_seconds, confine, peak
from api.workers.job import Job, Source
from api.workers.loading import LoadError, attach
from api.workers.seccomp import can_deny_sockets

_HOARD = 100_000_000  # bytes above its start that a worker may keep for later queries


def serve(store: ox.Store, source: Source, read: int, write: int, union: ox.Store | None = None) -> None:
    """Answer jobs from `read` on `write`; returns when the server hangs up or the worker is worn."""
    answering = Answering(store, source.base, source.prefixes, union)
    at_start = peak()

    def send(data: bytes) -> None:
        frames.write_all(write, data)

    while (message := frames.read_frame(read)) is not None:
        job = Job.decode(message[1])
        allow_seconds(job.seconds)
        answering.answer(job, send)
        if peak() - at_start > _HOARD:
            return


def main() -> None:
    """Where there is no fork: load the graph, then serve over standard input and output."""
    source = Source.decode(sys.argv[1])
    write = os.dup(1)
    os.dup2(2, 1)
    try:
        store = attach(source)
    except LoadError as error:
        frames.write_all(write, frames.frame(frames.REFUSED, str(error).encode()))
        return
    gc.freeze()
    frames.write_all(write, frames.frame(frames.HEAD, b""))
    confine(source.memory, opens_files=source.snapshot is not None and can_deny_sockets())
    serve(store, source, 0, write)


if __name__ == "__main__":
    main()
