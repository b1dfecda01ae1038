"""Whose a system or database is, where its name ends with it: "… của Bộ Tài chính", "… tỉnh Lào Cai"."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.facts import Kind
from extraction.names.bodies import Bodies
from extraction.names.known import known_at
from extraction.names.places import level_at
from extraction.names.words import Words


@dataclass(frozen=True, slots=True)
class Owner:
    """Words up to `end` name the owner; `label` as it goes on after the system's own name."""

    end: int
    label: str


class Owners:
    """Reads owners that follow a name."""

    def __init__(self, words: Words, bodies: Bodies) -> None:
        self._words = words
        self._bodies = bodies

    def at(self, i: int) -> Owner | None:
        """The owner at word i, with or without "của" before it."""
        words = self._words
        of = words.at(i) == "của"
        start = i + of
        if not words.follows(start):
            return None
        joint = "của " if of else ""
        match = known_at(words, start)
        entry = match.term.entry if match else None
        if match and entry and match.term.kind is Kind.ORGANIZATION and not match.term.place:
            return Owner(match.end, joint + entry.label)
        body = self._bodies.read(start)
        if body is not None:
            return Owner(body.end, joint + body.label)
        place = self._bodies.places.at(start) if level_at(words, start) or of else None
        return Owner(place.end, joint + place.label) if place else None

    def placed_end(self, i: int) -> int:
        """The index after a place with its level at word i ("LGSP tỉnh"), or i."""
        place = self._bodies.places.at(i) if level_at(self._words, i) and self._words.gap(i) == " " else None
        return place.end if place is not None else i

    def first_place(self, i: int, end: int) -> int:
        """Where, from word i on and before `end`, a place opens ("… thành phố Thủ Đức"), or `end`."""
        for k in range(i, end):
            if level_at(self._words, k) and self._bodies.places.at(k) is not None:
                return k
        return end
