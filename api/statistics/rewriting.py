"""Queries that ask for nothing but a count of one pattern, answered from the statistics of the version.

A query is taken only where each token is understood: one COUNT, at most one variable beside it by which it is
grouped, one triple pattern, then ORDER BY, LIMIT and OFFSET. What it is rewritten to has the same variables,
the same rows and the same end, so that every format, order and cut is still Oxigraph's own work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import BlankNode, NamedNode

from api.inspection import iri_of, prologue
from api.lexer import Token, tokens
from api.statistics.model import Statistics, Term

_LONGEST = 2_000
_MOST_ROWS = 2_000
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TAIL = frozenset({"order", "by", "asc", "desc", "limit", "offset"})


@dataclass(frozen=True, slots=True)
class _Ask:
    """A count and what it counts."""

    columns: tuple[str, ...]
    """The variables of the answer, in order."""
    count: str
    """The one of them that is the count."""
    counted: str
    """ "*" or a variable."""
    distinct: bool

    @property
    def key(self) -> str | None:
        """The variable beside the count."""
        return next((each for each in self.columns if each != self.count), None)


class _Reader:
    """Reads tokens one after another; `None` where the next is not what is wanted."""

    def __init__(self, read: list[Token]) -> None:
        self._read, self._at = read, 0

    def peek(self) -> str:
        return self._read[self._at].text.lower() if self._at < len(self._read) else ""

    def take(self, *texts: str) -> bool:
        """Step over `texts`, if they are next."""
        end = self._at + len(texts)
        found = tuple(token.text.lower() for token in self._read[self._at : end])
        if found == texts:
            self._at = end
        return found == texts

    def next(self) -> Token | None:
        if self._at == len(self._read):
            return None
        self._at += 1
        return self._read[self._at - 1]

    def variable(self) -> str | None:
        if self._at < len(self._read) and self._read[self._at].kind == "variable":
            self._at += 1
            return "?" + self._read[self._at - 1].text[1:]
        return None

    def rest(self) -> list[Token]:
        return self._read[self._at :]


def rewritten(query: str, base: str, prefixes: dict[str, str], known: Statistics) -> str | None:
    """A query with the same answer that reads no triple; None where there is none."""
    if len(query) > _LONGEST:
        return None
    read = list(tokens(query))
    declared = dict(prefixes)
    start, base = prologue(read, base, declared)
    if any(token.kind == "iri" and (":" not in token.text or "/." in token.text) for token in read):
        return None  # what a relative IRI stands for is the parser's to say
    reader = _Reader(read[start:])
    ask = _head(reader)
    if ask is None:
        return None
    reader.take("where")
    if not reader.take("{"):
        return None
    table = _pattern(reader, ask, known, lambda token: _checked(iri_of(token, base, declared)))
    if table is None or not reader.take("}"):
        return None
    if ask.key is not None and not (reader.take("group", "by") and reader.variable() == ask.key):
        return None
    tail = reader.rest()
    rows = _rows(ask, table)
    if rows is None or not _is_tail(tail, ask):
        return None
    return _template().format(
        variables=" ".join(ask.columns), rows=rows, tail=" ".join(token.text for token in tail)
    )


def _checked(iri: str | None) -> str | None:
    """`iri`, if it is one."""
    try:
        return None if iri is None else NamedNode(iri).value
    except ValueError:
        return None


def _head(reader: _Reader) -> _Ask | None:
    """`SELECT ?key (COUNT(…) AS ?n)`, in either order, or the count alone."""
    if not reader.take("select"):
        return None
    columns: list[str] = []
    count = counted = ""
    distinct = False
    while reader.peek() not in {"where", "{", ""}:
        variable = reader.variable()
        if variable is None:
            if count or not reader.take("(", "count", "("):
                return None
            distinct = reader.take("distinct")
            counted = "*" if reader.take("*") else reader.variable() or ""
            named = reader.variable() if counted and reader.take(")", "as") else None
            if named is None or not reader.take(")"):
                return None
            variable = count = named
        columns.append(variable)
    fits = (
        count
        and len(columns) <= 2
        and len(set(columns)) == len(columns)
        and not (distinct and counted == "*")
    )
    return _Ask(tuple(columns), count, counted, distinct) if fits else None


def _pattern(
    reader: _Reader, ask: _Ask, known: Statistics, iri: Callable[[Token], str | None]
) -> Mapping[Term | None, int] | None:
    """The count of the pattern that comes next, by the key of `ask`; None where it is not known."""
    graph = reader.variable() if reader.take("graph") else None
    if graph is not None and not reader.take("{"):
        return None
    subject, predicate, object_ = reader.variable(), reader.next(), reader.next()
    if subject is None or predicate is None or object_ is None:
        return None
    reader.take(".")
    if graph is not None and not reader.take("}"):
        return None
    names = [graph, subject, *(_name(token) for token in (predicate, object_))]
    variables = [name for name in names if name is not None]
    apart = len(set(variables)) == len(variables) and ask.count not in variables
    if not apart or (ask.counted != "*" and ask.counted not in variables):
        return None
    verb = _TYPE if predicate.text == "a" and predicate.kind == "word" else iri(predicate)
    pattern = _Pattern(graph, subject, _name(predicate), verb, _name(object_), iri(object_))
    return pattern.count(ask, known)


def _name(token: Token) -> str | None:
    return "?" + token.text[1:] if token.kind == "variable" else None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A triple pattern: a graph, a predicate, an object each as a variable, an IRI, or neither."""

    graph: str | None
    subject: str
    predicate: str | None
    verb: str | None
    object: str | None
    thing: str | None

    def count(self, ask: _Ask, known: Statistics) -> Mapping[Term | None, int] | None:
        """How many solutions it has, by the key of `ask`."""
        if self.graph is not None:
            return self._in_graphs(ask, known)
        if self.predicate is not None and self.object is not None:
            return self._of_all(ask, known)
        if self.verb == _TYPE and self.object is not None:
            return self._of_classes(ask, known)
        one = NamedNode(self.verb) if self.verb is not None and ask.key is None else None
        if one is None:
            return None
        if self.verb == _TYPE and self.thing is not None:  # a triple stands once, so each subject does
            return {None: known.classes.get(NamedNode(self.thing), 0)}
        if self.object is not None and not ask.distinct:
            return {None: known.properties.get(one, 0)}
        return None

    def _in_graphs(self, ask: _Ask, known: Statistics) -> Mapping[Term | None, int] | None:
        if ask.distinct or self.predicate is None or self.object is None or ask.key not in {None, self.graph}:
            return None
        return _by(ask, known.graphs)

    def _of_all(self, ask: _Ask, known: Statistics) -> Mapping[Term | None, int] | None:
        if ask.distinct:
            numbers = {
                self.subject: known.subjects,
                self.predicate: len(known.properties),
                self.object: known.objects,
            }
            return None if ask.key is not None else {None: numbers[ask.counted]}
        return _by(ask, known.properties) if ask.key in {None, self.predicate} else None

    def _of_classes(self, ask: _Ask, known: Statistics) -> Mapping[Term | None, int] | None:
        if ask.key is None and ask.distinct:
            return {None: len(known.classes)} if ask.counted == self.object else None
        if ask.key not in {None, self.object} or (ask.distinct and ask.counted != self.subject):
            return None
        return _by(ask, known.classes)


def _by(ask: _Ask, table: Mapping[Term, int]) -> Mapping[Term | None, int]:
    found: dict[Term | None, int] = {}
    if ask.key is None:
        found[None] = sum(table.values())
    else:
        found.update(table.items())
    return found


def _is_tail(tail: list[Token], ask: _Ask) -> bool:
    """Whether what follows only orders and cuts."""
    if tail and tail[0].text.lower() not in _TAIL:
        return False
    return all(
        _name(token) in ask.columns
        or token.kind == "number"
        or token.text.lower() in _TAIL
        or token.text in {"(", ")"}
        for token in tail
    )


def _rows(ask: _Ask, table: Mapping[Term | None, int]) -> str | None:
    if len(table) > _MOST_ROWS or any(isinstance(key, BlankNode) for key in table):
        return None  # no query can name a blank node
    return " ".join(
        "(" + " ".join(str(number) if each == ask.count else str(key) for each in ask.columns) + ")"
        for key, number in table.items()
    )


@cache
def _template() -> str:
    return (files("api.statistics") / "queries" / "counted.rq").read_text(encoding="utf-8").strip()
