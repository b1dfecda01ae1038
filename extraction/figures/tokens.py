"""A sentence as tokens: words with the classes of the lexicon, names, times, quantities, brackets.

The reading of figures works on these, not on characters: which verb governs a quantity, where a noun
phrase ends, what a bracket belongs to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extraction.facts import Ref
from extraction.figures.lexicon import alternation, classes
from extraction.figures.quantity import Quantity, find_quantities
from extraction.mention import Mention, within
from extraction.periods import TimeSpan

# A word with its first syllable; what is glued to it by a sign ("công-ten-nơ", "A/B") is part of it.
_WORD = re.compile(r"\s*+(?P<word>(?P<syllable>[^\W\d_]\w*+)(?:[&/+.-][\w&/+.-]*\w)?)")
_SPACE = re.compile(r"\s*+")
_SYLLABLE = re.compile(r"[^\W\d_]\w*+")
_NUMBER = re.compile(r"\d++\w*+")
_NO_CLASS: frozenset[str] = frozenset()


@dataclass(slots=True)
class Token:
    """One unit of a sentence.

    `kind` is word, name, instrument, time, quantity, bracket, or the mark itself; `text` is folded.
    """

    kind: str
    start: int
    end: int
    text: str
    classes: frozenset[str] = frozenset()
    quantity: Quantity | None = None
    time: TimeSpan | None = None
    ref: Ref | None = None
    inner: list[Token] = field(default_factory=list)

    @property
    def amount(self) -> Quantity:
        """The quantity of a quantity token; asking another token for it is an error of the reader."""
        if self.quantity is None:
            raise ValueError(f"no quantity: {self.text!r}")
        return self.quantity

    def holds_quantity(self) -> bool:
        """Whether a bracket has a figure in it."""
        return any(t.kind == "quantity" for t in self.inner)

    def has(self, *names: str) -> bool:
        """Whether the word is in one of these classes of the lexicon."""
        return not self.classes.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class _Words:
    """The lexicon ready for scanning: phrases by their first syllable, marks, and the classes of each."""

    phrases: dict[str, re.Pattern[str]]
    marks: re.Pattern[str]
    classes: dict[str, frozenset[str]]


@cache
def _lexicon() -> _Words:
    table: dict[str, set[str]] = {}
    for name, words in classes().items():
        for word in words:
            table.setdefault(word, set()).add(name)
    by_syllable: dict[str, list[str]] = {}
    marks: list[str] = []
    for word in table:
        opening = _SYLLABLE.match(word)
        if opening:
            by_syllable.setdefault(opening.group(), []).append(word)
        else:
            marks.append(word)
    phrases = {
        first: re.compile(rf"(?:{alternation(group)})(?![\w/])") for first, group in by_syllable.items()
    }
    return _Words(phrases, re.compile(alternation(marks)), {w: frozenset(c) for w, c in table.items()})


@dataclass(frozen=True, slots=True)
class Fixed:
    """A stretch that is one token whatever words it holds: a name, an instrument, a time, a quantity."""

    start: int
    end: int
    token: Token


def fixed_tokens(
    folded: str,
    start: int,
    end: int,
    names: Sequence[Mention],
    instruments: Sequence[Mention],
    times: Iterable[TimeSpan],
    undated: Iterable[tuple[int, int]] = (),
) -> list[Fixed]:
    """The fixed tokens of `folded[start:end]`, in order and apart.

    Where two overlap, instruments win over times, times over names, names over numbers.
    """
    out: list[Fixed] = []
    taken: list[tuple[int, int]] = []

    def add(token: Token) -> None:
        at = bisect_left(taken, (token.start, token.end))
        before = at > 0 and taken[at - 1][1] > token.start
        after = at < len(taken) and taken[at][0] < token.end
        if not before and not after:
            taken.insert(at, (token.start, token.end))
            out.append(Fixed(token.start, token.end, token))

    for kind, mentions in (("instrument", instruments), ("name", names)):
        for m in sorted(within(mentions, start, end), key=lambda m: m.start - m.end):
            add(Token(kind, m.start, m.end, folded[m.start : m.end], ref=m.ref))
        if kind == "instrument":
            for t in times:
                add(Token("time", t.start, t.end, folded[t.start : t.end], time=t))
            for first, last in undated:
                add(Token("time", first, last, folded[first:last]))
    for q in find_quantities(folded, start, end):
        add(Token("quantity", q.start, q.end, folded[q.start : q.end], quantity=q))
    return sorted(out, key=lambda f: f.start)


def tokenize(folded: str, start: int, end: int, fixed: Sequence[Fixed]) -> list[Token]:
    """The tokens of `folded[start:end]`; what stands in brackets becomes the `inner` of one bracket token."""
    flat: list[Token] = []
    at = start
    for f in [*fixed, None]:
        stop = f.start if f else end
        flat.extend(_words(folded, at, stop))
        if f:
            flat.append(f.token)
            at = f.end
    return _nest(flat)


def _words(folded: str, start: int, end: int) -> Iterator[Token]:
    words = _lexicon()
    at = start
    while at < end:
        found = _WORD.match(folded, at, end)
        if found is None:
            token = _mark(words, folded, at, end)
            if token is None:
                return
            at = token.end
            yield token
            continue
        first, at, text = found.start("word"), found.end(), found["word"]
        phrases = words.phrases.get(found["syllable"])
        phrase = phrases.match(folded, first, end) if phrases else None
        if phrase is not None:
            at, text = phrase.end(), phrase.group()
        yield Token("word", first, at, text, words.classes.get(text, _NO_CLASS))


def _mark(words: _Words, folded: str, start: int, end: int) -> Token | None:
    """The mark or the bare number behind white space at `start`; None at the end."""
    space = _SPACE.match(folded, start, end)
    at = space.end() if space else start
    if at >= end:
        return None
    found = words.marks.match(folded, at, end) or _NUMBER.match(folded, at, end)
    text = found.group() if found else folded[at]
    return Token("word" if found else text, at, at + len(text), text, words.classes.get(text, _NO_CLASS))


def _nest(flat: list[Token]) -> list[Token]:
    stack: list[list[Token]] = [[]]
    opened: list[Token] = []
    for token in flat:
        if token.kind in "([" and len(stack) < 8:
            opened.append(token)
            stack.append([])
        elif token.kind in ")]" and opened:
            head = opened.pop()
            inner = stack.pop()
            stack[-1].append(Token("bracket", head.start, token.end, "", inner=inner))
        else:
            stack[-1].append(token)
    while opened:  # a bracket that never closes is read as if it weren't there
        head = opened.pop()
        inner = stack.pop()
        stack[-1].extend([head, *inner])
    return stack[0]
