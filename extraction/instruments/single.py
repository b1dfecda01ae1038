"""Whether a type word with a title names one instrument, or any of a kind.

"Kế hoạch của các bộ" is many, "Kế hoạch hoạt động năm 2024" any, "Thông tư hướng dẫn" whichever will guide,
"Quyết định thành lập tổ chức" no noun at all; a statute speaks of kinds of documents throughout.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from extraction.instruments.occurrence import Occurrence
from extraction.instruments.openings import OPENER, by_title
from extraction.instruments.statute import names_one
from extraction.instruments.words import words

BodySpan = tuple[int, int, str]  # start and end of an organization's mention, and its key

# "của các bộ" is said of many, "của đơn vị" of any; "của ngành Ngân hàng" is said of one.
_SHARED = re.compile(
    rf"\s+của\s+(?:{words('shared_by')}|{words('own_sphere')}"
    r"(?=\s*(?:[.,;:)]|\Z)|\s+(?:mình|và|đã|đang|sẽ|để|trong|theo|gửi|trình)(?!\w)))"
)
_GUIDES = re.compile(r"(?:,?\s+(?:và|chi tiết|hướng dẫn|thi hành|thực hiện))*+\Z")
# "… là kế hoạch do …" defines a kind, "… do Ủy ban nhân dân cấp tỉnh phê duyệt" is said of many.
_OF_ANY = re.compile(
    r"\W{0,3}\s(?:(?:là|được hiểu là)\s|do\s[^.;,\n]{0,40}?(?:cấp (?:tỉnh|huyện|xã)|có thẩm quyền)(?!\w))"
)
_EVERY_YEAR = re.compile(r"(?<!\w)(?:hàng|hằng)\s(?:năm|quý|tháng|tuần)(?!\w)")
_OF_A_BODY = re.compile(rf"(?<!\w)của (?:các )?{words('any_body')}")
_ADOPTED_BY = re.compile(r"[\s,(]*(?:đã |được |ban hành |phê duyệt |kèm ){0,4}(?:theo|tại)\s")
_LIST_GOES_ON = re.compile(r"\s*(?:[(;,]|\.?\s*(?:\n|\Z))")
_UNSPECIFIC = re.compile(rf"\s+{words('unspecific')}")
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 2
_FIRST_MIN = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A report's text and folded text, and the organizations named in it by where they begin."""

    text: str
    folded: str
    bodies: Mapping[int, BodySpan]
    ends: Mapping[int, int]
    statute: bool = False


def is_shared(folded: str, at: int, end: int) -> bool:
    """Whether a title says that each of several bodies has such an instrument."""
    return _SHARED.search(folded, at, end + 1) is not None


def is_single(page: Page, o: Occurrence, title: tuple[int, int], issuer: BodySpan | None) -> bool:
    """Whether the title behind a type word tells one instrument from another; `issuer` is whom it names."""
    at, end = o.start + len(o.head), title[1]
    verb = OPENER.match(page.folded, at)
    if verb and _GUIDES.match(page.folded, verb.end(), end):
        return False
    if _OF_ANY.match(page.folded, end) or _EVERY_YEAR.search(page.folded, at, end):
        return False
    if _is_unspecific(page.folded, at, end, page.ends):
        return False
    plain = not any(c.isupper() or c.isdigit() for c in page.text[at:end])
    lone = o.subject and o.before is None and not o.listed
    if _is_common(page, o, (at, end), plain=plain) or (
        lone and _is_verb_or_noun(page, o, (at, end), plain=plain)
    ):
        return False
    return not page.statute or _in_statute(page, o, title, issuer)


def _is_common(page: Page, o: Occurrence, span: tuple[int, int], *, plain: bool) -> bool:
    """Whether a title tells a kind: a decision without a proper name or a number, the rules of any body."""
    if o.type == "regulation":
        any_body = plain or _OF_A_BODY.search(page.folded, *span) is not None
        adopted = o.parent is not None and o.parent.number is not None
        return any_body and not adopted and _ADOPTED_BY.match(page.folded, span[1]) is None
    return plain and o.type == "decision"


def _is_verb_or_noun(page: Page, o: Occurrence, span: tuple[int, int], *, plain: bool) -> bool:
    """Whether the word at a sentence's start is the verb "quyết định", or a noun as in a list of papers."""
    if o.type not in by_title():
        return o.type == "decision"
    few = len(_WORD.findall(page.folded, *span)) < _FIRST_MIN
    nation = "quốc gia" in page.folded[slice(*span)]
    return few or (plain and not nation and _LIST_GOES_ON.match(page.folded, span[1]) is not None)


def _is_unspecific(folded: str, at: int, end: int, bodies: Container[int]) -> bool:
    """Whether a title says nothing that tells one instrument from another: "hoạt động năm 2024"."""
    if any(start in bodies for start in range(at, end)):
        return False
    rest = folded[at:end]
    while m := _UNSPECIFIC.match(rest):
        rest = rest[m.end() :]
    return len(_WORD.findall(rest)) < _LEAST_WORDS


def _in_statute(page: Page, o: Occurrence, title: tuple[int, int], issuer: BodySpan | None) -> bool:
    """Whether a title in a statute names one document, and not inside the title of another."""
    if o.parent is not None and o.parent.number and page.text[title[0]] not in '“"':
        return False
    return issuer is not None or names_one(page.folded, o.type, o.start, title)
