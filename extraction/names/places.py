"""Places inside names: "tỉnh Lào Cai", "TP. Hà Nội", "thành phố Vinh"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extraction.names import tables
from extraction.names.known import province_at
from extraction.names.persons import person_words
from extraction.names.words import Words
from ontology.reference import Entry, provinces

_WORDS_OF_A_PLACE = 4
_FULL_NAME = 3  # words of a person's name that no ward bears
_ROMAN = re.compile(r"[IVX]{1,5}\Z")
_PROVINCIAL = frozenset({"tỉnh", "thành phố", "tp", "thủ đô"})


@dataclass(frozen=True, slots=True)
class Place:
    """Words up to `end` name a place: `label` as in "tỉnh Lào Cai"."""

    end: int
    label: str


def placed(province: Entry) -> str:
    """A province's label inside a longer name: "tỉnh Lào Cai"."""
    return province.label[0].lower() + province.label[1:]


def unlevelled(label: str) -> str:
    """A place's label without its level: "tỉnh Lào Cai" → "Lào Cai"."""
    return label.removeprefix("tỉnh ").removeprefix("thành phố ")


def region_end(words: Words, i: int) -> int | None:
    """The index after the numbered region at word i that a branch is for: "khu vực VII"."""
    i += 2 * (words.pair(i) == "chi nhánh")
    if words.pair(i) != "khu vực" or words.gap(i + 2) != " ":
        return None
    return i + 3 if words.at(i + 2).isdigit() or _ROMAN.match(words.printed(i + 2)) else None


def shouted_place(words: Words, i: int) -> Place | None:
    """The place of a letterhead at word i, in capitals: "TỈNH LÀO CAI", "PHƯỜNG SA PA"."""
    count = _level(words, i)
    if not count:
        return None
    level = " ".join(words.phrase(i, count))
    level = tables.abbreviations().get(level, level)
    start = end = i + count
    if words.gap(end) in (".", ". "):  # TP. HỒ CHÍ MINH
        end += words.shouted(end)
    while words.gap(end) == " " and words.shouted(end) and end - start < _WORDS_OF_A_PLACE:
        if _level(words, end):  # "XÃ TẢ VAN TỈNH LÀO CAI"
            break
        end += 1
    if end == start:
        return None
    known = province_at(words, start)
    if known is not None and level in _PROVINCIAL:
        return Place(known[0], placed(known[1]))
    return Place(end, f"{level} {words.printed(start, end).title()}")


def named_place(words: Words, i: int) -> Place | None:
    """The province at word i with its level: "tỉnh Lào Cai", whether the reference data knows it or not."""
    place = Places(words, None, None, lambda _: False).at(i)
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

    `home` is the province that the report is from, `locality` the commune, ward or district, `starts` tells
    where another name begins.
    """

    def __init__(
        self, words: Words, home: str | None, locality: str | None, starts: Callable[[int], bool]
    ) -> None:
        self._words = words
        self._home = home
        self._locality = locality
        self._starts = starts

    def at(self, i: int, *, headed: bool = False) -> Place | None:
        """The place at word i: "tỉnh Lào Cai", "Lào Cai", or a bare "tỉnh" in a province's own report.

        `headed` tells that a person who heads the body may follow: "(Chủ tịch UBND) xã Trần Văn An".
        """
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
        full_name = person_words(words, after) >= _FULL_NAME and (headed or level in _PROVINCIAL)
        if full_name or words.pair(after) in tables.words("notown"):
            return self._home_place(after, level)
        while end - after < _WORDS_OF_A_PLACE and words.capital(end) and not self._starts(end):
            end += 1
            if words.gap(end) != " " or _level(words, end):
                break
        if end == after:
            return self._home_place(after, level)
        printed = words.printed(after, end)
        printed = printed.title() if words.shouted(after) else printed
        return Place(end, f"{tables.abbreviations().get(level, level)} {printed}")

    def _is_home(self, level: str) -> bool:
        """Whether the report's province is of a level: a bare "thành phố" is none in a "tỉnh"."""
        full = "tỉnh" if level == "tỉnh" else "thành phố"
        return level in _PROVINCIAL and self._home is not None and self._home.startswith(full)

    def _home_place(self, after: int, level: str) -> Place | None:
        """A bare "tỉnh" means the home province, unless it goes on to "tỉnh, thành phố"."""
        words = self._words
        local = self._locality is not None and self._locality.startswith(level + " ")
        home = self._locality if local else self._home if self._is_home(level) else None
        if home is None:
            return None
        another = _level(words, after) and not words.capital(after)
        if another or words.at(after) in ("trực", "khác", "có", "nơi"):
            return None
        return Place(after, home)
