"""The tokenizer: words, numbers and marks of Vietnamese official prose as a spaCy `Doc`.

Text is cut at its spaces first, which costs a tenth of a pattern over every letter; only what is no bare word
("số,", "15/2021/NĐ-CP") is looked at more closely.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from spacy.tokens import Doc
from spacy.util import registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.vocab import Vocab

TOKENIZER = "khaithong.words.v1"
"""The name of the tokenizer in spaCy's registry."""

_PARTS = re.compile(r"\w++(?:[./&-]\w++)*+|[^\w\s]|\s++")


class _Orths(dict[str, int]):
    """Words with their keys in a string store, so that each is hashed there once."""

    def __init__(self, strings: StringStore) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, word: str) -> int:
        orth = self[word] = self._strings.add(word)
        return orth


class Tokenizer:
    """Words, numbers, marks as tokens; citations keep their slashes, so that "15/2021/NĐ-CP" is one token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._orths = _Orths(vocab.strings)

    def __call__(self, text: str) -> Doc:
        """A `Doc` of `text`; its tokens and spaces add up to the text."""
        words, spaces = cut(text)
        keys = [self._orths[word] for word in words]  # which spaCy takes as well as the words
        return Doc(self.vocab, words=cast("list[str]", keys), spaces=spaces)


def cut(text: str) -> tuple[list[str], list[bool]]:
    """The tokens of a text, and whether a space stands behind each; a space after a space is a token."""
    words: list[str] = []
    spaces: list[bool] = []
    pieces = text.split(" ")
    last = pieces.pop()
    for piece in pieces:
        if piece.isalnum():
            words.append(piece)
            spaces.append(True)
        elif piece[:-1].isalnum() and piece[-1] != "_":
            words += (piece[:-1], piece[-1])
            spaces += (False, True)
        elif piece:
            parts = _PARTS.findall(piece)
            words += parts
            spaces += [False] * (len(parts) - 1)
            spaces.append(True)
        else:
            words.append(" ")
            spaces.append(False)
    if last:
        parts = _PARTS.findall(last)
        words += parts
        spaces += [False] * len(parts)
    return words, spaces


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]  # catalogue types are open
def _make_tokenizer() -> Callable[[Language], Tokenizer]:
    return lambda nlp: Tokenizer(nlp.vocab)
