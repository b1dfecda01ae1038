"""Answers that are kept, so that the same question to the same version of the graph is answered once.

They lie in the server's own process, in front of every worker. A version never changes, so nothing kept can
be wrong; what belongs to a version before the current one is dropped when the new one is first asked.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from api.delivery import Asked

_OVERHEAD = 1_000  # bytes that an entry costs beside its body: headers, key, the dictionary's own


_POPULAR = 50


class Question(NamedTuple):
    """What an answer follows from, beside the version."""

    query: str
    media: tuple[str, str]
    """The media types for tables and for graphs, "" where the client takes none."""
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    gzip: bool
    as_file: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, as it goes out."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: str
    asked: Asked
    """What it answers, to be asked again."""


class Answers:
    """The answers used last, of the current version, `most` bytes together."""

    def __init__(self, most: int) -> None:
        self.largest = most // 16
        self.hits = self.misses = self.size = 0
        self._most = most
        self._version = ""
        self._kept: OrderedDict[Question, Answer] = OrderedDict()
        self._asked: Counter[Question] = Counter()

    def get(self, version: str, question: Question) -> Answer | None:
        """The answer of `version` to `question`, if it is kept."""
        if version != self._version:
            self.turn_to(version)
        answer = self._kept.get(question)
        if answer is None:
            self.misses += 1
            return None
        self.hits += 1
        self._asked[question] += 1
        self._kept.move_to_end(question)
        return answer

    def put(self, version: str, question: Question, answer: Answer) -> None:
        """Keep an answer, unless it is of another version than was asked last, or too large."""
        size = _size(question, answer)
        if version != self._version or size > self.largest:
            return
        old = self._kept.pop(question, None)
        self.size += size - (_size(question, old) if old else 0)
        self._kept[question] = answer
        while self.size > self._most:
            dropped = self._kept.popitem(last=False)
            self.size -= _size(*dropped)
            del self._asked[dropped[0]]

    def turn_to(self, version: str) -> list[tuple[Question, Answer]]:
        """Forget what is kept, for a new version; gives what was asked for again most, in order."""
        popular = [(question, self._kept[question]) for question, _ in self._asked.most_common(_POPULAR)]
        self._version = version
        self._kept.clear()
        self._asked.clear()
        self.size = 0
        return popular


def _size(question: Question, answer: Answer) -> int:
    return len(answer.body) + 4 * len(question.query) + _OVERHEAD
