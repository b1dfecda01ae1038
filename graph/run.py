"""A run: which software read the reports, when, and under which base it mints IRIs."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata

from graph.iris import Iris


def software_version() -> str:
    """The installed version of khaithong; "0+unknown" where it runs from a bare source tree."""
    try:
        return metadata.version("khaithong")
    except metadata.PackageNotFoundError:
        return "0+unknown"


def _now() -> datetime:
    """Now, in whole seconds; `SOURCE_DATE_EPOCH` (reproducible-builds.org) sets it for a repeatable build."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the software; `ended` is the only thing in which two builds of one input differ."""

    version: str = field(default_factory=software_version)
    ended: datetime = field(default_factory=_now)
    iris: Iris = field(default_factory=Iris)

    def __post_init__(self) -> None:
        if self.ended.tzinfo is None:
            raise ValueError("a run's time needs its time zone")

    @property
    def stamp(self) -> str:
        """The time as an xsd:dateTime in UTC."""
        return self.ended.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
