"""Tables of words: a TSV of a package with the columns class and words, words parted by "|"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words_of(package: str, file: str) -> Mapping[str, tuple[str, ...]]:
    """Class → its words in the order of the file; lines that begin with "#" and the header are left out."""
    out = {}
    for line in files(package).joinpath(file).read_text("utf-8").splitlines():
        name, tab, words = line.partition("\t")
        if tab and not line.startswith(("#", "class\t")):
            out[name] = tuple(words.split("|"))
    return out
