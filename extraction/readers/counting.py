"""Numbers as lists print them: 3, c, C, iii, III."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 3999


def numeral(value: int, style: str) -> str:
    """`value` in a style of Office Open XML (decimal, lowerLetter, upperRoman …; ECMA-376 17.18.59)."""
    if style.endswith("Roman") and 0 < value <= _MOST:
        text = _roman(value)
    elif style.endswith("Letter") and value > 0:
        text = chr(ord("a") + (value - 1) % 26) * min(1 + (value - 1) // 26, 9)
    elif style == "decimalZero":
        return f"{value:02}"
    else:
        return str(value)
    return text.upper() if style.startswith("upper") else text


def _roman(value: int) -> str:
    out = []
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        out.append(letters * count)
    return "".join(out)
