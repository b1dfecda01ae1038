"""What is wrong with a query, in words that help: the place, the line, a prefix that nobody declared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from graph.errors import QueryError

_PLACE = re.compile(r"\A(?:Parser )?error at (\d+):(\d+): (?:expected )?(.*)\Z", re.DOTALL)

# IRIs, strings and comments are stepped over; of the rest only prefixed names and declarations are looked at.
_TOKENS = re.compile(
    r"""(?P<skip><[^<>"{}|^`\\\x00-\x20]*+>|\#[^\n]*+
        |\"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*+'''
        |"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+')
      |(?P<declares>\bPREFIX\s++(?P<declared>[^\s:<]*+)\s*+:)
      |(?P<name>(?<![\w:?$@.-])(?P<prefix>[^\W\d_](?:[\w.-]*\w)?|):)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def syntax_error(query: str, message: str, known: Mapping[str, str]) -> QueryError:
    """The parser's complaint with its place, the line it speaks of, and what to do.

    Oxigraph names the furthest place that it understood; for an undeclared prefix that is past it and says
    nothing of it, so those are looked for first.
    """
    for prefix, at in _undeclared(query, known):
        line = query.count("\n", 0, at) + 1
        column = at - (query.rfind("\n", 0, at) + 1) + 1
        return _error(
            query, line, column, f"the prefix {prefix}: is not declared; write PREFIX {prefix}: <…> first"
        )
    match = _PLACE.match(message)
    if match is None:
        return QueryError(f"the query is not SPARQL: {message}")
    return _error(query, int(match[1]), int(match[2]), f"expected {match[3].replace('[_]', 'anything')}")


def _error(query: str, line: int, column: int, reason: str) -> QueryError:
    lines = query.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1]
    pointer = " " * (column - 1) + "^"
    return QueryError(
        f"the query is not SPARQL at line {line}, column {column}: {reason}\n  {shown}\n  {pointer}",
        line,
        column,
    )


def _undeclared(query: str, known: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    declared = set(known)
    for match in _TOKENS.finditer(query):
        if match["declares"] is not None:
            declared.add(match["declared"])
        elif match["name"] is not None and match["prefix"] not in declared and match["prefix"] != "_":
            yield match["prefix"], match.start()
