"""Reads a request as the SPARQL 1.1 Protocol says: https://www.w3.org/TR/sparql11-protocol/#query-operation.

The QUERY method (draft-ietf-httpbis-safe-method-w-body) is read as a POST of the query itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, unquote_plus

from starlette.types import Receive, Scope

from api.problems import Problem, header
from api.workers.job import ClientLeft

METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_OF_UPDATES = frozenset({"using-graph-uri", "using-named-graph-uri"})
_MOST_FIELDS = 100
_SHORT = 2_000  # bytes of a query string that is worth keeping read

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What a request asks; `query` is None where there is none."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str
    accept: str
    form: Mapping[str, str]
    """Every parameter, the last of each name."""

    @property
    def has_dataset(self) -> bool:
        """Whether the request names its dataset, which then takes the place of the query's own."""
        return bool(self.default_graphs or self.named_graphs)


async def read_request(scope: Scope, receive: Receive, longest: int) -> ProtocolRequest:
    """The request of `scope`, with a query of at most `longest` bytes. Raises `Problem` or `ClientLeft`."""
    method = scope["method"]
    fields = read_fields(scope)
    text: str | None = None
    if method in {"POST", "QUERY"}:
        kind = header(scope, b"content-type").partition(";")[0].strip().lower()
        if kind == _UPDATE:
            raise Problem("update")
        if kind == _FORM and method == "POST":
            fields = (*fields, *_fields(await _body(scope, receive, 3 * longest + 10_000)))
        elif kind == _QUERY:
            text = _decoded(await _body(scope, receive, longest))
        else:
            raise Problem("media-type", accepted=[_QUERY, _FORM], headers={"Accept-Query": _QUERY})
    if any(name == "update" for name, _ in fields):
        raise Problem("update")
    strange = next((name for name, _ in fields if name in _OF_UPDATES), None)
    if strange is not None:
        raise Problem("bad-request", reason=f"the parameter {strange} belongs to updates")
    queries = [value for name, value in fields if name == "query"] + ([] if text is None else [text])
    if len(queries) > 1:
        raise Problem("bad-request", reason="more than one query")
    query = queries[0] if queries else None
    if query is not None and len(query.encode()) > longest:
        raise Problem("address-too-long" if method in {"GET", "HEAD"} else "too-long", limit=longest)
    if query is None and method not in {"GET", "HEAD"}:
        raise Problem("missing-query")
    form = dict(fields)
    return ProtocolRequest(
        query=query,
        default_graphs=tuple(value for name, value in fields if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in fields if name == "named-graph-uri"),
        format=form.get("format", ""),
        accept=header(scope, b"accept"),
        form=form,
    )


async def _body(scope: Scope, receive: Receive, longest: int) -> bytes:
    length = header(scope, b"content-length")
    if length.isdecimal() and int(length) > longest:
        raise Problem("too-long", limit=longest, headers={"Connection": "close"})
    parts = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeft
        part = message.get("body", b"")
        size += len(part)
        if size > longest:
            raise Problem("too-long", limit=longest, headers={"Connection": "close"})
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def read_fields(scope: Scope) -> Fields:
    """The parameters in the address. Raises `Problem` for what is no text."""
    encoded = scope["query_string"]
    return _known_fields(encoded) if len(encoded) <= _SHORT else _fields(encoded)


@lru_cache(maxsize=1024)
def _known_fields(encoded: bytes) -> Fields:
    return _fields(encoded)


def _fields(encoded: bytes) -> Fields:
    try:
        text = encoded.decode("ascii")
        if text.startswith("query=") and "&" not in text:  # so are most, and each is read only once
            return (("query", unquote_plus(text[6:], errors="strict")),)
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        return tuple(pairs)
    except ValueError as error:  # not ASCII, not UTF-8 behind the percent signs, or too many
        raise Problem("bad-request", reason=str(error)) from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", reason=str(error)) from None
