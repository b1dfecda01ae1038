"""Markdown: read as it stands; what only Markdown means by its signs is told to the layout as changes.

The text is that of the file, letter by letter, so that offsets and quotes are those of the file. Headings
with "#", emphasis with "*", bullets and table rows the layout knows itself; see `blocks` and `inline` for
the rest (GitHub Flavored Markdown 0.29, and the footnotes that Pandoc and GitHub add to it).
"""

from __future__ import annotations

import re

from extraction.readers.content import Content
from extraction.readers.markdown.blocks import changes
from extraction.readers.plain import converted
from extraction.readers.reading import Reading

_DASHES = r"[ \t]*+(?::-++:?|-{2,}+:?|-:)[ \t]*+"
_RULE = re.compile(rf"^\|?{_DASHES}(?:\|{_DASHES})*+\|?[ \t]*+\r?$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_LINK = re.compile(r"\]\((?:https?:/|/|#|mailto:)[^()\s]")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]{1,40}\]:", re.MULTILINE)


def is_markdown(content: Content) -> bool:
    """Whether a text is built as Markdown is: a table with its rule, headings, links, or a footnote."""
    text = content.decoded.text
    if "|" in text and any("|" in found.group() for found in _RULE.finditer(text)):
        return True
    if "](" in text and _LINK.search(text):
        return True
    if "[^" in text and _NOTE.search(text):
        return True
    headings = _HEADING.finditer(text) if "# " in text else iter(())
    return next(headings, None) is not None and next(headings, None) is not None


def read(content: Content) -> Reading:
    """The text of the file, with the changes that make the layout understand it."""
    decoded = content.text
    return Reading(decoded.text, oddities=converted(decoded), changes=tuple(changes(decoded.text)))
