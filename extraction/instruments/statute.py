"""Whether a text is a statute, or quotes one, and which titles name one document there.

A report speaks of documents, a statute of kinds of documents: its "Quyết định phê duyệt …" is any decision
of that kind, and its "Nghị định này" is itself, wherever the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Container

from extraction.citations.heads import LAWS

_CHARACTERS_PER_CUE = 6000  # a report cites provisions too, but seldom
_S = r"[ \t\n\xa0]"
_UNIT = r"(?:điều|khoản|điểm|mục|chương|phụ lục)"
_RULES = r"(?:(?:bộ )?luật|pháp lệnh|nghị định|thông tư(?: liên tịch)?)"
_ANY = rf"(?:{_RULES}|nghị quyết|quyết định|quy chế|quy định)"
# "Ban hành kèm theo Quyết định này", "Quyết định này có hiệu lực" stand in every decision, also over a plan.
_CUE = re.compile(
    rf"(?<!\w)(?:{_UNIT}{_S}này(?!\w)"
    rf"|{_UNIT}{_S}\w{{1,5}}(?:{_S}của)?{_S}{_ANY} này(?!\w)"
    rf"|(?:kèm(?: theo)?|ngày|thi hành|quy định tại|quy định của|quy định trong){_S}{_RULES} này(?!\w)"
    rf"|{_RULES} này{_S}(?:có hiệu lực(?: thi hành)?{_S}(?:kể )?từ|áp dụng đối với|quy định (?:về|chi tiết))"
    rf"|quy định{_S}tại{_S}(?:các{_S})?{_UNIT}(?!\w))"
    rf"|\({_UNIT}{_S}\w{{1,5}}{_S}[^()\n]{{1,200}}, có hiệu lực thi hành kể từ"
    rf"|(?<!\w)điều{_S}\d{{1,2}}\.\d{{1,2}}\.[a-zđ]{{2}}\.\d"  # an article's number in the codification
)
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/])")
_ADOPTED = re.compile(r"(?<!\w)(?:kèm theo \w+ \w+(?: liên tịch)? này|gọi (?:tắt |chung )?là)\s+\Z")
_BY = re.compile(
    r"[\s,(]*(?:đã )?(?:được )?(?:(?:phê duyệt|ban hành)\s+)?(?:kèm\s+)?(?:theo|tại)\s+quyết định số\s"
)
_NATIONAL = re.compile(r"(?:mục tiêu )?quốc gia(?!\w)|.*(?<!cấp )quốc gia\Z", re.DOTALL)
_ALSO = re.compile(r"(?<!\w)và (?:các )?\w+(?: \w+)? khác(?!\w)|(?<=quốc gia), ")
_PROGRAMMES = frozenset({"strategy", "programme"})


def is_statute(folded: str) -> bool:
    """Whether a text points to its own provisions as statutes do."""
    wanted = 1 + len(folded) // _CHARACTERS_PER_CUE
    return any(n >= wanted for n, _ in enumerate(_CUE.finditer(folded), 1))


def title_end_in_statute(folded: str, title: tuple[int, int], bodies: Container[int]) -> int:
    """Where a title ends at the latest: before the body that it is of, before other things of a list."""
    start, end = title
    also = _ALSO.search(folded, start, end)
    end = also.start() if also else end
    at = folded.find(" của ", start, end)
    while at >= 0:
        if at + len(" của ") in bodies:
            end = at
            break
        at = folded.find(" của ", at + 1, end)
    return start + len(folded[start:end].rstrip(" ,;."))


def names_one(folded: str, kind: str, start: int, title: tuple[int, int]) -> bool:
    """Whether, in a statute, the title of a document named without its number means one document.

    It does when it is in quotation marks, when it is of a year or a period, when it is the nation's, or when
    the words around it tell what adopted it.
    """
    words = folded[slice(*title)]
    if kind in LAWS or kind == "standard" or words[:1] in '“"' or _YEAR.search(words):
        return True
    if words.startswith("của "):
        return False
    if kind in _PROGRAMMES and _NATIONAL.match(words):
        return True
    return bool(_BY.match(folded, title[1]) or _ADOPTED.search(folded, max(0, start - 60), start))
