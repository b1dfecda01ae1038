"""Bodies of local government: "UBND tỉnh Lào Cai", "Sở Y tế Hà Nội", "Tỉnh ủy", "CÔNG AN TỈNH …".

Without their place they belong to the province that the report is from; where that is not known, they are
classes of bodies and no names.
"""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names.found import Found
from extraction.names.heads import head_at
from extraction.names.home import Home
from extraction.names.known import province_at, sector_at
from extraction.names.places import Place, Places, coarse_at, placed, shouted_place
from extraction.names.tables import Head
from extraction.names.tails import Manner, tail_end
from extraction.names.words import Words

_UNKNOWN_FIELD = 3  # words of a department's field that no table knows, from which on it needs no place


class LocalBodies:
    """Reads bodies of local government in one report."""

    def __init__(self, words: Words, home: Home, places: Places, manner: Manner) -> None:
        self._words = words
        self._home = home.place
        self._places = places
        self._manner = manner

    def department(self, head: Head, i: int, after: int) -> Found | None:
        """A department at word i, its field from word `after` on: "Sở Thông tin và Truyền thông tỉnh X"."""
        words = self._words
        sector = sector_at(words, after)
        end, field = sector or self._field(after)
        if not field:
            return None
        label = f"{head.label} {field}"
        place = self._places.at(end) if words.gap(end) == " " else None
        if place is not None:
            return _found(head, i, place.end, f"{label} {place.label}")
        if coarse_at(words, end):
            return None
        if sector is None and end - after > _UNKNOWN_FIELD:
            return _found(head, i, end, label)
        return _found(head, i, end, f"{label} {self._home}") if self._home else None

    def authority(self, head: Head, i: int, after: int) -> Found | None:
        """An authority at word i, its place from word `after` on: "UBND tỉnh Lào Cai", "Công an Hà Nội"."""
        if head.words[0] in ("tỉnh", "thành"):
            return self._party_committee(head, i, after)
        spaced = self._words.follows(after)
        place = self._places.at(after) if spaced else self._shared_place(after)
        return _found(head, i, place.end, f"{head.label} {place.label}") if place else None

    def letterhead(self, head: Head, i: int, after: int) -> Found | None:
        """A body in capitals throughout: only with its place or field is it sure where it ends."""
        words, label, end = self._words, head.label, after
        if head.tail == "field":
            sector = sector_at(words, after)
            if sector is None:
                return None
            end, label = sector[0], f"{label} {sector[1]}"
        place = shouted_place(words, end) if words.gap(end) == " " else None
        if place is not None:
            return _found(head, i, place.end, f"{label} {place.label}")
        if head.tail == "field" and self._home is not None:
            return _found(head, i, end, f"{label} {self._home}")
        return None

    def _field(self, after: int) -> tuple[int, str]:
        if not self._words.capital(after):
            return after, ""
        end = tail_end(self._words, after, self._manner)
        return end, self._words.printed(after, end)

    def _party_committee(self, head: Head, i: int, after: int) -> Found | None:
        """The committee of a province, "Tỉnh ủy Lào Cai", or "Tỉnh ủy" alone in a province's own report."""
        found = province_at(self._words, after) if self._words.gap(after) == " " else None
        place = placed(found[1]) if found else self._home
        if place is None:
            return None
        name = place.removeprefix("tỉnh ").removeprefix("thành phố ")
        return _found(head, i, found[0] if found else after, f"{head.label} {name}")

    def _shared_place(self, after: int) -> Place | None:
        """The place that "HĐND" shares with the body after it in "HĐND, UBND tỉnh Lào Cai"."""
        nearby = head_at(self._words, after, Kind.ORGANIZATION)
        if nearby is None or nearby.tail != "local" or self._words.gap(after) != ", ":
            return None
        place = self._places.at(after + len(nearby.words))
        return Place(after, place.label) if place else None


def _found(head: Head, i: int, end: int, label: str) -> Found:
    return Found(Kind.ORGANIZATION, i, end, label, classification=head.classification)
