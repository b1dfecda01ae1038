"""Where the name of a law ends.

Known names (reference data, `laws.tsv`) are taken by longest match, whatever their case, tone style and
commas. An unknown name is ended by grammar: it begins with a capital and runs over its lower-case words to
the first punctuation mark, predicate, preposition or date.
"""

from __future__ import annotations

import re
from functools import cache

from ontology.keys import fold
from ontology.reference import read_table

_WORD = re.compile(r"\w+")
_STEP = re.compile(r"([ \t\n\xa0]*+)([,;(/]?)[ \t\n\xa0]*+(\w++)")
_DIGITS = re.compile(r"\s*:?\s*(?:\d|/|\.\.|…)")
_LONGEST = 14
_COUNTRY = re.compile(r"[ \t\xa0]Việt Nam(?!\w)")

# Function words and predicates that cannot be inside a law's name, alone or as a pair of syllables. The names
# of the laws in force show which prepositions they do hold (ở, tại, của, theo, cho): those are left to the
# list of known names.
_END = frozenset(
    "thì là được đã đang sẽ bị phải cần có không chưa cũng còn mà nếu khi nhưng nên rằng vì do bởi để nhằm"
    " theo tại từ đến tới trên dưới trong ngoài với cho của như này đó ấy trước sau gồm bao cùng hoặc ngày"
    " năm tháng về nêu trừ vẫn đều hay".split()
)
_END_PAIRS = frozenset(
    "quy định|thông tư|thông báo|thông qua|ban hành|căn cứ|giao cho|yêu cầu|đề nghị|hướng dẫn|áp dụng|"
    "sửa đổi|bổ sung|thay thế|bãi bỏ|hiện hành|hết hiệu|kể từ|đối với|cụ thể|nhất là|mới ban|giữa các|"
    "bằng việc|tiếp tục|xác định|cho phép|quyết định|nghị định|nghị quyết|góp phần|tạo điều".split("|")
)
# Words after "và" that begin another phrase, not the second half of the name.
_NO_NAME = _END | frozenset(
    "các những một mọi luật bộ nghị thông quyết pháp văn hiến điều quyền trình triển thực tổ đề báo tham "
    "phối xây ban chính ủy chủ hội người cơ đơn hai ba".split()
)


class _Node:
    """A word in the tree of known names; `edges` maps (word, comma before it) to the next word."""

    __slots__ = ("edges", "ends")

    def __init__(self) -> None:
        self.edges: dict[tuple[str, bool], _Node] = {}
        self.ends = False


@cache
def _tree(kind: str) -> _Node:
    root = _Node()
    for row in read_table("laws.tsv", "key type name number year source"):
        if row["type"] != kind:
            continue
        node, name, at = root, fold(row["name"]), 0
        for m in _WORD.finditer(name):
            comma = bool(re.search(r"[,;]", name[at : m.start()]))
            edges = node.edges
            node = edges.get((m.group(), comma)) or edges.get((m.group(), False)) or _Node()
            edges[m.group(), False] = node
            if comma:  # a name with a comma is often printed without it, never the other way round
                edges[m.group(), True] = node
            at = m.end()
        node.ends = True
    return root


def known_name(folded: str, pos: int, kind: str) -> int | None:
    """Where the longest known name of a law of this kind ends, if one begins at `pos`."""
    node, end, at, bracket = _tree(kind), None, pos, 0
    if (m := _STEP.match(folded, pos)) and m[3] == "về" and not m[2]:  # Pháp lệnh về phí và lệ phí
        pos = at = m.end()
    while m := _STEP.match(folded, at):
        if (not m[1] and not m[2]) or (at == pos and m[2]):
            break
        nxt = node.edges.get((m[3], m[2] == "," or m[2] == ";"))
        if nxt is None:
            break
        bracket += m[2] == "("
        node, at = nxt, m.end()
        if node.ends:
            end = at
            if bracket and folded[at : at + 1] == ")":
                end = at = at + 1
                bracket = 0
    return end


def with_country(text: str, end: int) -> int:
    """Where a name ends with the country after it: "Bộ luật Hình sự Việt Nam"."""
    m = _COUNTRY.match(text, end)
    return m.end() if m else end


def guessed_name(text: str, folded: str, pos: int) -> int | None:
    """Where a name that no list knows ends; None where no capital begins one."""
    m = _STEP.match(text, pos)
    if m is None or m[2] or not m[1] or not m[3][0].isupper():
        return None
    if m[3].isupper() and len(m[3]) > 1:  # an abbreviation is a whole name: Luật TTHC
        return m.end()
    first = folded[m.start(3) : m.end()]
    if first in {"này", "số", "sư"}:
        return None
    end, words = m.end(), 1
    while words < _LONGEST and (m := _STEP.match(folded, end)):
        word = m[3]
        if m[2] or "\n" in m[1]:
            break
        if word == "và":
            after = _STEP.match(folded, m.end())
            if after is None or after[2] or after[3] in _NO_NAME or text[after.start(3)].isupper():
                break
        elif word in _END or word.isdigit() or _pair(folded, m) in _END_PAIRS or _is_number(folded, m):
            break
        end, words = m.end(), words + 1
    return end


def _pair(folded: str, m: re.Match[str]) -> str:
    after = _STEP.match(folded, m.end())
    return f"{m[3]} {after[3]}" if after and not after[2] else ""


def _is_number(folded: str, m: re.Match[str]) -> bool:
    """Whether "số" leads to a number; elsewhere it may end a name ("… số" as digital)."""
    return m[3] == "số" and _DIGITS.match(folded, m.end()) is not None
