"""One text for queries that differ in nothing but white space, so that their answers are kept once."""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 4_000  # characters of a query that are worth looking at
_RUN = re.compile(r"[ \t\r\n]++")
# What makes it hard to tell where a string or a comment begins: quotation marks, "#", and the backslash that
# may spell them. Outside of these, white space stands between tokens only, and any amount means the same.
_HARD = re.compile(r"[\"'#\\]")


@lru_cache(maxsize=4096)
def normal(query: str) -> str:
    """`query` with single spaces; up to its first string or comment, if it has any."""
    if len(query) > _LONGEST:
        return query
    hard = _HARD.search(query)
    end = hard.start() if hard else len(query)
    plain = _RUN.sub(" ", query[:end]).lstrip()
    return plain + query[end:] if hard else plain.rstrip()
