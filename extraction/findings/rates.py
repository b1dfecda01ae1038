"""Amounts converted at a printed rate, and daily averages beside a month's total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extraction.figures.quantity import Quantity, find_quantities
from extraction.findings.rule import Case, Found, Rule, half_unit, printed

_RATE = re.compile(
    r"(?:tỷ giá|tỉ giá)[^\d.;]{0,30}(?P<rate>\d{1,3}(?:\.\d{3})?)\s?(?:đồng|vnd|vnđ)\s?/\s?(?:usd|đô la)"
)
_MONTH = re.compile(r"(?:trong |riêng )?tháng (?:\d{1,2})(?!\w)")
_DAILY = re.compile(r"(?:trung bình|bình quân|mỗi ngày|hàng ngày|hằng ngày)(?!\w)")
_A_DAY = re.compile(r"\s(?:[^\W\d_]+ ){0,3}?[^\W\d_]*\s?(?:/\s?ngày|mỗi ngày|một ngày)")
_DAYS = (28, 31)
_ROOM = Decimal("1.1")  # a rounded average may be a tenth off


class ConversionContradictsRate(Rule):
    """An amount in dollars that does not follow from the amount in đồng at the rate that is printed."""

    name = "conversion_contradicts_rate"

    def _find(self, case: Case) -> Iterator[Found]:
        folded = case.report.folded
        if "giá" not in folded:
            return
        for start, end in case.sentences:
            m = _RATE.search(folded, start, end)
            if m is None:
                continue
            rate = Decimal(m["rate"].replace(".", ""))
            amounts = [q for q in find_quantities(folded, start, m.start()) if q.upper is None]
            dong = [q for q in amounts if q.unit == "VND"]
            dollars = [q for q in amounts if q.unit == "USD"]
            if len(dong) != 1 or len(dollars) != 1:
                continue
            computed = dong[0].value / rate
            room = half_unit(dollars[0].value) + half_unit(dong[0].value) / rate + computed * Decimal("0.001")
            if abs(computed - dollars[0].value) > room:
                passage = case.report.passage(start, end)
                shown = f"{printed(dollars[0].value, 0)} USD", f"{printed(computed, 0)} USD"
                yield Found((passage,), *shown, case.within(passage))


class AverageContradictsTotal(Rule):
    """A daily average that a month's total, printed beside it, rules out."""

    name = "average_contradicts_total"

    def _find(self, case: Case) -> Iterator[Found]:
        folded = case.report.folded
        if not _DAILY.search(folded):
            return
        for start, end in case.sentences:
            month = _MONTH.search(folded, start, end)
            daily = _DAILY.search(folded, month.end(), end) if month else None
            if month is None or daily is None:
                continue
            totals = list(find_quantities(folded, month.end(), daily.start()))
            rates = [q for q in find_quantities(folded, daily.end(), end) if _A_DAY.match(folded, q.end)]
            if len(totals) != 1 or not rates or not _alike(totals[0], rates[0]):
                continue
            low, high = (totals[0].value / days for days in reversed(_DAYS))
            if not low / _ROOM <= rates[0].value <= high * _ROOM:
                passage = case.report.passage(start, end)
                shown = printed(rates[0].value, 0), f"{printed(low, 0)}–{printed(high, 0)}"
                yield Found((passage,), *shown, case.within(passage))


def _alike(total: Quantity, rate: Quantity) -> bool:
    return total.unit is None and rate.unit is None and total.parts is None
