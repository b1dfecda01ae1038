"""Parts of other bodies that bear their names: "Văn phòng UBND tỉnh Lào Cai", "Ban Pháp chế HĐND tỉnh"."""

from __future__ import annotations

from collections.abc import Callable

from extraction.facts import Kind
from extraction.names.found import Found
from extraction.names.heads import body_of, head_at
from extraction.names.home import Home
from extraction.names.known import known_at
from extraction.names.places import Place, Places, level_at
from extraction.names.tables import Head
from extraction.names.words import Words

_COUNCIL = "Hội đồng nhân dân"
_DEEPEST = 3  # bodies within bodies: "Văn phòng Ban Chỉ đạo … Bộ …"


class Offices:
    """Reads such parts in one report; `read` reads any body at a word."""

    def __init__(self, words: Words, home: Home, places: Places, read: Callable[[int], Found | None]) -> None:
        self._words = words
        self._home = home
        self._places = places
        self._read = read
        self._depth = 0

    def part(self, head: Head, i: int, after: int) -> Found | None:
        """A part of another body that bears its name: "Văn phòng UBND tỉnh Lào Cai"."""
        owner = self.owner(after)
        if owner is not None:
            return self._joint_office(head, i, after, owner[0]) or body_of(
                head, i, owner[0], f"{head.label} {owner[1]}"
            )
        place = self._places.at(after) if level_at(self._words, after) else None
        return body_of(head, i, place.end, f"{head.label} {place.label}") if place else None

    def board(self, head: Head, i: int, after: int) -> Found | None:
        """A board of a People's Council, with it or in its province's report: "Ban Pháp chế HĐND tỉnh"."""
        words = self._words
        owner = self.owner(after) if words.gap(after) in (" ", " - ", " (") else None
        if owner is not None:
            return body_of(
                head, i, owner[0] if words.gap(after) == " " else after, f"{head.label} {owner[1]}"
            )
        place = (self._places.at(after) if level_at(words, after) else None) or self._home_place(after)
        return body_of(head, i, place.end, f"{head.label} {_COUNCIL} {place.label}") if place else None

    def _home_place(self, i: int) -> Place | None:
        return Place(i, self._home.place) if self._home.place else None

    def _joint_office(self, head: Head, i: int, after: int, end: int) -> Found | None:
        """The office of two authorities of one place: "Văn phòng HĐND và UBND xã Tả Phìn"."""
        words = self._words
        if words.gap(end) != " " or words.at(end) != "và" or head.classification == "party":
            return None
        other = self._local_authority(end + 1)
        if other is None:
            return None
        return body_of(head, i, other.end, f"{head.label} {words.printed(after, end)} và {other.label}")

    def _local_authority(self, i: int) -> Found | None:
        head = head_at(self._words, i, Kind.ORGANIZATION)
        if head is None or head.classification not in ("province", "assembly"):
            return None
        return self._read(i)

    def owner(self, i: int) -> tuple[int, str] | None:
        """The body at word i that another one belongs to, as the index after it and its label."""
        words = self._words
        match = known_at(words, i)
        if match and match.term.entry and match.term.kind is Kind.ORGANIZATION and not match.term.place:
            return match.end, match.term.entry.label
        if words.at(i) == "bộ" and self._home.body is not None and not self._goes_on(i + 1):
            return i + 1, self._home.body.label
        if self._depth >= _DEEPEST:
            return None
        self._depth += 1
        inner = self._read(i)
        self._depth -= 1
        return (inner.end, inner.label) if inner else None

    def _goes_on(self, i: int) -> bool:
        """Whether a capital after word i-1 makes it the head of a longer name."""
        return self._words.gap(i) == " " and self._words.capital(i)
