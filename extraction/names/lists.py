"""Lists whose members share a counted head: "05 CSDL quốc gia: A, B", "08 ứng dụng … ⁹" and its note.

The count is a checksum: where it agrees the members may be any names, elsewhere only those sure to be names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.facts import Kind
from extraction.names.found import Found
from extraction.names.members import member
from extraction.names.proper import is_mixed
from extraction.names.words import Words
from extraction.report import BlockKind, Report

_HEADS = (
    "csdl quốc gia|cơ sở dữ liệu quốc gia|csdl|cơ sở dữ liệu|ứng dụng|phần mềm|nền tảng"
    "|hệ thống thông tin|hệ thống|mạng xã hội|ví điện tử"
)
_COUNTED = re.compile(
    rf"[\dcm](?<![\w.,/].)(?:(?<=\d)\d{{0,2}}(?P<counted>)|(?<=c)ác|(?<=m)ột số) (?P<head>{_HEADS})(?!\w)"
    rf"(?P<rest>(?: (?!\d{{1,3}} (?:{_HEADS}))[^\s.;:(]++)*+)(?P<open>\.?[ ]?[:(])?"
)
_LEAD = re.compile(
    r"\s*+(?:(?:bao )?gồm(?: có)?|cụ thể(?: là| như sau)?|đó là|như|là|trong đó có)?\s*+:?\s*+"
)
_CLOSERS = re.compile(r"[.)\n](?!\w)")
_SPLITS = (r"[,;] |,(?=\S)| và (?!các )", r"[,;] ", r"; | và (?!các )", r"; ")
_LONGEST_ITEM = 90
_REST = 160
_LONGEST_LIST = 1500


@dataclass(frozen=True, slots=True)
class _List:
    head: str
    count: int | None
    start: int
    end: int


def listed_names(report: Report, words: Words) -> list[Found]:
    """The members of lists under a plural head, in the order of the text."""
    out: list[Found] = []
    for listing in _lists(report, words):
        kind = Kind.DATABASE if listing.head.startswith(("csdl", "cơ sở")) else Kind.PLATFORM
        spans = _items(words.text, listing)
        sure = listing.count == len(spans)
        for start, end in spans:
            i, j = bisect_left(words.start, start), bisect_left(words.start, end)
            if i < j and end - start <= _LONGEST_ITEM:
                named = sure or len(spans) > 1 or is_mixed(words, i)
                found = member(words, kind, listing.head, i, j, sure=sure) if named else None
                out += [found] if found else []
    return sorted(out, key=lambda f: f.start)


def _lists(report: Report, words: Words) -> Iterator[_List]:
    notes = {
        b.note: (b.start, b.end) for b in report.blocks if b.kind is BlockKind.NOTE and b.note is not None
    }
    marks = [(m.at, m.number) for m in report.marks]
    for match in _COUNTED.finditer(words.folded):
        count = int(match.group().split(" ", 1)[0]) if match["counted"] is not None else None
        if len(match["rest"]) > _REST:
            continue
        if match["open"]:
            yield _bounded(words, match["head"], count, match.end())
            continue
        k = bisect_left(marks, (match.start("head"), 0))
        if count is not None and k < len(marks) and marks[k][0] <= match.end() + 1 and marks[k][1] in notes:
            start, end = notes[marks[k][1]]
            lead = _LEAD.match(words.folded, start, end)
            if lead is not None:
                yield _List(match["head"], count, lead.end(), _close(words, lead.end(), end))


def _bounded(words: Words, head: str, count: int | None, start: int) -> _List:
    lead = _LEAD.match(words.folded, start)
    start = lead.end() if lead else start
    return _List(head, count, start, _close(words, start, start + _LONGEST_LIST))


def _close(words: Words, start: int, limit: int) -> int:
    """Where a list that begins at `start` ends: at a full stop, a bracket, a break, or `limit`."""
    end = _CLOSERS.search(words.text, start, limit)
    stop = end.start() if end else min(limit, len(words.text))
    return start + len(words.text[start:stop].rstrip())


def _items(text: str, listing: _List) -> list[tuple[int, int]]:
    """The members' spans: split so that their number is the count, if any way of splitting gives it."""
    first: list[tuple[int, int]] | None = None
    for separator in _SPLITS:
        spans = list(_split(text, listing.start, listing.end, separator))
        if listing.count is None or len(spans) == listing.count:
            return spans
        first = spans if first is None else first
    return [] if first is None else first


def _split(text: str, start: int, end: int, separator: str) -> Iterator[tuple[int, int]]:
    at = start
    for match in re.finditer(separator, text[start:end]):
        if start + match.start() > at:
            yield at, start + match.start()
        at = start + match.end()
    if end > at:
        yield at, end
