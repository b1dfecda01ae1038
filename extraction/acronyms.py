"""Acronyms that a text explains itself: "tài sản công (TSC)" teaches TSC for the rest of the report."""

from __future__ import annotations

import re

from ontology.keys import bare, fold

_ACRONYM = re.compile(r"\((?P<acronym>[A-ZĐ][A-ZĐ&0-9-]{1,9})\)")
_LONGEST = 160  # characters before the bracket that its words may take


def learned(text: str) -> dict[str, str]:
    """Acronym → the words before its bracket whose initials spell it; others are left alone."""
    out: dict[str, str] = {}
    for m in _ACRONYM.finditer(text):
        letters = re.sub(r"[^A-ZĐ]", "", m["acronym"])
        before = re.split(r"[^\w\s/-]", text[max(0, m.start() - _LONGEST) : m.start()])[-1]
        tail = re.split(r"[\s/-]+", before.strip())[-len(letters) :]
        if not before[-1:].isspace() or "".join(bare(w)[:1] for w in tail) != bare(letters):
            continue
        words = " ".join(tail)
        out.setdefault(m["acronym"], words if tail[0][0].isupper() else fold(words))
    return out
