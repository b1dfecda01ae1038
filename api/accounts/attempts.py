"""How often somebody may try to sign in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

TRIES = 5
SECONDS = 300.0
_KNOWN = 10_000


class Attempts:
    """Counts failures by address and by name: after five within five minutes there is a pause."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, list[float]] = {}

    def wait(self, keys: Iterable[str]) -> float:
        """Seconds until one of these may try again; 0: now."""
        now = self._clock()
        waits = [0.0]
        for key in keys:
            recent = [when for when in self._failures.get(key, ()) if now - when < SECONDS]
            if len(recent) >= TRIES:
                waits.append(recent[-TRIES] + SECONDS - now)
        return max(waits)

    def failed(self, keys: Iterable[str]) -> None:
        """Remember a failure."""
        now = self._clock()
        for key in keys:
            recent = [when for when in self._failures.pop(key, ()) if now - when < SECONDS]
            self._failures[key] = [*recent, now]  # the last one tried stands last
        while len(self._failures) > _KNOWN:
            self._failures.pop(next(iter(self._failures)))

    def succeeded(self, key: str) -> None:
        """Forget the failures of a name whose password was right."""
        self._failures.pop(key, None)
