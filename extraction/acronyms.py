"""Acronyms that a text explains itself: "tài sản công (TSC)" and "TSC (tài sản công)" both teach TSC."""

from __future__ import annotations

import re

from ontology.keys import bare, fold

_ACRONYM = r"[A-ZĐ][A-ZĐ&0-9-]{1,9}"
_BEHIND = re.compile(rf"\((?P<acronym>{_ACRONYM})\)")
_BEFORE = re.compile(rf"(?<![\w(/.-])(?P<acronym>{_ACRONYM}) \((?P<words>[^()\n;:.]{{4,120}})\)")
_LONGEST = 160  # characters before the bracket that its words may take
_CLAUSE = re.compile(r"[^\w\s,/&-]")
_WORD = re.compile(r"\w+")
_JOINTS = frozenset({"và", "của", "về", "các"})  # words that an acronym may leave out


def learned(text: str) -> dict[str, str]:
    """Acronym → the words beside it whose initials spell it; others are left alone."""
    out: dict[str, str] = {}
    for m in _BEHIND.finditer(text):
        before = _CLAUSE.split(text[max(0, m.start() - _LONGEST) : m.start()])[-1]
        words = _spelled(m["acronym"], before) if before[-1:].isspace() else None
        if words is not None:
            out.setdefault(m["acronym"], words)
    for m in _BEFORE.finditer(text):
        words = _spelled(m["acronym"], m["words"])
        if words is not None and fold(words) == fold(" ".join(m["words"].split())):
            out.setdefault(m["acronym"], words)
    return out


def _spelled(acronym: str, before: str) -> str | None:
    """The last words of a stretch of text whose initials spell an acronym, joints left out or not."""
    words = list(_WORD.finditer(before))
    at = len(words)
    for letter in reversed(re.sub(r"[^A-ZĐ]", "", acronym)):
        at -= 1
        while at >= 0 and bare(words[at].group())[:1] != bare(letter) and fold(words[at].group()) in _JOINTS:
            at -= 1
        if at < 0 or bare(words[at].group())[:1] != bare(letter):
            return None
    if at == len(words):
        return None
    found = " ".join(before[words[at].start() : words[-1].end()].split())
    return found if found[0].isupper() else fold(found)
