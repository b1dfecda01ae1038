"""Citations of laws by name, with the number, "(sửa đổi)" and the date that follow."""

from __future__ import annotations

import re
from dataclasses import replace

from extraction.citations.dates import read_date
from extraction.citations.heads import LAWS, Head, head_pattern, heads
from extraction.citations.lawnames import guessed_name, known_name, with_country
from extraction.citations.model import Citation, Form
from extraction.citations.numbers import read_number
from extraction.citations.page import NUMBER_FOLLOWS, SPACE, Page, cite, dated

_AMENDING = re.compile(
    rf"{SPACE}++(?:sửa đổi|bổ sung|thay thế)"
    rf"(?:(?:,|{SPACE}++và){SPACE}*+(?:sửa đổi|bổ sung|thay thế|bãi bỏ))*+"
    rf"(?:{SPACE}++(?:một số|các|một|số|nội dung|phụ lục|điều|khoản|điểm|quy định|và|,|[\da-zđ]{{1,3}})"
    r"(?!\w))*+"
    rf"(?:{SPACE}++(?:của|tại))?{SPACE}++(?:các{SPACE}++)?"
)
_AND = re.compile(rf"(?:{SPACE}*+,(?:{SPACE}++và)?|{SPACE}++và){SPACE}++(?=(?:bộ )?luật|pháp lệnh)")
_REVISED = re.compile(
    rf"{SPACE}++(?:\({SPACE}*+(?:được{SPACE}++)?(?:sửa đổi(?:,?{SPACE}++bổ sung)?|thay thế)"
    rf"(?:{SPACE}++năm{SPACE}++(?P<y>\d{{4}}))?{SPACE}*+\)"
    rf"|sửa đổi(?:,?{SPACE}++bổ sung)?(?={SPACE}*+(?:[.,;:)/(]|\Z|"
    r"(?:năm|và|cùng|hoặc|với|đã|được|có|số|ngày|tạo|mở|góp|là|cho|để|sẽ|đang|nhằm|còn|trong|tại|theo)(?!\w))))"
)
_BRACKET_NUMBER = re.compile(rf"{SPACE}++\({SPACE}*+(?:luật{SPACE}++)?số{SPACE}++")
_NAME_AND_NUMBER = re.compile(r"(?P<name>(?:,? [^\W\d]{1,7}+){1,14}?) số:? ?\d{1,4}[a-z]?/\d{4}/")


def named(page: Page, start: int, end: int, head: Head) -> Citation | None:
    """The law that the type word at `text[start:end]` names, if a name follows it."""
    inner: tuple[Citation, ...] = ()
    if page.shown(start) and (amending := _AMENDING.match(page.folded, end)):
        inner = _inner(page, amending.end())
    name_end = inner[-1].end if inner else _name_end(page, start, end, head)
    if name_end is None:
        return None
    name = " ".join(page.text[end:name_end].split())
    name_end = with_country(page.text, name_end) if name and not inner else name_end
    citation = cite(page, (start, name_end), head, page.text[start:end], Form.NAMED)
    return _with_tail(page, replace(citation, name=name or None, inner=inner))


def _name_end(page: Page, start: int, end: int, head: Head) -> int | None:
    known = known_name(page.folded, end, head.type)
    if not page.shown(start):  # "luật Đất đai" is a law, "luật thương mại" a subject of study
        first = page.text[end : known or end].lstrip()[:1]
        return known if first.isupper() or head.type == "code" else None
    if head.type == "constitution":
        return known or end
    return known or guessed_name(page.text, page.folded, end) or _before_number(page, end)


def _before_number(page: Page, pos: int) -> int | None:
    """Where an unknown name in small letters ends, told by the number after it: "Luật … số 10/2012/QH13"."""
    m = _NAME_AND_NUMBER.match(page.folded, pos)
    return m.end("name") if m and not head_pattern().search(m["name"]) else None


def _with_tail(page: Page, citation: Citation) -> Citation:
    end = citation.end
    if m := _REVISED.match(page.folded, end):
        end = m.end()
        citation = replace(citation, end=end, revised=True, year=int(m["y"]) if m["y"] else None)
    so = NUMBER_FOLLOWS.match(page.folded, end)
    bracket = _BRACKET_NUMBER.match(page.folded, end)
    if bracket or (so is not None and so["so"] and "(" not in so.group()):
        number = read_number(page.straight, bracket.end() if bracket else so.end() if so else end)
        closed = not bracket or (number is not None and page.text[number.end : number.end + 1] == ")")
        if number and number.full and closed:
            end = number.end + (1 if bracket else 0)
            citation = replace(citation, end=end, number=number.text, year=number.year)
    return dated(page, citation, read_date(page.folded, citation.end, year_alone=not citation.number))


def _inner(page: Page, pos: int) -> tuple[Citation, ...]:
    """The laws that an amending law names: "của Luật Hải quan và Luật Quản lý thuế"."""
    found: list[Citation] = []
    while m := head_pattern().match(page.folded, pos):
        head = heads()[" ".join(m.group().split())]
        end = known_name(page.folded, m.end(), head.type) or guessed_name(page.text, page.folded, m.end())
        if head.type not in LAWS or end is None:
            break
        name = " ".join(page.text[m.end() : end].split())
        found.append(
            Citation(m.start(), end, head.type, page.text[m.start() : m.end()], Form.NAMED, name=name)
        )
        link = _AND.match(page.folded, end)
        if link is None:
            break
        pos = link.end()
    return tuple(found)
