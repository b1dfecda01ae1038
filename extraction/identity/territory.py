"""The province that a report's figures are about, where a body of that province publishes it.

"Tỷ lệ hồ sơ trực tuyến đạt 71 %" in a report of a provincial committee is that province's share, not the
country's; without its territory the value would stand in one series with the nation's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from extraction.facts import Named, Observation, Ref
from ontology.keys import fold
from ontology.reference import provinces

_NATIONAL = re.compile(r"(?<!\w)(?:cả nước|toàn quốc|quốc gia|việt nam|thế giới|trung bình chung)(?!\w)")


def placed(
    observations: Iterable[Observation], publisher: Ref | None, organizations: Iterable[Named]
) -> Iterator[Observation]:
    """The observations, each without a territory of its own with that of the publisher, where it has one."""
    label = next((named.label for named in organizations if named.ref == publisher), None)
    province = province_of(label) if label else None
    for observation in observations:
        elsewhere = observation.area is not None or _NATIONAL.search(fold(observation.scope or ""))
        yield observation if province is None or elsewhere else replace(observation, area=province)


def province_of(name: str) -> str | None:
    """The key of the province whose name ends the name of a body ("Ủy ban nhân dân tỉnh Yên Bái")."""
    folded = fold(name)
    found = {key for label, key in _labels() if folded == label or folded.endswith(f" {label}")}
    return found.pop() if len(found) == 1 else None


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    return tuple((fold(entry.label), entry.key) for entry in provinces())
