"""Shapes of paragraphs: whether one is a heading, an item of a list, or a heading that runs into its text."""

from __future__ import annotations

import re

from extraction.layout.openers import Opener
from extraction.layout.unwrap import Para

_LONGEST_HEADING = 300
_LONGEST_BEFORE_COLON = 200
_ABOUT = re.compile(r"[Vv]ề\b")
_NUMBERED = frozenset({"arabic", "round", "decimal", "letter"})

Spans = list[tuple[int, int]]


def is_title(text: str) -> bool:
    """Whether a line below the number of a division may be its title."""
    return len(text) <= _LONGEST_BEFORE_COLON and text[-1] not in ".;:,!?"


def is_heading(opener: Opener, title: str) -> bool:
    """Whether what stands behind a number is a heading: short, and no sentence."""
    if opener.style in _NUMBERED or opener.style in ("division", "ordinal"):
        limit = _LONGEST_BEFORE_COLON if title.endswith(":") else _LONGEST_HEADING
        if opener.style == "division" and (not title or title.isupper()):
            return True
        return bool(title) and len(title) <= limit and title[-1] not in ".;,!?"
    return len(title) <= 2 * _LONGEST_HEADING


def is_list_item(opener: Opener, following: Para | None) -> bool:
    """Whether nothing stands between a numbered line and the next of its kind: a list of short items."""
    if opener.style not in _NUMBERED:
        return False
    after = following.first.opener if following else None
    if following is None or following.first.caps:
        return True
    return (
        after is not None
        and after.style == opener.style
        and (opener.style != "decimal" or after.label.count(".") == opener.label.count("."))
    ) or (after is not None and after.style in ("roman", "upper"))


def runs_into_text(opener: Opener, title: str) -> int:
    """Where the text begins behind "3. Về …:" when it goes on in the same line; 0 where it does not."""
    if opener.style not in _NUMBERED or not _ABOUT.match(title):
        return 0
    colon = title.find(":", 0, _LONGEST_BEFORE_COLON)
    if colon < 0 or not title[colon + 1 :].strip() or title[colon + 1] != " ":
        return 0
    return 0 if any(stop in title[:colon] for stop in (". ", ";")) else colon + 1


def behind(para: Para, cut: int) -> Spans:
    """The spans of a paragraph without the first `cut` characters of its first line."""
    return [(para.first.at(cut), para.first.end), *((line.start, line.end) for line in para.lines[1:])]


def split(para: Para, cut: int) -> tuple[Spans, Spans]:
    """The spans before and behind character `cut` of the joined text."""
    head: Spans = []
    for index, line in enumerate(para.lines):
        if cut < len(line.text):
            at = line.at(cut)
            rest = para.lines[index + 1 :]
            return [*head, (line.start, at)], [(at, line.end), *((each.start, each.end) for each in rest)]
        head.append((line.start, line.end))
        cut -= len(line.text) + 1
        if cut <= 0:
            return head, [(each.start, each.end) for each in para.lines[index + 1 :]]
    return head, []
