"""Takes `?s a C` out of a query where another triple of the same subject says as much in this version.

Where every subject of a property p is an instance of C (a count shows it, `Statistics.domains`), the pattern
`?s a C ; p ?o` has the solutions of `?s p ?o`, each as often: a triple stands once in the default graph. The
type is what takes an engine the longest, since it belongs to everything. Only lists of predicates and objects
whose every token is understood are touched; whatever else a query holds stays as it is, letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from api.inspection import iri_of, prologue
from api.lexer import Token, tokens
from api.statistics.model import Statistics

_LONGEST = 10_000
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ELEMENTS = frozenset({"filter", "optional", "bind", "minus", "values"})
_OBJECTS = frozenset({"variable", "iri", "name", "number", "string"})
Iri = Callable[[Token], str | None]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A verb with its objects, tokens `start` to `end`; a ";" may follow."""

    start: int
    end: int
    verb: Token
    is_path: bool


def slimmed(query: str, base: str, prefixes: dict[str, str], known: Statistics) -> str | None:
    """`query` without types that say nothing new; None where there are none, or it is not for this."""
    if len(query) > _LONGEST or not known.domains:
        return None
    read = list(tokens(query))
    declared = dict(prefixes)
    start, base = prologue(read, base, declared)
    body = read[start:]
    elsewhere = any(token.starts("graph", "from") for token in body)  # not the default graph
    if not body or body[0].text.lower() not in {"select", "ask"} or elsewhere:
        return None
    if any(token.kind == "iri" and (":" not in token.text or "/." in token.text) for token in read):
        return None  # what a relative IRI stands for is the parser's to say
    spans = list(_spans(body, known, lambda token: iri_of(token, base, declared)))
    for span in reversed(spans):
        query = f"{query[: body[span.start].at]} {query[body[span.stop - 1].end :]}"
    return query if spans else None


def _spans(body: list[Token], known: Statistics, iri: Iri) -> Iterator[range]:
    """What can be left out."""
    for at, token in enumerate(body):
        begins = token.kind == "variable" and at and token.depth and body[at - 1].text in {"{", "."}
        pairs = list(_pairs(body, at + 1)) if begins else []
        for number, pair in enumerate(pairs):
            if not _is_type(pair, body, iri) or len(pairs) == 1:
                continue
            wanted = iri(body[pair.start + 1])
            others = (other for other in pairs if other is not pair)
            if any(wanted in known.domains.get(iri(other.verb) or "", ()) for other in others):
                last = number == len(pairs) - 1
                yield range(pair.start - last, pair.end + (not last))  # with the ";" before or behind it
                break


def _is_type(pair: _Pair, body: list[Token], iri: Iri) -> bool:
    is_a = pair.verb.kind == "word" or (iri(pair.verb) == _TYPE and not pair.is_path)
    return is_a and pair.end == pair.start + 2 and iri(body[pair.start + 1]) is not None


def _pairs(body: list[Token], at: int) -> Iterator[_Pair]:
    """The verbs and objects of a subject, from token `at`; none at all where a token is not understood."""
    found: list[_Pair] = []
    while True:
        pair = _pair(body, at)
        if pair is None:
            return
        found.append(pair)
        end, after = (body[at].text if at < len(body) else "" for at in (pair.end, pair.end + 1))
        if end == "{" and after == "|":  # what follows tells of the triple itself
            return
        if end in {".", "{", "}"} or end.lower() in _ELEMENTS:
            yield from found
            return
        if end != ";":
            return
        at = pair.end + 1


def _pair(body: list[Token], at: int) -> _Pair | None:
    """A verb, or a path that begins with one step of it, and objects between commas."""
    verb = body[at] if at < len(body) else None
    if verb is None or not (verb.kind in {"iri", "name"} or (verb.kind == "word" and verb.text == "a")):
        return None
    end = at + 1
    while end + 1 < len(body) and body[end].text == "/" and body[end + 1].kind in {"iri", "name"}:
        end += 2
    is_path = end > at + 1
    while end < len(body) and body[end].kind in _OBJECTS:
        end += 1
        if end < len(body) and body[end].kind == "language":
            end += 1
        if end >= len(body) or body[end].text != ",":
            return _Pair(at, end, verb, is_path)
        end += 1
    return None
