"""The pages that sign somebody in and out."""

from __future__ import annotations

import secrets
from functools import cache
from http import HTTPStatus
from math import ceil
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.accounts.attempts import Attempts
from api.accounts.door import COOKIE, FORM_COOKIE, Accounts, access_of, address, check_csrf, csrf_token
from api.accounts.sessions import SECONDS
from api.problems import Problem, language_of
from api.rendering import render, switch
from viz.language import language
from viz.rendering import HEADERS

_PRIVATE = {**HEADERS, "Cache-Control": "no-store"}
_FIELDS = 8
_HASHES = 2  # at once: each takes 64 MiB, which many visitors together must not be able to ask for


def signing(accounts: Accounts) -> APIRouter:
    """The routes `/login` and `/logout`."""
    router = APIRouter(include_in_schema=False)
    attempts = Attempts()
    hashing = cache(lambda: CapacityLimiter(_HASHES))  # made where there is a loop

    @router.get("/login")
    def ask(request: Request) -> Response:
        return _page(request, accounts, language_of(request.scope), request.query_params.get("back", ""))

    @router.post("/login")
    async def sign_in(request: Request) -> Response:
        fields = await _fields(request)
        check_csrf(request, fields.get("csrf", ""))
        name = fields.get("name", "").strip().lower()[:64]
        lang, back = language(fields.get("lang")), fields.get("back", "")
        keys = (f"address {address(request.scope)}", f"name {name}")
        wait = attempts.wait(keys)
        if wait:
            accounts.audit.note(name, "sign in", "refused: too many attempts", address(request.scope))
            minutes = ceil(wait / 60)
            page = _page(
                request, accounts, lang, back, name=name, trouble="accounts.wait", status=429, minutes=minutes
            )
            page.headers["Retry-After"] = str(ceil(wait))
            return page
        attempts.failed(keys)  # before the hash is computed, so that many at once count, too
        password = fields.get("password", "")
        entry = await to_thread.run_sync(accounts.registry.sign_in, name, password, limiter=hashing())
        if entry is None:
            accounts.audit.note(name, "sign in", "refused: wrong name or password", address(request.scope))
            return _page(request, accounts, lang, back, name=name, trouble="accounts.wrong", status=403)
        for key in keys:
            attempts.succeeded(key)
        accounts.audit.note(name, "sign in", "done", address(request.scope))
        answer = RedirectResponse(_inside(back, lang), status_code=303, headers=_PRIVATE)
        _cookie(answer, request, COOKIE, accounts.sessions.open(name, entry.stamp), SECONDS)
        answer.delete_cookie(FORM_COOKIE)
        return answer

    @router.get("/logout")
    def confirm(request: Request) -> Response:
        return _page(request, accounts, language_of(request.scope), "")

    @router.post("/logout")
    async def sign_out(request: Request) -> Response:
        fields = await _fields(request)
        check_csrf(request, fields.get("csrf", ""))
        access = access_of(request.scope)
        if access is not None and access.session is not None:
            accounts.sessions.end(access.session)
            accounts.audit.note(access.session.name, "sign out", "done", address(request.scope))
        answer = RedirectResponse(_inside("", language(fields.get("lang"))), 303, headers=_PRIVATE)
        answer.delete_cookie(COOKIE)
        return answer

    return router


async def _fields(request: Request) -> dict[str, str]:
    async with request.form(max_files=0, max_fields=_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _page(
    request: Request,
    accounts: Accounts,
    lang: str,
    back: str,
    *,
    name: str = "",
    trouble: str = "",
    status: int = HTTPStatus.OK,
    minutes: int = 0,
) -> Response:
    """The form to sign in, or, to who is signed in, the one to sign out."""
    access = access_of(request.scope)
    if access is None:
        raise Problem("not-found")
    token, fresh = csrf_token(request), ""
    if not token:
        fresh = secrets.token_urlsafe(12)
        token = accounts.sessions.token(fresh)
    body = render(
        "login.html",
        lang,
        switch=switch(back=back),
        account=access.account,
        token=token,
        back=back,
        name=name,
        trouble=trouble,
        minutes=minutes,
    )
    answer = Response(body, status, media_type="text/html", headers=_PRIVATE)
    if fresh:
        _cookie(answer, request, FORM_COOKIE, fresh, SECONDS)
    return answer


def _cookie(answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)


def _inside(back: str, lang: str) -> str:
    """Where to go next: a path of this site only, never where a link from elsewhere would lead."""
    try:
        parts = urlsplit(back)
    except ValueError:
        parts = urlsplit("")
    strange = parts.scheme or parts.netloc or "\\" in back or any(ord(letter) < 33 for letter in back)
    if strange or not back.startswith("/") or back.startswith("//"):
        return "/" if lang == "vi" else f"/?lang={lang}"
    return back
