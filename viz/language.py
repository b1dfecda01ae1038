"""The two languages of the pages: message catalogues, and how numbers, periods and dates are written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
DEFAULT = "vi"
_MESSAGES = Path(__file__).parent / "messages"
_SCALES = ((Decimal(10) ** 9, "scale.billion"), (Decimal(10) ** 6, "scale.million"))
_CURRENCIES = {"VND": "unit.VND", "USD": "unit.USD"}
_QUARTERS = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}


def language(wanted: str | None) -> str:
    """`wanted` if the pages exist in it, else Vietnamese."""
    return wanted if wanted in LANGUAGES else DEFAULT


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The messages of one language. `t("key", n=3)` fills the places of a message; an unknown key raises."""

    lang: str
    messages: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The message of `key`, its places filled."""
        return self.messages[key].format(**values) if values else self.messages[key]

    def has(self, key: str) -> bool:
        """Whether the catalogue knows `key`."""
        return key in self.messages

    def word(self, prefix: str, code: str) -> str:
        """The word for a code of the vocabulary; the code itself where the catalogue knows none."""
        return self.messages.get(f"{prefix}.{code}", code.replace("_", " "))

    def count(self, key: str, n: int) -> str:
        """A counted noun: `key.one` or `key.other`."""
        return self.messages[f"{key}.{'one' if n == 1 else 'other'}"].format(n=self.number(n))

    def number(self, value: Decimal | int) -> str:
        """12697.5 → "12.697,5" in Vietnamese, "12,697.5" in English."""
        shown = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
        if isinstance(value, Decimal) and "." in shown:
            shown = shown.rstrip("0").rstrip(".")
        return shown if self.lang == "en" else shown.translate(str.maketrans(",.", ".,"))

    def value(self, value: Decimal, unit: str | None, denominator: Decimal | None = None) -> str:
        """A value with its unit as a reader writes it: "45,3%", "12.697 tỷ đồng", "60/63 địa phương"."""
        if unit == "percent":
            return f"{self.number(value)}%"
        if unit in _CURRENCIES:
            return self(_CURRENCIES[unit], n=self._rounded(value))
        shown = self._rounded(value)
        if denominator is not None:
            shown = f"{shown}/{self.number(denominator)}"
        if unit is None:
            return shown
        if unit.startswith("count:"):
            return f"{shown} {unit.removeprefix('count:')}"
        key = f"unit.{unit}"
        return self.messages[key].format(n=shown) if key in self.messages else f"{shown} {unit}"

    def _rounded(self, value: Decimal) -> str:
        """1300000000 → "1,3 tỷ"; a number that would lose a digit so is written out."""
        for size, scale in _SCALES:
            if abs(value) >= size:
                short = value / size
                if short == round(short, 2):
                    return self(scale, n=self.number(short))
        return self.number(value)

    def period(self, notation: str) -> str:
        """A period's notation as words: "2024-05" → "tháng 5/2024" or "May 2024"."""
        if "/" in notation:
            return "–".join(notation.split("/"))
        parts = notation.split("-")
        if len(parts) == 1:
            return self("period.year", year=parts[0])
        if parts[1] in _QUARTERS:
            return self("period.quarter", quarter=_QUARTERS[parts[1]], year=parts[0])
        if not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
            return notation
        month = int(parts[1])
        values = {"year": parts[0], "month": month, "name": self(f"month.{month}")}
        if len(parts) == 2:
            return self("period.month", **values)
        return self("period.day", day=int(parts[2]), **values)


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of `lang` ("vi" or "en"): all files of its folder; no two may give the same message."""
    messages: dict[str, str] = {}
    for path in sorted((_MESSAGES / language(lang)).glob("*.json")):
        part = json.loads(path.read_text(encoding="utf-8"))
        if twice := messages.keys() & part.keys():
            raise ValueError(f"{path.name} repeats messages of another catalogue: {sorted(twice)}")
        messages |= part
    return Catalogue(language(lang), messages)
