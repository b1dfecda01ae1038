"""What a request may say in its query, and how an answer goes out: language, fields, pages, ETag, context."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query, Request
from starlette.responses import Response

from api.answers.frames import frames
from api.negotiation import language
from api.problems import Problem, header
from viz.language import LANGUAGES

CONTEXT = "/api/context.jsonld"
MEDIA = "application/ld+json"
MOST = 200
_LIMIT = 50
_CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, X-Request-ID"}

Limit = Annotated[int, Query(ge=1, le=MOST, description="Things on a page.")]
Cursor = Annotated[str, Query(max_length=2000, description="What `next` of the page before said.")]
Fields = Annotated[
    str,
    Query(max_length=500, description="Only these fields, by name, with commas.", examples=["label"]),
]
Language = Annotated[
    str, Query(pattern="^(vi|en)?$", description="Labels in one language; also by Accept-Language.")
]
Many = Annotated[Sequence[str], Query(max_length=20, description="May be repeated: one of these.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """How an answer is wanted."""

    limit: int
    cursor: str
    fields: frozenset[str]
    lang: str


def asked(request: Request, limit: int, cursor: str, fields: str, lang: str, kind: str) -> Asked:
    """What a request for things of `kind` says. Raises `Problem` for an unknown field or parameter."""
    known = {"limit", "cursor", "fields", "lang", *_parameters(request)}
    if strange := sorted(set(request.query_params) - known):
        raise Problem("parameter", name=strange[0], known=sorted(known))
    wanted = frozenset(part for part in (each.strip() for each in fields.split(",")) if part)
    if unknown := sorted(wanted - frames()[kind].keys()):
        raise Problem("field", name=unknown[0], known=sorted(frames()[kind]))
    return Asked(limit, cursor, wanted, lang or _preferred(request))


def _parameters(request: Request) -> Collection[str]:
    """The query parameters that the route declares."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    return {field.alias for field in getattr(dependant, "query_params", ())}


def _preferred(request: Request) -> str:
    accepted = header(request.scope, b"accept-language")
    return language(accepted, LANGUAGES, "") if accepted else ""


def answer(
    request: Request, version: str, items: Sequence[Mapping[str, Any]], asked: Asked, **envelope: Any
) -> Response:
    """An answer with its items; 304 where the client has it already."""
    etag = f'W/"{hashlib.sha256(f"{version}|{request.url}|{asked.lang}".encode()).hexdigest()[:32]}"'
    headers = {
        **_CORS,
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
        "Link": f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"',
    }
    if asked.lang:
        headers["Content-Language"] = asked.lang
    if etag in {tag.strip() for tag in header(request.scope, b"if-none-match").split(",")}:
        return Response(status_code=304, headers=headers)
    context = str(request.url.replace(path=CONTEXT, query="", fragment=""))
    told = {key: value for key, value in envelope.items() if value not in ("", None)}
    if told.get("next"):
        link = str(request.url.include_query_params(cursor=told["next"]))
        headers["Link"] += f', <{link}>; rel="next"'
    body = {"@context": context, "version": version, **told, "items": list(items)}
    return Response(json.dumps(body, ensure_ascii=False), headers=headers, media_type=MEDIA)
