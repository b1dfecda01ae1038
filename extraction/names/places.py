"""Places inside names: "tỉnh Lào Cai", "TP. Hà Nội", "thành phố Vinh"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extraction.names import tables
from extraction.names.known import province_at
from extraction.names.words import Words
from ontology.reference import Entry, provinces

_WORDS_OF_A_PLACE = 4
_PROVINCIAL = frozenset({"tỉnh", "thành phố", "tp", "thủ đô"})


@dataclass(frozen=True, slots=True)
class Place:
    """Words up to `end` name a place: `label` as in "tỉnh Lào Cai"."""

    end: int
    label: str


def placed(province: Entry) -> str:
    """A province's label inside a longer name: "tỉnh Lào Cai"."""
    return province.label[0].lower() + province.label[1:]


def shouted_place(words: Words, i: int) -> Place | None:
    """The province of a letterhead at word i, in capitals: "TỈNH LÀO CAI"."""
    level = {"tỉnh": "tỉnh", "thành": "thành phố"}.get(words.at(i))
    if level is None:
        return None
    start = end = i + len(level.split())
    while words.gap(end) == " " and words.shouted(end) and end - start < _WORDS_OF_A_PLACE:
        end += 1
    if end == start:
        return None
    known = province_at(words, start)
    if known is not None:
        return Place(known[0], placed(known[1]))
    return Place(end, f"{level} {words.printed(start, end).title()}")


def named_place(words: Words, i: int) -> Place | None:
    """The province at word i with its level: "tỉnh Lào Cai", whether the reference data knows it or not."""
    place = Places(words, None, lambda _: False).at(i)
    if place is None:
        return None
    known = {placed(province) for province in provinces()}
    return place if place.label.startswith("tỉnh ") or place.label in known else None


def _level(words: Words, i: int) -> int:
    """How many words at word i are a level of government before a place name ("cấp tỉnh" is none)."""
    if words.before(i) == "cấp" or words.pair(i) == "xã hội":
        return 0
    if words.pair(i) in tables.words("level"):
        return len(words.pair(i).split())
    return int(words.at(i) in tables.words("level"))


def level_at(words: Words, i: int) -> bool:
    """Whether a level of local government ("tỉnh", "thành phố") stands at word i."""
    return _level(words, i) > 0


def coarse_at(words: Words, i: int) -> bool:
    """Whether what goes on at word i makes a class of the name before it: "… các tỉnh", "… cấp xã"."""
    if words.gap(i) != " ":
        return False
    graded = words.at(i) == "cấp" and words.at(i + 1) in tables.words("grade")
    return graded or words.at(i) in ("các", "những") or level_at(words, i)


def _label(level: str, province: Entry, printed: str) -> str:
    """The city or district that shares a province's name is not the province: "thành phố Lào Cai"."""
    level = tables.abbreviations().get(level, level)
    own = province.label.split()[0].lower() == level.split()[0] if level else True
    return placed(province) if own or level in ("tỉnh", "thủ đô") else f"{level} {printed}"


class Places:
    """Reads the places that follow a body's name.

    `home` is the province that the report is from, `starts` tells where another name begins.
    """

    def __init__(self, words: Words, home: str | None, starts: Callable[[int], bool]) -> None:
        self._words = words
        self._home = home
        self._starts = starts

    def at(self, i: int) -> Place | None:
        """The place at word i: "tỉnh Lào Cai", "Lào Cai", or a bare "tỉnh" in a province's own report."""
        words = self._words
        count = _level(words, i)
        level = " ".join(words.phrase(i, count)) if count else ""
        after = i + count
        if count and words.gap(after) not in ((" ", ".", ". ") if level == "tp" else (" ",)):
            return self._home_place(after, level)
        province = province_at(words, after)
        if province is not None:
            return Place(province[0], _label(level, province[1], words.printed(after, province[0])))
        if not count:
            return None
        end = after
        while end - after < _WORDS_OF_A_PLACE and words.capital(end) and not self._starts(end):
            end += 1
            if words.gap(end) != " ":
                break
        if end == after:
            return self._home_place(after, level)
        return Place(end, f"{tables.abbreviations().get(level, level)} {words.printed(after, end)}")

    def _home_place(self, after: int, level: str) -> Place | None:
        """A bare "tỉnh" means the home province, unless it goes on to "tỉnh, thành phố"."""
        words = self._words
        if self._home is None or level not in _PROVINCIAL:
            return None
        another = _level(words, after) and not words.capital(after)
        if another or words.at(after) in ("trực", "khác", "có", "nơi"):
            return None
        return Place(after, self._home)
