"""Whether a title begins behind a type word, and whether it tells one instrument from another."""

from __future__ import annotations

import re
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
_UNFINISHED = re.compile(rf"\s*(?:{words('untitled')}|[.;:)])|\s*\Z")
_OF_INSTRUMENT = re.compile(rf"\s+của\s+(?:{head_pattern().pattern})")
_AGAIN = re.compile(rf"[ \n]({head_pattern().pattern})")
_NATIONAL_STANDARD = re.compile(r"\s+(?:về|đối với)\s")  # behind "Quy chuẩn kỹ thuật quốc gia"
_ADOPTS = re.compile(r"\s+(?:phê duyệt|ban hành|thông qua|quyết định)(?!\w)")
_NO_PROGRAMME = re.compile(rf"\s+{words('no_programme')}")
_RULES_OF_CONDUCT = "Quy chế"  # "Quy định" and "Điều lệ" are common nouns in running text


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
    elif kind in by_title():  # a programme is approved, it doesn't approve; a curriculum is no programme
        common = _ADOPTS.match(folded, at) or (kind == "programme" and _NO_PROGRAMME.match(folded, at))
        opens = folded[at] in " \n" and not common
    else:
        named = issuer is not None and OPENER.match(folded, issuer[1]) is not None
        congress = kind == "resolution" and _PARTY_CONGRESS.match(folded, at) is not None
        verb = OPENER.match(folded, at)
        opens = named or congress or (verb is not None and not _UNFINISHED.match(folded, verb.end()))
    return at + 1 if opens else None


def bare_opening(text: str, folded: str, at: int) -> int | None:
    """Where a title begins that no usual verb opens: "Nghị quyết thu hút nhân lực …"."""
    begins = text[at : at + 1] == " " and text[at + 1 : at + 2].islower()
    return at + 1 if begins and not _NO_TITLE.match(folded, at) else None


def said_again(folded: str, citation: Citation, at: int) -> int:
    """Where a type word ends that is said again before the title: "… số 1/2023/TT-BYT Thông tư sửa đổi …"."""
    m = _AGAIN.match(folded, at)
    return m.end() if m and " ".join(m[1].split()) == fold(citation.head) else at
