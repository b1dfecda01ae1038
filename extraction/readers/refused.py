"""Formats that are recognised only to say why they are not read."""

from __future__ import annotations

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.reading import Reading
from extraction.readers.sniff import is_encrypted_office, is_xml


def read(content: Content) -> Reading:
    """Refuse the file.

    Raises:
        ReadError: encrypted, binary or office, always.
    """
    if is_encrypted_office(content):
        raise ReadError("encrypted", name=content.name, format="Office")
    if is_xml(content):
        raise ReadError("binary", name=content.name, format="xml", offset=0)
    raise ReadError("office", name=content.name)
