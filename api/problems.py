"""Errors as answers: RFC 9457 problem details for programs, a page with a sentence for people.

https://www.rfc-editor.org/rfc/rfc9457. Titles and details stand in `api/messages`, one of each per code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from starlette.types import Scope, Send

from api.formats import HTML, Format
from api.negotiation import choose, language
from api.words import words
from viz.language import LANGUAGES
from viz.pages import error_page

TYPE = "https://w3id.org/khaithong/problem#"
_JSON = Format("PROBLEM", ("application/problem+json", "application/json"), "json", ("json",))

STATUS: Mapping[str, int] = {
    "bad-request": 400,
    "missing-query": 400,
    "syntax": 400,
    "nesting": 400,
    "evaluation": 400,
    "unknown-graph": 400,
    "update": 403,
    "service": 403,
    "not-allowed": 403,
    "not-ours": 403,
    "key": 401,
    "sign-in": 401,
    "parameter": 400,
    "field": 400,
    "cursor": 400,
    "cursor-old": 410,
    "unknown-number": 404,
    "unknown-thing": 404,
    "ambiguous-number": 409,
    "review-refused": 409,
    "store-busy": 503,
    "too-often": 429,
    "upload-active": 409,
    "upload-gone": 404,
    "upload-large": 413,
    "not-found": 404,
    "method": 405,
    "unacceptable": 406,
    "too-long": 413,
    "address-too-long": 414,
    "media-type": 415,
    "rows": 422,
    "bytes": 422,
    "client-busy": 429,
    "internal": 500,
    "crashed": 500,
    "busy": 503,
    "stopping": 503,
    "time": 504,
    "memory": 507,
}
_RETRY = {"store-busy": "2", "busy": "1", "client-busy": "1", "stopping": "5"}


_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="khaithong"'}


class Problem(Exception):  # noqa: N818 (RFC 9457 calls it so)
    """A request that gets an error for an answer; `about` fills the message of `code` and is told, too."""

    def __init__(
        self, code: str, *, status: int | None = None, headers: Mapping[str, str] | None = None, **about: Any
    ) -> None:
        super().__init__(code, about)
        self.code, self.about = code, about
        self.status = status or STATUS[code]
        self.headers = {
            **(_CHALLENGE if self.status == 401 else {}),
            **({"Retry-After": _RETRY[code]} if code in _RETRY else {}),
            **(headers or {}),
        }

    def title(self, lang: str) -> str:
        """What kind of error it is."""
        return words(lang)(f"problem.{self.code}.title")

    def detail(self, lang: str) -> str:
        """What was wrong and what to do, in one or two sentences."""
        shown = {key: _shown(value) for key, value in self.about.items()}
        return words(lang)(f"problem.{self.code}.detail", **shown)

    def members(self, lang: str) -> dict[str, Any]:
        """The members of the problem object."""
        return {
            "type": TYPE + self.code,
            "title": self.title(lang),
            "status": self.status,
            "detail": self.detail(lang),
            **{key: value for key, value in self.about.items() if key != "reason"},  # the detail gives it
        }


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def header(scope: Scope, name: bytes) -> str:
    """The values of a request's header, joined as a list; "" where it has none."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def language_of(scope: Scope) -> str:
    """The language of a page: `?lang=`, else Vietnamese.

    Not what the browser prefers: a link shows its receiver the page that its sender saw.
    """
    return _asked(scope) or "vi"


def language_for_programs(scope: Scope) -> str:
    """The language of an answer to a program: `?lang=`, else what it prefers, else English."""
    return _asked(scope) or language(header(scope, b"accept-language"), LANGUAGES, "en")


def _asked(scope: Scope) -> str | None:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else None


async def send_problem(
    scope: Scope, send: Send, problem: Problem, headers: Mapping[str, str] | None = None
) -> None:
    """Answer with `problem`, as a page where the client prefers HTML."""
    chosen = choose(header(scope, b"accept"), (_JSON, HTML))
    if chosen is not None and chosen.format is HTML:
        lang = language_of(scope)
        title, detail = problem.title(lang), problem.detail(lang)
        body = error_page(problem.status, title, detail, lang).encode()
        kind = HTML.content_type
    else:
        lang = language_for_programs(scope)
        body = json.dumps(problem.members(lang), ensure_ascii=False).encode()
        kind = "application/problem+json"
    await send_body(
        send,
        problem.status,
        {
            "Content-Type": kind,
            "Content-Language": lang,
            "Cache-Control": "no-store",
            "Vary": "Accept, Accept-Language",
            **(headers or {}),
            **problem.headers,
        },
        body,
    )


def encode_headers(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI wants them."""
    return [
        (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
        for name, value in headers.items()
    ]


async def send_body(send: Send, status: int, headers: Mapping[str, str], body: bytes) -> None:
    """A whole answer."""
    encoded = encode_headers(headers)
    if status not in {204, 304}:
        encoded.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": b"" if status in {204, 304} else body})
