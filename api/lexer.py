"""The tokens of a SPARQL query, so that a keyword is told from a literal, a comment or a name.

Terminals: https://www.w3.org/TR/sparql11-query/#sparqlGrammar. The one place where a token depends on its
surroundings is "<", which opens an IRI or compares: `FILTER(?a<?b && ?c>?d)`. Inside the parentheses of an
expression nothing but an operator can follow an operand, so there it compares; anywhere else it opens an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ESCAPED = r"\\[_~.\-!$&'()*+,;=/?\#@%]"
# No alternative scans far and then fails: an unclosed string takes what is left (it is an error in any case),
# and a run of letters is a name or a word as a whole.
_TOKEN = re.compile(
    rf"""
      (?P<space> [ \t\r\n]++ | \#[^\r\n]*+ )
    | (?P<string> '''(?:'{{0,2}}+(?:[^'\\]|\\.))*+(?:'''|.*+)
                | \"""(?:"{{0,2}}+(?:[^"\\]|\\.))*+(?:\"""|.*+)
                | '(?:[^'\\\r\n]|\\.)*+'?+ | "(?:[^"\\\r\n]|\\.)*+"?+ )
    | (?P<iri> <[^\x00-\x20<>"{{}}|^`\\]*+> )
    | (?P<variable> [?$]\w++ )
    | (?P<language> @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
    | (?P<number> (?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][+-]?\d++)?+ )
    | (?P<name> (?:[^\W\d][\w\-·]*+)?+ : (?:[\w:\-·]|%[0-9A-Fa-f]{{2}}|{_ESCAPED}|\.(?=[\w:\-·%\\.]))*+ )
    | (?P<word> [^\W\d][\w\-·]*+ )
    | (?P<mark> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERANDS = frozenset({"variable", "string", "language", "number", "iri", "name"})
_CLAUSES = frozenset({"select", "group", "having", "order"})
_PATTERNS = frozenset({"where", "values", "from", "limit", "offset"})
_NOT_CALLED = frozenset({"a", "values"})


class Token(NamedTuple):
    """A token, its kind, how many braces are open around it, and where it begins."""

    kind: str
    text: str
    depth: int
    at: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.at + len(self.text)

    def starts(self, *words: str) -> bool:
        """Whether it is a word or a name that begins so: keywords may be glued to what follows them."""
        return self.kind in {"word", "name"} and self.text.lower().startswith(words)


class _Context:
    """Which brackets are open: "{" of a pattern, "(" of an expression, "[" for every other bracket."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.in_clause: list[bool] = [False]  # by open brace: a SELECT, GROUP, HAVING or ORDER clause
        self.before: Token | None = None
        self.before_that: Token | None = None

    @property
    def compares(self) -> bool:
        """Whether a "<" here is an operator."""
        if not self.open or self.open[-1] != "(" or self.before is None:
            return False
        kind, text = self.before.kind, self.before.text
        return kind in _OPERANDS or text in {")", "]"} or text.lower() in {"true", "false"}

    def _opens_expression(self) -> bool:
        if (self.open and self.open[-1] == "(") or self.in_clause[-1]:
            return True
        if self.before is None:
            return False
        if self.before.kind == "word":
            return self.before.text.lower() not in _NOT_CALLED
        called = self.before.kind in {"iri", "name"} and self.before_that is not None
        return called and self.before_that is not None and self.before_that.text.lower() == "filter"

    def see(self, token: Token) -> None:
        text = token.text
        if token.kind == "word":
            self.in_clause[-1] = (
                self.in_clause[-1] or text.lower() in _CLAUSES
            ) and text.lower() not in _PATTERNS
        elif token.kind == "mark":
            if text == "{":
                self.open.append("{")
                self.in_clause[-1] = False
                self.in_clause.append(False)
            elif text == "(":
                self.open.append("(" if self._opens_expression() else "[")
            elif text == "[":
                self.open.append("[")
            elif text in ")]}" and self.open and self.open.pop() == "{":
                self.in_clause.pop()
        self.before_that, self.before = self.before, token


def tokens(query: str) -> Iterator[Token]:
    """The tokens of `query` without white space and comments. Never raises: what is no token is a "mark".

    Linear in the length of `query`.
    """
    context = _Context()
    depth = position = 0
    while position < len(query):
        found = _TOKEN.match(query, position)
        if found is None:  # cannot be: the last alternative takes any character
            return
        kind, text = found.lastgroup or "mark", found.group()
        if kind == "iri" and context.compares:
            kind, text = "mark", "<"
        position += len(text)
        if kind == "space":
            continue
        if text == "}" and depth:
            depth -= 1
        token = Token(kind, text, depth, position - len(text))
        if text == "{":
            depth += 1
        context.see(token)
        yield token
