"""Printed shares against the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extraction.figures.quantity import Quantity, find_quantities
from extraction.findings.rule import Case, Found, Rule, half_unit, printed
from extraction.periods import find_periods

# What stands between a count and the share that it is: "(đạt", ", chiếm tỷ lệ", "tương đương".
_SAID = re.compile(
    r"(?:[^;.:()]{0,90}?[\s,(])?(?:đạt|chiếm|tương đương(?: với)?|tương ứng(?: với)?|bằng|tức)?"
    r"\s?(?:tỷ lệ|tỉ lệ)?\s?(?:là|đạt)?\s?[~≈]?(?:khoảng|gần|hơn|trên)?\s?\Z"
)
_CUE = re.compile(r"(?:\(|đạt|chiếm|tương đương|tương ứng|bằng|tức|tỷ lệ|tỉ lệ|=)[\w\s~≈]{0,24}\Z")
_CLOSES = re.compile(r"\s?(?:[).,;]|\Z)")
_NOUN = re.compile(r"\s(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)")
_BODIES = re.compile(
    r"(?<!\w)(?P<count>\d{1,3})\s(?P<noun>bộ, ngành|bộ, cơ quan|địa phương|tỉnh, thành phố|tỉnh, thành)(?!\w)"
)
_REACH = 110  # characters between a count and the share that it is
_NEAR = Decimal(1)  # a point: a share this near to the quotient was computed from the two counts
_BESIDE = 12  # characters between "22 bộ, ngành" and "63 địa phương" where they are counted side by side


class ShareContradictsCounts(Rule):
    """A printed share that is not the quotient of the counts printed with it, beyond rounding.

    Three forms: "256/1.077 … (23,7%)" names both counts; two counts of one kind of thing and the share
    behind them ("thu nhận 75,16 triệu hồ sơ, kích hoạt 53,88 triệu tài khoản (71,68%)"); and ministries and
    provinces counted against all of them, where the report says elsewhere how many there are.
    """

    name = "share_contradicts_counts"

    def _find(self, case: Case) -> Iterator[Found]:
        folded = case.report.folded
        if "%" not in folded:
            return
        whole = _wholes(folded)
        for start, end in case.sentences:
            if "%" not in folded[start:end]:
                continue
            times = [(t.start + start, t.end + start) for t in find_periods("", folded=folded[start:end])]
            quantities = [
                q
                for q in find_quantities(folded, start, end)
                if not any(a < q.end and q.start < b for a, b in times)
            ]
            for at, share in enumerate(quantities):
                if share.unit != "percent" or share.parts is not None or share.upper is not None:
                    continue
                if not _CLOSES.match(folded, share.end) or not _CUE.search(folded, start, share.start):
                    continue
                computed = _quotient(folded, quantities[:at], share) or _of_bodies(
                    folded, start, share, whole
                )
                if computed is not None and _differs(computed, share):
                    passage = case.report.passage(start, end)
                    yield Found(
                        (passage,), f"{printed(share.value)}%", f"{printed(computed)}%", case.within(passage)
                    )


def _counts(folded: str, start: int, end: int) -> list[Quantity]:
    """The quantities of a sentence; "tháng 8/2025" is none."""
    times = [(t.start + start, t.end + start) for t in find_periods("", folded=folded[start:end])]
    found = find_quantities(folded, start, end)
    return [q for q in found if not any(first < q.end and q.start < last for first, last in times)]


def _quotient(folded: str, before: Sequence[Quantity], share: Quantity) -> Decimal | None:
    """The share, in percent, that the counts before it give; None where they may be of something else."""
    if not before or share.start - before[-1].end > _REACH:
        return None
    last = before[-1]
    if last.unit is not None or not _SAID.match(folded[last.end : share.start]):
        return None
    if last.parts:
        return last.value / last.parts * 100
    if len(before) < 2 or before[-2].unit is not None or before[-2].value <= last.value:
        return None
    computed = last.value / before[-2].value * 100
    if abs(computed - share.value) <= _NEAR:
        return computed
    one, other = _NOUN.match(folded, before[-2].end), _NOUN.match(folded, last.end)
    same = one is not None and other is not None and one["noun"] == other["noun"]
    return computed if same else None


def _wholes(folded: str) -> int | None:
    """How many ministries and provinces there are: the largest pair that the report counts side by side."""
    pairs = [
        (int(local["count"]), int(central["count"]))
        for central, local in pairwise(_BODIES.finditer(folded))
        if _is_central(central) and not _is_central(local) and local.start() - central.end() <= _BESIDE
    ]
    return sum(max(pairs)) if pairs else None


def _is_central(m: re.Match[str]) -> bool:
    return m["noun"].startswith("bộ")


def _of_bodies(folded: str, start: int, share: Quantity, whole: int | None) -> Decimal | None:
    """The share of all ministries and provinces, where a sentence counts both and gives one share."""
    counts = list(_BODIES.finditer(folded, start, share.start))
    if whole is None or len(counts) != 2 or _is_central(counts[0]) == _is_central(counts[1]):
        return None
    return Decimal(sum(int(m["count"]) for m in counts)) / whole * 100


def _differs(computed: Decimal, share: Quantity) -> bool:
    room = min(half_unit(share.value), Decimal("0.5")) if share.value % 1 else Decimal("0.5")
    return abs(computed - share.value) > room
