"""Where things stand. Each new thing takes a free place near the one that brought it; nobody has to move.

So the picture of an address is always the same, and unfolding more never makes what is there jump.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Place = tuple[float, float]

_WIDE, _HIGH = 172.0, 104.0  # pixels between two things: a label of two lines fits under each
_FIRST = (300.0, 176.0)  # half axes of the first ring
_NEXT = (196.0, 118.0)  # how much farther each ring is
_RINGS = 14
_STEPS = 60


class Plane:
    """Places that are taken."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self._cells: dict[tuple[int, int], list[Place]] = {}

    def put(self, key: str, place: Place) -> None:
        """Set a thing at a place, free or not; one that has a place keeps it."""
        if key not in self.places:
            self.places[key] = place
            self._cells.setdefault(_cell(place), []).append(place)

    def around(self, centre: str, keys: Sequence[str], away_from: str | None = None) -> None:
        """Set things around one that is there, in their order on rings, away from where it came from."""
        new = [key for key in keys if key not in self.places]
        origin = self.places[centre]
        angle = -math.pi / 2
        spread = math.tau
        if away_from is not None and away_from != centre:
            before = self.places[away_from]
            angle, spread = math.atan2(origin[1] - before[1], origin[0] - before[0]), math.pi * 1.15
        for group in self._take(origin, angle, spread, len(new)):
            group.sort(key=lambda place: _turn(origin, place, angle))
            for place in group:
                self.places[new.pop(0)] = place

    def _take(self, origin: Place, angle: float, spread: float, count: int) -> list[list[Place]]:
        """So many free places, ring by ring; a sector without enough room gives way to whole rings."""
        groups: list[list[Place]] = []
        for wide in (spread, math.tau):
            for ring in range(_RINGS):
                group: list[Place] = []
                # Few things share a ring evenly; where that finds too little, as many as fit stand close.
                for steps in (max(count, 3), _STEPS):
                    for place in _ring(origin, angle, wide, ring, steps):
                        if count and self._free(place):
                            self._cells.setdefault(_cell(place), []).append(place)
                            group.append(place)
                            count -= 1
                groups.append(group)
        lowest = max(place[1] for places in self._cells.values() for place in places)
        groups.append([(origin[0] + number * _WIDE, lowest + _HIGH) for number in range(count)])
        return groups

    def along(self, start: str, keys: Sequence[str]) -> None:
        """Set things in a row to the right of one that is there, the row being below everything."""
        if all(key in self.places for key in keys):
            return
        left = self.places[start][0]
        lowest = max(place[1] for place in self.places.values())
        row = lowest + 1.6 * _HIGH
        for number, key in enumerate(keys):
            self.put(key, (left + number * 1.35 * _WIDE, row))

    def _free(self, place: Place) -> bool:
        column, line = _cell(place)
        return not any(
            abs(place[0] - x) < _WIDE and abs(place[1] - y) < _HIGH
            for c in (column - 1, column, column + 1)
            for li in (line - 1, line, line + 1)
            for x, y in self._cells.get((c, li), ())
        )


def _cell(place: Place) -> tuple[int, int]:
    return math.floor(place[0] / _WIDE), math.floor(place[1] / _HIGH)


def _ring(origin: Place, angle: float, spread: float, ring: int, steps: int) -> Iterator[Place]:
    """Places on one ring, from the middle of the sector outwards to both sides."""
    rx, ry = _FIRST[0] + ring * _NEXT[0], _FIRST[1] + ring * _NEXT[1]
    for number in range(steps):
        side = (number + 1) // 2 * (1 if number % 2 else -1)
        turned = angle + (side + ring % 2 / 2) * spread / steps  # rings stand in each other's gaps
        yield round(origin[0] + rx * math.cos(turned)), round(origin[1] + ry * math.sin(turned))


def _turn(origin: Place, place: Place, angle: float) -> float:
    """How far a place lies from the direction `angle`, from half a turn before it to half a turn after."""
    found = math.atan2(place[1] - origin[1], place[0] - origin[0]) - angle
    return (found + math.pi) % math.tau - math.pi
