"""Accounts: kept as hashes, signed in by a form that only our page can send, recognised by key or cookie."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from api.accounts.attempts import SECONDS, TRIES, Attempts
from api.accounts.errors import AccountError
from api.accounts.file import AccountFile
from api.accounts.model import Account, Role
from api.accounts.registry import Registry
from api.accounts.sessions import Sessions, read_secret
from api.cli import app
from tests.api.live import Live, serving

PASSWORD = "một câu đủ dài"


def command(*arguments: str, given: str = "") -> tuple[int, str, str]:
    done = CliRunner().invoke(app, list(arguments), input=given.encode())
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("staff") / "accounts"
    registry = Registry(AccountFile(directory))
    registry.add(Account("an", "Nguyễn Văn An", frozenset({Role.reviewer})), PASSWORD)
    return directory


@pytest.fixture(scope="module")
def staffed(store: Path, staff: Path) -> Iterator[Live]:
    with serving({"store": store, "workers": 1, "accounts": staff}) as server:
        yield server


def form_token(page: httpx.Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def sign_in(client: httpx.Client, password: str = PASSWORD, name: str = "an", **more: str) -> httpx.Response:
    token = form_token(client.get("/login"))
    return client.post("/login", data={"csrf": token, "name": name, "password": password, **more})


def test_the_commands_keep_only_hashes_in_a_private_file(store: Path, tmp_path: Path) -> None:
    place = ("--accounts", str(tmp_path / "a"))
    code, _, told = command("account", "add", "binh", "--role", "editor", *place, given=f"{PASSWORD}\n")
    assert (code, told) == (0, "account binh is added: editor.\n")
    code, key, _ = command("key", "add", "binh", "--note", "nightly", *place)
    assert code == 0
    kept = tmp_path / "a" / "accounts.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    text = kept.read_text()
    assert "$argon2id$" in text
    assert PASSWORD not in text
    assert key.strip().rpartition("_")[2] not in text
    registry = Registry(AccountFile(tmp_path / "a"))
    assert registry.of_key(key.strip()) == Account("binh", "binh", frozenset({Role.editor}))
    assert registry.of_key(key.strip() + "x") is None
    assert command("account", "role", "binh", "reviewer", "editor", *place)[0] == 0
    assert command("account", "list", *place)[1] == "binh  binh  editor, reviewer\n"
    name = registry.api_keys()[0].id
    assert command("key", "list", *place)[1].startswith(f"{name}  binh  ")
    assert command("key", "revoke", name, *place)[0] == 0
    assert registry.of_key(key.strip()) is None
    assert command("account", "password", "binh", *place, given="another long one\n")[0] == 0
    assert registry.sign_in("binh", PASSWORD) is None
    assert registry.sign_in("binh", "another long one") is not None
    assert command("account", "remove", "binh", *place)[0] == 0
    assert registry.accounts() == []


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        (("account", "add", "An Binh"), PASSWORD, "cannot be the name"),
        (("account", "add", "an"), "short", "10"),
        (("account", "add", "an", "--role", "king"), PASSWORD, "reviewer or editor"),
        (("account", "password", "nobody"), PASSWORD, "no account"),
        (("key", "add", "nobody"), "", "no account"),
        (("key", "revoke", "0000"), "", "no key"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], given: str, told: str
) -> None:
    code, _, error = command(*arguments, "--accounts", str(tmp_path / "a"), given=given)
    assert code == 2
    assert told in error
    assert not (tmp_path / "a" / "accounts.json").exists()


def test_a_damaged_file_of_accounts_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "accounts.json").write_text('{"accounts": [{}]}')
    with pytest.raises(AccountError, match=r"accounts\.json"):
        Registry(AccountFile(tmp_path)).add(Account("an", "An"), PASSWORD)
    assert (tmp_path / "accounts.json").read_text() == '{"accounts": [{}]}'


def test_a_secret_is_made_once_for_accounts_and_never_for_none(tmp_path: Path) -> None:
    assert read_secret(None, tmp_path / "none") != read_secret(None, tmp_path / "none")
    assert not (tmp_path / "none").exists()
    (tmp_path / "accounts.json").write_text('{"accounts": [], "keys": []}')
    secret = read_secret(None, tmp_path)
    assert secret == read_secret(None, tmp_path)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    with pytest.raises(AccountError, match="32"):
        read_secret("short", tmp_path)


def test_cookies_and_tokens_of_another_secret_are_none() -> None:
    ours, theirs = Sessions("a" * 40), Sessions("b" * 40)
    session = ours.read(ours.open("an", "stamp"))
    assert session is not None
    assert theirs.read(ours.open("an", "stamp")) is None
    assert ours.fits(ours.token(session.id), session.id)
    assert not ours.fits(theirs.token(session.id), session.id)
    assert not ours.fits(ours.token("another"), session.id)
    cookie = ours.open("an", "stamp")
    ended = ours.read(cookie)
    assert ended is not None
    ours.end(ended)
    assert ours.read(cookie) is None


def test_attempts_are_counted_by_address_and_by_name() -> None:
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for i in range(TRIES):
        assert attempts.wait(["name an"]) == 0
        attempts.failed([f"address {i}", "name an"])
    assert attempts.wait(["address 9", "name an"]) == SECONDS
    assert attempts.wait(["address 1"]) == 0
    now[0] = SECONDS
    assert attempts.wait(["name an"]) == 0


def test_somebody_signs_in_is_shown_and_signs_out(staffed: Live, staff: Path) -> None:
    with staffed.client() as client:
        assert "Đăng nhập" in client.get("/").text
        answer = sign_in(client, back="/reports")
        assert (answer.status_code, answer.headers["location"]) == (303, "/reports")
        cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("khaithong="))
        assert "HttpOnly" in cookie
        assert "samesite=lax" in cookie.lower()
        page = client.get("/reports")
        assert "Nguyễn Văn An" in page.text
        assert page.headers["cache-control"] == "private, no-cache"
        with staffed.client() as another:
            assert "Nguyễn Văn An" not in another.get("/reports").text
        kept = dict(client.cookies)
        out = client.post("/logout", data={"csrf": form_token(client.get("/logout"))})
        assert out.status_code == 303
        client.cookies.update(kept)
        assert "Nguyễn Văn An" not in client.get("/reports").text, "the cookie of an ended session is no good"
    lines = [json.loads(line) for line in (staff / "audit.jsonl").read_text().splitlines()]
    assert [(line["who"], line["what"], line["outcome"]) for line in lines[-2:]] == [
        ("an", "sign in", "done"),
        ("an", "sign out", "done"),
    ]
    assert lines[-1].keys() >= {"when", "address"}
    assert PASSWORD not in (staff / "audit.jsonl").read_text()


@pytest.mark.parametrize(
    "back", ["https://else.example/", "//else.example/", "/\\else.example", "x", "/\n/e"]
)
def test_signing_in_leads_nowhere_else(staffed: Live, back: str) -> None:
    with staffed.client() as client:
        assert sign_in(client, back=back).headers["location"] == "/"


def test_a_form_of_another_site_is_refused(staffed: Live) -> None:
    with staffed.client() as client:
        fields = {"name": "an", "password": PASSWORD}
        assert client.post("/login", data=fields).status_code == 403
        token = form_token(client.get("/login"))
        fields["csrf"] = token
        for stranger in ({"Origin": "https://else.example"}, {"Origin": "null"}, {"Referer": "https://e.e/"}):
            assert client.post("/login", data=fields, headers=stranger).status_code == 403
        assert client.post("/login", data=fields, headers={"Origin": staffed.address}).status_code == 303
        refused = client.post("/review", data={"csrf": token}, headers={"Origin": "https://else.example"})
        assert refused.status_code == 403
        assert client.post("/review", data={"csrf": token}).status_code == 403, "a token of before signing in"


def test_an_unknown_key_is_told_and_a_wrong_password_too(staffed: Live) -> None:
    with staffed.client() as client:
        answer = client.get("/reports", headers={"Authorization": "Bearer kt_00000000_x"})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        wrong = sign_in(client, "not this one", name="binh")
        assert wrong.status_code == 403
        for _ in range(TRIES - 1):
            sign_in(client, "not this one", name="binh")
        late = sign_in(client, "not this one", name="binh")
        assert late.status_code == 429
        assert int(late.headers["retry-after"]) > 0
