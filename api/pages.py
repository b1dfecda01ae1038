"""Keeps the pages of the current version: a page is made once, and a browser that has it is told so.

What a page shows follows from the version, its address and, where an address has several forms, from what the
browser accepts, and in its head from who is signed in; so nothing here can be stale or another person's.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import header
from viz.rendering import visitor

_KEPT = 64
_LARGEST = 1 << 19
_NOT_PAGES = ("/sparql", "/static/", "/healthz", "/readyz", "/openapi.json", "/mcp", "/metrics")


@dataclass(frozen=True, slots=True)
class _Page:
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: bytes


class PageCache:
    """ASGI middleware; `version` names the version that pages are made from."""

    def __init__(self, app: ASGIApp, version: Callable[[], str]) -> None:
        self._app, self._version = app, version
        self._pages: OrderedDict[tuple[str, ...], _Page] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or keep what the application answers."""
        if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"] != "/sparql":
            scope = {**scope, "method": "GET"}  # the server drops the body
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_NOT_PAGES):
            await self._app(scope, receive, send)
            return
        version = self._version()
        accepts = (header(scope, b"accept"), header(scope, b"accept-language"))
        who = visitor.get()
        name = who.name if who else ""
        key = (version, name, scope["path"], scope["query_string"].decode("latin-1"), *accepts)
        page = self._pages.get(key) if version else None
        if page is None:
            recorder = _Recorder(send)
            await self._app(scope, receive, recorder)
            page = recorder.page(version, private=bool(name))
            if page is None or version != self._version():
                await recorder.release()
                return
            self._keep(key, page)
        else:
            self._pages.move_to_end(key)
        await _send_page(page, header(scope, b"if-none-match"), send)

    def _keep(self, key: tuple[str, ...], page: _Page) -> None:
        self._pages[key] = page
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)


class _Recorder:
    """Takes an answer: a whole page of moderate size stays here, anything else is passed on as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: list[Message] = []
        self._passing = False

    async def __call__(self, message: Message) -> None:
        if self._passing:
            await self._send(message)
            return
        self._held.append(message)
        if not self._may_keep(message):
            await self.release()

    def _may_keep(self, message: Message) -> bool:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            kind = headers.get(b"content-type", b"")
            private = b"no-store" in headers.get(b"cache-control", b"")
            own = headers.get(b"etag") or headers.get(b"set-cookie") or private
            return bool(message["status"] == 200 and kind.startswith(b"text/html") and not own)
        return message["type"] == "http.response.body" and len(message.get("body", b"")) <= _LARGEST

    async def release(self) -> None:
        """Pass on what is held, and all that follows."""
        self._passing = True
        held, self._held = self._held, []
        for message in held:
            await self._send(message)

    def page(self, version: str, *, private: bool) -> _Page | None:
        """The page that was held, if it is whole."""
        if len(self._held) < 2 or self._held[-1].get("more_body"):
            return None
        body = b"".join(message.get("body", b"") for message in self._held[1:])
        if len(body) > _LARGEST:
            return None
        etag = b'"' + hashlib.sha256(version.encode() + b"\0" + body).hexdigest()[:32].encode() + b'"'
        dropped = {b"content-length", b"etag", b"cache-control"}
        headers = [(name, value) for name, value in self._held[0]["headers"] if name.lower() not in dropped]
        headers += [(b"etag", etag), (b"cache-control", b"private, no-cache" if private else b"no-cache")]
        if not any(name.lower() == b"vary" for name, _ in headers):
            headers.append((b"vary", b"Accept, Accept-Language"))
        return _Page(tuple(headers), body, etag)


async def _send_page(page: _Page, if_none_match: str, send: Send) -> None:
    known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    if page.etag.decode() in known:
        kept = [(name, value) for name, value in page.headers if name.lower() != b"content-type"]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    headers = [*page.headers, (b"content-length", str(len(page.body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": page.body})
