"""Nothing that a visitor sends makes the program ask another server or open a file."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from mcp import Client

from tests.api.live import ROOT, Live, serving
from tests.loops import run


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.5)
        yield listening


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Live]:
    with serving({"store": store, "workers": 2, "mcp": "true"}) as started:
        yield started


def attempts(address: str, file: str) -> list[str]:
    return [
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?u {{ <{address}> }} SERVICE SILENT ?u {{ ?s ?p ?o }} }}",
        f"PREFIX p: <{address}/> SELECT * {{ SERVICE p:x {{ ?s ?p ?o }} }}",
        f"ASK {{ {{ SELECT * {{ \\u0053ERVICE <{address}> {{ ?s ?p ?o }} }} }} }}",
        f"LOAD <{address}>",
        f"LOAD <{file}>",
        f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{address}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"SELECT * FROM <{file}> {{ ?s ?p ?o }}",
    ]


def heard(listening: socket.socket) -> bool:
    with contextlib.suppress(TimeoutError):
        listening.accept()[0].close()
        return True
    return False


def test_the_listener_does_hear(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()):
        assert heard(listener)


def test_no_door_asks_elsewhere(server: Live, store: Path, tmp_path: Path, listener: socket.socket) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text('<http://e/s> <http://e/p> "what nobody may read" .')
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    queries = attempts(address, secret.as_uri())
    told = b""
    with server.client() as client:
        for query in queries:
            for answer in (
                client.get("/sparql", params={"query": query}),
                client.post("/sparql", data={"query": query}),
                client.post("/sparql", data={"update": query}),
                client.get("/api/analysis/ask", params={"q": query}),
            ):
                assert answer.status_code < 500, query
                told += answer.content
        for graph in (address, secret.as_uri()):
            for params in ({"default-graph-uri": graph}, {"named-graph-uri": graph}):
                answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", **params})
                assert answer.status_code < 500
                told += answer.content
            for path in ("/data?graph=", "/api/claims/", "/api/instruments/", "/api/bottlenecks?report="):
                answer = client.get(path + quote(graph, safe=""))
                assert answer.status_code < 500
                told += answer.content
    run(_by_tools(f"{server.address}/mcp", queries))
    for query in queries[:8]:
        ended = subprocess.run(
            [sys.executable, "-m", "api.cli", "query", query, "--store", str(store)],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=60,
        )
        told += ended.stdout
        if "SERVICE" in query:
            assert ended.returncode == 2, query
            assert b"SERVICE" in ended.stderr
    assert not heard(listener)
    assert b"what nobody may read" not in told


async def _by_tools(address: str, queries: list[str]) -> None:
    async with Client(address) as client:
        for query in queries:
            answer = await client.call_tool("sparql", {"query": query})
            assert "what nobody may read" not in str(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/report/..%2f..%2faccounts%2faccounts.json",
        "/id/../../../etc/passwd",
        "/id/..%2f..%2f..%2fetc%2fpasswd",
        "/api/claims/..%2f..%2fetc%2fpasswd",
        "/static//etc/passwd",
    ],
)
def test_no_path_leads_out(server: Live, path: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(f"GET {path} HTTP/1.0\r\nHost: x\r\n\r\n".encode())
        answer = b""
        while part := raw.recv(65536):
            answer += part
    assert int(answer.split()[1]) in {400, 404}, answer[:200]
    assert b"root:" not in answer
    assert b"[project]" not in answer
