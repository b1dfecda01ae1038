"""The numbers that Word prints before the paragraphs of lists, counted as Word does (ECMA-376 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extraction.readers.counting import numeral
from extraction.readers.trees import Element, attribute, child, local
from extraction.readers.word.styles import Styles, integer

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its numbers' style, the text around them ("%1.%2."), where it starts."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    plain: bool = False  # all numbers in digits, whatever the styles of the levels above


class Numbering:
    """The lists of a document; `label` counts, so it is asked once for each paragraph in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        abstract: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}
        elements = [] if root is None else list(root)
        for each in elements:
            if local(each) == "abstractNum":
                key = attribute(each, "abstractNumId") or ""
                abstract[key] = _levels(each)
                link = child(each, "numStyleLink")
                if link is not None:
                    linked[key] = attribute(link, "val") or ""
        self._overrides: dict[str, dict[int, int]] = {}
        for each in elements:
            if local(each) == "num":
                self._add(each, abstract)
        for key, style in linked.items():
            named = styles.resolved(style).list
            if named and named[0] in self._lists:
                levels = self._lists[named[0]][1]
                for number, (own, _) in list(self._lists.items()):
                    if own == key:
                        self._lists[number] = (own, levels)

    def _add(self, element: Element, abstract: dict[str, dict[int, Level]]) -> None:
        number = attribute(element, "numId") or ""
        reference = child(element, "abstractNumId")
        key = "" if reference is None else attribute(reference, "val") or ""
        levels = dict(abstract.get(key, {}))
        starts: dict[int, int] = {}
        for each in element:
            if local(each) != "lvlOverride":
                continue
            at = integer(attribute(each, "ilvl"))
            own, start = child(each, "lvl"), child(each, "startOverride")
            if own is not None:
                levels[at] = _level(own)
            if start is not None:
                starts[at] = integer(attribute(start, "val"), 1)
                levels[at] = replace(levels.get(at, Level()), start=starts[at])
        self._lists[number] = (key, levels)
        self._overrides[number] = starts

    def label(self, place: tuple[str, int] | None) -> str:
        """What stands before a paragraph of a list: "1.2. ", "a) ", "- "; "" where nothing does."""
        if place is None or place[0] not in self._lists:
            return ""
        number, at = place[0], min(place[1], _LEVELS - 1)
        key, levels = self._lists[number]
        level = levels.get(at)
        if level is None or level.style == "none":
            return ""
        if level.style == "bullet":
            return "- "
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        self._step(number, at, counts, levels)

        def shown(found: re.Match[str]) -> str:
            place = int(found.group(1)) - 1
            above = levels.get(place, Level())
            value = counts[place]
            return numeral(above.start if value is None else value, "decimal" if level.plain else above.style)

        text = _PLACE.sub(shown, level.text).strip()
        return f"{text} " if text else ""

    def _step(self, number: str, at: int, counts: list[int | None], levels: dict[int, Level]) -> None:
        """Count one on at level `at`, and begin the levels below anew."""
        level = levels[at]
        begins = at in self._overrides[number] and (number, at) not in self._begun
        self._begun.add((number, at))
        before = counts[at]
        counts[at] = level.start if before is None or begins else before + 1
        for above in range(at):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        for below in range(at + 1, _LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or (restart and at < restart):
                counts[below] = None


def _levels(element: Element) -> dict[int, Level]:
    return {integer(attribute(each, "ilvl")): _level(each) for each in element if local(each) == "lvl"}


def _level(element: Element) -> Level:
    def value(name: str) -> str | None:
        found = child(element, name)
        return None if found is None else attribute(found, "val") or ""

    restart = value("lvlRestart")
    return Level(
        style=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        start=integer(value("start"), 0 if value("start") == "0" else 1),
        restart=None if restart is None else integer(restart),
        plain=child(element, "isLgl") is not None,
    )
