"""Frames between the server and a worker: a letter, the payload's length, the payload."""

from __future__ import annotations

import os
import struct

JOB = b"J"
WHOLE = b"W"
"""A short answer in one frame: the length of its head, the head, the body."""
HEAD = b"H"
DATA = b"D"
END = b"E"
REFUSED = b"X"

HEADER = struct.Struct("!cI")
LENGTH = struct.Struct("!I")


def frame(kind: bytes, payload: bytes) -> bytes:
    """The bytes of one frame."""
    return HEADER.pack(kind, len(payload)) + payload


def read_frame(fd: int) -> tuple[bytes, bytes] | None:
    """The next frame from a blocking descriptor; None at its end.

    The other side waits for an answer, so that no second frame follows before it has one.
    """
    read = b""
    while len(read) < HEADER.size or len(read) < HEADER.size + HEADER.unpack_from(read)[1]:
        part = os.read(fd, 1 << 16)
        if not part:
            return None
        read += part
    return HEADER.unpack_from(read)[0], read[HEADER.size :]


def write_all(fd: int, data: bytes) -> None:
    """Write whole frames to a blocking descriptor."""
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]
