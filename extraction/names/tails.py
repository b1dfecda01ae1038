"""Where a name ends: read from its head noun to the right by the grammar of Vietnamese official prose.

A name goes on over capitals and over plain nouns. It ends at a predicate, a preposition, a sentence mark,
at a comma that does not join fixed pairs ("tích hợp, chia sẻ"), and where another body's name begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extraction.names import tables
from extraction.names.known import province_at
from extraction.names.verbs import verb_ends
from extraction.names.words import Words

_LONGEST = 22  # words
_WEAK_ENDS = frozenset({"và", "của", "về", "các", "cho", "với", "hoặc", "tỉnh", "thành", "theo", "chỉ"})
_PREPOSITIONS = frozenset({"với", "trên", "cho", "tại", "đến", "các", "những", "từ", "vào", "theo"})
_NUMBERED = ("án", "lệnh", "vực", "khu", "y", "vùng", "số")  # before a number inside a name
_PERSONS = ("cơ quan", "đơn vị")
_TERM = 4  # words of the longest coordinated term
_LIST = 6  # words between a comma and the "và" that closes a list inside a name


@dataclass(frozen=True, slots=True)
class Manner:
    """How a tail is read.

    `starts` tells whether another name begins at a word; `body` tails (of organizations) end at verbs that
    systems' names may hold; `about` lets "về" carry on; `topic` lets lower-case nouns follow "và".
    """

    starts: Callable[[int], bool]
    body: bool
    about: bool
    topic: bool


def tail_end(words: Words, i: int, manner: Manner) -> int:
    """The index after the last word of the tail that begins at word i (i itself where there is none)."""
    j = i
    while j - i < _LONGEST and j < len(words):
        if j > i and not _crosses(words, i, j, manner):
            break
        if not _belongs(words, i, j, manner):
            break
        j += 1
    j = _without_predicate(words, i, j)
    while j > i and words.at(j - 1) in _WEAK_ENDS and not words.capital(j - 1) and words.at(j - 2) != "cấp":
        j -= 1
    return j


def _without_predicate(words: Words, i: int, j: int) -> int:
    """Cuts "… và kết nối, chia sẻ" before "với …": such a verb is a predicate."""
    if words.gap(j) != " " or words.at(j) not in _PREPOSITIONS:
        return j
    for k in range(j - 1, i, -1):
        if words.at(k) == "và" and not words.capital(k + 1):
            return k if words.pair(k + 1) in tables.words("act", "work") else j
    return j


def _crosses(words: Words, i: int, j: int, manner: Manner) -> bool:
    """Whether the name may go on over what stands between words j-1 and j."""
    gap = words.gap(j)
    if gap == " ":
        return True
    if gap in ("&", " & "):
        return words.capital(j)
    if gap == ", ":
        if manner.starts(j):
            return False
        return _paired(words, i, j, j) or _listed(words, j, manner) or _functions(words, i, j, manner)
    if gap in (" - ", " – ", "-", "–"):
        if not words.capital(j):
            return gap == " - " and _paired(words, i, j, j)
        return not (manner.starts(j) or _is_office(words, j))
    return gap == "/" and words.shouted(j) and (words.at(j - 1).isdigit() or words.shouted(j - 1))


def _paired(words: Words, i: int, end: int, start: int) -> bool:
    """Whether the terms before word `end` and from `start` on are a pair that names are made with."""
    after = [" ".join(words.phrase(start, n)) for n in range(1, _TERM + 1)]
    for n in range(1, min(_TERM, end - i) + 1):
        before = " ".join(words.word[end - n : end])
        if any((before, term) in tables.coordinated() for term in after):
            return True
    return False


def _functions(words: Words, i: int, j: int, manner: Manner) -> bool:
    """Whether a comma parts two verbs that open a system's name: "Nền tảng chia sẻ, điều phối dữ liệu"."""
    verbs = tables.words("use", "work")
    return not manner.body and j - i == 2 and words.pair(i) in verbs and words.pair(j) in verbs


def _listed(words: Words, j: int, manner: Manner) -> bool:
    """Whether "…, Thể thao và Du lịch" follows: capitals that a "và" before a capital closes."""
    if not words.capital(j):
        return False
    for k in range(j + 1, j + _LIST):
        if words.gap(k) not in (" ", ", ") or manner.starts(k):
            return False
        if words.at(k) == "và":
            return words.gap(k + 1) == " " and words.capital(k + 1) and not manner.starts(k + 1)
        if not words.capital(k) and _stops(words, k):
            return False
    return False


def _belongs(words: Words, i: int, j: int, manner: Manner) -> bool:
    word = words.at(j)
    if word.isdigit():
        return _number_belongs(words, i, j, manner)
    if words.capital(j):
        return (j == i and manner.body) or not (manner.starts(j) or _is_office(words, j))
    if manner.body and j > i and (_closed(words, j, manner) or _counts(words, j)):
        return False
    if word in ("và", "về", "của"):
        return j > i and _joint_goes_on(words, i, j, manner)
    if j > i and (manner.starts(j) or (manner.body and words.pair(j) in _PERSONS)):
        return False
    return not _stops(words, j) and not verb_ends(words, i, j, body=manner.body)


def _closed(words: Words, j: int, manner: Manner) -> bool:
    """Whether a proper name before the lower-case word j closes a body's: "… Việt Nam", "… Hà Nội"."""
    if words.gap(j) != " " or (manner.about and words.at(j) == "về"):
        return False
    if f"{words.at(j - 2)} {words.at(j - 1)}" in tables.words("closing") and words.capital(j - 2):
        return True
    if words.at(j - 1).isdigit():
        return not manner.topic
    if not words.capital(j - 1):
        return False
    if words.shouted(j - 1):
        return words.at(j - 1) not in tables.abbreviations() and words.at(j - 1) not in tables.words("form")
    place = province_at(words, j - 2)
    return place is not None and place[0] == j


def _number_belongs(words: Words, i: int, j: int, manner: Manner) -> bool:
    """Whether a number is part of the name: "Ban Chỉ đạo 389 …", "… Đề án 06", "… khu vực 2"."""
    if j == i:
        return manner.body and manner.topic
    return words.at(j - 1) in _NUMBERED or words.at(j - 1).isdigit()


def _counts(words: Words, j: int) -> bool:
    """Whether the lower-case word j is a verb that counts: "Bệnh viện Mắt khám 500 ca"."""
    counted = words.gap(j + 1) == " " and words.at(j + 1).isdigit()
    return counted and words.at(j) not in _NUMBERED and words.capital(j - 1)


def _joint_goes_on(words: Words, i: int, j: int, manner: Manner) -> bool:
    if words.at(j) == "và":
        return _paired(words, i, j, j + 1) or _and_goes_on(words, j + 1, manner)
    if words.at(j) == "về":
        return manner.about
    return words.pair(j + 1) in tables.words("owner")  # "của tổ chức, cá nhân"


def _numbered_act(words: Words, j: int) -> bool:
    """Whether an instrument with its number begins at word j: "Nghị quyết số 71/NQ-CP"."""
    return any(words.at(j + n) == "số" and words.at(j + n + 1).isdigit() for n in (1, 2, 4))


def _and_goes_on(words: Words, j: int, manner: Manner) -> bool:
    if words.gap(j) != " " or manner.starts(j) or words.at(j).isdigit() or _numbered_act(words, j):
        return False
    if words.capital(j):
        another = words.shouted(j) and len(words.at(j)) > 2 and words.at(j) not in tables.abbreviations()
        return not (another or _is_office(words, j))
    heads_a_class = {words.at(j), words.pair(j)} & (tables.words("plural", "class"))
    if heads_a_class or _stops(words, j):
        return manner.body and words.pair(j) in tables.words("offering") and _leads_to_nation(words, j)
    return manner.topic or words.pair(j) not in tables.words("act")


def _leads_to_nation(words: Words, j: int) -> bool:
    """Whether plain words from word j on lead to "Việt Nam", so that they are in an association's name."""
    for k in range(j + 2, j + _LIST + 2):
        if words.gap(k) != " " or _stops(words, k) or words.pair(k) in tables.words("act"):
            return False
        if words.pair(k) == "việt nam" and words.capital(k):
            return True
    return False


def _is_office(words: Words, j: int) -> bool:
    """Whether a person's office or a form of address begins at word j: "Trưởng", "Bộ trưởng", "đồng chí"."""
    return words.at(j) in tables.words("office") or words.pair(j) in tables.words("office")


def _stops(words: Words, j: int) -> bool:
    stop, keep = tables.words("stop"), tables.words("keep")
    word, pair = words.at(j), words.pair(j)
    if pair in keep or (words.gap(j) == " " and f"{words.at(j - 1)} {word}" in keep):
        return False
    return word in stop or pair in stop
