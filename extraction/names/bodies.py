"""Bodies that no reference data knows, found by their head nouns: "Cục …", "Ban Chỉ đạo …", "Tập đoàn …".

A head in lower case is a class ("các cục"), and so is one that a plural or a level of government follows.
Units that many bodies have ("Vụ Pháp chế") are told apart by the body that they belong to.
"""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.apart import Apart
from extraction.names.branches import branch_of
from extraction.names.found import Found
from extraction.names.heads import after_head, begins_body, begins_name, body_of, head_at
from extraction.names.home import Home
from extraction.names.known import known_at
from extraction.names.local import LocalBodies
from extraction.names.offices import Offices
from extraction.names.persons import without_person
from extraction.names.places import Places, coarse_at, level_at
from extraction.names.tables import Head
from extraction.names.tails import Manner, tail_end
from extraction.names.words import BREAK, Words

_ABOUT_LATEST = 6  # words of the name before "về"
_LEGAL_FORM = 2  # words of a company's head from which on it shows a legal form
_YEAR = 4  # digits
# before a number that counts nothing
_NUMBERED = ("án", "số", "tháng", "quý", "ngày", "vực", "khu", "quyết", "thứ")
_SCHOOL = ("trường",)
_LETTERHEAD = 40  # words


class Bodies:
    """Reads bodies' names in one report; `home` is who the report is from."""

    def __init__(self, words: Words, home: Home) -> None:
        self._words = words
        self._home = home
        starts = self._starts
        self.places = Places(words, home.place, home.locality, starts)
        self._name = Manner(starts, body=True, about=False, topic=False)
        self._topic = Manner(starts, body=True, about=True, topic=True)
        self._company = Manner(self._starts_beside_company, body=True, about=False, topic=False)
        self._local = LocalBodies(words, home, self.places, self._name)
        self._offices = Offices(words, home, self.places, self.read)
        self._apart = Apart(words, home, self.places)

    def read(self, i: int) -> Found | None:
        """The body whose name begins with a head at word i."""
        words = self._words
        head = head_at(words, i, Kind.ORGANIZATION)
        if head is None or not words.capital(i) or self._many(i):
            return None
        after = after_head(words, i, head)
        if words.shouted(i) and not head.acronym:
            if words.gap(after) != " ":
                return None
            lettered = head.tail in ("local", "field")
            return self._local.letterhead(head, i, after) if lettered else self._author(head, i, after)
        if not words.follows(after) and head.tail not in ("local", "ban"):
            return None
        readers = {
            "field": self._local.department,
            "local": self._local.authority,
            "body": self._office,
            "ban": self._offices.board,
            "seat": self._seated,
            "topic": self._committee,
            "council": self._committee,
        }
        return readers.get(head.tail, self._named)(head, i, after)

    def _author(self, head: Head, i: int, after: int) -> Found | None:
        """The unknown author of a report, alone in capitals in its letterhead: "TRƯỜNG ĐẠI HỌC …"."""
        words, end = self._words, after
        while words.gap(end) in (" ", ", ", " - ") and words.shouted(end):
            below = head_at(words, end, Kind.ORGANIZATION)
            if below is not None and level_at(words, end + len(below.words)):
                return None  # two bodies in one line
            end += 1
        alone = words.gap(i) == words.gap(end) == BREAK and i < _LETTERHEAD
        if not alone or head.tail != "name" or not end - after > 1:
            return None
        return body_of(head, i, end, f"{head.label} {words.printed(after, end).title()}")

    def extended(self, known: Found) -> Found | None:
        """A known body with a place or a branch after it: "Cục Thuế tỉnh Lào Cai", "FPT Software"."""
        return branch_of(self._words, self.places, known)

    def _many(self, i: int) -> bool:
        """Whether a plural or a count before word i makes a class of its name: "63 Cục Thuế"."""
        words = self._words
        before = words.before(i)
        counted = before.isdigit() and len(before) < _YEAR and words.before(i - 1) not in _NUMBERED
        return counted or before in tables.words("plural")

    def _starts(self, i: int) -> bool:
        """Whether another name begins at word i: a body's, or a system's that a joint parts from this one."""
        words = self._words
        joined = words.gap(i) != " " or words.at(i - 1) == "và"
        return begins_name(words, i) if joined else begins_body(words, i)

    def _starts_beside_company(self, i: int) -> bool:
        """As `_starts`, but a company's name may be part of another's: "Công ty TNHH Phần mềm FPT"."""
        match = known_at(self._words, i)
        entry = match.term.entry if match else None
        return self._starts(i) and not (entry and entry.classification == "company")

    def _seated(self, head: Head, i: int, after: int) -> Found | None:
        return self._local.authority(head, i, after) or self._named(head, i, after)

    def _office(self, head: Head, i: int, after: int) -> Found | None:
        found = self._offices.part(head, i, after)
        if found is not None or head.classification == "party" or self._starts(after):
            return found
        return self._named(head, i, after)

    def _committee(self, head: Head, i: int, after: int) -> Found | None:
        """A committee, with what it is for: "Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"."""
        words = self._words
        manner = self._topic if tail_end(words, after, self._name) - after <= _ABOUT_LATEST else self._name
        end = without_person(words, i, after, tail_end(words, after, manner))
        if end == after:
            return None
        placed_tail = self._apart.placed_tail(head, i, after, end)
        if placed_tail is not None:
            return placed_tail
        label = f"{head.label} {words.printed(after, end)}"
        of = words.at(end) == "của"
        owner = self._offices.owner(end + of) if words.gap(end) == " " else None
        if owner is not None:
            return body_of(head, i, owner[0], f"{label} của {owner[1]}" if of else f"{label} {owner[1]}")
        shows = any(words.capital(k) or words.at(k).isdigit() for k in range(after, end))
        usual = " ".join(words.word[after:end]) in tables.words("steered")
        local = self._home.locality or self._home.place
        shows = shows or (local is not None and usual)
        if not shows or coarse_at(words, end):
            return None
        if not self._apart.singled_out(after, end):
            label = f"{label} {local}" if local and head.tail == "topic" else ""
        return body_of(head, i, end, label) if label else None

    def _named(self, head: Head, i: int, after: int) -> Found | None:
        """A body with a capitalised name of its own: "Cục Viễn thông", "Công ty Cổ phần MISA"."""
        words = self._words
        if head.tail == "any" and words.at(after).isdigit():  # Ban Quản lý dự án 7
            return body_of(head, i, after + 1, f"{head.label} {words.at(after)}")
        first = after + (words.at(after) == "các" and words.gap(after + 1) == " ")  # Ban Quản lý các Khu …
        company = head.classification == "company"
        either_case = head.tail == "any" or (company and len(head.words) > _LEGAL_FORM)
        if not (words.capital(first) or either_case):
            return None
        end = tail_end(words, first, self._company if company else self._name)
        if head.words != _SCHOOL:  # schools bear persons' names
            end = without_person(words, i, first, end)
        if end == first or not (self._own(head, first, end) or level_at(words, end)):
            return None
        whole = self._known_company(i, first) if company else None
        if whole is not None and not words.capital(whole.end):
            return whole
        placed_tail = self._apart.placed_tail(head, i, after, end)
        graded = any(self._apart.graded(k) for k in range(first, end))
        if placed_tail is not None or graded or coarse_at(words, end):
            return placed_tail
        label = f"{head.label} {words.printed(after, end)}"
        if head.tail not in ("name", "any") and not self._apart.singled_out(after, end):
            label = self._apart.told_apart(head, end, label)
        return body_of(head, i, end, label) if label else None

    def _own(self, head: Head, first: int, end: int) -> bool:
        """Whether words `first` to `end` can name one body: no lone letter, of a school no lone word."""
        words = self._words
        if end - first == 1 and (len(words.at(first)) == 1 or head.words in (_SCHOOL, ("hội",))):
            return False
        return any(words.capital(k) for k in range(first, end))

    def _known_company(self, i: int, first: int) -> Found | None:
        """The known company that a head at word i only introduces: "Tập đoàn Qualcomm"."""
        match = known_at(self._words, first)
        entry = match.term.entry if match else None
        if match is None or entry is None or entry.classification != "company":
            return None
        return Found(Kind.ORGANIZATION, i, match.end, entry.label, entry, entry.classification)
