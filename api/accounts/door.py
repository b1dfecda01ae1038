"""From a request to an account: by its session's cookie or by an API key, and whether its form is ours.

    signed_in(request)   the account, or None
    csrf_token(request)  the token for a page's forms, as field `csrf` or header `X-CSRF-Token`
    check_csrf(request, token)   raises `Problem("not-ours")` for another's form

A key in `Authorization: Bearer kt_…` needs no token, since no browser sends it by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from api.accounts.audit import Audit
from api.accounts.file import AccountFile
from api.accounts.model import Account
from api.accounts.registry import Registry
from api.accounts.sessions import Session, Sessions, read_secret
from api.problems import Problem, header, send_problem
from api.reviewing.people import Person
from viz.rendering import Visitor, visitor

COOKIE = "khaithong"
FORM_COOKIE = "khaithong-form"
TOKEN_HEADER = b"x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_TELLING = frozenset({b"cookie", b"authorization"})
_SCOPE = "khaithong.access"
_STRANGER = Visitor()


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks, and how we know. `form` names what the tokens of their forms are made for."""

    sessions: Sessions
    account: Account | None = None
    session: Session | None = None
    by_key: bool = False
    form: str = ""


class Accounts:
    """The accounts in a directory, their sessions and their audit log. It is the `People` of the pages.

    Raises:
        AccountError: the secret cannot be read or made.
    """

    def __init__(self, directory: Path, secret: str | None = None) -> None:
        self.registry = Registry(AccountFile(directory))
        self.sessions = Sessions(read_secret(secret, directory))
        self.audit = Audit(directory)

    def access(self, scope: Scope) -> Access:
        """Who asks. Raises `Problem` for a key that is none."""
        key = bearer(scope)
        if key:
            account = self.registry.of_key(key)
            if account is None:
                raise Problem("key")
            return Access(self.sessions, account, by_key=True)
        sent = header(scope, b"cookie")
        if not sent:
            return Access(self.sessions)
        cookies = cookie_parser(sent)
        form = cookies.get(FORM_COOKIE, "")
        session = self.sessions.read(cookies.get(COOKIE, ""))
        entry = self.registry.entry(session.name) if session else None
        if session is None or entry is None or entry.stamp != session.stamp:
            return Access(self.sessions, form=form)
        return Access(self.sessions, entry.account, session, form=session.id)

    def at(self, request: Request) -> Person:
        """Who asks, as the pages need to know it."""
        account = signed_in(request)
        if account is None:
            return Person()
        return Person(
            account.display, account.may_review, account.may_edit, csrf_token(request), account.name
        )

    def check(self, request: Request, token: str) -> None:
        """Refuse a form that is not ours; keep in the audit log what is tried by whom."""
        account = signed_in(request)
        who = account.name if account else ""
        what = f"{request.method} {request.url.path}"
        try:
            check_csrf(request, token)
        except Problem:
            self.audit.note(who, what, "refused: not our form", address(request.scope))
            raise
        self.audit.note(who, what, "asked", address(request.scope))


class SignedIn:
    """ASGI middleware: finds out who asks; refuses what another site's page makes a browser send."""

    def __init__(self, app: ASGIApp, accounts: Accounts) -> None:
        self._app, self._accounts = app, accounts
        self._nobody = Access(accounts.sessions)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note who asks, in the scope and for the heads of pages."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not any(key in _TELLING for key, _ in scope["headers"]):
            scope[_SCOPE] = self._nobody
            visitor.set(_STRANGER)  # for this request's task only
            await self._app(scope, receive, send)
            return
        try:
            access = self._accounts.access(scope)
            if access.session is not None and scope["method"] not in _SAFE:
                check_origin(scope)
        except Problem as problem:
            await send_problem(scope, send, problem)
            return
        scope[_SCOPE] = access
        shown = access.account.display if access.account and access.session else ""
        token = visitor.set(Visitor(shown))
        try:
            await self._app(scope, receive, send)
        finally:
            visitor.reset(token)


def access_of(scope: Scope) -> Access | None:
    """What `SignedIn` found; None on a server without accounts."""
    found = scope.get(_SCOPE)
    return found if isinstance(found, Access) else None


def signed_in(request: Request) -> Account | None:
    """The account that asks."""
    access = access_of(request.scope)
    return access.account if access else None


def csrf_token(request: Request) -> str:
    """The token for forms of this visitor; "" where there is nobody to make it for."""
    access = access_of(request.scope)
    return access.sessions.token(access.form) if access and access.form else ""


def check_csrf(request: Request, token: str = "") -> None:
    """Let a request pass that changes something: its token (or header) is ours, and so is its origin.

    Raises:
        Problem: it is not.
    """
    access = access_of(request.scope)
    if access is not None and access.by_key:
        return
    check_origin(request.scope)
    token = token or header(request.scope, TOKEN_HEADER)
    if access is None or not access.form or not access.sessions.fits(token, access.form):
        raise Problem("not-ours")


def check_origin(scope: Scope) -> None:
    """Refuse what a page of another site sends: by `Origin`, else `Referer`; programs send neither.

    Hosts are compared, not schemes: a proxy that ends TLS tells us http. Raises `Problem`.
    """
    came_from = header(scope, b"origin") or header(scope, b"referer")
    try:
        host = urlsplit(came_from).netloc
    except ValueError:
        host = ""
    if came_from and host.lower() != header(scope, b"host").lower():
        raise Problem("not-ours")


def bearer(scope: Scope) -> str:
    """The key in `Authorization: Bearer …`; "" without one."""
    kind, _, key = header(scope, b"authorization").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


def address(scope: Scope) -> str:
    """The address that asks."""
    client = scope.get("client")
    return str(client[0]) if client else ""
