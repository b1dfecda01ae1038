"""Where the title of an instrument ends.

In a list of instruments (a note) only the next item ends it: a ";" before another type word. In running
text it ends at the sentence's end, at a colon or semicolon, before an auxiliary or a connective that goes
on with the clause, before another instrument, and, where the instrument is the clause's subject, before
the predicate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extraction.citations.heads import head_pattern
from extraction.instruments.words import words

_STOP = re.compile(
    r"""(?P<end>[!?:\n”)|]|\./\.|\.(?=\s|\Z|điều\ \d))
    |(?P<semicolon>;)|(?P<open>\()|(?P<quote>[“"])|(?P<comma>,)
    |(?<!\w)(?P<word>đã|đang|sẽ|vẫn|chưa|là|thì|mà|nên|nếu|nhằm
      |(?<!biện\ pháp\ )để|bao\ gồm|gồm|góp\ phần|giúp
      |chậm\ nhất|kể\ từ|gửi\ (?=bộ|sở|cơ\ quan|ủy\ ban|ubnd|chính\ phủ|cấp)
      |có\ hiệu\ lực|hết\ hiệu\ lực|đạt|trước\ (?=ngày|tháng|quý)|ban\ hành\ (?=ngày|kèm|theo|tại)
      |(?<!chương\ )(?<!quy\ )(?<!tờ\ )(?<!lộ\ )
       trình\ (?=thủ\ tướng|chính\ phủ|quốc\ hội|cấp\ có|bộ\ trưởng)
      |của\ mình|sau\ khi|trước\ khi|khi|đến\ nay|trên\ cơ\ sở|được|theo|tại|trong|do|và
      |như|cùng)(?:(?<=\ )|(?!\w))""",
    re.VERBOSE,
)
_NEXT = re.compile(r"\s*(?:\([a-zđ\d]{1,2}\)\s*)?")
_GOES_ON = re.compile(words("goes_on"))
_BODY = re.compile(words("body"))
_AUXILIARY = re.compile(rf"(?<!\w){words('auxiliary')}")
_ACTS = re.compile(rf"(?:\s*\([^()\n]{{1,40}}\))?\s+{words('acts')}")
_HORIZON = re.compile(words("horizon"))
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:19|20)\d\d,\Z")
_CLAUSE_END = re.compile(r"[.;:](?=\s|\Z)")
_PREDICATE = re.compile(rf"(?<=\w) {words('predicate')}")
# "(01 đang lấy ý kiến …)" speaks of the list, "(đã trình Chính phủ)" of the item: neither is in a title.
_STATUS = re.compile(rf"\s\((?:\d|(?=[^()]{{0,80}}?{words('of_status')}))")
_CLOSING = {"“": "”", '"': '"'}
_ASIDE = re.compile(r"\((?:sửa đổi[^()\d]{0,20}|[^\W\d][\w&/ -]{0,18})\)")
_LAST_ASIDE = re.compile(r"\s*\((?!sửa đổi)[\w&/ -]{1,20}\)\Z")
_AHEAD = 110

# What must follow a word that may stand inside a title too, for the word to end it.
_FOLLOWERS = {
    "được": re.compile(words("done_to")),
    "theo": re.compile(words("after_theo")),
    "tại": re.compile(words("after_tai")),
    "đạt": re.compile(words("after_dat")),
    "trong": re.compile(words("after_trong")),
    "và": re.compile(words("after_va")),
    "cùng": re.compile(words("after_cung")),
    "như": re.compile(r"sau(?!\w)"),
}
_OFFICE = re.compile(rf"(?:{words('office')}|{words('body')}|cấp có thẩm quyền)")
# "Chương trình phát triển … và kế hoạch đầu tư" is two things, "quy hoạch và kế hoạch sử dụng đất" one.
_PLAN = re.compile(r"(?:các\s+)?(?:kế hoạch|chương trình|đề án|dự án|quy chế)\s")
_AFTER_PLAN = re.compile(r"(?:kế hoạch|quy hoạch|chương trình|đề án|dự án|quy chế|chiến lược)\s+và\s+\Z")
_BEFORE_ANY_HEAD = frozenset({"theo", "tại"})
_BEFORE_A_HEAD = frozenset({"và", "cùng"})


def is_head(text: str, folded: str, pos: int) -> bool:
    """Whether a capitalised type word, or a proposal for an instrument, begins at `pos`."""
    at = _NEXT.match(folded, pos)
    pos = at.end() if at else pos
    if folded.startswith(("đề nghị xây dựng ", "dự thảo "), pos):
        return True
    return text[pos : pos + 1].isupper() and head_pattern().match(folded, pos) is not None


def list_title_end(text: str, folded: str, pos: int, limit: int) -> int:
    """The end of a title in a list of instruments: before a ";" that another item, or nothing, follows."""
    end = limit
    at = folded.find(";", pos, limit)
    while at >= 0:
        if not folded[at + 1 : limit].strip() or is_head(text, folded, at + 1):
            end = at
            break
        at = folded.find(";", at + 1, limit)
    aside = _STATUS.search(folded, pos, end)
    return _trimmed(folded, pos, aside.start() if aside else end)


def title_end(
    text: str, folded: str, pos: int, limit: int, *, subject: bool, bodies: Mapping[int, int]
) -> int:
    """The end of the title that begins at `pos` in running text.

    `subject`: the instrument is what its clause speaks of; `bodies` maps the starts of organizations to
    their ends.
    """
    if text[pos : pos + 1] in _CLOSING:  # Đề án “…”: the marks hold the whole title
        close = text.find(_CLOSING[text[pos]], pos + 1, limit)
        if close > 0:
            return close + 1
    if subject and (predicate := _PREDICATE.search(folded, pos, limit)):
        limit = predicate.start()
    at = pos
    while m := _STOP.search(folded, at, limit):
        at = m.end()
        if m["open"]:
            aside = _ASIDE.match(folded, m.start())
            at = aside.end() if aside else at
            ends = aside is None
        elif m["quote"]:
            close = text.find(_CLOSING[text[m.start()]], m.end(), limit)
            at = close + 1
            ends = close < 0
        elif m["comma"]:
            ends = _comma_ends(text, folded, m.end(), limit, bodies)
        else:
            passive = subject and m["word"] == "được"
            ends = not m["word"] or passive or _word_ends(text, folded, m["word"], m.end(), bodies)
        if ends:
            return _trimmed(folded, pos, m.start())
    return _trimmed(folded, pos, limit)


def _comma_ends(text: str, folded: str, pos: int, limit: int, bodies: Mapping[int, int]) -> bool:
    complete = _YEAR_BEFORE.search(folded, max(0, pos - 14), pos) is not None
    while pos < limit and folded[pos].isspace():
        pos += 1
    if complete and not _HORIZON.match(folded, pos):  # "Kế hoạch … năm 2024, kiểm tra …" is two things
        return True
    if is_head(text, folded, pos) or _GOES_ON.match(folded, pos):
        return True
    if pos in bodies and _ACTS.match(folded, bodies[pos]):
        return True
    if _BODY.match(folded, pos) or text[pos : pos + 1].isupper():  # a new subject, if a predicate follows
        far = min(limit, pos + _AHEAD)
        stop = _CLAUSE_END.search(folded, pos, far)
        return _AUXILIARY.search(folded, pos, stop.start() if stop else far) is not None
    return False


def _word_ends(text: str, folded: str, word: str, pos: int, bodies: Mapping[int, int]) -> bool:
    while pos < len(folded) and folded[pos] == " ":
        pos += 1
    if word == "do":
        return pos in bodies or _OFFICE.match(folded, pos) is not None
    if word == "và" and _PLAN.match(folded, pos) and not _AFTER_PLAN.search(folded, max(0, pos - 30), pos):
        return True
    follower = _FOLLOWERS.get(word)
    if follower is None or follower.match(folded, pos):
        return True
    if word in _BEFORE_ANY_HEAD:
        return head_pattern().match(folded, pos) is not None
    return word in _BEFORE_A_HEAD and is_head(text, folded, pos)


def _trimmed(folded: str, start: int, end: int) -> int:
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in ",;.:-"):
        end -= 1
    aside = _LAST_ASIDE.search(folded, max(start, end - 30), end)
    if aside:
        end = aside.start()
    return end
