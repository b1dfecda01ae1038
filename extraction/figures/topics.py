"""Topics: what the words of a heading, or those before a colon, say that the figures below are about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from extraction.figures import labels
from extraction.figures.lexicon import classes
from ontology.keys import fold

_DIGIT = re.compile(r"\d")
_OPENING = re.compile(
    r"(?:\d+(?:\.\d+)*\.?|[ivxIVX]+\.|[a-zđ][.)]|[-+•])\s+|(?:về|Về)\s+(?:kết quả\s+)?", re.IGNORECASE
)
_ROW = re.compile(
    r"(?:chỉ tiêu|tiêu chí|mục|dòng|chỉ số)\s++(?:số\s++)?+(?P<number>\d{1,3}(?:\.\d{1,3}){0,2}+)\s*+:\s*+",
    re.IGNORECASE,
)
_SECTOR = re.compile(
    r"(?:(?<= trong )|(?<= của )|(?<= về ))(?:công tác|lĩnh vực|ngành|hoạt động)\s++"
    r"(?P<sector>[^\W\d_]++(?: [^\W\d_]++){0,3}+)\Z",
    re.IGNORECASE,
)
_FARTHEST = 90  # characters before the colon
_MOST_WORDS = 12
_PLAIN_WORDS = 6  # up to so many words a capital is enough to make them a topic
_ANNOUNCES = frozenset({"là", "gồm", "như", "sau", "đó"})


class LeadTopic(NamedTuple):
    """A topic and where the words that it governs begin."""

    topic: str
    end: int


def topic_of(heading: str) -> str:
    """A heading without its number and "Về": "3. Về nước sạch nông thôn" → "nước sạch nông thôn"."""
    at = 0
    while m := _OPENING.match(heading, at):
        at = m.end()
    topic = heading[at:].strip(" :.")
    if fold(topic).startswith(tuple(classes()["part_of_report"])):
        return ""
    return topic.capitalize() if topic.isupper() else topic


def sector_of(heading: str) -> str | None:
    """The sector that a heading confines its part to: "Số hóa trong lĩnh vực đất đai" → "đất đai"."""
    found = _SECTOR.search(heading.strip(" :."))
    return found["sector"] if found else None


def row_topic(text: str, start: int, end: int, rows: Mapping[str, str]) -> LeadTopic | None:
    """The indicator of the row that a note names: "Chỉ tiêu 17: năm 2021 đạt 33%"."""
    found = _ROW.match(text, start, end) if rows else None
    name = rows.get(found["number"]) if found else None
    return LeadTopic(name, found.end()) if found and name else None


def lead_topic(text: str, start: int, end: int) -> LeadTopic | None:
    """The topic that short words before a colon set for a sentence: "Nước sạch nông thôn: Tỷ lệ …"."""
    colon = text.find(":", start, min(end, start + _FARTHEST))
    if colon < 0 or colon + 2 >= end or _DIGIT.search(text, start, colon):
        return None
    head, rest = text[start:colon], text[colon + 1 : end].lstrip()
    if len(head.split()) > _MOST_WORDS or not rest or labels.head_of(head.lstrip("-+ ")):
        return None
    plain = len(head.split()) <= _PLAIN_WORDS and head.strip("-+ ")[:1].isupper()
    bound = rest.split(" ", 1)[0].lower() in classes()["bound"]
    if not (plain or bound or rest[0].isupper() or rest[0].isdigit()):
        return None
    topic = topic_of(head)
    words = fold(topic).split()
    if not words or not _ANNOUNCES.isdisjoint(words[-2:]):
        return None
    return LeadTopic(topic, end - len(text[colon + 1 : end].lstrip()))
