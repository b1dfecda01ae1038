"""Named questions: `.rq` files that begin with their words in two languages, and how one is answered.

A file's head: `# vi:` and `# en:` the question; `# also:` other words for it, parted by "|"; `# given:` the
variables that may be set. `?ground`, `?ground2` … are what a row rests on; all other variables are columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from graph.analysis.lookup import Lookup
from graph.analysis.model import Answer, Cell, Entry, Ground

_HEAD = re.compile(r"^# (vi|en|also|given|use): (.+)$", re.MULTILINE)
_SELECTED = re.compile(r"^SELECT(?: DISTINCT)? (?P<names>.+)$", re.MULTILINE)
_VARIABLE = re.compile(r"\?(\w+)\)|(?<![\w(])\?(\w+)")
_PERIODS = ("period", "due")
_THINGS = ("instrument", "agency", "bottleneck", "indicator", "theme", "report", "platform", "database")


@dataclass(frozen=True, slots=True)
class Question:
    """A named question; `use` is "report" where only a report asks it, else "people"."""

    name: str
    vi: str
    en: str
    also: tuple[str, ...]
    given: tuple[str, ...]
    text: str
    use: str = "people"

    def words(self, lang: str) -> str:
        """The question in `lang`."""
        return self.en if lang == "en" else self.vi

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables that people see."""
        selected = _SELECTED.search(self.text)
        names = [a or b for a, b in _VARIABLE.findall(selected["names"])] if selected else []
        return tuple(name for name in names if not name.startswith("ground"))


@cache
def questions() -> Mapping[str, Question]:
    """All named questions, in the order of their names."""
    found = {}
    for file in sorted(files("graph.analysis.questions").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".rq"):
            text = file.read_text(encoding="utf-8")
            head: dict[str, str] = dict(_HEAD.findall(text))
            also = tuple(part.strip() for part in head.get("also", "").split("|") if part.strip())
            name = file.name.removesuffix(".rq")
            found[name] = Question(
                name,
                head["vi"],
                head["en"],
                also,
                tuple(head.get("given", "").split()),
                _HEAD.sub("", text).strip() + "\n",
                head.get("use", "people"),
            )
    return found


def is_thing(parameter: str) -> bool:
    """Whether a parameter takes a thing, not words."""
    return parameter in _THINGS


def filled(question: Question, given: Mapping[str, str]) -> str:
    """The question's query with values put in; things are IRIs, other values plain words.

    Things come first, where they narrow the search; words come last, for they may meet a computed value.
    A period takes in those inside it: "2024" also finds "2024-05".

    Raises:
        KeyError: the question has no such variable.
        ValueError: no IRI in a thing's place.
    """
    if unknown := given.keys() - set(question.given):
        raise KeyError(f"{question.name} has no {', '.join(sorted(unknown))}")
    query = f"# {question.vi}\n# {question.en}\n{question.text}"
    first = "".join(
        f"\n  VALUES ?{name} {{ {NamedNode(value)} }}" for name, value in given.items() if is_thing(name)
    )
    last = "".join(
        f"VALUES ?{name} {{ {Literal(value)} }}\n"
        for name, value in given.items()
        if not is_thing(name) and name not in _PERIODS
    )
    inside = "".join(
        f"  FILTER(STRSTARTS(?{name}, {Literal(value)}))\n"
        for name, value in given.items()
        if name in _PERIODS
    )
    if first:
        query = query.replace("WHERE {", "WHERE {" + first, 1)
    if inside:
        head, brace, tail = query.rpartition("\n}")
        query = f"{head}\n{inside.rstrip()}{brace}{tail}"
    return query + last


def answer(lookup: Lookup, name: str, /, *, lang: str = "vi", **given: str) -> Answer:
    """The answer to a named question. Rows that show the same are one entry that rests on all of them.

    Sentences of the program itself (findings, reasons) come in `lang`.
    """
    question = questions()[name]
    query = filled(question, given).replace(') = "vi")', f') = "{lang}")')
    columns = question.columns
    entries: dict[tuple[Cell, ...], dict[str, Ground]] = {}
    for row in lookup.reader.select(query):
        cells = tuple(lookup.cell(row.get(column)) for column in columns)
        grounds = entries.setdefault(cells, {})
        for variable, term in row.items():
            if variable.startswith("ground") and isinstance(term, NamedNode):
                grounds[term.value] = lookup.ground(term.value)
    return Answer(
        name,
        columns,
        tuple(Entry(cells, tuple(grounds.values())) for cells, grounds in entries.items()),
        query,
        dict(given),
    )
