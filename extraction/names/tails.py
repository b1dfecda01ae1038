"""Where a name ends: read from its head noun to the right by the grammar of Vietnamese official prose.

A name goes on over capitals and over plain nouns. It ends at a predicate, a preposition, a sentence mark,
at a comma that does not join fixed pairs ("tích hợp, chia sẻ"), and where another body's name begins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extraction.names import tables
from extraction.names.words import Words

_LONGEST = 22  # words
_WEAK_ENDS = frozenset({"và", "của", "về", "các", "cho", "với", "hoặc", "tỉnh", "thành", "theo", "chỉ"})
_PREPOSITIONS = frozenset({"với", "trên", "cho", "tại", "đến", "các", "những", "từ", "vào", "theo"})
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
            return k if words.pair(k + 1) in tables.words("act") | tables.words("work") else j
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
        return _fixed_pair(words, i, j) or _listed(words, j, manner) or _functions(words, i, j, manner)
    if gap in (" - ", " – ", "-", "–"):
        return words.capital(j) and not (manner.starts(j) or _is_office(words, j))
    return gap == "/" and words.at(j - 1).isdigit() and words.shouted(j)


def _fixed_pair(words: Words, i: int, j: int) -> bool:
    """Whether the terms to both sides of a comma are one of the pairs that names are made with."""
    after = [" ".join(words.phrase(j, n)) for n in range(1, _TERM + 1)]
    for n in range(1, min(_TERM, j - i) + 1):
        before = " ".join(words.word[j - n : j])
        if any((before, term) in tables.coordinated() for term in after):
            return True
    return False


def _functions(words: Words, i: int, j: int, manner: Manner) -> bool:
    """Whether a comma parts two verbs that open a system's name: "Nền tảng chia sẻ, điều phối dữ liệu"."""
    verbs = tables.words("use") | tables.words("work")
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
    if word in ("và", "về", "của"):
        return j > i and _joint_goes_on(words, j, manner)
    if j > i and manner.starts(j):
        return False
    return not _stops(words, j) and not _verb_ends(words, i, j, manner)


def _number_belongs(words: Words, i: int, j: int, manner: Manner) -> bool:
    """Whether a number is part of the name: "Ban Chỉ đạo 389 …", "… Đề án 06", "… khu vực 2"."""
    if j == i:
        return manner.body and manner.topic
    return words.at(j - 1) in ("án", "lệnh", "vực", "khu") or words.at(j - 1).isdigit()


def _joint_goes_on(words: Words, j: int, manner: Manner) -> bool:
    if words.at(j) == "và":
        return _and_goes_on(words, j + 1, manner)
    if words.at(j) == "về":
        return manner.about
    return words.pair(j + 1) in tables.words("owner")  # "của tổ chức, cá nhân"


def _and_goes_on(words: Words, j: int, manner: Manner) -> bool:
    if words.gap(j) != " " or manner.starts(j) or words.at(j).isdigit():
        return False
    if words.capital(j):
        another = words.shouted(j) and len(words.at(j)) > 2 and words.at(j) not in tables.abbreviations()
        return not (another or _is_office(words, j))
    heads_a_class = {words.at(j), words.pair(j)} & (tables.words("plural") | tables.words("class"))
    if heads_a_class or _stops(words, j):
        return False
    return manner.topic or words.pair(j) not in tables.words("act")


def _is_office(words: Words, j: int) -> bool:
    """Whether a person's office or a form of address begins at word j: "Trưởng", "Bộ trưởng", "đồng chí"."""
    return words.at(j) in tables.words("office") or words.pair(j) in tables.words("office")


def _stops(words: Words, j: int) -> bool:
    stop, keep = tables.words("stop"), tables.words("keep")
    word, pair = words.at(j), words.pair(j)
    if pair in keep or (words.gap(j) == " " and f"{words.at(j - 1)} {word}" in keep):
        return False
    return word in stop or pair in stop


def _verb_ends(words: Words, i: int, j: int, manner: Manner) -> bool:
    """Whether a verb at word j opens a predicate rather than being part of the name."""
    act, work, use = tables.words("act"), tables.words("work"), tables.words("use")
    word, pair = words.at(j), words.pair(j)
    is_act = word in act or pair in act or (word == "cấp" and words.at(j + 1) not in tables.words("grade"))
    if not is_act and pair not in work:
        return False
    if _within_compound(words, j) or words.before(j) == "về":
        return False
    if manner.body:
        return _ends_body(words, i, j, is_act=is_act)
    if j == i or _after_joint(words, j):
        return False
    if " ".join(words.word[j - 2 : j]) in ("quốc gia", "dùng chung"):
        return True
    inside = word in use or pair in use or pair in work
    return not inside or _has_object(words, j)


def _ends_body(words: Words, i: int, j: int, *, is_act: bool) -> bool:
    """Whether a lower-case verb at word j ends a body's name that began at word i."""
    work, objects = tables.words("work"), tables.words("object")
    if j == i:
        return is_act and words.pair(j) not in work
    manages = words.pair(i) in work | tables.words("use")
    if _after_joint(words, j) and manages:
        return False
    if words.pair(j) not in objects:
        return True
    managed = words.pair(j - 2) in work | objects | {"dự án"}
    return not managed and not _predicate_at(words, j + 2)  # "Viện Kinh tế xây dựng tổng hợp …": a noun


def _predicate_at(words: Words, j: int) -> bool:
    """Whether a verb that is never a noun, or an auxiliary, stands at word j."""
    if words.gap(j) != " ":
        return False
    return words.at(j) in tables.words("predicate") or (
        words.pair(j) in tables.words("act") and words.pair(j) not in tables.words("work")
    )


def _after_joint(words: Words, j: int) -> bool:
    return words.gap(j) == ", " or (words.at(j - 1) == "và" and not words.capital(j - 1))


def _within_compound(words: Words, j: int) -> bool:
    """Whether word j is the second syllable of a compound that a capital or a kept word opened."""
    return words.gap(j) == " " and f"{words.at(j - 1)} {words.at(j)}" in tables.words("keep")


def _has_object(words: Words, j: int) -> bool:
    """Whether what follows the verb at word j counts or generalises, as only a predicate's object does."""
    k = j + len(words.pair(j).split())
    following = words.at(k)
    if words.gap(k) != " " or following.isdigit():
        return words.gap(k) == " "
    return following in tables.words("plural") or words.pair(k) in ("người dân", "toàn bộ", "nhu cầu")
