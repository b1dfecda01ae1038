"""Example queries: each a `.rq` file that begins with its title in Vietnamese and in English.

They teach the model, and they are what `khaithong query --name` and the query page offer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HEADING = re.compile(r"\A# vi: (?P<vi>.+)\n# en: (?P<en>.+)\n")


@dataclass(frozen=True, slots=True)
class Example:
    """An example query; `name` is its file's name without the ending."""

    name: str
    vi: str
    en: str
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """All example queries in the order of their file names."""
    found = []
    for file in sorted(files("graph.queries").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".rq"):
            text = file.read_text(encoding="utf-8")
            heading = _HEADING.match(text)
            if heading is None:
                raise ValueError(f"{file.name} has to begin with '# vi: …' and '# en: …'")
            found.append(Example(file.name.removesuffix(".rq"), heading["vi"], heading["en"], text))
    return tuple(found)


def example(name: str) -> Example:
    """The example with a name.

    Raises:
        KeyError: there is none.
    """
    return {item.name: item for item in examples()}[name]
