"""Bodies that no reference data knows, found by their head nouns: "Cục …", "Ban Chỉ đạo …", "Tập đoàn …".

A head in lower case is a class ("các cục"), and so is one that a plural or a level of government follows.
Units that many bodies have ("Vụ Pháp chế") are told apart by the body that they belong to.
"""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.heads import after_head, begins_name, head_at
from extraction.names.home import Home
from extraction.names.known import known_at
from extraction.names.local import LocalBodies
from extraction.names.places import Place, Places, coarse_at, level_at
from extraction.names.proper import is_product_word
from extraction.names.tables import Head
from extraction.names.tails import Manner, tail_end
from extraction.names.words import Words

_ABOUT_LATEST = 6  # words of the name before "về"
_DEEPEST = 3  # bodies within bodies: "Văn phòng Ban Chỉ đạo … Bộ …"
_BRANCHED = ("agency", "mass", "court")  # classes of bodies whose branches bear the name with a place


class Bodies:
    """Reads bodies' names in one report; `home` is who the report is from."""

    def __init__(self, words: Words, home: Home) -> None:
        self._words = words
        self._home = home
        self._depth = 0
        starts = self._starts
        self.places = Places(words, home.place, starts)
        self._name = Manner(starts, body=True, about=False, topic=False)
        self._topic = Manner(starts, body=True, about=True, topic=True)
        self._company = Manner(self._starts_beside_company, body=True, about=False, topic=False)
        self._local = LocalBodies(words, home, self.places, self._name)

    def read(self, i: int) -> Found | None:
        """The body whose name begins with a head at word i."""
        words = self._words
        head = head_at(words, i, Kind.ORGANIZATION)
        if head is None or not words.capital(i) or words.before(i) in tables.words("plural"):
            return None
        after = after_head(words, i, head)
        if words.shouted(i) and head.words[0] not in tables.HEAD_ACRONYMS:
            lettered = head.tail in ("local", "field") and words.gap(after) == " "
            return self._local.letterhead(head, i, after) if lettered else None
        if not words.follows(after) and head.tail != "local":
            return None
        readers = {
            "field": self._local.department,
            "local": self._local.authority,
            "body": self._office,
            "topic": self._committee,
            "council": self._committee,
        }
        return readers.get(head.tail, self._named)(head, i, after)

    def extended(self, known: Found) -> Found | None:
        """A known body with a place or a branch after it: "Cục Thuế tỉnh Lào Cai", "FPT Software"."""
        words, end = self._words, known.end
        if words.gap(end) != " ":
            return None
        if known.classification == "company" and is_product_word(words, end):
            label = words.printed(known.start, end + 1)
            return Found(known.kind, known.start, end + 1, label, classification="company")
        place = self.places.at(end)
        if place is None or not (level_at(words, end) or known.classification in _BRANCHED):
            return None
        label = f"{known.label} {place.label}"
        return Found(known.kind, known.start, place.end, label, classification=known.classification)

    def _starts(self, i: int) -> bool:
        return begins_name(self._words, i)

    def _starts_beside_company(self, i: int) -> bool:
        """As `_starts`, but a company's name may be part of another's: "Công ty TNHH Phần mềm FPT"."""
        match = known_at(self._words, i)
        entry = match.term.entry if match else None
        return self._starts(i) and not (entry and entry.classification == "company")

    def _office(self, head: Head, i: int, after: int) -> Found | None:
        """A part of another body that bears its name: "Văn phòng UBND tỉnh Lào Cai"."""
        owner = self._owner(after)
        if owner is not None:
            return _found(head, i, owner[0], f"{head.label} {owner[1]}")
        if head.classification == "party" or self._starts(after):
            return None
        return self._named(head, i, after)

    def _owner(self, i: int) -> tuple[int, str] | None:
        """The body at word i that another one belongs to, as the index after it and its label."""
        match = known_at(self._words, i)
        if match and match.term.entry and match.term.kind is Kind.ORGANIZATION and not match.term.place:
            return match.end, match.term.entry.label
        if self._depth >= _DEEPEST:
            return None
        self._depth += 1
        inner = self.read(i)
        self._depth -= 1
        return (inner.end, inner.label) if inner else None

    def _committee(self, head: Head, i: int, after: int) -> Found | None:
        """A committee, with what it is for: "Ban Chỉ đạo chuyển đổi số tỉnh Lào Cai"."""
        words = self._words
        manner = self._topic if tail_end(words, after, self._name) - after <= _ABOUT_LATEST else self._name
        end = tail_end(words, after, manner)
        if end == after:
            return None
        placed_tail = self._placed_tail(head, i, after, end)
        if placed_tail is not None:
            return placed_tail
        label = f"{head.label} {words.printed(after, end)}"
        of = words.at(end) == "của"
        owner = self._owner(end + of) if words.gap(end) == " " else None
        if owner is not None:
            return _found(head, i, owner[0], f"{label} của {owner[1]}" if of else f"{label} {owner[1]}")
        shows = any(words.capital(k) or words.at(k).isdigit() for k in range(after, end))
        if not shows or coarse_at(words, end):
            return None
        if not self._singled_out(after, end):
            local = head.tail == "topic" and self._home.place
            label = f"{label} {self._home.place}" if local else ""
        return _found(head, i, end, label) if label else None

    def _named(self, head: Head, i: int, after: int) -> Found | None:
        """A body with a capitalised name of its own: "Cục Viễn thông", "Công ty Cổ phần MISA"."""
        words = self._words
        first = after + (words.at(after) == "các" and words.gap(after + 1) == " ")  # Ban Quản lý các Khu …
        if not words.capital(first):
            return None
        company = head.classification == "company"
        end = tail_end(words, first, self._company if company else self._name)
        if end == first:
            return None
        whole = self._known_company(i, first) if company else None
        if whole is not None and not words.capital(whole.end):
            return whole
        placed_tail = self._placed_tail(head, i, after, end)
        graded = any(self._grades(k) for k in range(first, end))
        if placed_tail is not None or graded or coarse_at(words, end):
            return placed_tail
        label = f"{head.label} {words.printed(after, end)}"
        if head.tail != "name" and not self._singled_out(after, end):
            label = self._told_apart(head, end, label)
        return _found(head, i, end, label) if label else None

    def _known_company(self, i: int, first: int) -> Found | None:
        """The known company that a head at word i only introduces: "Tập đoàn Qualcomm"."""
        match = known_at(self._words, first)
        entry = match.term.entry if match else None
        if match is None or entry is None or entry.classification != "company":
            return None
        return Found(Kind.ORGANIZATION, i, match.end, entry.label, entry, entry.classification)

    def _told_apart(self, head: Head, end: int, label: str) -> str:
        """The label of a unit that others have too, with its owner; "" where the owner is not known."""
        if head.tail in ("single", "body"):
            return ""
        owner = self._owner_after(end) or self._home.place
        if owner is None and self._home.body is not None:
            owner = self._home.body.label
        if owner is None:
            return label if head.tail == "centre" else ""
        return f"{label} {owner}"

    def _owner_after(self, end: int) -> str | None:
        """The body that stands right after a unit: "Vụ Pháp chế Bộ X", "… (Bộ X)", "… thuộc Bộ X"."""
        words = self._words
        start = end + (words.gap(end) == " " and words.at(end) in ("của", "thuộc"))
        if words.gap(start) not in (" ", " - ", " – ", ", ", " ("):
            return None
        match = known_at(words, start)
        entry = match.term.entry if match else None
        central = entry is not None and entry.classification in ("ministry", "agency", "government")
        return entry.label if entry is not None and central else None

    def _placed_tail(self, head: Head, i: int, after: int, end: int) -> Found | None:
        """The body with the first place that its tail (words `after` to `end`) holds or leads up to."""
        words = self._words
        for k in range(after, end + 1):
            place = self._place(k) if k < end or words.gap(k) == " " else None
            if place is not None:
                topic = words.printed(after, k) if k > after else ""
                label = " ".join(part for part in (head.label, topic, place.label) if part)
                return _found(head, i, place.end, label)
        return None

    def _grades(self, i: int) -> bool:
        """Whether a level of government without its place makes a class of a name: "Trung tâm Y tế huyện"."""
        words = self._words
        return not words.capital(i) and (level_at(words, i) or coarse_at(words, i))

    def _place(self, i: int) -> Place | None:
        return self.places.at(i) if level_at(self._words, i) else None

    def _singled_out(self, after: int, end: int) -> bool:
        """Whether words `after` to `end` hold what only one body has: a nation, a number, an acronym."""
        words, single = self._words, tables.words("single")
        if any(words.at(k) in single or words.pair(k) in single for k in range(after, end)):
            return True
        bracketed = words.gap(end) == " (" and words.shouted(end)
        return bracketed or any(words.at(k).isdigit() for k in range(after, end))


def _found(head: Head, i: int, end: int, label: str) -> Found:
    return Found(Kind.ORGANIZATION, i, end, label, classification=head.classification)
