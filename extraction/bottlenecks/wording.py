"""The words of obstacles, and how a remedy is turned into the problem that it answers."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from extraction.figures.labels import lower_first, upper_first
from extraction.figures.lexicon import alternation, whole_words
from extraction.lexicons import words_of
from ontology.keys import fold

_LEADING = re.compile(
    r"(?:(?:\d{1,2}(?:\.\d{1,2})*+[.)]|\(\d{1,2}\)|\([a-zđ]\)|[a-zđ]\)|[ivxIVX]+\.|[-+•–*])\s*+)++"
)
_OUTCOME = re.compile(r",?\s(?:nay|đến nay)\s(?:đã\s)?được\s")
_MEANS = re.compile(r"\s++với\s++(?:giải pháp|quy định|việc|cơ chế)\b")
_POINT = 5  # words that state an obstacle without a word of lacking
_QUOTES = "\"“”'‘’"


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of one class of `terms.tsv`, longest first."""
    return tuple(sorted(words_of("extraction.bottlenecks", "terms.tsv")[name], key=lambda w: (-len(w), w)))


@cache
def any_of(name: str) -> str:
    """The alternation of the words of a class, for patterns of folded text."""
    return alternation(words(name))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern for any word of a class, as a whole word, in folded text."""
    return re.compile(whole_words(words(name)))


@cache
def _connective() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words('connective'))})(?:\s*+[,:]\s*+|\s++)", re.IGNORECASE)


@cache
def _remedies() -> tuple[tuple[str, str], ...]:
    """Remedy → how the problem behind it is worded, longest first, from `remedies.tsv`."""
    lines = files("extraction.bottlenecks").joinpath("remedies.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith(("#", "remedy\t")))
    return tuple(sorted(((remedy, problem) for remedy, problem in rows), key=lambda r: -len(r[0])))


def leading(text: str) -> int:
    """How many characters of numbering, bullets and connectives a clause begins with."""
    at = 0
    if m := _LEADING.match(text):
        at = m.end()
    if m := _connective().match(text, at):
        at = m.end()
    return at


def states_problem(folded: str) -> bool:
    """Whether a folded clause says that something lacks, fails or threatens."""
    return pattern("lack").search(folded) is not None


def states_problem_loosely(folded: str) -> bool:
    """Whether a point in a list of obstacles states one: it need not lack a thing, but mustn't praise."""
    return states_problem(folded) or (
        len(folded.split()) >= _POINT and pattern("achieved").search(folded) is None
    )


def problem_of(item: str) -> str:
    """The problem behind an enumerated remedy; an item that already states a problem stays as it is.

    >>> problem_of('"Khai thông" nguồn vốn cho dự án')
    'Vướng mắc về nguồn vốn cho dự án'
    """
    # "…, nay được khai thông": what has become of it is no part of the problem.
    text = _OUTCOME.split(item.strip())[0].rstrip(".;,").strip()
    low = fold(text)
    bare_low = low.lstrip(_QUOTES)
    skipped = len(low) - len(bare_low)
    for remedy, problem in _remedies():
        if bare_low.startswith(remedy) and not bare_low[len(remedy) : len(remedy) + 1].isalpha():
            rest = text[skipped + len(remedy) :].lstrip(_QUOTES + " ").strip()
            rest = _MEANS.split(rest)[0].strip(" ,")
            if rest:
                return upper_first(problem.format(lower_first(rest)))
    return upper_first(text)
