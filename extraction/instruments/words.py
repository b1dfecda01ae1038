"""The words of the grammar, from `words.tsv`, as parts of patterns."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files


def _pattern(words: str) -> str:
    parts = sorted((w.strip() for w in words.split("|")), key=len, reverse=True)
    return "|".join(
        r"\d[\d/.-]*+" if p == "#" else re.escape(p).replace(r"\#", r"\d+").replace(r"\ ", " ") for p in parts
    )


@cache
def _lists() -> dict[str, list[tuple[str, str]]]:
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    text = files("extraction.instruments").joinpath("words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        if not line.startswith(("#", "list\t")):
            name, words, followed = [*line.split("\t"), ""][:3]
            table[name].append((words, followed))
    return dict(table)


def words(name: str) -> str:
    """A group that matches one word or phrase of the list, the longest first, up to the word's end."""
    rows = _lists()[name]
    plain = "|".join(w for w, followed in rows if not followed)
    groups = [f"(?:{_pattern(plain)})"] if plain else []
    groups += [f"(?:{_pattern(w)}) (?:{_pattern(followed)})" for w, followed in rows if followed]
    return rf"(?:(?:{'|'.join(groups)})(?!\w))"
