"""Markdown: links to their words, footnotes to superscripts, tables to rows; headings and emphasis stay.

Only what the layout does not know itself is rewritten (GitHub Flavored Markdown 0.29, and the footnotes
that Pandoc and GitHub add to it).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from extraction.readers.content import Content
from extraction.readers.parts import raised
from extraction.readers.plain import converted
from extraction.readers.reading import Reading
from extraction.source import Decoded

_DELIMITER = re.compile(r"\s{0,3}\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*\Z")
_HEADING = re.compile(r"#{1,6} \S")
_NOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:\s*+")
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*\Z")
_LINK = re.compile(
    r"(?P<image>!)?\[(?P<words>[^\[\]\n]{0,300}+)\]\((?:[^()\s]|\([^()\s]*+\)){0,500}+(?:\s++\"[^\"\n]*+\")?+\)"
)
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,500})>")
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>\n]{0,300})?/?>|<!--.*?-->", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def is_markdown(content: Content) -> bool:
    """Whether a text is built as Markdown is: a table with its rule, or several headings.

    A link or a fence alone is no sign: plain texts hold them too, and what is plain keeps its own offsets.
    """
    headings = 0
    for line in content.decoded.text.splitlines():
        if "|" in line and _DELIMITER.match(line):
            return True
        headings += bool(_HEADING.match(line))
        if headings > 1:
            return True
    return False


def read(content: Content) -> Reading:
    """The text in the conventions of a `Reading`."""
    decoded = content.decoded
    text = "\n".join(_lines(decoded.text))
    return Reading(text + "\n", oddities=converted(Decoded(text, decoded.encoding)))


def _lines(text: str) -> Iterator[str]:
    lines = text.splitlines()
    numbers = _numbers(lines)
    fenced = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            yield line
            continue
        following = lines[index + 1] if index + 1 < len(lines) else ""
        underline = _UNDERLINE.match(following)
        if _UNDERLINE.match(line) and index and _has_underline(lines[index - 1]):
            continue
        if note := _NOTE.match(line):
            yield f"{raised(numbers[note.group(1)])} {_inline(line[note.end() :], numbers)}"
        elif underline and _has_underline(line):
            yield f"{'#' if underline.group(1)[0] == '=' else '##'} {_inline(line.strip(), numbers)}"
        else:
            yield _inline(line, numbers)


def _has_underline(line: str) -> bool:
    """Whether a line of "===" or "---" below this one makes it a heading."""
    return bool(line.strip()) and "|" not in line and line.lstrip()[0] not in "#-+*>=|" and len(line) <= 200


def _numbers(lines: list[str]) -> dict[str, int]:
    """The notes' labels in the order of their first marks, those without a mark behind them."""
    labels = [found.group(1) for line in lines for found in _MARK.finditer(line)]
    labels += [found.group(1) for line in lines if (found := _NOTE.match(line))]
    return {label: number for number, label in enumerate(dict.fromkeys(labels), 1)}


def _inline(line: str, numbers: dict[str, int]) -> str:
    if "|" in line:
        line = line.replace("\\|", "¦")
    if "](" in line:
        line = _LINK.sub(lambda found: "" if found["image"] else found["words"], line)
    if "<" in line:
        line = _TAG.sub(" ", _AUTOLINK.sub(r"\1", line))
    if "[^" in line:
        line = _MARK.sub(lambda found: raised(numbers[found.group(1)]), line)
    if "\\" in line:
        line = _ESCAPED.sub(r"\1", line)
    return html.unescape(line) if "&" in line else line
