"""The scan: from text to citations, in one pass over its type words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from extraction.citations.dates import read_date
from extraction.citations.heads import LAWS, RULES, Head, type_words
from extraction.citations.model import Citation, Form
from extraction.citations.named import named
from extraction.citations.numbered import number_after_issuer, numbered, short, standard
from extraction.citations.numbers import bare_numbers, read_foreign, read_number, type_of_number
from extraction.citations.page import NUMBER_FOLLOWS, SPACE, Page, cite, dated, undated

_THIS = re.compile(rf"{SPACE}++(?:này|nêu trên|nói trên|kể trên|trên đây|trên|đó|ấy)(?!\w)")
_IN_TITLE = re.compile(r"\s(?:luật\s)?(?:sửa đổi|bổ sung)[^.;:()\d]{0,200}")
_OF_ASSEMBLY = re.compile(rf"{SPACE}++của{SPACE}++(?:quốc hội|ủy ban thường vụ)")
_SHORT_TYPES = RULES - {"constitution"} | {"conclusion", "scheme", "programme"}
# "pháp luật" is law as such; "kỷ luật", "công ty luật", "Trường Đại học Luật …" have nothing to do with one.
_NOT_A_LAW = re.compile(
    rf"(?<!\w)(?:pháp|kỷ|kỉ|quy|qui|thiết quân|công ty|văn phòng|hãng|ngành|môn|khoa|đại học|cử nhân|thạc sĩ"
    rf"|tiến sĩ|tạp chí|viện){SPACE}++\Z"
)
_NOT_A_LAW_BEFORE = 16


def read_citations(text: str) -> tuple[Citation, ...]:
    """Every citation of an instrument in `text`, in order and without overlap; offsets are into `text`.

    Reads laws, codes, ordinances and the constitution by name or number, every other type by number, short
    forms ("Nghị định 82") and anaphors ("Nghị định này"). Instruments cited by title only ("Kế hoạch hành
    động về …") need the layout around them and are read elsewhere. Time grows linearly with the text.
    """
    if not unicodedata.is_normalized("NFC", text):
        return _in_decomposed(text)
    page = Page.of(text)
    return read_page(page, type_words(page.folded))


def read_page(page: Page, words: Iterable[tuple[int, int, Head]]) -> tuple[Citation, ...]:
    """The citations of a page whose type words are known."""
    found: list[Citation] = []
    at = 0
    for start, end, head in words:
        if start < at:
            continue
        for citation in _at_head(page, start, end, head):
            found += _titled(page, found[-1], citation) if found else [citation]
            at = citation.end
    return _with_bare_numbers(page, found)


def _titled(page: Page, before: Citation, citation: Citation) -> list[Citation]:
    """The citation or, where it is the title of the law whose number stands right before it, what it tells.

    "Luật số 08/2017/QH14 Luật Thủy lợi" is one law by number and by name; of "Luật số 48/2014/QH13 Luật sửa
    đổi … của Luật Giá" the amended law alone is another. A day "của Quốc hội" behind such a title is that
    of the law whose title it is.
    """
    law = before.form is Form.NUMBERED and before.type in LAWS
    between = page.folded[before.end : citation.start]
    if law and citation.date and not before.date_text and _IN_TITLE.fullmatch(between):
        return [undated(page, citation) if _OF_ASSEMBLY.match(page.folded, citation.end) else citation]
    is_title = law and citation.form is Form.NAMED
    if not is_title or citation.number or between.strip(" \n"):
        return [citation]
    if citation.inner:
        return list(citation.inner)
    return [replace(citation, number=before.number, year=before.year)]


def _at_head(page: Page, start: int, end: int, head: Head) -> list[Citation]:
    """The citation or citations that the type word at `start` begins."""
    if head.type == "standard":
        return standard(page, start, end, symbol=head.symbol)
    if head.type == "law" and _NOT_A_LAW.search(page.folded, max(0, start - _NOT_A_LAW_BEFORE), start):
        return []
    if page.folded.endswith("mẫu ", 0, start):  # a form has a number of its own
        return []
    shown = page.shown(start)
    so = NUMBER_FOLLOWS.match(page.folded, end)
    at = so.end() if so else end
    number = read_number(page.straight, at, blank=shown and bool(so and so["so"])) if at > end else None
    if number is None and shown and not head.needs_number and head.type not in LAWS:
        number = number_after_issuer(page, end, head.type)
    if number is None and head.type == "resolution":
        number = read_foreign(page.straight, at)
    if number is not None and number.full:
        return numbered(page, start, end, head, number)
    if head.needs_number or not (shown or head.type in LAWS):
        return []
    if number is not None and head.type in _SHORT_TYPES:
        return short(page, start, end, head, number) if shown else []
    return _without_number(page, start, end, head)


def _without_number(page: Page, start: int, end: int, head: Head) -> list[Citation]:
    if page.shown(start) and head.type in RULES and (m := _THIS.match(page.folded, end)):
        return [cite(page, (start, m.end()), head, page.text[start:end], Form.ANAPHOR)]
    law = named(page, start, end, head) if head.type in LAWS else None
    return [law] if law else []


def _with_bare_numbers(page: Page, found: list[Citation]) -> tuple[Citation, ...]:
    """The citations plus the numbers that stand without a type word."""
    starts = [c.start for c in found]
    extra = []
    for number in bare_numbers(page.straight):
        i = bisect_right(starts, number.start) - 1
        inside = i >= 0 and number.start < found[i].end
        overlaps = i + 1 < len(starts) and starts[i + 1] < number.end
        kind = type_of_number(number.text)
        if kind is None or inside or overlaps:
            continue
        item = Citation(number.start, number.end, kind, "", Form.NUMBERED, number.text, number.year)
        extra.append(dated(page, item, read_date(page.folded, number.end)))
    return tuple(sorted([*found, *extra], key=lambda c: c.start)) if extra else tuple(found)


def _in_decomposed(text: str) -> tuple[Citation, ...]:
    """Citations of a text that is not in NFC, with offsets into it as it is."""
    starts: list[int] = []
    composed: list[str] = []
    for m in re.finditer(r".[\u0300-\u036f]*+", text, re.DOTALL):
        part = unicodedata.normalize("NFC", m.group())
        composed.append(part)
        starts.extend([m.start()] * len(part))
    starts.append(len(text))

    def back(c: Citation) -> Citation:
        p = c.provision
        return replace(
            c,
            start=starts[c.start],
            end=starts[c.end],
            provision=replace(p, start=starts[p.start], end=starts[p.end]) if p else None,
            inner=tuple(back(i) for i in c.inner),
        )

    whole = "".join(composed)
    if not unicodedata.is_normalized("NFC", whole):  # marks outside the range above: compose as a whole
        return ()
    return tuple(back(c) for c in read_citations(whole))
