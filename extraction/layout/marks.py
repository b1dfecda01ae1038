"""Marks of footnotes in running text: superscripts, numbers in brackets, digits glued to a word."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extraction.layout.words import alternatives, words

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(SUPERSCRIPTS, "0123456789")
# What follows must end the word, and must not go on with a number ("quý1/2024", "lần1.5").
_DIGITS = re.compile(r"\d++(?=[\s;,.:)\]”\"!?]|\Z)(?![.,/:]\d)")
_BEFORE_SIGN = ')”"%]'
_WORD_BEFORE = re.compile(r"(?<![\w/.-])[^\W\d_]{2,24}\Z")
_RAISED = re.compile(rf"[{SUPERSCRIPTS}]{{1,3}}")
_BRACKETED = re.compile(r"\[(\d{1,3})\]|\((\d{1,3})\)")
_POWERS = re.compile(rf"(?<![^\W\d_])(?:{alternatives('power')})\Z")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A footnote mark `start:end` in the normalised text that is taken out; `linked`: its note is known."""

    start: int
    end: int
    number: int
    linked: bool = True


def number_of(digits: str) -> int:
    """The number that digits or superscript digits show."""
    return int(digits.translate(_PLAIN))


class Marks:
    """Where marks stand in a text, by how they are set and by number, each list in order of the text.

    `glued` are digits behind a word in small letters or a closing sign, `doubtful` those behind an acronym
    (COVID19 is a name, CSDL3 may be one with a mark).
    """

    def __init__(self, text: str) -> None:
        self.glued: dict[int, list[Span]] = {}
        self.doubtful: dict[int, list[Span]] = {}
        self.raised: dict[int, list[Span]] = {}
        self.bracketed: dict[int, list[Span]] = {}
        for found in _DIGITS.finditer(text):
            start, end = found.span()
            before = text[start - 1 : start]
            if end - start <= 3 and (before.isalpha() or (before and before in _BEFORE_SIGN)):
                table = self._table(text, start)
                if table is not None:
                    table.setdefault(int(found.group()), []).append((start, end))
        for found in _RAISED.finditer(text):
            if not _POWERS.search(text, max(0, found.start() - 2), found.start()):
                self.raised.setdefault(number_of(found.group()), []).append(found.span())
        for found in _BRACKETED.finditer(text):
            before = text[found.start() - 1 : found.start()]
            if before and not before.isspace() and (found.group(1) or before.isalnum() or before in '”"%'):
                number = int(found.group(1) or found.group(2))
                self.bracketed.setdefault(number, []).append(found.span())

    def _table(self, text: str, at: int) -> dict[int, list[Span]] | None:
        if not text[at - 1].isalpha():
            return self.glued
        before = _WORD_BEFORE.search(text, max(0, at - 26), at)
        if before is None:
            return None
        word = before.group()
        if word in words("power"):
            return None
        return self.doubtful if word.isupper() else self.glued if word[1:].islower() else None

    def find(self, kinds: str, number: int, after: int, before: int) -> Span | None:
        """The first mark of `number` that begins at or after `after` and before `before`.

        `kinds` names the tables to look into, in order of trust.
        """
        for kind in kinds.split():
            table: dict[int, list[Span]] = getattr(self, kind)
            spans = table.get(number, ())
            at = bisect_right(spans, (after, 0))
            if at < len(spans) and spans[at][0] < before:
                return spans[at]
        return None
