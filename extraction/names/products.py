"""Products named without a head where people use them: "đăng nhập bằng VNeID", "sử dụng iHanoi"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.proper import is_product_word
from extraction.names.words import Words

# Where mixed case shows: VNeID, iHanoi, eTax; never QĐ or TTHC.
_MIXED = re.compile(r"[A-Z](?:(?<=[a-z0-9].)|[A-Z][a-z])")
_GLUE = frozenset("@/&.-")
_UNITS = re.compile(r"(?:[kMGT]?[WHB][a-z]?p?s?|ThS|PhD|TTg|TTr)\Z")


def products_in_use(words: Words, found: Sequence[Found]) -> list[Found]:
    """Products in mixed case that stand after a verb or preposition of use, outside the names in `found`."""
    covered = {k for name in found for k in range(name.start, name.end)}
    out: list[Found] = []
    seen = -1
    for match in _MIXED.finditer(words.text):
        i = bisect_right(words.start, match.start()) - 1
        if i == seen or i in covered:
            continue
        seen = i
        printed = words.printed(i)
        if _glued(words, i) or _UNITS.match(printed) or not _used(words, i):
            continue
        if is_product_word(words, i):
            out.append(Found(Kind.PLATFORM, i, i + 1, printed, proper=printed))
    return out


def _glued(words: Words, i: int) -> bool:
    """Whether word i is part of a number, an address or a longer sign."""
    return words.text[words.start[i] - 1] in _GLUE or words.gap(i + 1)[:1] in ("@", "/", "-")


def _used(words: Words, i: int) -> bool:
    using = tables.words("using")
    return words.before(i) in using or (words.gap(i) == " " and words.pair(i - 2) in using)
