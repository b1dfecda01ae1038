"""Bodies of local government: "UBND tỉnh Lào Cai", "Sở Y tế Hà Nội", "Tỉnh ủy", "CÔNG AN TỈNH …".

Without their place they belong to the province that the report is from; where that is not known, they are
classes of bodies and no names.
"""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.heads import body_of, head_at
from extraction.names.home import Home
from extraction.names.known import province_at, sector_at
from extraction.names.persons import headed
from extraction.names.places import Place, Places, coarse_at, placed, region_end, shouted_place, unlevelled
from extraction.names.tables import Head
from extraction.names.tails import Manner, tail_end
from extraction.names.words import Words

_SHARED = 3  # bodies that one place is printed for


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
            return body_of(head, i, place.end, f"{label} {place.label}")
        if coarse_at(words, end):
            return None
        if sector is None and self._words.pair(end - 2) in tables.words("closing"):
            return body_of(head, i, end, label)
        return body_of(head, i, end, f"{label} {self._home}") if self._home else None

    def authority(self, head: Head, i: int, after: int) -> Found | None:
        """An authority at word i, its place from word `after` on: "UBND tỉnh Lào Cai", "Công an Hà Nội"."""
        if head.words[0] in ("tỉnh", "thành"):
            return self._party_committee(head, i, after)
        region = region_end(self._words, after)
        if region is not None:
            return body_of(head, i, region, f"{head.label} {self._words.printed(after, region)}")
        spaced = self._words.follows(after)
        place = self._places.at(after, headed=headed(self._words, i)) if spaced else None
        place = place or self._shared_place(after)
        return body_of(head, i, place.end, f"{head.label} {place.label}") if place else None

    def letterhead(self, head: Head, i: int, after: int) -> Found | None:
        """A body in capitals throughout: only with its place or field is it sure where it ends."""
        words, label, end = self._words, head.label, after
        if head.words[0] in ("tỉnh", "thành"):
            return self._party_committee(head, i, after) if province_at(words, after) else None
        if head.tail == "field":
            sector = sector_at(words, after)
            if sector is None:
                return None
            end, label = sector[0], f"{label} {sector[1]}"
        place = shouted_place(words, end) if words.gap(end) == " " else None
        if place is not None:
            return body_of(head, i, place.end, f"{label} {place.label}")
        if head.tail == "field" and self._home is not None:
            return body_of(head, i, end, f"{label} {self._home}")
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
        return body_of(head, i, found[0] if found else after, f"{head.label} {unlevelled(place)}")

    def _shared_place(self, after: int, heads: int = _SHARED) -> Place | None:
        """The place that "HĐND" shares with the bodies after it: "HĐND, UBND tỉnh Lào Cai"."""
        words = self._words
        joined = words.gap(after) == " " and words.at(after) == "và"
        nearby = head_at(words, after + joined, Kind.ORGANIZATION) if heads else None
        if nearby is None or nearby.tail != "local" or not (joined or words.gap(after) == ", "):
            return None
        following = after + joined + len(nearby.words)
        place = self._places.at(following) if words.follows(following) else None
        place = place or self._shared_place(following, heads - 1)
        return Place(after, place.label) if place else None
