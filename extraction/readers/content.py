"""A file that is being read: its bytes, and what the sniffing functions ask of them."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from extraction.errors import ReadError
from extraction.readers.limits import TEXT
from extraction.source import Decoded, decode, wide_encoding

_HEAD = 4096


@dataclass(frozen=True)
class Content:
    """The bytes of a file under a name for messages."""

    name: str
    data: bytes

    @cached_property
    def members(self) -> frozenset[str] | None:
        """The names inside a ZIP archive, None where the file is none; a damaged one has no names."""
        if not self.data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return None
        try:
            with zipfile.ZipFile(BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, MemoryError, OSError):
            return frozenset()

    @property
    def opens_tag(self) -> bool:
        """Whether the first characters may hold "<", in any encoding."""
        return b"<" in self.data[:_HEAD]

    @cached_property
    def head(self) -> str:
        """The first characters, in small letters; ASCII is right in whatever encoding the file is in."""
        encoding = wide_encoding(self.data[: 1 << 16]) or "latin-1"
        return self.data[:_HEAD].decode(encoding, errors="ignore").lower().lstrip("\ufeffï»¿ \t\r\n\f")

    @cached_property
    def decoded(self) -> Decoded:
        """The text of a text file.

        Raises:
            ReadError: the file is no text; see `extraction.source.decode`.
        """
        return decode(self.name, self.data)

    @property
    def text(self) -> Decoded:
        """The text of a file that is read as it stands, no sign of it left out.

        Raises:
            ReadError: as `decoded`; limit_text.
        """
        if len(self.decoded.text) > TEXT:
            raise ReadError("limit_text", name=self.name, limit=TEXT)
        return self.decoded
