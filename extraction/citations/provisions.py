"""Provisions before a citation: "điểm a khoản 1 Điều 5 Nghị định số …", "Phụ lục I kèm theo …"."""

from __future__ import annotations

import re

from extraction.citations.model import Provision

_WINDOW = 240
_S = r"[ \t\n\xa0]"
_LABEL = r"(?:\d{1,4}[a-zđ]{0,2}(?:\.\d{1,3}){0,4}|[ivxlc]{1,6}|[a-zđ]{1,2}\d{0,2})(?!\w)"
_PART = re.compile(
    rf"(?<!\w)(điểm|tiết|khoản|điều|mục|tiểu mục|chương|phần|phụ lục|mẫu số|mẫu)(?:{_S}++số)?{_S}++"
    rf"({_LABEL}(?:(?:{_S}*+[,;]{_S}*+(?:và{_S}++)?|{_S}++(?:và|đến|hoặc){_S}++|-){_LABEL})*+)"
)
_LABELS = re.compile(rf"(?<!\w){_LABEL}")
_JOIN = re.compile(rf"{_S}*+[,;]?{_S}*+(?:(?:và|hoặc|thuộc|của|tại|trong){_S}++)?(?:các{_S}++)?\Z")
_LEAD = re.compile(rf"{_S}++(?:(?:của|tại|trong|ban hành kèm theo|kèm theo|thuộc){_S}++)?(?:các{_S}++)?\Z")


def provision_before(text: str, folded: str, start: int) -> Provision | None:
    """The provision that the citation at `start` is cited for, if one leads up to it without a gap."""
    base = max(0, start - _WINDOW)
    window = folded[base:start]
    if not _LEAD.search(window[-24:]):
        return None
    parts = list(_PART.finditer(window))
    chain: list[re.Match[str]] = []
    for m in reversed(parts):
        nxt = chain[-1].start() if chain else None
        gap = window[m.end() : nxt] if nxt is not None else window[m.end() :]
        fits = _JOIN.fullmatch(gap) if chain else _LEAD.fullmatch(gap)
        if not fits or (chain and not gap):
            break
        chain.append(m)
    if not chain:
        return None
    chain.reverse()
    found = tuple(
        (m[1], text[base + m.start(2) + x.start() : base + m.start(2) + x.end()])
        for m in chain
        for x in _LABELS.finditer(m[2])
    )
    return Provision(base + chain[0].start(), base + chain[-1].end(), found)
