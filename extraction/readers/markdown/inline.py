"""The signs inside a line of Markdown: links become their words, marks of footnotes superscripts, tags go."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extraction.normal import Change
from extraction.readers.parts import raised

_TARGET = r"""
    \(\s*+(?:<[^<>\n]{0,500}+>|(?:[^()\s]|\([^()\s]{0,200}+\)){0,500}+)
    (?:\s++(?:"[^"\n]{0,300}+"|'[^'\n]{0,300}+'))?+\s*+\)
"""
_SIGN = re.compile(
    rf"""
      \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<turn>\\)\Z
    | (?P<tick>`{{1,3}}+)(?P<code>[^`\n]{{1,300}}+)(?P=tick)(?!`)
    | \[\^(?P<mark>[^\]\s]{{1,40}})\](?!:)
    | (?P<image>!\[[^\[\]\n]{{0,300}}+\]{_TARGET})
    | \[(?P<words>(?:[^\[\]\n]|!?\[[^\[\]\n]{{0,300}}+\](?:{_TARGET})?+){{0,300}}+)\]
      (?:{_TARGET}|\[(?P<label>[^\[\]\n]{{0,100}}+)\])
    | <(?P<address>(?:https?://|mailto:)[^<>\s]{{1,500}}+)>
    | <sup>\s*+(?P<number>\d{{1,3}})\s*+</sup>
    | </?(?P<tag>[a-z][a-z0-9]{{0,9}})(?:\s[^<>\n]{{0,300}}+|/)?+>
    | (?P<entity>&(?:\#\d{{1,7}}|\#x[0-9a-f]{{1,6}}|[a-z][a-z0-9]{{1,31}});)
    | (?<![\w_])_(?P<stressed>(?=[^\s_])[^_\n]{{1,300}}+(?<=\S))_(?![\w_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = re.compile(r"[\\`\[<&_]")
_FRAMED = frozenset({"code", "stressed", "words", "label", "address"})
_VERBATIM = frozenset({"code", "address"})
_INSIDE_LINES = frozenset("a abbr b code del em font i ins kbd mark s small span strong sub sup u".split())


@dataclass(frozen=True, slots=True)
class Labels:
    """What a text defines: the numbers of its footnotes by their labels, and the labels of its links.

    Numbers have three digits at most: no change may be longer than the sign whose place it takes.
    """

    notes: Mapping[str, int]
    links: frozenset[str]


def label_of(words: str) -> str:
    """The label of a link in the form in which labels are compared."""
    return " ".join(words.split()).casefold()


def inline(text: str, start: int, end: int, labels: Labels) -> Iterator[Change]:
    """The changes of `text[start:end]`, a line or a part of one. Linear."""
    if not _SIGNS.search(text, start, end):
        return
    in_row = text.find("|", start, end) >= 0
    for found in _SIGN.finditer(text, start, end):
        if found.lastgroup in _FRAMED:
            yield from _framed(text, found, labels)
        elif (shown := _shown(found, labels, in_row=in_row)) is not None:
            yield *found.span(), shown


def _framed(text: str, found: re.Match[str], labels: Labels) -> Iterator[Change]:
    """Take away what stands around words that stay; around those of a link only if its label is known."""
    kind = found.lastgroup
    words = found.span("words" if kind == "label" else kind or 0)
    if kind == "label" and label_of(found["label"] or found["words"]) not in labels.links:
        yield from inline(text, *words, labels)
        return
    yield found.start(), words[0], ""
    if kind not in _VERBATIM:
        yield from inline(text, *words, labels)
    yield words[1], found.end(), ""


def _shown(found: re.Match[str], labels: Labels, *, in_row: bool) -> str | None:
    """What takes the place of a sign, None where it stays."""
    sign = found[found.lastgroup or 0]
    match found.lastgroup:
        case "escaped":
            return "¦" if sign == "|" else sign
        case "mark":
            number = labels.notes.get(sign)
            return None if number is None else raised(number)
        case "number":
            return raised(sign)
        case "entity":
            shown = html.unescape(sign)
            return None if shown == sign else shown.replace("|", "¦")
        case "tag":
            name = sign.lower()
            return "" if name in _INSIDE_LINES else "\n" if name == "br" and not in_row else " "
    return ""
