"""A trie of words: finds the longest of many names at a place in a stream of words, in one walk.

Joints are tolerant: a comma, hyphen, ampersand or nothing may part two words of a name; a word printed
twice counts once (hard case 21).
"""

from __future__ import annotations

import re
from typing import Generic, TypeVar

from extraction.names.words import Words, toneless
from ontology.keys import fold

T = TypeVar("T")
_JOINT = re.compile(r" ?(?:[,&/\-–—] ?)?")
_LONGEST = 40  # words; no name is longer, doubled words included


class _Node(Generic[T]):
    __slots__ = ("next", "values")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.values: list[T] = []


class Trie(Generic[T]):
    """Names as folded words, each with the values that it stands for.

    `flat` compares words without tone marks, for names that a scan misread.
    """

    def __init__(self, *, flat: bool = False) -> None:
        self._root: _Node[T] = _Node()
        self._flat = flat

    def firsts(self) -> frozenset[str]:
        """The first words of all names."""
        return frozenset(self._root.next)

    def add(self, spelling: str, value: T) -> None:
        """Let `spelling` (any case, any punctuation) stand for `value`."""
        node = self._root
        for word in re.findall(r"\w+", fold(spelling)):
            node = node.next.setdefault(toneless(word) if self._flat else word, _Node())
        node.values.append(value)

    def longest(self, words: Words, i: int) -> list[tuple[int, list[T]]]:
        """Every name that begins at word i, the longest first, as (index after its last word, values)."""
        node = self._root.next.get(self._form(words, i))
        found: list[tuple[int, list[T]]] = []
        j = i + 1
        while node is not None:
            if node.values:
                found.append((j, node.values))
            if j - i > _LONGEST or not node.next or not _joined(words, j):
                break
            following = node.next.get(self._form(words, j))
            if following is None:
                node, j = self._past_doubled(words, node, i, j)
            else:
                node, j = following, j + 1
        found.reverse()
        return found

    def _form(self, words: Words, i: int) -> str:
        return toneless(words.at(i)) if self._flat else words.at(i)

    def _past_doubled(self, words: Words, node: _Node[T], i: int, j: int) -> tuple[_Node[T] | None, int]:
        """The node after a word or a pair that is printed twice, the second time from word j on."""
        stream = words.word
        for skip in (1, 2):
            at = j + skip
            if not _joined(words, at):
                return None, j
            if at - 2 * skip < i or stream[j:at] != stream[j - skip : j]:
                continue
            following = node.next.get(self._form(words, at))
            if following is not None:
                return following, at + 1
        return None, j


def _joined(words: Words, j: int) -> bool:
    gap = words.gap(j)
    if gap == " ":
        return True
    if gap.startswith("."):  # TP.Hồ Chí Minh, TP. Hồ Chí Minh, a.gov.vn
        return gap == "." or (gap == ". " and len(words.at(j - 1)) <= 2)
    return _JOINT.fullmatch(gap) is not None
