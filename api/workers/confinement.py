"""What a worker gives up before it sees a query: files, sockets, memory, and outliving its parent."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from api.workers.seccomp import deny_sockets

try:
    import resource
except ImportError:  # Windows: the deadline and the refusal of SERVICE are all there is
    resource = None  # type: ignore[assignment]

_NICE = 3  # the server's own process comes first: it keeps the deadlines
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def dies_with_parent() -> Callable[[], None]:
    """A function for a fork to call, by which the kernel kills it when its parent ends. Only Linux has it.

    Looked up before the fork, since it loads a library.
    """
    if sys.platform != "linux":
        return lambda: None
    import ctypes  # noqa: PLC0415 (only here is it needed)

    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def arrange() -> None:
        prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)

    return arrange


def confine(memory: int, *, opens_files: bool = False) -> None:
    """Leave this process its open descriptors and `memory` bytes above what it has; no more files or sockets.

    SERVICE cannot connect and nothing can be read or written, whatever a query says. Where the graph lies on
    disk and `opens_files`, only sockets are forbidden.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    if resource is None:
        return
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)  # what an allocator says as it dies is told by the status instead
    os.close(silence)
    _at_most(resource.RLIMIT_AS, _size() + memory)
    _at_most(resource.RLIMIT_CORE, 0)
    if opens_files:
        deny_sockets()
    else:
        _at_most(resource.RLIMIT_NOFILE, 0)
    os.nice(_NICE)


def allow_seconds(seconds: float) -> None:
    """Let the kernel end this process when it has computed `seconds` longer, should the deadline fail."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def peak() -> int:
    """The most memory that this process has held at any time, in bytes."""
    if resource is None:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _size() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return peak()
    return pages * resource.getpagesize()


def _at_most(what: int, limit: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS refuses a limit on the address space
        resource.setrlimit(what, (limit, limit))
