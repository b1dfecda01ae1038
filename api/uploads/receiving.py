"""A form with a file, as it comes in: fields first, then the file, to disk and never beyond its limit.

Nothing is written before `allowed` has seen the fields, so that a form from elsewhere costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from fastapi import Request
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.problems import Problem
from api.uploads.names import safe_name

_FIELDS = 12
_FIELD = 4096
_OVERHEAD = 1 << 16


@dataclass(slots=True)
class Received:
    """The fields of a form, and the file under its safe name; None where none was chosen."""

    fields: dict[str, str]
    file: Path | None = None
    size: int = 0


async def receive(
    request: Request, folder: Path, limit: int, allowed: Callable[[dict[str, str]], None]
) -> Received:
    """Read a multipart form whose file goes into `folder`, at most `limit` bytes of it.

    Raises:
        Problem: too large, no form of this kind, or what `allowed` raises.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Problem("media-type", accepted="multipart/form-data")
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > limit + _OVERHEAD:
        raise Problem("upload-large", limit=size_words(limit))
    form = _Form(folder, limit, allowed)
    parser = MultipartParser(boundary, form.callbacks())  # type: ignore[arg-type]
    try:
        async for chunk in request.stream():
            parser.write(chunk)
        parser.finalize()
    except MultipartParseError as error:
        raise Problem("bad-request", reason=error) from None
    finally:
        form.close()
    if not form.allowed:
        allowed(form.received.fields)
    return form.received


def size_words(size: int) -> str:
    """A size as people read it."""
    if size >= 1 << 20:
        return f"{size / (1 << 20):.3g} MB"
    return f"{max(1, round(size / 1024))} KB"


@dataclass(slots=True)
class _Form:
    folder: Path
    limit: int
    allow: Callable[[dict[str, str]], None]
    allowed: bool = False
    received: Received = field(default_factory=lambda: Received({}))
    _header: bytes = b""
    _value: bytes = b""
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _field: str = ""
    _text: bytearray = field(default_factory=bytearray)
    _file: BinaryIO | None = None

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._on_header_field,
            "on_header_value": self._on_header_value,
            "on_header_end": self._on_header_end,
            "on_headers_finished": self._start,
            "on_part_data": self._data,
            "on_part_end": self._end,
        }

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._headers.clear()
        self._header = self._value = b""

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _start(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition"))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")[:80]
        self._text.clear()
        if b"filename" not in options:
            if len(self.received.fields) >= _FIELDS:
                raise Problem("bad-request", reason="too many fields")
            return
        self.allow(self.received.fields)
        self.allowed = True
        sent = options[b"filename"].decode("utf-8", "replace")
        if sent and self.received.file is None:
            self.received.file = self.folder / safe_name(sent)
            self._file = self.received.file.open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self.received.size += end - start
            if self.received.size > self.limit:
                raise Problem("upload-large", limit=size_words(self.limit))
            self._file.write(data[start:end])
        elif len(self._text) + end - start <= _FIELD:
            self._text += data[start:end]
        elif b"filename" not in self._headers.get(b"content-disposition", b""):
            raise Problem("bad-request", reason="a field is too long")

    def _end(self) -> None:
        if self._file is not None:
            self.close()
        elif b"filename" not in self._headers.get(b"content-disposition", b""):
            self.received.fields[self._field] = self._text.decode("utf-8", "replace")
