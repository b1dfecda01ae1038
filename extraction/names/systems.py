"""Databases and platforms that no reference data knows, found by their head nouns.

A capital head in mid-sentence makes a name of what it heads ("Hệ thống giám sát …"); a lower-case head does
so only before a proper name ("nền tảng SMEdx", "cổng a.gov.vn"). "hệ thống thông tin" alone is a class.
"""

from __future__ import annotations

import re

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.bodies import Bodies
from extraction.names.found import Found
from extraction.names.heads import begins_name, head_at
from extraction.names.owners import Owners
from extraction.names.places import coarse_at
from extraction.names.proper import domain_end, is_mixed, is_product_word, proper_end, quoted_end
from extraction.names.tables import Head
from extraction.names.tails import Manner, tail_end
from extraction.names.words import Words

_ACRONYM = re.compile(r" ?\(([A-ZĐ][\w&.-]{1,15})\)")
_BEFORE_PRODUCT = 7  # words that say what a product does, before its name
_SHORTEST = 2  # words that describe a system by its work


class Platforms:
    """Reads platforms' names in one report."""

    def __init__(self, words: Words, bodies: Bodies) -> None:
        self._words = words
        self._owners = Owners(words, bodies)
        self._manner = Manner(self._starts, body=False, about=True, topic=True)

    def read(self, i: int) -> Found | None:
        """The platform whose name begins with a head at word i."""
        words = self._words
        head = head_at(words, i, Kind.PLATFORM)
        if head is None:
            return None
        after = i + len(head.words)
        named = self._proper(head, i, after)
        if named is not None:
            return named
        if not words.capital(i) or words.shouted(i) or words.before(i) in tables.words("plural"):
            return None
        return self._described(head, i, after)

    def _starts(self, i: int) -> bool:
        return begins_name(self._words, i)

    def _proper(self, head: Head, i: int, after: int) -> Found | None:
        """A head before a name in Latin letters, a domain or a quoted name."""
        words = self._words
        if not head.latin:
            return None
        quoted = quoted_end(words, after)
        if quoted is not None:
            inner = words.printed(after, quoted)
            return Found(Kind.PLATFORM, i, quoted, f"{head.label} {inner}", proper=inner)
        if words.gap(after) != " ":
            return None
        start = after if proper_end(words, after) else self._product_after(after)
        end = proper_end(words, start)
        acronym = words.shouted(start) and domain_end(words, start) is None
        if end is None or (acronym and head.digital and not words.capital(i)):
            return None  # "hệ thống GNSS": an acronym after a plain head is a kind of thing
        label = f"{head.label} {words.printed(after, end)}"
        return Found(Kind.PLATFORM, i, end, label, proper=words.printed(start, end))

    def _product_after(self, after: int) -> int:
        """Where a product begins that what it does stands before ("phần mềm quản lý kho SaoKho")."""
        words = self._words
        end = tail_end(words, after, self._manner)
        for k in range(after + 1, min(end, after + _BEFORE_PRODUCT)):
            if words.gap(k) == " " and is_mixed(words, k) and is_product_word(words, k):
                return k
        return after

    def _described(self, head: Head, i: int, after: int) -> Found | None:
        words = self._words
        if words.gap(after) != " ":
            return None
        first = after + (words.at(after) == "về")
        end = after if words.at(after) in tables.words("coarse") else tail_end(words, first, self._manner)
        end = self._owners.first_place(after, end) if end > first else after
        owner = self._owners.at(end) if words.gap(end) == " " else None
        if end == after and (owner is None or head.words[-1] in ("thống", "tảng", "dụng", "mềm")):
            return None
        if end > after and not self._is_name(head, i, after, end, owned=owner is not None):
            return None
        described = f"{head.label} {words.printed(after, end)}".strip()
        if owner is None:
            return Found(Kind.PLATFORM, i, end, described)
        return Found(Kind.PLATFORM, i, owner.end, f"{described} {owner.label}")

    def _is_name(self, head: Head, i: int, after: int, end: int, *, owned: bool) -> bool:
        """Whether a capital head and what follows are a name and no class."""
        words = self._words
        capital = any(words.capital(k) for k in range(after, end))
        if self._is_class(head, after, end) or (coarse_at(words, end) and not owned):
            return False
        if head.digital and not (words.capital(after) or self._digital(after, end)):
            return False
        if end - after < _SHORTEST and not (capital or owned):
            return False
        return not words.opens_sentence(i) or self._sure_at_opening(after, end, owned=owned or capital)

    def _is_class(self, head: Head, after: int, end: int) -> bool:
        """Whether the words after a head make a class: "Nền tảng số", "Hệ thống chính trị"."""
        words = self._words
        if " ".join(words.word[after:end]) in tables.words("generic"):
            return True
        if head.words != ("hệ", "thống") or words.capital(after):
            return False
        return bool({words.at(after), words.pair(after)} & tables.words("notsystem"))

    def _digital(self, after: int, end: int) -> bool:
        words, signs = self._words, tables.words("digital")
        return any(words.at(k) in signs or words.pair(k) in signs for k in range(after, end))

    def _sure_at_opening(self, after: int, end: int, *, owned: bool) -> bool:
        """Whether a name at the head of a sentence, where any word has a capital, shows more of a name."""
        words = self._words
        last = " ".join(words.word[max(after, end - 2) : end])
        rest = words.text[words.end[end - 1] : words.end[end - 1] + 20]
        if owned or last == "quốc gia" or _ACRONYM.match(rest):
            return True
        predicate = words.gap(end) == " " and words.at(end) in tables.words("predicative")
        return predicate and bool({words.at(after), words.pair(after)} & tables.words("use"))
