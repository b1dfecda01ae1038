"""Headings without numbers between the paragraphs of an article, as newspapers set them ("Ba rào cản")."""

from __future__ import annotations

import re

_TROUBLED = re.compile(
    r"(?<!\w)(?:vẫn|còn|chưa) (?:\w++ ){0,3}?"
    r"(?:loay hoay|vướng|khó|nghẽn|thiếu|chậm|gian nan|trăn trở|lo|nhiều rào cản)(?!\w)"
)
_LONGEST = 80  # characters
_MOST, _FEWEST = 14, 2  # words
_BODY = 20  # words that the paragraph below has at least
_CLOSED = re.compile(r"[.!?…:;][\"”'’)\]]*+(?:\s*+\[\d{1,3}\])?\Z")
_MARKS = frozenset('.,;:!"”)/')


def is_crosshead(text: str, before: str, below: str) -> bool:
    """Whether a line of its own is a heading: a short phrase between whole paragraphs of prose.

    `before` and `below` are the paragraphs around it. The name of a person is none.
    """
    if len(text) > _LONGEST or not text[0].isupper() or text[-1] in _MARKS:
        return False
    words = text.split()
    if not _FEWEST <= len(words) <= _MOST or all(word[0].isupper() for word in words):
        return False
    closed = _CLOSED.search(before) is not None and _CLOSED.search(below) is not None
    return closed and len(below.split()) >= _BODY and below[0] not in "-+•*|"


def is_troubled(folded: str) -> bool:
    """Whether a crosshead says that something is still in the way ("Hợp tác xã vẫn loay hoay")."""
    return _TROUBLED.search(folded) is not None
