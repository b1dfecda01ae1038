"""Hostile queries, clients that leave, versions that change: over a real server with real processes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import psutil
import pytest

from graph.build import publish
from tests.api.live import HOSTILE, LIGHT, Live, bindings, free_port, gone, serving, start, write_graph
from tests.graph import fixtures
from tests.loops import run

LIMIT = 1.0
REPORTS = "SELECT ?r { ?r a kt:Report }"


@pytest.fixture(scope="module")
def small(big_graph: Path) -> Iterator[Live]:
    """A server with short limits over the generated graph."""
    limits = {"seconds": LIMIT, "memory": 200_000_000, "workers": 8, "express_seconds": 0.3, "per_client": 10}
    with serving({"data": big_graph, **limits}) as server:
        yield server


@pytest.fixture(scope="module")
def patient(big_graph: Path) -> Iterator[Live]:
    """A server with two workers and much time."""
    limits = {"seconds": 60, "workers": 2, "express_seconds": 0.2, "per_client": 5, "watch_seconds": 0.1}
    with serving({"data": big_graph, **limits}) as server:
        yield server


def _ran(answer: httpx.Response) -> float:
    """For how long a query ran, in seconds, as the server measured it."""
    entries = dict(part.strip().split(";dur=") for part in answer.headers["server-timing"].split(","))
    return float(entries["first"]) / 1000


def _attack(live: Live, query: str) -> httpx.Response | None:
    """The answer to a hostile query; None where it was cut off, its first rows being on their way."""
    try:
        return live.ask(query)
    except httpx.RemoteProtocolError:
        return None


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_ended_at_the_limit(small: Live, name: str) -> None:
    started = time.monotonic()
    answer = _attack(small, HOSTILE[name])
    assert time.monotonic() - started < LIMIT * 5  # the machine has other work, too
    if answer is not None:
        assert answer.status_code in {504, 507}
        assert answer.json()["type"].endswith(("#time", "#memory"))
        assert _ran(answer) < LIMIT * 1.1 + 0.2


def test_light_queries_are_answered_while_five_hostile_ones_run(small: Live) -> None:
    waits = []
    with ThreadPoolExecutor(len(HOSTILE)) as attackers, small.client() as client:
        attacks = [attackers.submit(_attack, small, query) for query in HOSTILE.values()]
        while not all(attack.done() for attack in attacks):
            started = time.monotonic()
            assert len(bindings(client.post("/sparql", data={"query": LIGHT}))) == 4
            waits.append(time.monotonic() - started)
    answers = [answer for attack in attacks if (answer := attack.result()) is not None]
    assert all(answer.status_code in {504, 507} for answer in answers)
    assert len(waits) > 10
    assert sorted(waits)[len(waits) // 2] < 0.25


def test_processes_and_memory_are_back_after_an_attack(small: Live) -> None:
    before = _settled(small, workers=8)
    for query in HOSTILE.values():
        _attack(small, query)
    assert _settled(small, workers=8) < before + 100_000_000


def _settled(live: Live, workers: int) -> int:
    """The memory that the server's processes do not share, once there are as many as there should be."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        time.sleep(0.1)
        with contextlib.suppress(psutil.NoSuchProcess):
            family = [psutil.Process(live.process.pid), *live.family()]
            if len(family) == workers + 2 and not _computing(family):
                return sum(each.memory_full_info().uss for each in family)
    raise AssertionError(f"{len(live.family())} processes, or one that still computes")


def _computing(processes: list[psutil.Process], seconds: float = 0.2) -> list[psutil.Process]:
    """Those that use the processor."""

    def used() -> list[float]:
        return [sum(each.cpu_times()[:2]) for each in processes]

    before = used()
    time.sleep(seconds)
    return [each for each, was, now in zip(processes, before, used(), strict=True) if now - was > seconds / 4]


def _busy(live: Live) -> psutil.Process:
    """The process of the server that computes an answer."""
    with live.client() as client:
        client.get("/.well-known/void")  # answered when a new version has been counted
    before = _used(live)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        time.sleep(0.1)
        grown = {each: seconds - before.get(each, 0.0) for each, seconds in _used(live).items()}
        most = max(grown, key=lambda each: grown[each])
        if grown[most] > 0.05:  # long queries get little where the machine has other work
            return most
    raise AssertionError("no process computes")


def _used(live: Live) -> dict[psutil.Process, float]:
    """Processor time by process, in seconds."""
    used = {}
    for each in live.family():
        with contextlib.suppress(psutil.NoSuchProcess):
            used[each] = sum(each.cpu_times()[:2])
    return used


def _send(live: Live, query: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", live.port), timeout=10)
    line.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return line


def test_a_query_ends_when_its_client_leaves(patient: Live) -> None:
    with _send(patient, HOSTILE["a count over a cross"]):
        busy = _busy(patient)
    assert not gone([busy])
    assert len(bindings(patient.ask(LIGHT))) == 4


def test_short_queries_pass_long_ones_and_too_many_of_one_client_are_refused(patient: Live) -> None:
    with contextlib.ExitStack() as lines:
        for _ in range(4):  # twice as many as there are workers
            lines.enter_context(_send(patient, HOSTILE["a count over a cross"]))
        time.sleep(0.3)
        started = time.monotonic()
        assert len(bindings(patient.ask(LIGHT))) == 4
        assert time.monotonic() - started < 10
        lines.enter_context(_send(patient, HOSTILE["a count over a cross"]))
        time.sleep(0.3)
        refused = patient.ask(LIGHT.replace("s5", "s6"))  # what is kept is answered nevertheless
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert refused.json()["type"].endswith("#client-busy")


def test_a_zygote_that_dies_is_replaced(patient: Live) -> None:
    _settled(patient, workers=2)
    family = patient.family()
    zygote = next(each for each in family if each.ppid() == patient.process.pid)
    zygote.kill()
    assert not gone(family)
    assert len(bindings(patient.ask(LIGHT))) == 4


def test_a_client_that_stops_reading_holds_its_worker_no_longer_than_the_limit(small: Live) -> None:
    with _send(small, "SELECT * { ?s ?p ?o . VALUES ?x { 1 2 3 4 } }") as line:
        assert line.recv(1000).startswith(b"HTTP/1.1 200")
        time.sleep(LIMIT * 1.5)
        rest = b"".join(iter(lambda: line.recv(1 << 20), b""))
    assert not rest.endswith(b"0\r\n\r\n")  # cut off, and told so


def test_a_query_nested_beyond_the_stack_ends_its_worker_only(small: Live) -> None:
    answer = small.ask("SELECT (" + "(" * 25_000 + "1" + ")" * 25_000 + " AS ?x) {}")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#nesting")
    assert small.ask(LIGHT).status_code == 200


def test_nothing_is_fetched_whatever_a_query_says(small: Live) -> None:
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as ear:
        ear.settimeout(0.2)
        where = f"http://127.0.0.1:{ear.getsockname()[1]}/x"
        queries = [
            f"SELECT * {{ SERVICE <{where}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{where}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{where}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{where}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"SELECT * {{ GRAPH <{where}> {{ ?s ?p ?o }} }}",
            f"LOAD <{where}>",
            "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
            f"SELECT * {{ BIND(<{where}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
            f"SELECT * {{ VALUES(?a ?b){{(1 2)}} FILTER(?a<?b)SERVICE#>\n<{where}>{{?s ?p ?o}} }}",
            f"DESCRIBE <{where}>",
        ]
        for query in queries:
            answer = small.ask(query)
            empty = answer.status_code == 200 and b"root:" not in answer.content
            assert answer.status_code in {400, 403} or empty, query
        with small.client() as client:
            for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri"):
                client.get("/sparql", params={"query": LIGHT, name: where})
        with contextlib.suppress(TimeoutError):
            heard.append(ear.accept())
    assert not heard


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_server(big_graph: Path, how: signal.Signals) -> None:
    with serving({"data": big_graph, "workers": 2, "seconds": 60}) as live:
        with _send(live, HOSTILE["a count over a cross"]):
            _busy(live)
            family = live.family()
            assert len(family) >= 2
            if how is not signal.SIGKILL:
                threading.Timer(0.2, live.process.send_signal, [signal.SIGINT]).start()  # do not wait for it
            live.stop(how)
        assert not gone(family)


def test_a_new_version_is_taken_up_without_a_dropped_request(tmp_path: Path) -> None:
    data = write_graph(tmp_path / "g.nq", things=200)
    query = "SELECT (COUNT(*) AS ?n) { ?s <http://e/next> ?o }"
    with serving({"data": data, "workers": 2, "watch_seconds": 0.1}) as live:
        run(_ask_while_changing(live, data, query))


async def _ask_while_changing(live: Live, data: Path, query: str) -> None:
    seen: list[tuple[str, str]] = []
    done = asyncio.Event()

    async def ask_on() -> None:
        async with httpx.AsyncClient(base_url=live.address, timeout=30) as client:
            while not done.is_set():
                answer = await client.post("/sparql", data={"query": query})
                assert answer.status_code == 200
                seen.append((answer.headers["khaithong-version"], bindings(answer)[0]["n"]))

    asking = [asyncio.create_task(ask_on()) for _ in range(4)]
    await asyncio.sleep(0.3)
    fresh = write_graph(data.with_suffix(".new"), things=300)
    fresh.replace(data)
    until = time.monotonic() + 20
    while time.monotonic() < until and "300" not in {count for _, count in seen}:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    done.set()
    await asyncio.gather(*asking)
    assert {count for _, count in seen} == {"200", "300"}
    assert len(set(seen)) == 2  # a version never tells two counts


def test_a_new_version_has_the_answers_that_were_asked_for_most(tmp_path: Path) -> None:
    data = write_graph(tmp_path / "g.nq", things=200)
    asked = "SELECT (SUM(?v) AS ?n) { ?s <http://e/value> ?v }"
    with serving({"data": data, "workers": 2, "watch_seconds": 0.1}) as live:
        before = [live.ask(asked) for _ in range(3)][-1]
        write_graph(data.with_suffix(".new"), things=300).replace(data)
        until = time.monotonic() + 20
        with live.client() as client:
            while client.get("/readyz").json()["version"] == before.headers["khaithong-version"]:
                assert time.monotonic() < until
                time.sleep(0.05)
            client.get("/.well-known/void")  # then it has been counted, and the questions are next
        time.sleep(1)
        after = live.ask(asked)
    assert before.headers["server-timing"] == after.headers["server-timing"] == "cache;desc=hit"
    assert bindings(before) != bindings(after)


def test_endpoint_and_pages_follow_a_store_that_is_built_anew(tmp_path: Path) -> None:
    directory = fixtures.sample_store(tmp_path)
    with serving({"store": directory, "workers": 2, "watch_seconds": 0.1}) as live, live.client() as client:
        tags = [client.get("/reports").headers["etag"]]
        assert live.ask(REPORTS).headers["khaithong-version"] == "1"
        publish(fixtures.readings()[:1], directory, run=fixtures.sample_run())
        until = time.monotonic() + 20
        while live.ask(REPORTS).headers["khaithong-version"] == "1" and time.monotonic() < until:
            time.sleep(0.05)
        assert live.ask(REPORTS).headers["khaithong-version"] == "2"
        tags.append(client.get("/reports").headers["etag"])
    assert tags[0] != tags[1]


def test_a_start_that_fails_says_why_and_nothing_else(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .", encoding="utf-8")
    ended = start({"data": broken, "port": free_port()})
    assert ended.returncode != 0
    assert "broken.ttl" in ended.stderr
    assert "Traceback" not in ended.stderr
