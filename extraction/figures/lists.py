"""Lists under a measure: "Tỷ lệ hộ có nước sạch:" and below it "Thành thị: 92%", "Nông thôn: 81%"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.figures import labels
from extraction.figures.parts import is_part, is_place
from extraction.figures.phrases import strip
from extraction.figures.tokens import Token
from extraction.report import Block, BlockKind

_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"(?:[-+•–*]|[a-zđ][.)])\s++")
_LONGEST = 8  # tokens of the part that opens an item
_FARTHEST = 160  # characters of the line that opens a list


def opens_list(text: str, block: Block) -> tuple[int, int] | None:
    """The span of a block that only names a measure, before a colon, for the items below; None for others."""
    start, end = block.start, block.end
    while end > start and text[end - 1].isspace():
        end -= 1
    if block.kind is BlockKind.NOTE or end - start > _FARTHEST or not text[start:end].endswith(":"):
        return None
    mark = _MARK.match(text, start, end)
    start = mark.end() if mark else start
    measured = labels.head_of(text[start:end]) and not _DIGIT.search(text, start, end)
    return (start, end) if measured else None


def belongs(text: str, tokens: Sequence[Token]) -> bool:
    """Whether an item opens with a part, a place or a time whose value follows: it is one of the list."""
    stop = next((i for i, t in enumerate(tokens) if t.kind in (":", "quantity") or t.has("link")), None)
    if not stop or stop > _LONGEST:
        return False
    opening = tokens[:stop]
    if any(t.kind == "time" or t.has("whole") for t in opening):
        return all(t.kind in ("time", ",") or t.has("whole", "lead", "prep", "aux") for t in opening)
    words = strip(opening)
    return bool(words) and (is_part(words) or is_place(text, words))
