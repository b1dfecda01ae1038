"""A real server in a process of its own, and a graph that is big enough to hurt."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[2]
_SERVE = "from api.server import serve; from api.settings import Settings; serve(Settings.from_environment())"


def write_graph(path: Path, things: int = 10_000) -> Path:
    """Four triples for each of `things`, in three named graphs; `e:next` leads from each to another."""
    with path.open("w", encoding="utf-8") as file:
        for i in range(things):
            thing, graph = f"<http://e/s{i}>", f"<http://e/g{i % 3}>"
            file.write(
                f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e/T{i % 7}> {graph} .\n"
                f'{thing} <http://e/label> "Nhãn số {i}"@vi {graph} .\n'
                f"{thing} <http://e/next> <http://e/s{(i * 7 + 1) % things}> {graph} .\n"
                f'{thing} <http://e/value> "{i}"^^<http://www.w3.org/2001/XMLSchema#integer> {graph} .\n'
            )
    return path


HOSTILE = {
    "a count over a cross": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "a cross of values": "SELECT (COUNT(*) AS ?n) {"
    + "".join(f" VALUES ?{name} {{ {'1 ' * 1500} }}" for name in "abcd")
    + " }",
    "an unbounded path": "SELECT (COUNT(*) AS ?n) { ?a (<http://e/next>|^<http://e/next>)* ?b . "
    "?b (<http://e/next>|<http://e/value>)* ?c }",
    "an order over a cross": "SELECT ?a ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a",
    "a long concatenation": "SELECT (GROUP_CONCAT(STR(?f)) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
}
LIGHT = "SELECT ?p ?o { <http://e/s5> ?p ?o }"


@dataclass
class Live:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def client(self, **given: object) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=30, verify=False, **given)  # type: ignore[arg-type]

    def ask(self, query: str, **params: str) -> httpx.Response:
        with self.client() as client:
            return client.post("/sparql", data={"query": query, **params})

    def family(self) -> list[psutil.Process]:
        """The server's children and theirs."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop it; gives its exit code."""
        self.process.send_signal(how)
        try:
            return self.process.wait(15)
        finally:
            self.process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(settings: Mapping[str, object]) -> dict[str, str]:
    given = {f"KHAITHONG_{name.upper()}": str(value) for name, value in settings.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHAITHONG_")}
    return {**kept, **given, "PYTHONPATH": str(ROOT)}


def start(settings: Mapping[str, object]) -> subprocess.CompletedProcess[str]:
    """Run a server until it ends by itself."""
    env = _environment(settings)
    return subprocess.run(
        [sys.executable, "-c", _SERVE], env=env, capture_output=True, text=True, check=False
    )


@contextlib.contextmanager
def serving(settings: Mapping[str, object], *arguments: str) -> Iterator[Live]:
    """A server with these settings, by their names without the prefix; of the command line's `arguments`."""
    port = free_port()
    env = _environment({**settings, "port": port})
    command = ["-m", "api.cli", "serve", "--quiet", *arguments] if arguments else ["-c", _SERVE]
    process = subprocess.Popen([sys.executable, *command], env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    live = Live(process, f"http://127.0.0.1:{port}")
    try:
        _await(live)
        yield live
    finally:
        if process.poll() is None:
            live.stop()


def _await(live: Live) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if live.process.poll() is not None:
            raise RuntimeError(f"the server ended with {live.process.returncode}")
        with contextlib.suppress(httpx.TransportError), live.client() as client:
            if client.get("/readyz").status_code == 200:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not get ready")


def gone(processes: list[psutil.Process], within: float = 5.0) -> list[psutil.Process]:
    """Those of `processes` that still run after `within` seconds."""
    _, alive = psutil.wait_procs(processes, timeout=within)
    return [each for each in alive if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def bindings(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows of a JSON answer as plain values."""
    rows = json.loads(answer.content)["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]
