"""Frames between the server and a worker: a letter, the payload's length, the payload."""

from __future__ import annotations

import os
import struct

JOB = b"J"
HEAD = b"H"
DATA = b"D"
END = b"E"
REFUSED = b"X"

HEADER = struct.Struct("!cI")


def frame(kind: bytes, payload: bytes) -> bytes:
    """The bytes of one frame."""
    return HEADER.pack(kind, len(payload)) + payload


def read_frame(fd: int) -> tuple[bytes, bytes] | None:
    """The next frame from a blocking descriptor; None at its end."""
    header = _read(fd, HEADER.size)
    if header is None:
        return None
    kind, length = HEADER.unpack(header)
    payload = _read(fd, length)
    return None if payload is None else (kind, payload)


def write_frames(fd: int, *frames: bytes) -> None:
    """Write whole frames to a blocking descriptor."""
    left = memoryview(b"".join(frames))
    while left:
        left = left[os.write(fd, left) :]


def _read(fd: int, length: int) -> bytes | None:
    parts = []
    while length:
        part = os.read(fd, min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
