"""Short names that a report itself introduces: "… (NDXP)", "… (sau đây gọi tắt là …)", "ứng dụng X"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extraction.names import tables
from extraction.names.found import Found
from extraction.names.identity import known_as
from extraction.names.trie import Trie
from extraction.names.words import Words
from ontology.keys import bare, fold

_BRACKET = re.compile(
    r" ?\((?P<said>(?:sau đây )?(?:gọi|viết) (?:tắt )?(?:chung )?là:? ?|viết tắt:? ?)?"
    r"[“\"]?(?P<short>[^()“”\"\n]{2,60})[”\"]?\)"
)
_ACRONYM = re.compile(r"[a-z]?[A-ZĐƠƯ][A-ZĐƠƯa-z0-9]*(?:[&./-][A-ZĐƠƯ0-9][\w]*)*\Z")
_BRAND = re.compile(r"(?=[A-Za-z ]*[a-z][A-Z])[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){1,2}\Z")  # "CanTho Smart"
_GLUE = frozenset("/.-_&")
_WHOLE = re.compile(r"(?![\w/&]|[-.]\w)")
_WORDS_OF_A_SHORT_NAME = 6


def short_names(words: Words, found: Iterable[Found]) -> list[tuple[str, Found]]:
    """Short names with what they name, in the order in which the text introduces them."""
    out: list[tuple[str, Found]] = []
    for name in found:
        if name.proper is not None:
            out.append((name.proper, name))
        if name.short is not None:
            out.append((name.short, name))
        explained = _explained_by(words, name)
        if explained is not None:
            out.append((explained, replace(name, start=name.start - 1, end=name.start - 1)))
        match = _BRACKET.match(words.text, words.end[name.end - 1])
        short = match["short"].strip() if match else ""
        said = match is not None and bool(match["said"])
        if _is_short_name(short, said=said) and (said or _may_shorten(short, name)):
            out.append((short, name))
    return out


def _explained_by(words: Words, name: Found) -> str | None:
    """The acronym before a name in brackets: "SIMO (Hệ thống …)"."""
    if words.gap(name.start) != " (" or words.gap(name.end)[:1] != ")":
        return None
    short = words.printed(name.start - 1)
    return short if words.shouted(name.start - 1) and _is_short_name(short, said=False) else None


def _may_shorten(short: str, name: Found) -> bool:
    """Whether an acronym in brackets is the name's own and not a unit's: "Bộ Công an (A06)"."""
    if name.entry is None or name.classification not in ("ministry", "government"):
        return True
    initials = iter(bare(word)[:1] for word in name.label.split())
    return short.isalpha() and all(letter in initials for letter in bare(short))


def _is_short_name(short: str, *, said: bool) -> bool:
    if not short or fold(short) in tables.abbreviations() or fold(short) in tables.technologies():
        return False
    if said:
        return short[0].isupper() and len(short.split()) <= _WORDS_OF_A_SHORT_NAME
    if " " in short:
        return _BRAND.match(short) is not None
    return _ACRONYM.match(short) is not None and sum(c.isupper() for c in short) > 1


def with_known_acronyms(words: Words, found: Iterable[Found]) -> list[Found]:
    """`found`, where a name that the reference data knows only by its acronym takes that identity."""
    out: list[Found] = []
    for name in found:
        match = _BRACKET.match(words.text, words.end[name.end - 1]) if name.entry is None else None
        short = match["short"].strip() if match else ""
        entry = known_as(name.kind, short) if _is_short_name(short, said=False) else None
        out.append(replace(name, entry=entry, label=entry.label) if entry else name)
    return out


def later_uses(words: Words, shorts: Sequence[tuple[str, Found]], taken: Sequence[Found]) -> list[Found]:
    """Where the short names stand alone after they were introduced, outside the names in `taken`."""
    if not shorts:
        return []
    meant: Trie[tuple[str, Found]] = Trie()
    for short, name in shorts:
        meant.add(short, (short, name))
    firsts = meant.firsts()
    covered = {k for name in taken for k in range(name.start, name.end)}
    out: list[Found] = []
    for i, word in enumerate(words.word):
        if word in firsts and i not in covered:
            used = _used_at(words, i, meant)
            out += [used] if used else []
    return out


def _used_at(words: Words, i: int, meant: Trie[tuple[str, Found]]) -> Found | None:
    """The longest short name that stands at word i as a whole word, after it was introduced."""
    start = words.start[i]
    if words.text[start - 1 : start] in _GLUE:
        return None
    for end, meanings in meant.longest(words, i):
        short, name = meanings[0]  # the first to be introduced
        spelled = words.text.startswith(short, start) and words.start[i] >= (
            words.end[name.end - 1] if name.end else 0
        )
        if spelled and _WHOLE.match(words.text, start + len(short)):
            return replace(name, start=i, end=end)
    return None
