"""What a person asked the explorer for; it lives in the page's address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from viz.explorer.web import KINDS_SHOWN
from viz.language import DEFAULT

PATH = "/explore"
_LONGEST_QUERY = 200
_MOST = 60  # steps that an address holds
_FARTHEST = 20_000
_PIN = re.compile(r"(-?\d{1,5})~(-?\d{1,5})~(.+)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """One unfolding: the next neighbours of a thing, of one kind only where `kind` names one."""

    key: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.kind}~{self.key}" if self.kind else self.key


@dataclass(frozen=True, slots=True)
class Pin:
    """A thing that stays, and where: pixels from the start's place."""

    key: str
    x: int
    y: int

    def __str__(self) -> str:
        return f"{self.x}~{self.y}~{self.key}"


@dataclass(frozen=True, slots=True)
class State:
    """Things are named by keys: their IRIs without the graph's base.

    `at` is where the picture starts, `open` what was unfolded, in order; the start is always unfolded once.
    `to` ends a path from the start; `hide` leaves out kinds; `select` is a thing's key or a link's (see
    `viz.explorer.scene`).
    """

    at: str = ""
    open: tuple[Step, ...] = ()
    hide: tuple[str, ...] = ()
    pin: tuple[Pin, ...] = ()
    to: str = ""
    select: str = ""
    q: str = ""

    @classmethod
    def read(cls, pairs: Sequence[tuple[str, str]]) -> State:
        """The state in the pairs of a query string; what cannot be understood is passed over."""
        many: dict[str, list[str]] = {}
        for name, value in pairs:
            if value:
                many.setdefault(name, []).append(value)
        return cls(
            at=many.get("at", [""])[-1],
            open=tuple(_step(text) for text in many.get("open", ())[:_MOST]),
            hide=tuple(kind for kind in KINDS_SHOWN if kind in many.get("hide", ())),
            pin=tuple({pin.key: pin for text in many.get("pin", ())[:_MOST] if (pin := _pin(text))}.values()),
            to=many.get("to", [""])[-1],
            select=many.get("select", [""])[-1],
            q=many.get("q", [""])[-1].strip()[:_LONGEST_QUERY],
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The state as the pairs of a query string, without the language."""
        given = [
            ("at", self.at),
            *(("open", str(step)) for step in self.open),
            *(("hide", kind) for kind in self.hide),
            *(("pin", str(pin)) for pin in self.pin),
            ("to", self.to),
            ("q", self.q),
            ("select", self.select),
        ]
        return [(name, value) for name, value in given if value]

    def address(self, lang: str, path: str = PATH, **changes: Any) -> str:
        """The address of this state after `changes`."""
        pairs = replace(self, **changes).pairs
        if lang != DEFAULT:
            pairs.append(("lang", lang))
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def unfolded(self, key: str, kind: str = "") -> State:
        """With the next neighbours of a thing."""
        return replace(self, open=(*self.open, Step(key, kind))[-_MOST:])

    def folded(self, key: str) -> State:
        """Without the neighbours that a thing brought."""
        return replace(self, open=tuple(step for step in self.open if step.key != key))

    def toggled(self, kind: str) -> State:
        """With a kind left out, or shown again."""
        chosen = set(self.hide) ^ {kind}
        return replace(self, hide=tuple(each for each in KINDS_SHOWN if each in chosen))

    def pinned(self, key: str, x: float, y: float) -> State:
        """With a thing fixed at a place."""
        return replace(self, pin=(*self.unpinned(key).pin, Pin(key, round(x), round(y)))[-_MOST:])

    def unpinned(self, key: str) -> State:
        """With a thing free again."""
        return replace(self, pin=tuple(pin for pin in self.pin if pin.key != key))


def _step(text: str) -> Step:
    kind, tilde, key = text.partition("~")
    return Step(key, kind) if tilde and kind in KINDS_SHOWN and key else Step(text)


def _pin(text: str) -> Pin | None:
    match = _PIN.match(text)
    if match is None or max(abs(int(match[1])), abs(int(match[2]))) > _FARTHEST:
        return None
    return Pin(match[3], int(match[1]), int(match[2]))
