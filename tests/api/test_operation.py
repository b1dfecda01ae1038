"""How the server is run: settings from a file, limits, numbers, names of requests, headers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from api.accounts.file import AccountFile
from api.accounts.model import Account
from api.accounts.registry import Registry
from api.headers import SecurityHeaders
from api.limits import Buckets
from api.settings import Settings, SettingsError
from api.snapshots import versions_of
from api.telemetry import Metrics, Watched
from api.workers.pool import Pool
from tests.api.live import ROOT, Live, free_port, serving
from tests.loops import run


def test_options_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "k.toml"
    file.write_text('store = "/s"\nport = 81\nseconds = 2.5\nworkers = 3\nmcp = true\n')
    environ = {"KHAITHONG_PORT": "82", "KHAITHONG_WORKERS": "4"}
    settings = Settings.from_environment(environ, config=file, workers=5)
    assert (settings.store, settings.seconds, settings.mcp) == (Path("/s"), 2.5, True)
    assert (settings.port, settings.workers) == (82, 5)
    named = Settings.from_environment({"KHAITHONG_CONFIG": str(file), "KHAITHONG_STORE": "/other"})
    assert named.store == Path("/other")
    (tmp_path / "a.ttl").touch()
    assert Settings.from_environment({}, config=file, data=(tmp_path / "a.ttl",)).store is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("prot = 1", "prot"),
        ("port = [1]", "port"),
        ("port = 'x'", "port"),
        ("mcp = 'perhaps'", "mcp"),
        ("port = ", "cannot be read"),
        ("[port]", "port"),
        ("log = 'xml'", "log"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "k.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=named):
        Settings.from_environment({}, config=file, store=Path("/s"))


def test_secrets_are_not_printed() -> None:
    settings = Settings.from_environment({"KHAITHONG_STORE": "/s", "KHAITHONG_SECRET": "x" * 40})
    assert "x" * 40 not in repr(settings)


def test_a_bucket_fills_again_at_its_rate() -> None:
    now = [0.0]
    buckets = Buckets(2, 3, lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b") == 0
    now[0] = 0.5
    assert buckets.take("a") == 0
    assert buckets.take("a") == 0.5


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    directory = tmp_path_factory.mktemp("limits") / "accounts"
    registry = Registry(AccountFile(directory))
    registry.add(Account("an", "An"), "a long password")
    return directory, registry.add_key("an")


@pytest.fixture(scope="module")
def slow(store: Path, key: tuple[Path, str]) -> Iterator[Live]:
    settings = {"store": store, "workers": 1, "rate": 0.01, "burst": 3, "accounts": key[0]}
    with serving(settings) as server:
        yield server


def test_who_asks_too_often_is_told_when_to_come_back(slow: Live, key: tuple[Path, str]) -> None:
    def statuses(times: int, **headers: str) -> list[httpx.Response]:
        with slow.client(headers=headers) as client:
            return [client.get("/api/reports") for _ in range(times)]

    far = {"X-Forwarded-For": "203.0.113.7"}
    answers = statuses(4, **far)
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].json()["type"].endswith("#too-often")
    assert [a.status_code for a in statuses(1, **{"X-Forwarded-For": "203.0.113.8"})] == [200]
    assert [a.status_code for a in statuses(5)] == [200] * 5, "this machine itself is not counted"
    keyed = statuses(4, Authorization=f"Bearer {key[1]}")
    assert [answer.status_code for answer in keyed] == [200, 200, 200, 429]
    with slow.client(headers=far) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 429


def test_numbers_for_prometheus(live: Live) -> None:
    with live.client() as client:
        client.get("/sparql", params={"query": "ASK {}"})
        client.get("/sparql", params={"query": "ASK {}"})
        answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    numbers = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    assert float(numbers['khaithong_requests_total{door="sparql",status="200"}']) >= 2
    assert float(numbers['khaithong_request_seconds_count{door="sparql"}']) >= 2
    assert float(numbers["khaithong_cache_hits_total"]) >= 1
    assert float(numbers["khaithong_snapshot_version"]) == 1
    for name in ("queue", "workers", "running", "kills_total", "ready"):
        assert float(numbers[f"khaithong_{name}"]) >= 0


def test_a_request_keeps_its_name_and_no_other_gets_through(live: Live) -> None:
    with live.client() as client:
        assert client.get("/healthz", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
        own = client.get("/healthz", headers={"X-Request-ID": "a b<"}).headers["x-request-id"]
        assert len(own) == 16
        assert client.get("/nothing").headers["x-request-id"]


@pytest.mark.parametrize(
    "path", ["/", "/sparql?query=ASK{}", "/api/chain", "/id/x", "/metrics", "/static/x", "/login", "/def"]
)
def test_every_answer_is_guarded_by_its_headers(live: Live, path: str) -> None:
    with live.client() as client:
        answer = client.get(path, headers={"Origin": "https://else.example"})
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-credentials" not in answer.headers
    assert "server" not in answer.headers


def test_an_error_of_ours_is_told_without_its_details_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<http://e/s> <http://e/p> 1 .")
    settings = Settings(data=(file,), workers=1)
    metrics = Metrics(Pool(settings, versions_of(settings)))

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("secret detail")

    async def ask() -> httpx.Response:
        app = SecurityHeaders(Watched(broken, metrics, lines=False))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get("/api/x")

    answer = run(ask())
    assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (500, "internal")
    assert "secret detail" not in answer.text
    assert "default-src" in answer.headers["content-security-policy"]
    assert answer.headers["x-request-id"]
    assert b'khaithong_requests_total{door="api",status="500"} 1.0' in metrics.text()


def test_json_logs_hold_a_line_for_each_request_and_stopping_is_clean(store: Path) -> None:
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("KHAITHONG_")}
    env |= {"KHAITHONG_LOG": "json", "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "api.cli",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        "--workers",
        "1",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        with httpx.Client(
            transport=httpx.HTTPTransport(retries=8), base_url=f"http://127.0.0.1:{port}"
        ) as client:
            while client.get("/readyz").status_code != 200:
                pass
            client.get("/sparql?query=ASK{}", headers={"X-Request-ID": "the-one"})
    finally:
        process.terminate()
        _, said = process.communicate(timeout=30)
    assert process.returncode in {0, -15}
    lines = [json.loads(line) for line in said.decode().splitlines() if line.startswith("{")]
    asked = next(line for line in lines if line.get("id") == "the-one")
    assert (asked["path"], asked["status"], asked["method"]) == ("/sparql", 200, "GET")
    assert asked.keys() >= {"time", "ms", "bytes", "address"}
    assert "Traceback" not in said.decode()
