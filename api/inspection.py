"""What can be said of a query before it runs: its form, its dataset, whether it asks for another server.

Oxigraph reads keywords without regard to what follows them (`SERVICE:p{…}`, `SERVICESILENT<…>`), so a word is
looked for wherever it could be read as one. Whatever passes here still runs in a process that can open no
socket and no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from api.lexer import Token, tokens

Form = Literal["select", "ask", "construct", "describe", "update"]
_FORMS: tuple[Form, ...] = ("select", "ask", "construct", "describe")
_UPDATES = ("insert", "delete", "load", "clear", "create", "drop", "add", "move", "copy", "with")
_CHANGING = frozenset({"now", "rand", "uuid", "struuid", "bnode"})
_TELLING = ("service", "from", *_CHANGING, "\\")  # a backslash may spell any letter
_BEGINS = re.compile(r"\s*+(select|ask|construct|describe)\b", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a query is."""

    form: Form | None
    """None where the text does not begin as any query does: its syntax error is for the parser to tell."""
    graphs: tuple[str, ...]
    """The IRIs after FROM and FROM NAMED."""
    asks_service: bool
    """Whether it holds a SERVICE clause."""
    repeatable: bool
    """Whether the same graph gives the same answer: it uses no clock and no chance."""


def inspect(query: str, base: str, prefixes: dict[str, str]) -> Shape:
    """The shape of `query`; `base` and `prefixes` hold where it declares none. Linear in its length."""
    return _glance(query) or _read(query, base, prefixes)


def _glance(query: str) -> Shape | None:
    """The shape of a query that begins with its form and has no word that could make a difference.

    Most queries are so, and to read the tokens of one takes as long as to answer it.
    """
    begun = _BEGINS.match(query)
    lower = query.lower()
    if begun is None or any(word in lower for word in _TELLING):
        return None
    form: Form = begun[1].lower()  # type: ignore[assignment]
    return Shape(form=form, graphs=(), asks_service=False, repeatable=True)


def _read(query: str, base: str, prefixes: dict[str, str]) -> Shape:
    read = list(tokens(query))
    known = dict(prefixes)
    start, base = prologue(read, base, known)
    body = read[start:]
    return Shape(
        form=_form(body),
        graphs=_dataset(body, base, known),
        asks_service=_asks_service(body),
        repeatable=not any(token.kind == "word" and token.text.lower() in _CHANGING for token in body),
    )


def prologue(read: list[Token], base: str, known: dict[str, str]) -> tuple[int, str]:
    """Where the prologue ends, and the base it leaves; adds what it declares to `known`."""
    at = 0
    while at < len(read) and read[at].starts("prefix", "base", "version"):
        first = read[at]
        end = next((i for i in range(at, min(at + 3, len(read))) if read[i].kind in {"iri", "string"}), None)
        if end is None:
            break
        iri = read[end].text[1:-1]
        if first.starts("base"):
            base = _resolved(base, iri)
        elif first.starts("prefix"):
            named = "".join(token.text for token in read[at:end])[len("prefix") :]
            known[named.removesuffix(":")] = _resolved(base, iri)
        at = end + 1
    return at, base


def _form(body: list[Token]) -> Form | None:
    if not body:
        return None
    if body[0].starts(*_UPDATES):
        return "update"
    return next((form for form in _FORMS if body[0].starts(form)), None)


def _dataset(body: list[Token], base: str, known: dict[str, str]) -> tuple[str, ...]:
    graphs = []
    for at, token in enumerate(body):
        if token.depth or not token.starts("from"):
            continue
        rest = body[at + 1 : at + 3]
        named = rest[1:] if rest and rest[0].starts("named") and rest[0].kind == "word" else rest
        if token.kind == "word" and named:
            iri = iri_of(named[0], base, known)
            if iri is not None:
                graphs.append(iri)
    return tuple(graphs)


def _resolved(base: str, iri: str) -> str:
    """`iri` against `base`; an absolute one as it is. An empty fragment stays, which `urljoin` takes off."""
    if ":" in iri:
        return iri
    return urljoin(base, iri) + ("#" if iri.endswith("#") else "")


def iri_of(token: Token, base: str, known: dict[str, str]) -> str | None:
    """The IRI that a token stands for; None where it stands for none that is known."""
    if token.kind == "iri":
        return _resolved(base, token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    if token.kind == "name" and prefix in known and "\\" not in local:
        return known[prefix] + local
    return None


def _asks_service(body: list[Token]) -> bool:
    """A bare word with "service" in it, or a prefix with it before a "{" that belongs to no GRAPH."""
    for before, token, after in zip([None, *body], body, [*body[1:], None], strict=False):
        if token.kind == "word" and "service" in token.text.lower():
            return True
        if token.kind == "name" and "service" in token.text.partition(":")[0].lower():
            is_graph = before is not None and before.text.lower() == "graph"
            if after is not None and after.text == "{" and not is_graph:
                return True
    return False
