"""Progress of long work, told to whoever asks to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` parts of a stage are done; `what` is the part at hand (a file's name)."""

    stage: str  # reading, mapping, checking, inferring, publishing, writing
    done: int
    total: int
    what: str = ""


Progress = Callable[[Step], None]


def silent(_: Step) -> None:
    """Tell nobody."""
