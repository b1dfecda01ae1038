"""The records of a CSV text with the places of their cells (RFC 4180; a quote inside a cell is a letter)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extraction.normal import Change

_DOUBLED = re.compile(r'""|\r\n|[\r\n|]')
_INSTEAD = {'""': '"', "|": "¦"}


@dataclass(frozen=True, slots=True)
class Field:
    """A cell at `start:end` of the text, its quotes in it; `inner` is where the quoted part ends, or `start`.

    `value` is what it says, in one line.
    """

    start: int
    inner: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """A line of cells; the next record begins at `following`."""

    fields: tuple[Field, ...]
    following: int

    @property
    def start(self) -> int:
        """Where the first cell begins."""
        return self.fields[0].start

    @property
    def end(self) -> int:
        """Where the last cell ends."""
        return self.fields[-1].end


@cache
def _field(sign: str) -> re.Pattern[str]:
    return re.compile(
        rf'(?P<quoted>"(?P<inner>(?:[^"]++|"")*+)"?+)?+(?P<rest>[^{sign}\r\n]*+)(?P<stop>{sign}|\r\n|\r|\n|\Z)'
    )


def records(text: str, sign: str) -> Iterator[Record]:
    """The records of a text whose cells `sign` parts, empty lines too. Linear."""
    fields: list[Field] = []
    pattern = _field(sign)
    at = 0
    while at < len(text) or fields:
        found = pattern.match(text, at)
        if found is None:  # the pattern takes whatever stands there
            raise AssertionError(at)
        inner = found["inner"]
        value = found["rest"] if inner is None else inner.replace('""', '"') + found["rest"]
        end = found.start("stop")
        fields.append(Field(at, max(at, found.end("quoted")), end, " ".join(value.split())))
        at = found.end()
        if found["stop"] != sign:
            yield Record(tuple(fields), at)
            fields = []


def unquoted(text: str, field: Field) -> Iterator[Change]:
    """The changes that take away the quotes of a cell and make one line of it; a bar becomes a broken one."""
    start = field.start
    if field.inner > start:
        closed = field.inner - 1 > start and text[field.inner - 1] == '"'
        yield start, start + 1, ""
        for found in _DOUBLED.finditer(text, start + 1, field.inner - closed):
            yield *found.span(), _INSTEAD.get(found.group(), " ")
        if closed:
            yield field.inner - 1, field.inner, ""
        start = field.inner
    while (bar := text.find("|", start, field.end)) >= 0:
        yield bar, bar + 1, "¦"
        start = bar + 1
