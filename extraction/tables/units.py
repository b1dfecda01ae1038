"""Units of tables: of a column of their own, in brackets of a header or a label, or by a label's head."""

from __future__ import annotations

import re
from decimal import Decimal

from extraction.figures.labels import head_of
from extraction.figures.lexicon import heads
from extraction.figures.quantity import find_quantities
from ontology.keys import fold

_BRACKET = re.compile(
    r"\s*+\((?:đvt|đơn vị tính|đơn vị)?[:\s]*+(?P<unit>[^()\d]{1,24}|[^()]{0,12}/100)\)\s*+\Z", re.IGNORECASE
)
_TAIL = re.compile(r",\s*+(?:đvt|đơn vị tính|đơn vị)\s*+:?\s*+(?P<unit>[^,()\d]{1,24})\Z", re.IGNORECASE)
_MARKS = re.compile(r"(?:\s*+(?:\(\*{0,3}\)|\(\d{1,2}\)|\*{1,3}|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]))+\s*+\Z")
_RANKS = ("hạng", "thứ hạng", "bậc", "vị trí", "xếp hạng", "thứ", "thứ bậc")
_POINTS = ("điểm", "điểm số", "điểm/100", "điểm /100", "thang điểm 100")
_NOUN_WORDS = 4


def without_unit(text: str) -> tuple[str, str]:
    """A header or a label without its footnote marks and without the unit in its last bracket; and that unit.

    >>> without_unit("Tỷ trọng kinh tế số (%) (*)")
    ('Tỷ trọng kinh tế số', '%')
    """
    text = _MARKS.sub("", text).strip()
    found = _BRACKET.search(text) or _TAIL.search(text)
    if found is None or _code(found["unit"]) is None:
        return text, ""
    return _MARKS.sub("", text[: found.start()]).strip(), found["unit"].strip()


def _code(words: str) -> tuple[str, Decimal] | None:
    """The unit code and the scale of words that name a unit of measure, of money or of ranks."""
    words = fold(words).strip(" .")
    probe = next(find_quantities(f"1 {words}"), None)
    if probe is not None and probe.unit is not None and probe.end == len(words) + 2:
        return probe.unit, probe.value
    if words.startswith(("tỷ lệ", "tỉ lệ", "%", "phần trăm")):
        return "percent", Decimal(1)
    if words in _POINTS:
        return "points", Decimal(1)
    if words in _RANKS:
        return "rank", Decimal(1)
    return None


def unit_of(words: str, label: str) -> tuple[str | None, Decimal]:
    """The unit code of a value and the scale of its number: from words, else from its indicator's label."""
    words = fold(words).strip(" .;:")
    if words:
        code = _code(words)
        if code is not None:
            return code
        probe = next(find_quantities(f"1 {words}"), None)
        scale = probe.value if probe is not None and probe.magnitude else Decimal(1)
        return f"count:{words.split(' ', 1)[-1] if scale != 1 and ' ' in words else words}", scale
    return _by_head(label), Decimal(1)


def _by_head(label: str) -> str | None:
    """What the head of a label tells: a share is in percent, "Số …" counts, "Xếp hạng …" is a rank."""
    head = head_of(label)
    if fold(label).startswith(heads("rank")):
        return "rank"
    if head.startswith(heads("share")):
        return "percent"
    if head.startswith(heads("count")):
        counted = next(fold(label)[len(h) :] for h in heads("count") if head.startswith(h))
        return f"count:{' '.join(counted.split()[:_NOUN_WORDS])}"
    return "points" if head.startswith(heads("score")) else None
