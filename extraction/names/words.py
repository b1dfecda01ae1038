"""A report's text as a stream of words: folded forms, offsets, and what stands between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extraction.names.terms import Match
from extraction.report import Report

_WORD = re.compile(r"\w++")
_SPACE = re.compile(r"[^\S\n]++")
_TONE_OF = {
    "a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị",
    "o": "òóỏõọ", "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "u": "ùúủũụ", "ư": "ừứửữự", "y": "ỳýỷỹỵ",
}  # fmt: skip
_TONELESS = str.maketrans({toned: plain for plain, all_toned in _TONE_OF.items() for toned in all_toned})
_SENTENCE_ENDS = frozenset(".!?:;•…-–—+*")
BREAK = "\n"
_PAST = 64  # words before the first that a look-up may reach


@lru_cache(maxsize=16_384)
def toneless(folded: str) -> str:
    """A folded word without its five tone marks, letters kept apart: "cổng" → "công", never "cong"."""
    return folded.translate(_TONELESS)


def _cut(folded: str) -> tuple[list[str], list[int], list[int]]:
    """The words of a text, where each begins, and before which of them more than one space may stand.

    Bare words between spaces need no pattern.
    """
    words: list[str] = []
    starts: list[int] = []
    uneven: list[int] = []
    at = 0
    for piece in folded.split(" "):
        if piece.isalnum():
            words.append(piece)
            starts.append(at)
        elif piece[:-1].isalnum() and piece[-1] != "_":
            words.append(piece[:-1])
            starts.append(at)
            uneven.append(len(words))
        else:
            first = len(words)
            for m in _WORD.finditer(piece):
                words.append(m.group())
                starts.append(at + m.start())
            uneven += range(first, len(words) + 1)
        at += len(piece) + 1
    return words, starts, uneven


class Words:
    """The words of `text`, cut at the edges of `blocks` (start and end offsets, in order).

    Word `i` stands at `text[start[i]:end[i]]`; `word[i]` is its folded form. Every look-up takes an index
    past the end and answers as at a break, so that readers need no bounds of their own. `known` remembers
    which known name begins at a word, once somebody looked.
    """

    def __init__(self, text: str, folded: str, blocks: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.folded = folded
        if len(self.folded) != len(text):
            raise ValueError("the text of a report must be in NFC, so that folding keeps its offsets")
        self.word, self.start, uneven = _cut(folded)
        self.end = [start + len(word) for start, word in zip(self.start, self.word, strict=True)]
        self._padded = [*self.word, *[""] * _PAST]
        self._gaps = self._between(uneven, blocks)
        self.known: dict[int, Match | None] = {}
        self._block_starts = [block[0] for block in blocks]

    @classmethod
    def of(cls, report: Report) -> Words:
        """The words of a report."""
        return cls(report.text, report.folded, [(b.start, b.end) for b in report.blocks])

    def _between(self, uneven: Iterable[int], blocks: Iterable[tuple[int, int]]) -> list[str]:
        """The gap before each word and behind the last, as printed: a space but at the `uneven` ones."""
        out = [" "] * (len(self.word) + 1)
        for i in uneven:
            if 0 < i < len(self.word):
                gap = self.text[self.end[i - 1] : self.start[i]]
                out[i] = gap if gap == " " else _SPACE.sub(" ", gap)
        for block in blocks:
            for edge in block:
                out[bisect_left(self.start, edge)] = BREAK
        out[0] = out[-1] = BREAK
        return out

    def __len__(self) -> int:
        return len(self.word)

    def block(self, i: int) -> int:
        """The number of the block that word i stands in."""
        return bisect_right(self._block_starts, self.start[i]) - 1

    def gap(self, i: int) -> str:
        """What stands between word i-1 and word i, one space for white space; BREAK at a block's edge."""
        return self._gaps[i] if 0 < i < len(self._gaps) else BREAK

    def follows(self, i: int) -> bool:
        """Whether word i goes on from the word before it: after a space, or after a word in brackets."""
        gap = self.gap(i)
        return gap == " " or (gap == ") " and self.gap(i - 1) == " (")

    def at(self, i: int) -> str:
        """The folded word i, or nothing past the edges."""
        return self._padded[i] if i <= len(self.word) else ""

    def before(self, i: int) -> str:
        """The folded word before word i, where only a space parts them."""
        return self.at(i - 1) if self.gap(i) == " " else ""

    def pair(self, i: int) -> str:
        """Words i and i+1 where nothing but a space parts them, else word i alone."""
        if self.gap(i + 1) == " ":
            return f"{self.at(i)} {self.at(i + 1)}"
        return self.at(i)

    def printed(self, i: int, j: int | None = None) -> str:
        """The text of word i, or of words i to j (exclusive) with what stands between them."""
        last = i + 1 if j is None else j
        if not 0 <= i < last <= len(self.word):
            return ""
        return self.text[self.start[i] : self.end[last - 1]]

    def capital(self, i: int) -> bool:
        """Whether word i begins with a capital letter."""
        return 0 <= i < len(self.word) and self.text[self.start[i]].isupper()

    def shouted(self, i: int) -> bool:
        """Whether word i is in capitals throughout and longer than a letter."""
        printed = self.printed(i)
        return len(printed) > 1 and printed.isupper()

    def opens_sentence(self, i: int) -> bool:
        """Whether word i is the first of a block or sentence, so that its capital proves nothing."""
        gap = self.gap(i).strip()
        if self.gap(i) == BREAK or i == 0:
            return True
        return bool(gap) and gap[-1] in _SENTENCE_ENDS | {"“", '"', ")"} and gap not in ("-", "–")

    def phrase(self, i: int, longest: int) -> list[str]:
        """Up to `longest` words from i on, as far as single spaces part them."""
        out = [self.at(i)]
        while len(out) < longest and self.gap(i + len(out)) == " ":
            out.append(self.at(i + len(out)))
        return out
