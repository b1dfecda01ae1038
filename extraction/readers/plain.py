"""Plain text: read as it stands; tables whose columns are set by tabs get their bars."""

from __future__ import annotations

from extraction.readers.columns import changes
from extraction.readers.content import Content
from extraction.readers.reading import Reading, first_words
from extraction.report import LayoutNote
from extraction.source import Decoded


def read(content: Content) -> Reading:
    """The text of the file, letter by letter where it is UTF-8."""
    decoded = content.text
    return Reading(decoded.text, oddities=converted(decoded), changes=changes(decoded.text))


def converted(decoded: Decoded) -> tuple[LayoutNote, ...]:
    """The oddity of a text that was in another encoding."""
    passage = first_words(decoded.text, 0)
    if decoded.encoding == "UTF-8" or passage is None:
        return ()
    return (LayoutNote("converted-encoding", passage, decoded.encoding),)
