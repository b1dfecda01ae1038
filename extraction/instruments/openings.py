"""Whether a title begins behind a type word, and whether it tells one instrument from another."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from extraction.citations import Citation
from extraction.citations.heads import head_pattern
from extraction.instruments.words import words
from ontology.keys import fold
from ontology.reference import instrument_types

# Types that reports cite by title alone. Letters, notices and reports only count with their number.
TITLED = frozenset(
    {"decree", "resolution", "directive", "decision", "circular", "joint_circular", "strategy", "plan"}
    | {"programme", "scheme", "norm", "regulation", "standard"}
)
OPENER = re.compile(rf"\s+{words('opener')}")
_PARTY_CONGRESS = re.compile(r"\s+(?:đại hội|trung ương \d|hội nghị)")
_NO_TITLE = re.compile(rf"\s*(?:{words('untitled')}|[,.;:)])|\s*\Z")
_UNSPECIFIC = re.compile(rf"\s+{words('unspecific')}")
_OF_INSTRUMENT = re.compile(rf"\s+của\s+(?:{head_pattern().pattern})")
_AGAIN = re.compile(rf"[ \n]({head_pattern().pattern})")
_NATIONAL_STANDARD = re.compile(r"\s+(?:về|đối với)\s")  # behind "Quy chuẩn kỹ thuật quốc gia"
_RULES_OF_CONDUCT = "Quy chế"  # "Quy định" and "Điều lệ" are common nouns in running text
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 2


@cache
def by_title() -> frozenset[str]:
    """Types that are usually cited by title."""
    return frozenset(kind.code for kind in instrument_types() if kind.by_title)


def title_opening(
    text: str, folded: str, at: int, kind: str, issuer: tuple[int, int, str] | None
) -> int | None:
    """Where the title behind a type word begins, if one does; the word ends at `at`, `issuer` follows it."""
    if at >= len(folded) or _NO_TITLE.match(folded, at) or _OF_INSTRUMENT.match(folded, at):
        return None
    if kind == "regulation":
        opens = text.endswith(_RULES_OF_CONDUCT, 0, at)
    elif kind == "standard":
        opens = folded.endswith("quốc gia", 0, at) and _NATIONAL_STANDARD.match(folded, at) is not None
    elif kind in by_title():
        opens = folded[at] in " \n"
    else:
        named = issuer is not None and OPENER.match(folded, issuer[1]) is not None
        congress = kind == "resolution" and _PARTY_CONGRESS.match(folded, at) is not None
        opens = named or congress or OPENER.match(folded, at) is not None
    return at + 1 if opens else None


def said_again(folded: str, citation: Citation, at: int) -> int:
    """Where a type word ends that is said again before the title: "… số 1/2023/TT-BYT Thông tư sửa đổi …"."""
    m = _AGAIN.match(folded, at)
    return m.end() if m and " ".join(m[1].split()) == fold(citation.head) else at


def is_unspecific(folded: str, at: int, end: int, bodies: Container[int]) -> bool:
    """Whether a title says nothing that tells one instrument from another: "hoạt động năm 2024"."""
    if any(start in bodies for start in range(at, end)):
        return False
    rest = folded[at:end]
    while m := _UNSPECIFIC.match(rest):
        rest = rest[m.end() :]
    return len(_WORD.findall(rest)) < _LEAST_WORDS
