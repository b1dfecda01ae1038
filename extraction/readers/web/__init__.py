"""HTML: what a page says, without what surrounds it: scripts, styles, menus, forms."""

from __future__ import annotations

import codecs
import re

from extraction.readers.content import Content
from extraction.readers.reading import Reading
from extraction.readers.trees import html_tree
from extraction.readers.web.main import main_part
from extraction.readers.web.notes import Notes
from extraction.readers.web.walk import Walker
from extraction.readers.writer import Writer
from extraction.source import Decoded

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
# What pages declare and what fits Vietnamese; in another encoding there are no Vietnamese letters.
_CODECS = frozenset({"cp1258", "cp1252", "iso8859-1"})


def read(content: Content) -> Reading:
    """The text of the page's main part, its notes at the end.

    Raises:
        ReadError: empty, entities, limit_tags, and those of decoding.
    """
    decoded = _decoded(content)
    root = html_tree(content.name, decoded.text)
    notes = Notes(root)
    walker = Walker(notes)
    walker.walk(main_part(root))
    writer = Writer(content.name)
    if decoded.encoding != "UTF-8":
        writer.odd("converted-encoding", decoded.encoding)
    writer.add(walker.parts)
    writer.gap()
    for number, text in walker.note_texts():
        writer.note(number, text)
    return writer.reading()


def _decoded(content: Content) -> Decoded:
    """The text by the encoding that the page declares, but for UTF-8, which nothing else looks like."""
    declared = _CHARSET.search(content.data[:_HEAD])
    codec = _codec(declared.group(1).decode("ascii")) if declared else "utf-8"
    if codec in _CODECS and not _is_utf8(content.data):
        try:
            return Decoded(content.data.decode(codec), codec.upper())
        except UnicodeDecodeError:
            return content.decoded  # what is declared is not so
    return content.decoded


def _codec(declared: str) -> str:
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return "utf-8"


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
