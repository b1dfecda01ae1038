"""Names that stand in the reference data, found by their spellings.

A spelling counts only where its capitals make it a name: "Chính phủ" is the Government, "chính phủ" is not;
acronyms need their capitals; systems and databases are named in lower case too.
"""

from __future__ import annotations

import re
from functools import cache

from extraction.facts import Kind
from extraction.names.tables import countries, heads, rows, sectors
from extraction.names.terms import Match, Term
from extraction.names.trie import Trie
from extraction.names.words import Words
from ontology.keys import fold
from ontology.reference import Entry, databases, organizations, platforms, provinces

_LOWER = 2  # words that a name in lower case must exceed
_GLUE = (".", "@", "/", "-")
_SYMBOL = 5  # parts of a document's symbol
_SCANNED = 4  # words a name must have to be known again when a scan lost its tone marks


@cache
def _tries() -> tuple[Trie[Term], Trie[Term]]:
    exact: Trie[Term] = Trie()
    flat: Trie[Term] = Trie(flat=True)
    for kind, entries in (
        (Kind.ORGANIZATION, organizations()),
        (Kind.DATABASE, databases()),
        (Kind.PLATFORM, platforms()),
    ):
        for entry in entries:
            for spelling in (entry.label, *entry.aliases):
                if " trên " in spelling:  # two names: what it is and where it runs
                    continue
                term = Term(spelling, kind, entry)
                exact.add(spelling, term)
                if term.words >= _SCANNED and not any(c.isdigit() for c in spelling):
                    flat.add(spelling, term)
    for province in provinces():
        for spelling in (province.label, *province.aliases):
            exact.add(spelling, Term(spelling, Kind.ORGANIZATION, province, place=True))
    for row in rows("not_names.tsv"):
        exact.add(row[0], Term(row[0], Kind.ORGANIZATION, None))
    return exact, flat


@cache
def _places() -> Trie[Entry]:
    """Provinces by their bare names, for what follows "tỉnh", "Sở …", "UBND"."""
    trie: Trie[Entry] = Trie()
    for province in provinces():
        for spelling in (province.label, *province.aliases):
            bare = re.sub(r"^(?:tỉnh|thành phố|thủ đô|tp\.?|t\.p\.?) ?", "", spelling, flags=re.IGNORECASE)
            for form in {bare, spelling}:
                trie.add(form, province)
    return trie


@cache
def first_words() -> frozenset[str]:
    """Every word that a name can begin with in capitals: the places where reading is worth the while."""
    return _tries()[0].firsts() | frozenset(heads())


@cache
def lower_first_words() -> frozenset[str]:
    """The words that a name can begin with in lower case: of systems and databases."""
    of_heads = {
        word for word, found in heads().items() if any(h.kind is not Kind.ORGANIZATION for h in found)
    }
    of_names = {
        _first(spelling)
        for entry in (*databases(), *platforms())
        for spelling in (entry.label, *entry.aliases)
        if len(spelling.split()) > _LOWER or spelling[0].islower()
    }
    return frozenset(of_heads | of_names)


def _first(spelling: str) -> str:
    return str(re.findall(r"\w+", fold(spelling))[0])


@cache
def scanned_firsts() -> frozenset[str]:
    """The first words, without tone marks, of names that are known again without them."""
    return _tries()[1].firsts()


def known_at(words: Words, i: int, *, prefer: Kind | None = None) -> Match | None:
    """The longest known name at word i; between things of one spelling, `prefer` decides."""
    if prefer is None and i in words.known:
        return words.known[i]
    match = _longest(words, i, prefer)
    if prefer is None:
        words.known[i] = match
    return match


def _longest(words: Words, i: int, prefer: Kind | None) -> Match | None:
    for end, terms in _tries()[0].longest(words, i):
        fitting = [t for t in terms if _spelled_as_name(words, i, end, t)]
        if fitting:
            fitting.sort(key=lambda t: (t.entry is not None, t.kind is not prefer, t.kind is Kind.PLATFORM))
            return Match(i, end, fitting[0])
    return None


def scanned_at(words: Words, i: int) -> Match | None:
    """The longest name at word i that is known when tone marks are ignored (hard case 20)."""
    if not words.capital(i):
        return None
    for end, terms in _tries()[1].longest(words, i):
        if terms[0].words >= _SCANNED:
            return Match(i, end, terms[0], scanned=True)
    return None


def province_at(words: Words, i: int) -> tuple[int, Entry] | None:
    """The province whose bare or full name begins at word i, capitalised, and the index after it."""
    if i >= len(words) or not words.capital(i):
        return None
    for end, entries in _places().longest(words, i):
        if all(words.capital(k) for k in range(i, end)):
            return end, entries[0]
    return None


def country_at(words: Words, i: int) -> int | None:
    """The index after the name of another country that begins at word i, capitalised."""
    if not words.capital(i) or province_at(words, i):
        return None
    spelled = words.phrase(i, 4)
    for length in range(len(spelled), 0, -1):
        if tuple(spelled[:length]) in countries():
            return i + length
    return None


def sector_at(words: Words, i: int) -> tuple[int, str] | None:
    """The field of a provincial department at word i, in full or abbreviated, and the index after it."""
    for end, labels in _sector_trie().longest(words, i):
        if words.capital(i):
            return end, labels[0]
    return None


@cache
def _sector_trie() -> Trie[str]:
    trie: Trie[str] = Trie()
    for spelling, field in sectors().items():
        trie.add(spelling, field)
    return trie


def _spelled_as_name(words: Words, i: int, j: int, term: Term) -> bool:
    if term.entry is None or term.place:
        return words.capital(i) and (not term.place or _all_capital(words, i, j))
    glued = words.gap(i) in _GLUE
    if glued and ("." in term.spelling or _in_symbol(words, i)):  # a part of an address or of a symbol
        return False
    if term.spelling[0].islower() and words.printed(i, j) == term.spelling:  # "vnEdu"
        return True
    if not _acronyms_kept(words, i, j, term.spelling):
        return False
    return words.capital(i) or (term.kind is not Kind.ORGANIZATION and term.words > _LOWER)


def _in_symbol(words: Words, i: int) -> bool:
    """Whether word i stands in a document's symbol: VPCP in "421/TB-VPCP"."""
    for k in range(i, i - _SYMBOL, -1):
        if words.gap(k) not in _GLUE:
            return False
        if words.at(k - 1).isdigit():
            return True
    return False


def _all_capital(words: Words, i: int, j: int) -> bool:
    return all(words.capital(k) for k in range(i, j)) or words.at(i) in ("tỉnh", "thành", "tp", "thủ")


def _acronyms_kept(words: Words, i: int, j: int, spelling: str) -> bool:
    """Whether the words that the spelling has in capitals stand in capitals in the text too."""
    spelled = re.findall(r"\w+", spelling)
    if len(spelled) != j - i:  # a word printed twice
        return words.capital(i)
    return all(
        words.printed(k).isupper() if len(s) > 1 and s.isupper() else True
        for k, s in zip(range(i, j), spelled, strict=True)
    ) and (len(spelled) > 1 or words.capital(i))
