"""Bare heads that stand for a name used before: "Bộ cũng …", "qua Nền tảng", "hệ thống đã …".

They are mentions of what was named, within reach, and never a new thing (hard case 49).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.known import known_at
from extraction.names.words import Words
from ontology.reference import Entry

_REACH = 1500  # characters
_LATEST = 60  # names looked back over
_BODIES = ("bộ", "sở", "cục", "tổng cục", "ủy ban", "ban chỉ đạo", "tổ công tác", "tập đoàn", "tổng công ty")
_SYSTEMS = ("nền tảng", "hệ thống", "cổng", "ứng dụng", "phần mềm", "trục", "sàn")
_HEADS = dict.fromkeys(_BODIES, Kind.ORGANIZATION) | dict.fromkeys(_SYSTEMS, Kind.PLATFORM)
_FIRSTS = frozenset(h.split()[0] for h in _HEADS)


def bare_heads(words: Words, found: Sequence[Found], home: Entry | None) -> list[Found]:
    """Bare heads that stand for one of `found` (sorted by start), each as that name at its place.

    `home` is the ministry that the report is from: its "Bộ", unless the paragraph named another one.
    """
    author = next((name for name in found if home is not None and name.entry is home), None)
    covered = {k for name in found for k in range(name.start, name.end)}
    starts = [name.start for name in found]
    out: list[Found] = []
    for i, word in enumerate(words.word):
        if word not in _FIRSTS or i in covered:
            continue
        head = words.pair(i) if words.pair(i) in _HEADS else word
        kind = _HEADS.get(head)
        if kind is None or not _stands_for_a_name(words, i, i + len(head.split()), kind):
            continue
        shield = known_at(words, i)
        if shield is not None and shield.term.entry is None:
            continue
        name = _named_before(
            words, found[max(0, (k := bisect_left(starts, i)) - _LATEST) : k], i, head, kind, author=author
        )
        if name is not None:
            out.append(replace(name, start=i, end=i + len(head.split()), bare=True))
    return out


def _named_before(
    words: Words, before: Sequence[Found], i: int, head: str, kind: Kind, *, author: Found | None
) -> Found | None:
    """The last thing with this head: in the same block, else the report's author, else within reach."""
    for name in reversed(before):
        if name.kind is not kind or not name.label.lower().startswith(head + " "):
            continue
        if words.block(name.start) != words.block(i) and author is not None:
            break
        return name if words.start[i] - words.end[name.end - 1] <= _REACH else None
    return author if author is not None and author.label.lower().startswith(head + " ") else None


def _opens_predicate(words: Words, i: int) -> bool:
    return words.at(i) in tables.words("predicate") or words.pair(i) in tables.words("act")


def _stands_for_a_name(words: Words, i: int, end: int, kind: Kind) -> bool:
    before = words.before(i)
    if before in tables.words("plural") | {"cấp", "liên", "ngang", "cán", "toàn"} or before.isdigit():
        return False
    follows = words.at(end)
    predicate = words.gap(end) == " " and _opens_predicate(words, end)
    if not words.capital(i):
        clause = words.opens_sentence(i) or words.gap(i) == ", "
        this = words.gap(end) == " " and follows == "này"
        return kind is Kind.PLATFORM and ((clause and predicate) or this)
    if words.shouted(i) or (words.capital(end) and words.gap(end) == " "):
        return False
    if words.opens_sentence(i):
        return predicate
    closed = words.gap(end).strip() in (".", ";", ")", "/.", "") and words.gap(end) != " "
    return predicate or closed or words.gap(end).startswith((". ", "; ", "."))
