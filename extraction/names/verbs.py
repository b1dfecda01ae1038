"""Whether a verb inside what follows a head opens a predicate or is part of the name."""

from __future__ import annotations

from extraction.names import tables
from extraction.names.words import Words


def verb_ends(words: Words, i: int, j: int, *, body: bool) -> bool:
    """Whether a verb at word j opens a predicate rather than being part of the name."""
    act, work, use = tables.words("act"), tables.words("work"), tables.words("use")
    word, pair = words.at(j), words.pair(j)
    is_act = word in act or pair in act or (word == "cấp" and words.at(j + 1) not in tables.words("grade"))
    is_act = is_act or (body and _does(word, pair))
    if not is_act and pair not in work:
        return False
    if _within_compound(words, j) or words.before(j) == "về":
        return False
    if body:
        return _ends_body(words, i, j, is_act=is_act)
    if j == i or _after_joint(words, j):
        return False
    if " ".join(words.word[j - 2 : j]) in ("quốc gia", "dùng chung"):
        return True
    inside = word in use or pair in use or pair in work
    return not inside or _has_object(words, j)


def _does(word: str, pair: str) -> bool:
    """Whether a verb that only systems' names hold stands here; "đăng", but not in "đăng ký"."""
    does = tables.words("does")
    return pair in does or (word in does and pair not in tables.words("work", "keep"))


def _ends_body(words: Words, i: int, j: int, *, is_act: bool) -> bool:
    """Whether a lower-case verb at word j ends a body's name that began at word i."""
    work, objects = tables.words("work"), tables.words("object")
    if j == i:
        return is_act and words.pair(j) not in work
    manages = words.pair(i) in work | tables.words("use")
    if _after_joint(words, j) and (manages or _closes_phrase(words, j + 2)):
        return False
    if words.pair(j) not in objects:
        return True
    managed = words.pair(j - 2) in work | objects | {"dự án"}
    return not managed and not _predicate_at(words, j + 2)  # "Viện Kinh tế xây dựng tổng hợp …": a noun


def _closes_phrase(words: Words, j: int) -> bool:
    """Whether nothing that a verb before word j could have for its object follows: it is a noun."""
    return words.gap(j) != " " or _predicate_at(words, j)


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
