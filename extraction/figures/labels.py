"""Names for what is measured, made of the source's own words: "Số bộ, ngành kết nối với …", "Tỷ lệ …"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from extraction.figures.lexicon import alternation, classes, heads
from extraction.figures.tokens import Token
from ontology.keys import fold

_MAX_WORDS = 32
_CAPITALS = 2  # an acronym has as many at least
_WHOLE_OF = re.compile(r" (?:trong|trên|so với) (?:GDP|GRDP)\Z")
_SPACES = re.compile(r"\s+")
# Tense words say when, not what: a label goes without them and keeps the passive.
_PASSIVE = {"đã được": "được", "đã": "", "cũng": "", "hiện": "", "sẽ": "", "vẫn": ""}


def surface(text: str, tokens: Sequence[Token], expansions: Mapping[str, str]) -> str:
    """The words of `tokens` as printed, without times and brackets, acronyms written out."""
    parts: list[str] = []
    for t in tokens:
        if t.kind in ("time", "bracket", '"', "“", "”", "*"):
            continue
        piece = _PASSIVE.get(t.text, _written_out(text[t.start : t.end], expansions))
        if not piece:
            continue
        glue = "" if not parts or t.text == "," or t.kind in (",", ";", "%") else " "
        parts.append(glue + piece)
    words = _SPACES.sub(" ", "".join(parts)).strip(" ,;:-–“”\"'")
    return " ".join(words.split(" ")[:_MAX_WORDS])


def _written_out(piece: str, expansions: Mapping[str, str]) -> str:
    """An acronym in full; other words ("tư" beside "TƯ") stay as printed."""
    if sum(map(str.isupper, piece)) < _CAPITALS:
        return piece
    return expansions.get(piece, piece)


@lru_cache(maxsize=4096)
def head_of(label: str) -> str:
    """The measured head that a label begins with ("tỷ lệ", "doanh thu"), or ""."""
    m = _heads().match(fold(label[:40]))
    return m.group() if m else ""


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(classes()['measure'])})(?!\w)")


def with_head(phrase: str, unit: str) -> str:
    """`phrase` under a head that fits the unit: a share begins with "Tỷ lệ", a count with "Số"."""
    head = head_of(phrase)
    rest = phrase[len(head) :].strip()
    if unit == "percent":
        if head in heads("count"):
            return f"Tỷ lệ {rest}"
        if not head.startswith(heads("rate")) and head not in heads("whole"):
            return f"Tỷ lệ {lower_first(phrase)}"
    elif unit == "rank" and not fold(phrase).startswith(heads("rank")):
        return f"Xếp hạng {lower_first(phrase)}"
    elif unit == "points" and not head.startswith(heads("score")):
        return f"Điểm {lower_first(_ranked(phrase))}"
    elif unit in ("VND", "USD") and not head:
        return f"Giá trị {lower_first(phrase)}"
    elif unit.startswith("count:") and not head:
        return f"Số {lower_first(phrase)}"
    return upper_first(phrase)


def _ranked(phrase: str) -> str:
    """What a ranking ranks: "Xếp hạng nước sạch" → "nước sạch"."""
    head = next((h for h in heads("rank") if fold(phrase).startswith(f"{h} ")), "")
    return phrase[len(head) :].strip()


def swap_head(label: str, unit: str) -> str:
    """The sibling of an indicator in another unit: the share of a count, the count of a share."""
    head = head_of(label)
    bare = head in heads("count") or head in heads("ratio")
    rest = label[len(head) :].strip() if bare else lower_first(label)
    return with_head(rest, unit)


def thing(label: str) -> str:
    """What a label counts or weighs, without the head: "Số doanh nghiệp SME" → "doanh nghiệp SME"."""
    head = head_of(label)
    return label[len(head) :].strip() if head in heads("count") else lower_first(label)


def share_of(phrase: str, whole: str) -> str:
    """The name of a share: "Tỷ trọng kinh tế biển" and "GRDP" → "Tỷ trọng kinh tế biển trong GRDP"."""
    head = head_of(phrase)
    if not head.startswith(heads("share")):
        phrase = f"Tỷ lệ {thing(phrase)}"
    return upper_first(phrase if fold(phrase).endswith(fold(whole)) else f"{phrase} trong {whole}")


def growth(label: str, direction: str = "up") -> str:
    """The growth rate of what a label measures; for a share, of the thing whose share it is."""
    head = head_of(label)
    if head.startswith(heads("growth")):
        return upper_first(label)
    rest = _WHOLE_OF.sub("", label[len(head) :].strip()) if head.startswith(heads("rate")) else label
    rate = "Tốc độ tăng trưởng" if direction == "up" else "Tốc độ giảm"
    return f"{rate} {lower_first(rest)}"


def upper_first(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """`text` with a small first letter, unless the first word is an acronym or a lone capital name."""
    first = text.split(" ", 1)[0]
    if len(first) > 1 and any(c.isupper() for c in first[1:]):
        return text
    return text[:1].lower() + text[1:]
