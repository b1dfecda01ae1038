"""Where an answer is written: cut into blocks, counted, stopped at the limits, coded where that is wanted."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from api.workers import frames
from api.workers.counting import Counter, Nothing
from api.workers.job import Head, Job, Refused

_BLOCK = 1 << 16
_WORTH_CODING = 1 << 10  # bytes; a shorter answer fits into a packet or two as it is
_LEVEL = 4  # of zlib: three times faster than its own choice, for a tenth more bytes
_GZIP = 31  # zlib's window bits for a gzip header

Send = Callable[[bytes], None]


class Sink:
    """The file that Oxigraph writes an answer to. An answer of less than a block leaves in one piece."""

    def __init__(self, job: Job, head: Head, send: Send) -> None:
        self._job, self._head, self._send = job, head, send
        self.counter: Counter = Nothing()
        self._parts: list[bytes] = []
        self._held = 0
        self._size = 0
        self._begun = False
        self._coder = zlib.compressobj(_LEVEL, wbits=_GZIP) if job.gzip else None

    def write(self, data: bytes) -> int:
        """Take `data`; raises `Refused` when the answer has grown past a limit."""
        self._parts.append(bytes(data))
        self._held += len(data)
        if self._held >= _BLOCK:
            self._send(self._coded(self._block()))
        return len(data)

    def flush(self) -> None:
        """What is held stays so: files are asked to flush more often than packets are worth sending."""

    def end(self) -> None:
        """Send what is held, and that it was all. Raises `Refused` as `write` does."""
        block = self._block()
        if not self._begun and (self._coder is None or len(block) < _WORTH_CODING):
            head = self._head.encode(gzip=False, rows=max(0, self.counter.rows), size=self._size)
            self._send(frames.frame(frames.WHOLE, frames.LENGTH.pack(len(head)) + head + block))
            return
        totals = b'{"rows":%d,"bytes":%d}' % (max(0, self.counter.rows), self._size)
        self._send(self._coded(block, last=True) + frames.frame(frames.END, totals))

    def _block(self) -> bytes:
        """What is held, if it is within the limits."""
        block = b"".join(self._parts)
        self._parts.clear()
        self._held = 0
        self._size += len(block)
        if self._size > self._job.size:
            raise Refused("bytes", limit=self._job.size)
        self.counter.feed(block)
        if self.counter.rows > self._job.rows:
            raise Refused("rows", limit=self._job.rows)
        return block

    def _coded(self, block: bytes, *, last: bool = False) -> bytes:
        """The frames of `block`, after the head where it is the first."""
        head = b""
        if not self._begun:
            head = frames.frame(frames.HEAD, self._head.encode(gzip=self._coder is not None))
        if self._coder is not None:
            block = self._coder.compress(block)
            if last:
                block += self._coder.flush()
            elif not self._begun:  # who waits for the first byte gets it now
                block += self._coder.flush(zlib.Z_SYNC_FLUSH)
        self._begun = True
        return head + frames.frame(frames.DATA, block) if block else head
