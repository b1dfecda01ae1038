"""Values beyond what can be: a magnitude word too many, a share of more than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extraction.facts import ObservationKind
from extraction.figures.quantity import find_quantities
from extraction.findings.rule import Case, Found, Rule, printed
from ontology.keys import fold

_MILLIARD = frozenset({"tỷ", "tỉ"})
# Shares of a whole; of a plan or against another year a "tỷ lệ" may well pass 100 %.
_SHARE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng)(?!\w)")
_RELATIVE = re.compile(
    r"(?<!\w)(?:so với|kế hoạch|dự toán|chỉ tiêu|mục tiêu|hoàn thành|tăng|giảm|thuê bao|nợ|giá)(?!\w)"
)
_WHOLE = Decimal(100)


class DoubledMagnitude(Rule):
    """A number of millions in full that a magnitude word follows all the same ("84.512.306 triệu")."""

    name = "impossible_magnitude"

    def _find(self, case: Case) -> Iterator[Found]:
        for observation in case.observations:
            for quantity in find_quantities(fold(observation.verbatim)):
                if quantity.doubled:
                    scale = Decimal(10) ** (9 if quantity.magnitude in _MILLIARD else 6)
                    computed = f"{quantity.value * scale:f}"
                    yield Found((observation.passage,), observation.verbatim, computed, (observation.ref,))


class MoreThanTheWhole(Rule):
    """A share of more than 100 %, or more things than there are ("70/63 tỉnh")."""

    name = "impossible_share"

    def _find(self, case: Case) -> Iterator[Found]:
        for observation in case.observations:
            if observation.kind is ObservationKind.TARGET:
                continue
            whole = observation.denominator
            if whole is not None and observation.value > whole > 0 and observation.unit != "rank":
                yield Found((observation.passage,), observation.verbatim, f"> {whole:f}", (observation.ref,))
            elif observation.unit == "percent" and observation.value > _WHOLE:
                label = fold(case.labels.get(observation.indicator, ""))
                said = fold(case.report.exact(observation.passage))
                if _SHARE.match(label) and not _RELATIVE.search(label) and not _RELATIVE.search(said):
                    yield Found(
                        (observation.passage,), f"{printed(observation.value)}%", "100%", (observation.ref,)
                    )
