"""Styles of a Word document: what a paragraph or run inherits from its style and those it is based on."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.readers.trees import Element, attribute, child, local

_CHAIN = 20  # styles based on each other; Word allows eleven
_RAISED = 4  # half-points that letters are moved up by
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Style:
    """What is read of a style; None where it says nothing. `name` is in small letters."""

    name: str = ""
    based_on: str = ""
    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    font: str | None = None
    level: int | None = None
    list: tuple[str, int] | None = None
    ruled: bool | None = None


def on(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not there."""
    found = None if properties is None else child(properties, name)
    if found is None:
        return None
    return (attribute(found, "val") or "1").lower() not in _OFF


def font_of(properties: Element | None) -> str | None:
    """The font of Latin letters."""
    found = None if properties is None else child(properties, "rFonts")
    return None if found is None else attribute(found, "ascii") or attribute(found, "hAnsi")


def is_raised(properties: Element | None) -> bool | None:
    """Whether letters are set as superscripts, or moved up as those are."""
    found = None if properties is None else child(properties, "vertAlign")
    if found is not None:
        return attribute(found, "val") == "superscript"
    found = None if properties is None else child(properties, "position")
    return None if found is None else integer(attribute(found, "val")) >= _RAISED


def is_struck(properties: Element | None) -> bool | None:
    """Whether letters are struck out, once or twice."""
    once, twice = on(properties, "strike"), on(properties, "dstrike")
    return once if twice is None else twice or once


def list_of(properties: Element | None) -> tuple[str, int] | None:
    """The list of a paragraph and its level from 0; ("0", 0) takes it out of its style's list."""
    found = None if properties is None else child(properties, "numPr")
    if found is None:
        return None
    number, level = child(found, "numId"), child(found, "ilvl")
    if number is None:
        return None
    return attribute(number, "val") or "0", integer(None if level is None else attribute(level, "val"))


def level_of(properties: Element | None) -> int | None:
    """The outline level 1–9 of a heading; 0 for body text."""
    found = None if properties is None else child(properties, "outlineLvl")
    if found is None:
        return None
    level = integer(attribute(found, "val"), 9)
    return level + 1 if level < 9 else 0


def integer(value: str | None, default: int = 0) -> int:
    """A whole number of up to six digits, `default` for anything else."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else default


def has_rules(properties: Element | None) -> bool | None:
    """Whether a table has lines inside or around it; None where the properties say nothing."""
    borders = None if properties is None else child(properties, "tblBorders")
    if borders is None:
        return None
    return any((attribute(each, "val") or "none") not in ("none", "nil") for each in borders)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        for each in () if root is None else root:
            if local(each) != "style":
                continue
            key = attribute(each, "styleId") or ""
            if attribute(each, "type") == "paragraph" and attribute(each, "default") in ("1", "true"):
                self._default = key
            self._styles[key] = _read(each)

    def of_paragraph(self, key: str | None) -> Style:
        """A paragraph's style with all that it inherits."""
        return self.resolved(key or self._default)

    def resolved(self, key: str | None) -> Style:
        """A style with all that it inherits; what no style says is None."""
        key = key or ""
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def _resolve(self, key: str) -> Style:
        chain: list[Style] = []
        while key in self._styles and len(chain) < _CHAIN:
            chain.append(self._styles[key])
            key = chain[-1].based_on

        def first(name: str) -> object:
            return next((value for each in chain if (value := getattr(each, name)) is not None), None)

        inherited = {name: first(name) for name in _INHERITED}
        return Style(chain[0].name if chain else "", **inherited)  # type: ignore[arg-type]


_INHERITED = ("bold", "caps", "hidden", "struck", "raised", "font", "level", "list", "ruled")


def _read(element: Element) -> Style:
    name, based = child(element, "name"), child(element, "basedOn")
    run, paragraph = child(element, "rPr"), child(element, "pPr")
    return Style(
        name=("" if name is None else attribute(name, "val") or "").lower(),
        based_on="" if based is None else attribute(based, "val") or "",
        bold=on(run, "b"),
        caps=on(run, "caps"),
        hidden=on(run, "vanish"),
        struck=is_struck(run),
        raised=is_raised(run),
        font=font_of(run),
        level=level_of(paragraph),
        list=list_of(paragraph),
        ruled=has_rules(child(element, "tblPr")),
    )
