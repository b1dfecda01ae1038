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
from extraction.names.known import country_at, known_at, province_at
from extraction.names.owners import Owner, Owners
from extraction.names.places import coarse_at
from extraction.names.proper import (
    company_product_end,
    domain_end,
    is_mixed,
    is_product_word,
    proper_end,
    quoted_end,
)
from extraction.names.tables import Head
from extraction.names.tails import Manner, tail_end
from extraction.names.words import Words

_ACRONYM = re.compile(r" ?\(([A-ZĐ][\w&.-]{1,15})\)")
_BEFORE_PRODUCT = 7  # words that say what a product does, before its name
_SHORTEST = 2  # words that describe a system by its work
_OWN_NAME = 3  # words of a name in Vietnamese that follows a lower-case head
_ACRONYM_WITHIN = 160  # characters from a lower-case head to its acronym
_OPENING = 3  # words that tell a "hệ thống" that is no software
_PLAIN = frozenset({"thống", "tảng", "dụng", "mềm"})  # last words of heads that alone are no name


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
        before = words.before(i)
        if words.shouted(i) or before in tables.words("plural"):
            return None
        if words.capital(i):
            return self._described(head, i, after)
        return None if before.isdigit() else self._lower(head, i, after)

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
        start, end, acronym = after, company_product_end(words, after), False
        if end is None:
            start = after if proper_end(words, after) else self._product_after(after)
            end = proper_end(words, start) or company_product_end(words, start)
            whole = end is not None and start == after and all(words.shouted(k) for k in range(start, end))
            acronym = whole and domain_end(words, start) is None and not self._known(start)
        proven = words.capital(i) and not words.opens_sentence(i)
        if end is None or (acronym and head.digital and not proven):
            return None  # "hệ thống GNSS": an acronym after a plain head is a kind of thing
        label = f"{head.label} {words.printed(after, end)}"
        return Found(Kind.PLATFORM, i, self._owners.placed_end(end), label, proper=words.printed(start, end))

    def _known(self, i: int) -> bool:
        match = known_at(self._words, i, prefer=Kind.PLATFORM)
        return match is not None and match.term.kind is Kind.PLATFORM

    def _product_after(self, after: int) -> int:
        """Where a product begins that what it does stands before ("phần mềm quản lý kho SaoKho")."""
        words = self._words
        end = tail_end(words, after, self._manner)
        for k in range(after + 1, min(end, after + _BEFORE_PRODUCT)):
            shouted = words.shouted(k) and k == end - 1 and words.pair(after) in tables.words("use")
            if words.gap(k) == " " and (is_mixed(words, k) or shouted) and is_product_word(words, k):
                return k
        return end if company_product_end(words, end) else after

    def _described(self, head: Head, i: int, after: int) -> Found | None:
        """A capital head with what the system is for: "Hệ thống giám sát …", "Trung tâm điều hành (IOC)"."""
        words = self._words
        end = self._tail(after) if words.gap(after) == " " else after
        short = self._acronym(end)
        owner = self._owner(end, short)
        if end == after and (not (owner or short) or head.words[-1] in _PLAIN):
            return None
        if end > after and not self._is_name(head, i, after, end, owned=owner is not None):
            return None
        return self._found(head, i, after, end, owner, short)

    def _lower(self, head: Head, i: int, after: int) -> Found | None:
        """A lower-case head before a capitalised name, or with an acronym of its own after what it does."""
        words = self._words
        named = words.capital(after) and not words.shouted(after) and not self._starts(after)
        at = words.end[after - 1]
        if words.gap(after) != " " or not (named or words.text.find(" (", at, at + _ACRONYM_WITHIN) > 0):
            return None
        end = self._tail(after)
        short = self._acronym(end) if head.words[0] != "ứng" else None
        if end == after or not (short or (named and self._has_own_name(head, after, end))):
            return None
        return self._found(head, i, after, end, self._owner(end, short), short)

    def _has_own_name(self, head: Head, after: int, end: int) -> bool:
        """Whether capitals after a lower-case head are the system's own and no field, body or instrument."""
        words = self._words
        if end - after < _OWN_NAME or province_at(words, after) or country_at(words, after):
            return False
        if {words.at(after), words.pair(after)} & tables.words("notown"):
            return False
        match = known_at(words, after)
        known = match is not None and match.term.kind is not Kind.PLATFORM
        return not known and (not head.digital or self._digital(after, end))

    def _tail(self, after: int) -> int:
        """The index after the words that say what a system is for."""
        words = self._words
        first = after + (words.at(after) == "về")
        if words.at(after) in tables.words("coarse") and not self._digital_work(after):
            return after
        end = tail_end(words, first, self._manner)
        return self._owners.first_place(after, end) if end > first else after

    def _digital_work(self, after: int) -> bool:
        """Whether "số" is followed by what the platform is for: "Nền tảng số quản lý tài chính"."""
        words = self._words
        if words.at(after) != "số" or words.gap(after + 1) != " " or words.capital(after + 1):
            return False
        own = words.pair(after + 1) not in tables.words("generic")
        return own and tail_end(words, after + 1, self._manner) - after > _SHORTEST

    def _acronym(self, end: int) -> str | None:
        """The acronym in brackets after word `end`, unless it is common usage or a technology."""
        words = self._words
        if words.gap(end) != " (" or words.gap(end + 1)[:1] != ")":
            return None
        short = words.printed(end)
        if {words.at(end)} & (tables.abbreviations().keys() | tables.technologies()):
            return None
        return short if is_mixed(words, end) or words.shouted(end) else None

    def _owner(self, end: int, short: str | None) -> Owner | None:
        """The owner right after a name or after the acronym behind it: "… (IOC) tỉnh Lào Cai"."""
        if short is not None:
            end += 1
        return self._owners.at(end) if self._words.gap(end) in (" ", ") ") else None

    def _found(
        self, head: Head, i: int, after: int, end: int, owner: Owner | None, short: str | None
    ) -> Found:
        words = self._words
        label = f"{head.label} {words.printed(after, end)}".strip()
        if owner is None:
            return Found(Kind.PLATFORM, i, end, label)  # an acronym behind it is learned as others are
        return Found(Kind.PLATFORM, i, owner.end, f"{label} {owner.label}", short=short)

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
        if not words.opens_sentence(i) or " ".join(words.word[after:end]) in tables.words("common"):
            return True
        return self._sure_at_opening(after, end, owned=owned or capital)

    def _is_class(self, head: Head, after: int, end: int) -> bool:
        """Whether the words after a head make a class: "Nền tảng số", "Hệ thống chính trị"."""
        words = self._words
        if " ".join(words.word[after:end]) in tables.words("generic"):
            return True
        if head.words != ("hệ", "thống") or words.capital(after):
            return False
        openings = {" ".join(words.phrase(after, n)) for n in range(1, _OPENING + 1)}
        return bool(openings & tables.words("notsystem"))

    def _digital(self, after: int, end: int) -> bool:
        words, signs = self._words, tables.words("digital")
        works = words.pair(after) in tables.words("manages")
        return works or any(words.at(k) in signs or words.pair(k) in signs for k in range(after, end))

    def _sure_at_opening(self, after: int, end: int, *, owned: bool) -> bool:
        """Whether a name at the head of a sentence, where any word has a capital, shows more of a name."""
        words = self._words
        last = " ".join(words.word[max(after, end - 2) : end])
        rest = words.text[words.end[end - 1] : words.end[end - 1] + 20]
        if owned or last == "quốc gia" or _ACRONYM.match(rest):
            return True
        predicate = words.gap(end) == " " and words.at(end) in tables.words("predicative")
        return predicate and bool({words.at(after), words.pair(after)} & tables.words("use"))
