"""What a member of a list under a shared head names: "Đất đai" under "CSDL quốc gia", an app."""

from __future__ import annotations

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.found import Found
from extraction.names.heads import head_at
from extraction.names.identity import database_of_topic, known_as
from extraction.names.proper import is_product_word
from extraction.names.words import Words

# Under these heads a member says what its system does ("03 hệ thống: Báo cáo, …") and needs the head.
_SYSTEMS = frozenset({"hệ thống", "hệ thống thông tin", "nền tảng", "phần mềm"})
_LONGEST = 9  # words


def member(words: Words, kind: Kind, head: str, i: int, j: int, *, sure: bool) -> Found | None:
    """What words i to j name under `head`; `sure` where the list has as many members as it says."""
    printed = words.printed(i, j)
    if words.word[i] in tables.abbreviations() and j == i + 1 and not sure:
        return None
    if kind is Kind.DATABASE:
        return _database(words, head, i, j, sure=sure)
    entry = known_as(kind, printed)
    if entry is not None:
        return Found(kind, i, j, entry.label, entry, proper=printed)
    product = is_product_word(words, i)
    if j - i > _LONGEST or words.at(i) in tables.technologies() or not (words.capital(i) or product):
        return None
    if _headed(words, kind, i, j) and not product:
        return Found(kind, i, j, printed)
    if product or (sure and head not in _SYSTEMS):
        return Found(kind, i, j, printed, proper=printed)
    return Found(kind, i, j, f"{head.capitalize()} {_small(printed)}") if sure else None


def _database(words: Words, head: str, i: int, j: int, *, sure: bool) -> Found | None:
    printed = words.printed(i, j)
    topic = words.printed(i + 1, j) if words.at(i) == "về" else printed
    entry = known_as(Kind.DATABASE, printed) or database_of_topic(topic)
    if entry is not None:
        return Found(Kind.DATABASE, i, j, entry.label, entry)
    if _headed(words, Kind.DATABASE, i, j):
        return Found(Kind.DATABASE, i, j, printed)
    if not sure or "quốc gia" not in head or j - i > _LONGEST:
        return None
    topic = topic if words.shouted(i) else _small(topic)
    return Found(Kind.DATABASE, i, j, f"Cơ sở dữ liệu quốc gia về {topic}")


def _headed(words: Words, kind: Kind, i: int, j: int) -> bool:
    """Whether the member repeats a head and says more than it."""
    head = head_at(words, i, kind)
    return head is not None and i + len(head.words) < j


def _small(printed: str) -> str:
    return printed[0].lower() + printed[1:]
