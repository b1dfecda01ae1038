"""By what a file's content tells its format; the file's name is never asked."""

from __future__ import annotations

import re

from extraction.readers.content import Content

ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
"""How archives other than ZIP begin."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = re.compile(r"word/document\d{0,2}\.xml\Z")
_HTML = re.compile(
    r"(?:<!--.*?-->\s*+)*+(?:<\?xml[^>]*+>\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype\s++html|html)(?=[\s>])"
    r"|<(?:!doctype\s++html|html|head|body|meta|title|link|style|script|base|div|span|p|br|hr|h[1-6]|ul"
    r"|ol|li|dl|table|thead|tbody|tr|td|th|article|section|main|header|nav|center|font|blockquote|pre|figure"
    r"|img|form|a|b|i|u|em|strong|sup|sub|small)(?=[\s>/]))",
    re.DOTALL,
)
_XML = re.compile(r"<\?xml[\s?]")
_ENDED = re.compile(r"</(?:p|div|td|tr|table|li|ul|ol|h[1-6]|body|html)\s*+>", re.IGNORECASE)
_ENDED_LEAST = 3
_LOOKED_AT = 1 << 16  # characters


def is_pdf(content: Content) -> bool:
    """Whether the mark of PDF stands in the first kilobyte."""
    return b"%PDF-" in content.data[:1024]


def is_word(content: Content) -> bool:
    """Whether a package holds a Word document."""
    return word_part(content) is not None


def word_part(content: Content) -> str | None:
    """The main part of a Word document; some programs number it."""
    return next((name for name in sorted(content.members or ()) if _WORD.match(name)), None)


def is_workbook(content: Content) -> bool:
    """Whether a package holds an Excel workbook."""
    names = content.members
    return names is not None and "xl/workbook.xml" in names


def is_other_package(content: Content) -> bool:
    """Whether a ZIP archive is a document that is not read: PowerPoint, OpenDocument, EPUB, a program."""
    names = content.members or frozenset()
    return not names.isdisjoint({"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"})


def is_archive(content: Content) -> bool:
    """Whether a file is a ZIP archive and nothing more special."""
    return content.members is not None and not (
        is_word(content) or is_workbook(content) or is_other_package(content)
    )


def is_encrypted_office(content: Content) -> bool:
    """Whether a file is an Office document behind a password (MS-OFFCRYPTO 2.3)."""
    return content.data.startswith(_COMPOUND) and _ENCRYPTED in content.data


def is_picture(content: Content) -> bool:
    """Whether a file is a PNG, JPEG or TIFF picture."""
    return content.data.startswith(_PICTURES)


def is_html(content: Content) -> bool:
    """Whether a file begins as HTML does, a part of a page too."""
    return content.head.startswith("<") and _HTML.match(content.head) is not None


def is_xml(content: Content) -> bool:
    """Whether a file says that it is XML; asked behind `is_html`, for pages may say so too."""
    return _XML.match(content.head) is not None


def is_tagged(content: Content) -> bool:
    """Whether a text that begins with words holds elements of HTML further on."""
    text = content.decoded.text[:_LOOKED_AT]
    return "</" in text and len(_ENDED.findall(text)) >= _ENDED_LEAST
