"""A text in the three forms that the grammar reads, and patterns that its parts share."""

from __future__ import annotations

import re
from dataclasses import replace

from extraction.citations.dates import PrintedDate
from extraction.citations.heads import Head
from extraction.citations.model import Citation, Form
from extraction.citations.provisions import provision_before
from ontology.keys import fold, straight

SPACE = r"[ \t\n\xa0]"
_LINE = r"[ \t\xa0]*+\n?[ \t\xa0]*+"  # a line may end here, a paragraph may not
NUMBER_FOLLOWS = re.compile(
    rf"(?:,(?={SPACE}?số{SPACE}?\d))?{_LINE}(?:\({_LINE}|:{_LINE}(?=số{_LINE}\d))?"
    rf"(?:(?P<so>số)(?:{_LINE}[:.](?=[\s\d/.…]))?{SPACE}*+)?\[?"
)


_BODY = (
    r"bộ(?!\w)|chính phủ|thủ tướng|quốc hội|ủy ban|hội đồng|ngân hàng|tòa án|viện kiểm sát|thanh tra"
    r"|kiểm toán|văn phòng|chủ tịch|bảo hiểm|liên bộ"
)
_OWN = {
    "assembly": r"quốc hội|ủy ban thường vụ quốc hội|chủ tịch nước|chủ tịch quốc hội|hội đồng nhà nước",
    "government": r"chính phủ|hội đồng bộ trưởng|hội đồng chính phủ|thủ tướng",
}
_OF_ANOTHER = {who: re.compile(rf",?{SPACE}++của{SPACE}++(?!{own})(?:{_BODY})") for who, own in _OWN.items()}
_ISSUERS = dict.fromkeys(("law", "code", "ordinance", "constitution"), "assembly") | {"decree": "government"}


_CYRILLIC = re.compile("[\u0410-\u0425]")
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")  # Cyrillic letters typed for Latin ones


class Page:
    """The text, the text with one letter Đ and one hyphen, and the folded text: all of one length."""

    __slots__ = ("folded", "straight", "text")

    def __init__(self, text: str, straight_text: str, folded: str) -> None:
        self.text, self.straight, self.folded = text, straight_text, folded

    @classmethod
    def of(cls, text: str, folded: str | None = None) -> Page:
        """The page of a text in NFC, whose folded form may be known already."""
        latin = straight(text)
        if _CYRILLIC.search(text):
            latin = latin.translate(_LOOK_ALIKES)
        return cls(text, latin, fold(text) if folded is None else folded)

    def part(self, start: int, end: int) -> Page:
        """A stretch of the text as a page of its own."""
        return Page(self.text[start:end], self.straight[start:end], self.folded[start:end])

    def shown(self, at: int) -> bool:
        """Whether the letter at `at` is a capital."""
        return self.text[at].isupper()


def cite(page: Page, span: tuple[int, int], head: Head, word: str, form: Form) -> Citation:
    """A citation with the provision that leads up to it."""
    provision = provision_before(page.text, page.folded, span[0])
    return Citation(*span, head.type, word, form, provision=provision)


def undated(page: Page, citation: Citation) -> Citation:
    """The citation without the date behind its name."""
    words = citation.date_text or ""
    end = page.text.rfind(words, citation.start, citation.end) if words else citation.end
    end = citation.start + len(page.text[citation.start : end].rstrip(" \n(,"))
    return replace(citation, end=end, year=None, date=None, date_text=None, month=None)


def dated(page: Page, citation: Citation, printed: PrintedDate | None) -> Citation:
    """The citation with the date printed right after it, unless another body than its own acted that day.

    In "Thông tư số … hướng dẫn Luật Giá ngày 12/3/2025 của Bộ Tài chính" the day is the circular's.
    """
    if printed is None:
        return citation
    issuers = _ISSUERS.get(citation.type)
    if issuers and printed.day and _OF_ANOTHER[issuers].match(page.folded, printed.end):
        return citation
    return replace(
        citation,
        end=printed.end,
        year=citation.year or printed.year,
        date=printed.day,
        date_text=page.text[printed.start : printed.end].strip(" ()"),
        month=printed.month,
    )
