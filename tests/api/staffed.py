"""A real server with accounts: an reviews, binh and dung edit, chi only reads."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import httpx

from api.accounts.file import AccountFile
from api.accounts.model import Account, Role
from api.accounts.registry import Registry
from tests.api.live import Live, serving

PASSWORD = "một câu đủ dài"
STAFF = {
    "an": ("Nguyễn Văn An", {Role.reviewer}),
    "binh": ("Trần Thị Bình", {Role.reviewer, Role.editor}),
    "chi": ("Lê Chi", set()),
    "dung": ("Trần Thị Bình", {Role.editor}),  # the name that is shown is nobody's alone
}


@contextlib.contextmanager
def staffed(store: Path) -> Iterator[Live]:
    """A server of `store` with its staff."""
    directory = store.with_name(f"{store.name}-accounts")
    registry = Registry(AccountFile(directory))
    for name, (shown, roles) in STAFF.items():
        registry.add(Account(name, shown, frozenset(roles)), PASSWORD)
    with serving({"store": store, "workers": 1, "accounts": directory}) as server:
        yield server


def token_in(page: str) -> str:
    """The token of a page's first form; "" where it has none."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    return found[1] if found else ""


@contextlib.contextmanager
def as_person(server: Live, name: str) -> Iterator[httpx.Client]:
    """A client who is signed in, or who is nobody; follows redirects."""
    with server.client(follow_redirects=True) as client:
        if name:
            token = token_in(client.get("/login").text)
            done = client.post("/login", data={"csrf": token, "name": name, "password": PASSWORD})
            assert done.status_code == 200
        yield client
