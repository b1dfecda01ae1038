"""Totals against the parts that they are said to consist of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extraction.figures.quantity import Quantity, find_quantities
from extraction.findings.rule import Case, Found, Rule, printed

_CONSISTS = re.compile(r"[\s,:(](?P<word>bao gồm|gồm|trong đó)(?: có)?(?:\s|:)")
_JOINT = re.compile(r"(?:[^;,()]{1,60}(?:;|,| và|, và)\s?(?:và\s)?(?:có\s)?)\Z")
_NOUN = re.compile(r"\s(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?)")
_REACH = 60  # characters between a total and the word that parts it
_ROUNDED = frozenset({"hơn", "trên", "gần", "khoảng", "dưới", "ít nhất", "tối thiểu"})


class PartsContradictTotal(Rule):
    """Parts that don't add up to the total that consists of them, or that are more than it.

    Read only where the words say that the parts are all ("gồm …"), or where parts of one kind of thing are
    more than the whole ("trong đó …").
    """

    name = "parts_contradict_total"

    def _find(self, case: Case) -> Iterator[Found]:
        folded = case.report.folded
        if "gồm" not in folded and "trong đó" not in folded:
            return
        for start, end in case.sentences:
            for m in _CONSISTS.finditer(folded, start, end):
                before = list(find_quantities(folded, start, m.start()))
                parts = _parts(folded, m.end(), end)
                if not before or m.start() - before[-1].end > _REACH or len(parts) < 2:
                    continue
                total = before[-1]
                added = sum((part.value for part in parts), Decimal(0))
                if _is_sound(folded, total, parts, added, exhaustive=m["word"] != "trong đó"):
                    continue
                passage = case.report.passage(start, end)
                shown = " + ".join(printed(part.value) for part in parts)
                yield Found(
                    (passage,), printed(total.value), f"{shown} = {printed(added)}", case.within(passage)
                )


def _parts(folded: str, at: int, end: int) -> list[Quantity]:
    """The quantities that stand at the heads of the clauses of a list: "12 bộ, 34 tỉnh và 3 doanh nghiệp"."""
    out: list[Quantity] = []
    stop = (
        folded.find(";", at, end)
        if ";" in folded[at:end] and "," in folded[at : folded.find(";", at, end)]
        else -1
    )
    for quantity in find_quantities(folded, at, end if stop < 0 else stop):
        between = folded[(out[-1].end if out else at) : quantity.start]
        if (not out and between.strip()) or (out and not _JOINT.match(between)):
            break
        out.append(quantity)
    return out


def _is_sound(
    folded: str, total: Quantity, parts: list[Quantity], added: Decimal, *, exhaustive: bool
) -> bool:
    """Whether total and parts agree, or can't be compared: rounded, of other units, or of other things."""
    everything = [total, *parts]
    if any(q.unit != total.unit or q.parts is not None or q.upper is not None for q in everything):
        return True
    if any(_before(folded, q) in _ROUNDED for q in everything) or total.unit == "percent":
        return True
    nouns = [_NOUN.match(folded, q.end) for q in everything]
    alike = all(n is not None for n in nouns) and len({n["noun"].split()[0] for n in nouns if n}) == 1
    if not alike and total.unit is None:
        return True
    return added == total.value if exhaustive else added <= total.value


def _before(folded: str, quantity: Quantity) -> str:
    words = folded[max(0, quantity.start - 12) : quantity.start].split()
    return words[-1] if words else ""
