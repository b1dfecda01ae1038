"""Quantities: numbers as Vietnamese prints them, with magnitude, denominator, range and unit.

Dots group thousands, a comma is the decimal mark ("15.208 tỷ đồng", "2,4 tỷ"); "3162" without a dot is
read as it stands (hard cases 60 to 62, 66). What names rather than measures ("5G", "700-800 MHz",
"Điều 5") is no quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

_NUMBER = r"\d{1,3}(?:\.\d{3})++(?:,\d++)?|\d{1,3}(?:,\d{3}){2,}+(?!\d)|\d++(?:,\d++)?(?:\.\d{1,2}(?!\d))?"
_MAGNITUDES = {
    "nghìn tỷ": Decimal(10) ** 12, "nghìn tỉ": Decimal(10) ** 12, "ngàn tỷ": Decimal(10) ** 12,
    "triệu tỷ": Decimal(10) ** 15, "triệu tỉ": Decimal(10) ** 15, "ngàn tỉ": Decimal(10) ** 12,
    "tỷ": Decimal(10) ** 9, "tỉ": Decimal(10) ** 9,
    "triệu": Decimal(10) ** 6, "vạn": Decimal(10) ** 4, "nghìn": Decimal(1000), "ngàn": Decimal(1000),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed amount: `value` in the unit (magnitude applied), `unit` None where a noun must say it.

    `parts` is the denominator of "60/63", `upper` the end of a range, `magnitude` the printed word;
    `digits` the bare number as printed. `doubled` marks a number of millions in full that a "triệu" or "tỷ"
    follows all the same ("84.512.306 triệu"): the word is not applied then, and a finding tells it (case 63).
    """

    start: int
    end: int
    value: Decimal
    unit: str | None
    parts: Decimal | None = None
    upper: Decimal | None = None
    magnitude: str | None = None
    digits: str = ""
    doubled: bool = False


@cache
def units() -> dict[str, tuple[str, Decimal]]:
    """Printed unit (folded) → unit code and factor, from `units.tsv`."""
    out = {}
    for line in files("extraction.figures").joinpath("units.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "printed\t")):
            printed, code, factor = line.split("\t")
            out[printed] = (code, Decimal(factor))
    return out


@cache
def _pattern() -> re.Pattern[str]:
    magnitude = "|".join(sorted(_MAGNITUDES, key=len, reverse=True))
    unit = "|".join(re.escape(u).replace(r"\ ", " ") for u in sorted(units(), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/])(?<![\d\w][.,])(?P<num>{_NUMBER})"
        rf"(?:\ ?/\ ?(?P<den>{_NUMBER})(?![/\d]))?"
        rf"(?:\ ?%?\ ?(?:-|đến)\ ?(?P<num2>{_NUMBER})(?=\ ?(?:%|(?:{magnitude}|{unit})(?!\w))))?"
        rf"(?:\ (?P<mag>{magnitude})(?!\w))?"
        rf"(?:\ ?(?P<unit>{unit})(?!\w)|(?![\w]))"
    )


def number(digits: str) -> Decimal:
    """The value of a printed number.

    >>> number("15.208"), number("2,4"), number("3162"), number("88.31")
    (Decimal('15208'), Decimal('2.4'), Decimal('3162'), Decimal('88.31'))
    """
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})++(?:,\d++)?", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}+", digits):
        return Decimal(digits.replace(",", ""))
    if "," in digits and "." in digits:
        return Decimal(digits.replace(",", ""))
    return Decimal(digits.replace(",", "."))


def find_quantities(folded: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Every quantity in `folded[start:end]` (as `ontology.keys.fold` gives it), offsets into `folded`."""
    for m in _pattern().finditer(folded, start, len(folded) if end is None else end):
        code, factor = units().get(m["unit"] or "", (None, Decimal(1)))
        if code == "skip" or len(m["num"]) > 30:
            continue
        magnitude = _MAGNITUDES.get(m["mag"] or "", Decimal(1))
        # Budgets are printed as "1.284.350 tỷ đồng": with a currency a big number before "tỷ" is sound.
        doubled = code is None and magnitude >= 10**6 and number(m["num"]) >= 10**6
        scale = factor if doubled else magnitude * factor
        yield Quantity(
            m.start(),
            m.end(),
            number(m["num"]) * scale,
            code,
            number(m["den"]) * scale if m["den"] else None,
            number(m["num2"]) * scale if m["num2"] else None,
            m["mag"],
            m["num"],
            doubled,
        )
