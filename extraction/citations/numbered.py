"""Citations by number: one, or a list that shares its type word or the tail of its last number."""

from __future__ import annotations

import re
from dataclasses import replace

from extraction.citations.dates import read_date
from extraction.citations.heads import ANY_DOCUMENT, LAWS, Head, head_pattern
from extraction.citations.model import Citation, Form
from extraction.citations.numbers import Number, only_tail, read_number, read_standard, type_of_number
from extraction.citations.page import SPACE, Page, cite, dated

_MORE = re.compile(
    rf"(?:{SPACE}*+[,;](?:{SPACE}++(?:và|hoặc))?|{SPACE}++(?:và|hoặc)){SPACE}++(?:số{SPACE}*+:?{SPACE}*+)?(?=\d)"
)
_ISSUER = re.compile(rf"{SPACE}++(?P<by>(?:của{SPACE}++)?[^\d.;:()\n“”\"]{{2,90}}?){SPACE}số{SPACE}*+(?=\d)")
_FORM = re.compile(r"(?<!\w)(?:mẫu|theo)(?!\w)")
_COUNTED = re.compile(
    rf"{SPACE}++(?:năm|tháng|ngày|tuần|lần|nhóm|nội dung|nhiệm vụ|bản|bộ|bước|cấp|đơn vị|người|trường hợp"
    r"|hồ sơ|điểm|mục tiêu|chỉ tiêu|tỉnh|địa phương|phần|loại|giai đoạn|giờ|quý|kỳ|nghị|quyết|thông|văn|luật"
    r"|ngành|triệu|tỷ|nghìn)(?!\w)"
)
_GAP = re.compile(rf"{SPACE}{{0,3}}+")
_SYMBOL = re.compile(rf"{SPACE}++(TCVN|QCVN|TCCS|QCĐP)(?!\w)")


def numbered(page: Page, start: int, end: int, head: Head, number: Number) -> list[Citation]:
    """The citation at `start` and those that share its type word: "… số 82/2024/NĐ-CP và 138/2024/NĐ-CP"."""
    word = page.text[start:end]
    own = type_of_number(number.text)
    if own and (page.folded[start:end] == ANY_DOCUMENT or (head.type, own) == ("circular", "joint_circular")):
        head = Head(own)
    first = replace(
        cite(page, (start, number.end), head, word, Form.NUMBERED), number=number.text, year=number.year
    )
    first = dated(page, first, read_date(page.folded, number.end))
    if "(" in page.text[end : number.start] and page.text[first.end : first.end + 1] == ")":
        first = replace(first, end=first.end + 1)
    found, at = [first], first.end
    while (m := _MORE.match(page.folded, at)) and (more := read_number(page.straight, m.end())):
        own = type_of_number(more.text)
        if not more.full or (own and own != head.type and head.type not in LAWS):
            break
        item = Citation(more.start, more.end, head.type, word, Form.NUMBERED, more.text, more.year)
        item = dated(page, item, read_date(page.folded, more.end))
        found.append(item)
        at = item.end
    return found


def number_after_issuer(page: Page, end: int, kind: str) -> Number | None:
    """The number in "Nghị định của Chính phủ số 86/2002/NĐ-CP", where the issuer stands before it.

    Or the matter: "Quyết định xử phạt số 12/QĐ-XPHC", if the letters tell the same type.
    """
    m = _ISSUER.match(page.folded, end)
    if m is None:
        return None
    if _FORM.search(m["by"]) or head_pattern().search(page.folded, end, m.end("by")):
        return None
    number = read_number(page.straight, m.end())
    if number is None or not number.full:
        return None
    by_body = m["by"].startswith("của") or page.shown(m.start("by"))
    return number if by_body or type_of_number(number.text) == kind else None


def short(page: Page, start: int, end: int, head: Head, number: Number) -> list[Citation]:
    """A short citation ("Nghị định 82"), or a list whose last number carries the tail of all.

    "Kế hoạch 5 năm" and "Luật 5" are none; "Nghị định số 13/2023" is whole, its letters being the only ones.
    """
    numbers, at = [number], number.end
    while (m := _MORE.match(page.folded, at)) and (more := read_number(page.straight, m.end())):
        numbers.append(more)
        at = more.end
        if more.full:
            break
    word = page.text[start:end]
    last = numbers[-1]
    if last.full and head.type == (type_of_number(last.text) or head.type):
        return _with_tail(page, start, head, word, numbers)
    said = "số" in page.folded[end : number.start]
    if head.type in LAWS or (not said and _COUNTED.match(page.folded, number.end)):
        return []
    tail = only_tail(head.type) if number.year else ""
    found = cite(page, (start, number.end), head, word, Form.NUMBERED if tail else Form.SHORT)
    found = replace(found, number=number.text + tail, year=number.year)
    return [dated(page, found, read_date(page.folded, number.end))]


def _with_tail(page: Page, start: int, head: Head, word: str, numbers: list[Number]) -> list[Citation]:
    last = numbers[-1]
    found: list[Citation] = []
    for n in numbers:
        text = n.text if n.full else n.text + (f"/{last.tail.split('/', 2)[-1]}" if n.year else last.tail)
        begin = n.start if found else start
        item = cite(page, (begin, n.end), head, word, Form.NUMBERED)
        item = replace(item, number=text, year=n.year or last.year)
        found.append(dated(page, item, read_date(page.folded, n.end)))
    return found


def standard(page: Page, start: int, end: int, *, symbol: bool) -> list[Citation]:
    """A technical standard by its symbol, with "Tiêu chuẩn quốc gia" before it or not."""
    begin = start
    if not symbol:
        m = _SYMBOL.match(page.straight, end)
        if m is None:
            return []
        begin, end = m.span(1)
        start = start if page.shown(start) else begin
    letters = page.straight[begin:end]
    if not letters.isupper():
        return []
    gap = _GAP.match(page.straight, end)
    number = read_standard(page.straight, gap.end() if gap else end, letters)
    if number is None:
        return []
    return [Citation(start, number.end, "standard", letters, Form.NUMBERED, number.text, number.year)]
