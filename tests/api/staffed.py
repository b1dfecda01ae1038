"""A real server at whose door people stand: `reviewer-An`, `editor-Bình`, `reader-Chi`, by a cookie."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import uvicorn
from fastapi import Request

from api.app import create_app
from api.problems import Problem
from api.reviewing.people import Person
from api.settings import Settings
from tests.api.live import Live, serving

COOKIE = "who"
_START = "from tests.api.staffed import run; run()"


class Staff:
    """Whoever the cookie says; the token of a form is made from the name."""

    def at(self, request: Request) -> Person:
        role, _, name = unquote(request.cookies.get(COOKIE, "")).partition("-")
        if not name:
            return Person()
        return Person(name, role in ("reviewer", "editor"), role == "editor", token_of(name))

    def check(self, request: Request, token: str) -> None:
        if not token or token != self.at(request).token:
            raise Problem("not-allowed")


def token_of(name: str) -> str:
    return f"token of {name}"


def run() -> None:
    """Serve with this staff until stopped."""
    settings = Settings.from_environment()
    app = create_app(settings, people=Staff())
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="error", access_log=False)


@contextlib.contextmanager
def staffed(store: Path) -> Iterator[Live]:
    """A server of `store` with its staff."""
    with serving({"store": store, "workers": 1}, script=_START) as server:
        yield server


def as_person(server: Live, person: str) -> httpx.Client:
    """A client of somebody, who follows redirects."""
    return server.client(cookies={COOKIE: quote(person)} if person else {}, follow_redirects=True)
