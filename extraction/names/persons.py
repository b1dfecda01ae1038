"""Persons' names after the names of the bodies that they head: "Cục trưởng Cục Trồng trọt Trần Văn An"."""

from __future__ import annotations

from extraction.names import tables
from extraction.names.words import Words

_OFFICE_ENDS = frozenset({"trưởng", "đốc", "tịch", "nhiệm", "thư", "phó", "chánh"})
_LENGTHS = (3, 4, 2)  # words of a person's name, the most usual first
_LONGEST = 5


def headed(words: Words, i: int) -> bool:
    """Whether a person's office stands before the body at word i: "Giám đốc", "Phó Chủ tịch"."""
    return words.before(i) in _OFFICE_ENDS


def person_words(words: Words, i: int) -> int:
    """How many words the person's name has that begins at word i with a surname; 0 where none does."""
    if words.at(i) not in tables.words("surname") or not words.capital(i):
        return 0
    end = i + 1
    while end - i < _LONGEST and words.gap(end) == " " and words.capital(end):
        end += 1
    return end - i if end - i > 1 else 0


def without_person(words: Words, i: int, first: int, end: int) -> int:
    """Where the name of the body at word i ends whose tail goes from `first` to `end`: before a person's."""
    if not headed(words, i):
        return end
    for stop in range(first + 2, end + 1):
        if not words.capital(stop - 1) or (words.gap(stop) == " " and words.capital(stop)):
            continue  # not the last of a run of capitals
        for count in _LENGTHS:
            start = stop - count
            if start > first and person_words(words, start) == count:
                return start
    return end
