"""The zygote: loads the graph once, then forks a worker whenever the server asks, and buries the dead.

It has one thread and does nothing else, so a fork is always safe; and only it signals its children, so no
process number is reused under its hands. It speaks with the server in notes over one socket, over which the
server's end of each worker's socket travels, too. When the server is gone, so are the zygote and its workers.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable

import pyoxigraph as ox

from api.workers import worker
from api.workers.confinement import confine, dies_with_parent
from api.workers.job import Source
from api.workers.loading import LoadError, attach, load, union_of

READY = b"R"
FAILED = b"X"
WORKER = b"W"
DEAD = b"D"
FORK = b"F"
KILL = b"K"

NOTE = struct.Struct("!cii")
"""A note's kind, the worker's process number, and a status or the length of a text that follows."""


class Zygote:
    """Forks workers that answer from `store`; None: each opens the snapshot for itself."""

    def __init__(
        self, control: socket.socket, source: Source, store: ox.Store | None, union: ox.Store | None
    ) -> None:
        self._control, self._source, self._store, self._union = control, source, store, union
        self._children: set[int] = set()
        self._pid = os.getpid()
        self._bound_to_parent = dies_with_parent()
        self._wake, self._woken = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._woken, False)

    def run(self) -> None:
        """Serve the server's notes until it hangs up."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._wake, select.POLLIN)
        act: dict[bytes, Callable[[int], None]] = {FORK: lambda _: self._fork(), KILL: self._kill}
        try:
            while True:
                ready = {fd for fd, _ in poll.poll()}
                if self._wake in ready:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self._wake, 4096)
                    self._bury()
                if self._control.fileno() in ready:
                    note = self._control.recv(NOTE.size, socket.MSG_WAITALL)
                    if len(note) < NOTE.size:
                        return
                    kind, pid, _ = NOTE.unpack(note)
                    act[kind](pid)
        except (BrokenPipeError, ConnectionResetError):
            return
        finally:
            for child in self._children:
                os.kill(child, signal.SIGKILL)
            for child in self._children:
                os.waitpid(child, 0)

    def _fork(self) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                ours.close()
                self._live(theirs)
                status = 0
            finally:
                os._exit(status)
        theirs.close()
        self._children.add(pid)
        with ours:
            socket.send_fds(self._control, [NOTE.pack(WORKER, pid, 0)], [ours.fileno()])

    def _live(self, line: socket.socket) -> None:
        """What a fork does for the rest of its life."""
        self._bound_to_parent()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        os.close(self._wake)
        os.close(self._woken)
        if os.getppid() != self._pid:  # it died before it could bind us
            return
        store = attach(self._source) if self._store is None else self._store
        confine(self._source.memory, opens_files=self._store is None)
        worker.serve(store, self._source, line.fileno(), line.fileno(), self._union)

    def _kill(self, pid: int) -> None:
        if pid in self._children:
            os.kill(pid, signal.SIGKILL)

    def _bury(self) -> None:
        for pid in list(self._children):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                self._children.discard(pid)
                self._control.sendall(NOTE.pack(DEAD, pid, os.waitstatus_to_exitcode(status)))


def main() -> None:
    """Run with the control socket's descriptor and the source as arguments."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then hangs up
    control = socket.socket(fileno=int(sys.argv[1]))
    source = Source.decode(sys.argv[2])
    try:
        store = load(source) if source.in_memory else None
        union = union_of(store) if store is not None and source.union else None
    except LoadError as error:
        text = str(error).encode()
        control.sendall(NOTE.pack(FAILED, 0, len(text)) + text)
        return
    gc.collect()
    gc.freeze()  # a collection would write to, and so copy, every page that forks share
    control.sendall(NOTE.pack(READY, 0, 0))
    Zygote(control, source, store, union).run()


if __name__ == "__main__":
    main()
