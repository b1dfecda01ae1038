"""The reader of names: one walk over a report's words, then lists, short names and bare heads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.anaphora import bare_heads
from extraction.names.beside import beside_known
from extraction.names.bodies import Bodies
from extraction.names.found import Found
from extraction.names.gather import gather
from extraction.names.heads import head_at
from extraction.names.home import home_of
from extraction.names.known import (
    country_at,
    first_words,
    known_at,
    lower_first_words,
    scanned_at,
    scanned_firsts,
)
from extraction.names.learned import later_uses, short_names, with_known_acronyms
from extraction.names.lists import listed_names
from extraction.names.owners import Owners
from extraction.names.products import products_in_use
from extraction.names.provinces import acting
from extraction.names.reading import NameReading
from extraction.names.shared import shared_heads
from extraction.names.stores import Databases
from extraction.names.systems import Platforms
from extraction.names.terms import Match
from extraction.names.words import Words, toneless
from extraction.report import Report

_SHORT = 3  # words
_EVERYWHERE = frozenset({"các cấp", "các tỉnh", "các huyện", "các địa", "các xã", "các khu"})
_APP_HEADS = frozenset({"dụng", "mềm", "tảng", "app", "ví", "cổng"})


def read_names(report: Report) -> NameReading:
    """The organizations, databases and platforms that a report names.

    Known names come from the reference data, others from their head nouns and the grammar around them.
    Linear in the length of the report.
    """
    words = Words.of(report)
    walk = _Walk(report, words)
    found = with_known_acronyms(words, walk.names())
    found = _in_order([*found, *beside_known(words, found)])
    found = _in_order([*found, *products_in_use(words, found)])
    shorts = short_names(words, found)
    found = _in_order([*found, *later_uses(words, shorts, found)])
    found = _in_order([*found, *bare_heads(words, found, walk.home.body)])
    return gather(report, words, found, walk.home.label)


class _Walk:
    def __init__(self, report: Report, words: Words) -> None:
        self._words = words
        self.home = home_of(report, words)
        self._bodies = Bodies(words, self.home)
        self._owners = Owners(words, self._bodies)
        self._databases = Databases(words, self._bodies)
        self._platforms = Platforms(words, self._bodies)
        listed = [*listed_names(report, words), *shared_heads(words, self.home)]
        self._listed = {f.start: f for f in listed}
        self._provinces: list[Match] = []
        self._found: list[Found] = []

    def names(self) -> list[Found]:
        """All names with a head or a known spelling, sorted by start."""
        words, lower = self._words, lower_first_words()
        firsts, scanned = first_words(), scanned_firsts()
        opening = {word for word in set(words.word) if word in firsts or toneless(word) in scanned} | lower
        busy = 0
        for i in [i for i, word in enumerate(words.word) if word in opening or i in self._listed]:
            if i < busy:
                continue
            if i in self._listed:
                busy = self._keep([self._listed[i]])
            elif words.word[i] in lower or words.capital(i):
                busy = max(busy, self._at(i))
        return _in_order([*self._found, *acting(words, self._provinces)])

    def _at(self, i: int) -> int:
        """Keeps what is named at word i; the word to go on at."""
        words = self._words
        app = words.before(i) in _APP_HEADS
        match = known_at(words, i, prefer=Kind.PLATFORM if app else None)
        grown = self._grown(i)
        if match is not None and match.term.entry is None:
            return self._keep(grown) if grown and self._is_head(match) else match.end
        if match is None:
            if not grown and (match := scanned_at(words, i)) is None:
                return i + 1
            if grown:
                return self._keep(grown)
        if match is None:
            return i + 1
        if len(grown) > 1 or (grown and self._extends(match, grown[0])):
            return self._keep(grown)
        return self._keep_known(match)

    def _is_head(self, shield: Match) -> bool:
        """Whether what only looks like a name is the head of a longer one: "Tòa án nhân dân tỉnh …"."""
        head = head_at(self._words, shield.start, Kind.ORGANIZATION)
        return head is not None and shield.start + len(head.words) >= shield.end

    def _grown(self, i: int) -> list[Found]:
        if self._words.at(i) not in tables.heads():
            return []
        stores = self._databases.read(i)
        if stores:
            return stores
        system = self._platforms.read(i)
        body = self._bodies.read(i)
        return [max((f for f in (system, body) if f), key=lambda f: f.end)] if system or body else []

    def _extends(self, match: Match, grown: Found) -> bool:
        """Whether a name read by grammar is a longer name rather than a known one with its predicate."""
        words = self._words
        if grown.end <= match.end or match.term.entry is None:
            return False
        if match.term.place or match.term.kind is not grown.kind:
            return True
        if words.at(match.end) in tables.words("level"):
            return True
        joined = words.at(match.end) == "và" and words.capital(match.end + 1)
        if grown.kind is Kind.ORGANIZATION:
            longer = joined and match.term.entry.classification != "ministry"
            return longer or (words.capital(match.end) and match.term.words < _SHORT)
        about = words.at(match.end) == "về" and grown.kind is Kind.DATABASE
        return joined or about or words.at(match.end) == "của" or words.capital(match.end)

    def _keep_known(self, match: Match) -> int:
        words, entry = self._words, match.term.entry
        if entry is None:
            return match.end
        if match.term.place:
            self._provinces.append(match)
            return match.end
        found = Found(match.term.kind, match.start, match.end, entry.label, entry, entry.classification)
        if match.term.kind is Kind.ORGANIZATION:
            abroad = country_at(words, match.end) if words.gap(match.end) == " " else None
            if abroad is not None:
                label = words.printed(match.start, abroad)
                found = Found(Kind.ORGANIZATION, match.start, abroad, label, classification="international")
            elif self._of_many(match.end):
                return match.end
            else:
                found = self._bodies.extended(found) or found
        elif match.term.kind is Kind.PLATFORM:
            found = replace(found, end=self._owners.placed_end(match.end))  # "LGSP tỉnh Lào Cai"
        return self._keep([found])

    def _of_many(self, end: int) -> bool:
        """Whether a known body's name is only that of its branches: "Kho bạc Nhà nước nơi giao dịch"."""
        words = self._words
        return words.gap(end) == " " and (words.at(end) == "nơi" or words.pair(end) in _EVERYWHERE)

    def _keep(self, found: list[Found]) -> int:
        self._found += found
        last = found[-1]
        if last.kind is Kind.ORGANIZATION:
            return last.end
        words = self._words
        for k in range(last.end - 1, last.start, -1):
            if words.at(k) == "của" and words.capital(k + 1):  # its owner is a body of its own
                return k + 1
        return last.end


def _in_order(found: Iterable[Found]) -> list[Found]:
    """Sorted by start, without overlaps within a kind (the earlier, then the longer, stays)."""
    ends: dict[Kind, int] = {}
    out: list[Found] = []
    for name in sorted(found, key=lambda f: (f.start, -f.end)):
        if name.start >= ends.get(name.kind, 0):
            ends[name.kind] = name.end
            out.append(name)
    return out
