"""Unicode normalisation with the way back: NFC, zero-width characters gone, every odd space a space.

Only the stretches that change are touched; all else is copied in slices, so that a text which is already
in order costs a scan and no more. A reader's own changes (the signs of Markdown) take the same way.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

# Characters that show nothing: soft hyphen, zero-width spaces and joiners, direction marks, byte order mark.
_SHOWN_AS_NOTHING = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# Spaces that are not U+0020, and control characters that are neither line nor page ends.
_SHOWN_AS_SPACE = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x00-\x08\x0e-\x1f\x7f"
_SHOWN_AS_LINE_END = "\u0085\u2028\u2029"
_HIDDEN = re.compile(f"[{_SHOWN_AS_NOTHING}]+")
_SPACES = re.compile(f"[{_SHOWN_AS_SPACE}]")
_LINE_ENDS = re.compile(f"[{_SHOWN_AS_LINE_END}]")
_ODD = re.compile(f"[{_SHOWN_AS_NOTHING}{_SHOWN_AS_SPACE}{_SHOWN_AS_LINE_END}]")
# A base with the combining marks of Latin letters; what else composes is found the slow way.
_MARKED = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]++")
# Nothing composes across the boundary of two ASCII characters, so these stretches are independent.
_STRETCH = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]++")
_COMMON_LENGTH = 1 << 18


Change = tuple[int, int, str]
"""Where a stretch of a text begins and ends, and what takes its place: no more characters than it has.

An empty stretch is an insertion, whose characters stand at an empty place of the text; "" takes out.
"""


@dataclass(frozen=True, slots=True)
class Normal:
    """`text` in normal form; character `i` of it stands at `starts[i]:ends[i]` of the raw text."""

    text: str
    starts: array[int]
    ends: array[int]


def normalise(raw: str, changes: Sequence[Change] = ()) -> Normal:
    """Bring `raw`, with `changes` made first, into normal form. Linear in its length.

    `starts` and `ends` are strictly monotonic but where a change inserts. The few characters whose NFC is
    longer than themselves (U+0958 and its like) stay as they are, because no strictly monotonic map could
    lead back from their parts. `changes` are in order and do not overlap.
    """
    text = raw
    starts, ends = _identity(len(raw))
    if changes:
        text, starts, ends = _replace(text, starts, ends, changes)
    if _ODD.search(text):
        text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
        hidden = [(found.start(), found.end(), "") for found in _HIDDEN.finditer(text)]
        if hidden:
            text, starts, ends = _replace(text, starts, ends, hidden)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text, starts, ends = _replace(text, starts, ends, _marked(text))
        if not unicodedata.is_normalized("NFC", text):
            text, starts, ends = _replace(text, starts, ends, _uncomposed(text))
    return Normal(text, starts, ends)


@cache
def _numbers() -> array[int]:
    return array("i", range(_COMMON_LENGTH + 1))


def _identity(length: int) -> tuple[array[int], array[int]]:
    """The map of a text to itself; copied from one array, for most files are short."""
    numbers = _numbers() if length <= _COMMON_LENGTH else array("i", range(length + 1))
    return numbers[:length], numbers[1 : length + 1]


def _marked(text: str) -> list[Change]:
    """The letters with combining marks that NFC makes shorter or puts in order, with what they become."""
    return [
        (found.start(), found.end(), new)
        for found in _MARKED.finditer(text)
        if (new := unicodedata.normalize("NFC", old := found.group())) != old and len(new) <= len(old)
    ]


def _uncomposed(text: str) -> list[Change]:
    """The shortest stretches that NFC changes in writing other than Latin, with what they become."""
    out: list[Change] = []
    for stretch in _STRETCH.finditer(text):
        old, offset = stretch.group(), stretch.start()
        whole = unicodedata.normalize("NFC", old)
        if whole == old:
            continue
        pieces = _clusters(old)
        parts = [unicodedata.normalize("NFC", old[a:b]) for a, b in pieces]
        if "".join(parts) != whole:  # letters that compose with each other (Hangul)
            pieces, parts = [(0, len(old))], [whole]
        out.extend(
            (offset + a, offset + b, new)
            for (a, b), new in zip(pieces, parts, strict=True)
            if new != old[a:b] and len(new) <= b - a
        )
    return out


def _clusters(stretch: str) -> list[tuple[int, int]]:
    """Each base character with its combining marks, as offsets."""
    cuts = [i for i, c in enumerate(stretch) if not unicodedata.combining(c)]
    if not cuts or cuts[0]:
        cuts.insert(0, 0)
    return list(zip(cuts, [*cuts[1:], len(stretch)], strict=True))


def _replace(
    text: str, starts: array[int], ends: array[int], changes: Sequence[Change]
) -> tuple[str, array[int], array[int]]:
    """Put `new` for each `text[a:b]`; a new character begins where its old one did, the last ends at `b`."""
    parts: list[str] = []
    new_starts, new_ends = array("i"), array("i")
    at = 0
    for a, b, new in changes:
        parts.append(text[at:a])
        new_starts.extend(starts[at:a])
        new_ends.extend(ends[at:a])
        if a == b:
            place = starts[a] if a < len(starts) else ends[-1]
            parts.append(new)
            new_starts.extend([place] * len(new))
            new_ends.extend([place] * len(new))
        elif new:
            parts.append(new)
            new_starts.extend(starts[a : a + len(new)])
            new_ends.extend(ends[a : a + len(new) - 1])
            new_ends.append(ends[b - 1])
        at = b
    parts.append(text[at:])
    new_starts.extend(starts[at:])
    new_ends.extend(ends[at:])
    return "".join(parts), new_starts, new_ends
