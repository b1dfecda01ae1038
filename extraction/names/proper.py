"""Proper names of products: in Latin letters with capitals, domains, and names in quotation marks."""

from __future__ import annotations

import re

from extraction.facts import Kind
from extraction.names import tables
from extraction.names.known import country_at, known_at, province_at
from extraction.names.words import Words

_LATIN = re.compile(r"[A-Za-z0-9]+\Z")
_CAMEL = re.compile(r"(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]*[A-Z][A-Za-z0-9]*\Z")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9-]{1,63}\.){1,4}(?:vn|com|org|net|gov|edu|info|io|asia)(?:/[\w-]+)?(?!\w)", re.IGNORECASE
)
_LONGEST = 4
_QUOTED = 8
_OPENING_QUOTES = (" “", ' "', " «")
# Syllables that Vietnamese spells without marks ("Lai", "Long") are no sign of a product.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:[aeiouy]{1,3})(?:c|ch|m|n|ng|nh|p|t)?\Z",
    re.IGNORECASE,
)


def domain_end(words: Words, i: int) -> int | None:
    """The index after a domain name ("a.gov.vn") at word i."""
    if i >= len(words):
        return None
    match = _DOMAIN.match(words.text, words.start[i])
    if match is None:
        return None
    end = i
    while end < len(words) and words.end[end] <= match.end():
        end += 1
    return end


def proper_end(words: Words, i: int) -> int | None:
    """The index after a product's name that begins at word i: Latin letters with a capital, or a domain."""
    domain = domain_end(words, i)
    if domain is not None:
        return domain
    if not _is_product_word(words, i) or _is_something_else(words, i):
        return None
    end = i + 1
    while end - i < _LONGEST and words.gap(end) in (" ", "-") and _continues(words, end):
        end += 1
    return end


def brand_end(words: Words, i: int) -> int | None:
    """The index after a brand at word i: Latin words with capitals, one of them foreign ("Be Group")."""
    end, foreign = i, False
    while end - i < _LONGEST and (end == i or words.gap(end) in (" ", "-", " & ")) and _is_latin(words, end):
        product = is_product_word(words, end)
        if end == i and not product and _is_something_else(words, i):
            return None
        foreign = foreign or product
        end += 1
    return end if foreign else None


def company_product_end(words: Words, i: int) -> int | None:
    """The index after a product that bears its company's name, after a head: "(phần mềm) VNPT HIS"."""
    match = known_at(words, i)
    entry = match.term.entry if match else None
    if match is None or entry is None or entry.classification != "company":
        return None
    end = match.end
    while end - i < _LONGEST and words.gap(end) in (" ", "-") and _is_latin(words, end):
        end += 1
    return end if end > match.end and not province_at(words, match.end) else None


def _is_latin(words: Words, i: int) -> bool:
    printed = words.printed(i)
    return _LATIN.match(printed) is not None and (printed[0].isupper() or is_mixed(words, i))


def is_product_word(words: Words, i: int) -> bool:
    """Whether word i can only be (part of) a product's name: Latin letters, mixed case or foreign."""
    return _is_product_word(words, i) and not _is_something_else(words, i)


def is_mixed(words: Words, i: int) -> bool:
    """Whether word i mixes cases inside ("NDAChain"), so that it can only be a product."""
    printed = words.printed(i)
    return _CAMEL.match(printed) is not None and not printed.istitle()


def quoted_end(words: Words, i: int) -> int | None:
    """The index after a short capitalised name in quotation marks that begins at word i."""
    if words.gap(i) not in _OPENING_QUOTES or not words.capital(i):
        return None
    for end in range(i + 1, i + _QUOTED + 1):
        gap = words.gap(end)
        if gap[:1] in ("”", '"', "»") or (gap == "\n" and _closes(words, end)):
            return end
        if gap not in (" ", ", ", "-", " - "):
            return None
    return None


def _closes(words: Words, end: int) -> bool:
    after = words.end[end - 1]
    return words.text[after : after + 1] in ("”", '"', "»")


def _is_product_word(words: Words, i: int) -> bool:
    printed = words.printed(i)
    if not _LATIN.match(printed) or len(printed) < 2:
        return False
    if is_mixed(words, i):
        return True
    if printed.istitle():
        return _SYLLABLE.match(printed) is None
    return printed.isupper() and not printed.isdigit() and len(printed) <= 8


def _is_something_else(words: Words, i: int) -> bool:
    """Whether word i begins a technology, a body, a country or a province rather than a product."""
    if words.at(i) in tables.technologies() or words.at(i) in tables.abbreviations():
        return True
    match = known_at(words, i, prefer=Kind.PLATFORM)
    if match is not None and match.term.kind is not Kind.PLATFORM:
        return True
    return bool(province_at(words, i) or country_at(words, i))


def _continues(words: Words, i: int) -> bool:
    return _is_latin(words, i) and words.at(i) not in tables.technologies()
