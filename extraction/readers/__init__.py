"""Readers: from the bytes of a file, whatever its format, to the text that the layout understands.

A format is one entry of `FORMATS`: how it is recognised, by content alone, and the module whose `read`
takes a `Content` to a `Reading`. Nothing downstream knows formats. The modules are imported when a file
needs them; a text file loads no parser of documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from extraction.errors import ReadError
from extraction.readers import delimited, markdown, sniff
from extraction.readers.content import Content
from extraction.readers.limits import MEMORY
from extraction.readers.reading import Reading
from extraction.source import LARGEST

__all__ = ["FORMATS", "Format", "Reading", "format_of", "read", "unpack"]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name in messages, how it is recognised, and the module that reads it.

    `apart`: read in a process of its own, whose memory and time the operating system bounds.
    """

    label: str
    matches: Callable[[Content], bool]
    module: str
    apart: bool = False


FORMATS = (
    Format("PDF", sniff.is_pdf, "extraction.readers.pdf", apart=True),
    Format("DOCX", sniff.is_word, "extraction.readers.word"),
    Format("XLSX", sniff.is_workbook, "extraction.readers.workbook"),
    Format("Office", sniff.is_other_package, "extraction.readers.refused"),
    Format("Office", sniff.is_encrypted_office, "extraction.readers.refused"),
    Format("ZIP", sniff.is_archive, "extraction.readers.single"),
    Format("PNG/JPEG/TIFF", sniff.is_picture, "extraction.readers.pictures", apart=True),
    Format("HTML", sniff.is_html, "extraction.readers.web"),
    Format("XML", sniff.is_xml, "extraction.readers.refused"),
    Format("CSV", delimited.is_delimited, "extraction.readers.delimited"),
    Format("Markdown", markdown.is_markdown, "extraction.readers.markdown"),
    Format("HTML", sniff.is_tagged, "extraction.readers.web"),
    Format("text", lambda _: True, "extraction.readers.plain"),
)
"""The formats in the order in which they are tried."""


def format_of(content: Content) -> Format:
    """The first format that recognises the file; plain text takes what is left.

    Raises:
        ReadError: the file is too large, or text that cannot be decoded.
    """
    if len(content.data) > LARGEST:
        raise ReadError("too_large", name=content.name, size=len(content.data), limit=LARGEST)
    return next(each for each in FORMATS if each.matches(content))


def read(name: str, data: bytes) -> Reading:
    """The text of a file; `name` is for messages.

    Raises:
        ReadError: the file is none that can be read; nothing else is raised, whatever the bytes.
    """
    content = Content(name, data)
    found = format_of(content)
    if found.apart:
        from extraction.readers.apart import read_apart  # noqa: PLC0415 - text needs no processes

        return read_apart(content, found)
    return read_here(content, found)


def read_here(content: Content, found: Format) -> Reading:
    """Read in this process; what a parser raises on damaged bytes becomes a `ReadError`."""
    reader: Callable[[Content], Reading] = import_module(found.module).read
    try:
        return reader(content)
    except ReadError:
        raise
    except Exception as error:
        if _from_memory(error):
            raise ReadError("limit_memory", name=content.name, limit=MEMORY) from error
        # Parsers raise whatever a broken byte leads them to; the cause stays attached for developers.
        reason = f"{type(error).__name__}: {error}"[:200]
        raise ReadError("damaged", name=content.name, format=found.label, reason=reason) from error


def _from_memory(error: BaseException) -> bool:
    """Whether memory ran out, perhaps inside an error that a parser wrapped around that."""
    causes = (error, error.__cause__, error.__context__, *error.args)
    return any(isinstance(cause, MemoryError) for cause in causes)


def unpack(name: str, data: bytes) -> tuple[Iterator[tuple[str, bytes]], tuple[str, ...]]:
    """The files to read, each with its name, and the names of those that are left out.

    The files are the members of a ZIP archive, each unpacked when it is asked for; any other file is itself.

    Raises:
        ReadError: the archive is damaged, locked, made to do harm or holds no reports.
    """
    content = Content(name, data)
    if not sniff.is_archive(content):
        return iter(((name, data),)), ()
    from extraction.readers.archives import Archive  # noqa: PLC0415 - most files are none

    archive = Archive(content)
    return ((member.name, member.data) for member in archive.members()), archive.skipped
