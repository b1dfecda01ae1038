"""The pool itself, without a server."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import Settings
from api.snapshots import versions_of
from api.workers.job import Job, Refused
from api.workers.loading import LoadError
from api.workers.pool import Pool
from api.workers.run import Run
from api.workers.seccomp import can_deny_sockets
from tests.api.live import LIGHT, ROOT, write_graph
from tests.loops import run


def _job(query: str) -> Job:
    return Job(query=query, results="CSV", graph="N_TRIPLES", rows=1000, size=1_000_000, seconds=20)


async def _answer(pool: Pool, query: str) -> bytes:
    run = Run(pool, _job(query), "someone")
    try:
        await run.begin()
        return b"".join([run.first, *[part async for part in run.rest()]])
    finally:
        run.close()


def _pool(data: Path, *, fork: bool = True, **limits: float) -> Pool:
    settings = Settings(data=(data,), workers=2, **limits)  # type: ignore[arg-type]
    return Pool(settings, versions_of(settings), fork=fork)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_graph(tmp_path_factory.mktemp("pool") / "g.nq", things=50)


@pytest.mark.parametrize("fork", [True, False], ids=["forked", "spawned"])
def test_workers_answer_and_are_replaced_with_and_without_fork(graph: Path, fork: bool) -> None:
    async def scenario() -> None:
        async with _pool(graph, fork=fork, seconds=0.5) as pool:
            assert (await _answer(pool, LIGHT)).count(b"\r\n") == 5
            endless = " ".join(f"VALUES ?{name} {{ {'1 ' * 500} }}" for name in "abcde")
            with pytest.raises(Refused) as refused:
                await _answer(pool, f"SELECT (COUNT(*) AS ?n) {{ {endless} }}")
            assert refused.value.code == "time"
            answers = await asyncio.gather(*(_answer(pool, LIGHT) for _ in range(8)))
            assert len(set(answers)) == 1

    run(scenario())


def test_a_store_is_read_in_memory_and_where_it_lies(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> bytes:
        settings = Settings(store=store, workers=1)
        async with Pool(settings, versions_of(settings)) as pool:
            return await _answer(pool, "SELECT ?s { ?s a kt:Bottleneck } ORDER BY ?s")

    in_memory = run(scenario())
    monkeypatch.setattr("api.snapshots._LARGE", 0)
    assert run(scenario()) == in_memory
    assert in_memory.count(b"\n") > 5


@pytest.mark.parametrize("fork", [True, False], ids=["forked", "spawned"])
def test_a_graph_that_cannot_be_read_is_told_with_its_file(tmp_path: Path, fork: bool) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .", encoding="utf-8")

    async def scenario() -> None:
        async with _pool(broken, fork=fork):
            pass

    with pytest.raises(LoadError, match=r"broken\.ttl"):
        run(scenario())


def test_a_wait_that_is_too_long_is_refused(graph: Path) -> None:
    async def scenario() -> None:
        async with _pool(graph, queue_seconds=0.2) as pool:
            leases = [await pool.lease(pool.ticket("greedy")) for _ in range(2)]
            with pytest.raises(Refused) as refused:
                await pool.lease(pool.ticket("patient"))
            assert refused.value.code == "busy"
            for lease in leases:
                pool.give_back(lease, "greedy", long=False, fit=True)
            assert b"label" in await _answer(pool, LIGHT)

    run(scenario())


def test_a_full_queue_is_refused_and_so_is_a_greedy_client(graph: Path) -> None:
    async def scenario() -> None:
        async with _pool(graph, queue=1, per_client=2) as pool:
            leases = [await pool.lease(pool.ticket("one")) for _ in range(2)]
            waiting = pool.ticket("two")
            with pytest.raises(Refused) as refused:
                pool.ticket("three")
            assert refused.value.code == "busy"
            for _ in range(2):
                pool.enter("greedy")
            with pytest.raises(Refused) as refused:
                pool.enter("greedy")
            assert refused.value.code == "client-busy"
            pool.leave("greedy")
            pool.enter("greedy")
            for lease in leases:
                pool.give_back(lease, "one", long=False, fit=True)
            pool.give_back(await pool.lease(waiting), "two", long=False, fit=True)

    run(scenario())


def test_sockets_can_be_forbidden_where_files_must_be_opened() -> None:
    if not can_deny_sockets():
        pytest.skip("seccomp filters are not known for this platform")
    code = """
import socket
from api.workers.seccomp import deny_sockets
deny_sockets()
open("/dev/null").close()
try:
    socket.socket()
except PermissionError:
    print("denied")
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "denied\n"


def test_the_client_with_the_fewest_running_queries_is_next(graph: Path) -> None:
    async def scenario() -> None:
        async with _pool(graph) as pool:
            first, second = [await pool.lease(pool.ticket("greedy")) for _ in range(2)]
            greedy, modest = pool.ticket("greedy"), pool.ticket("modest")
            pool.give_back(first, "greedy", long=False, fit=True)
            lease = await pool.lease(modest)
            assert not greedy.ready.done()
            pool.give_back(lease, "modest", long=False, fit=True)
            pool.give_back(await pool.lease(greedy), "greedy", long=False, fit=True)
            pool.give_back(second, "greedy", long=False, fit=True)

    run(scenario())


def test_a_place_in_the_queue_that_is_given_up_costs_no_worker(graph: Path) -> None:
    async def scenario() -> None:
        async with _pool(graph) as pool:
            leases = [await pool.lease(pool.ticket("one")) for _ in range(2)]
            waiting = asyncio.create_task(pool.lease(pool.ticket("two")))
            await asyncio.sleep(0)
            for lease in leases:
                pool.give_back(lease, "one", long=False, fit=True)
            waiting.cancel()  # in the very moment in which it was given a worker
            with pytest.raises(asyncio.CancelledError):
                await waiting
            assert len(await asyncio.gather(*(_answer(pool, LIGHT) for _ in range(2)))) == 2

    run(scenario())


def test_stopping_refuses_who_waits(graph: Path) -> None:
    async def scenario() -> None:
        pool = _pool(graph)
        await pool.start()
        for _ in range(2):
            await pool.lease(pool.ticket("one"))
        waiting = asyncio.create_task(pool.lease(pool.ticket("two")))
        await asyncio.sleep(0)
        await pool.stop()
        with pytest.raises(Refused) as refused:
            await waiting
        assert refused.value.code == "stopping"

    run(scenario())


def test_queries_that_name_graphs_and_queries_that_do_not_see_one_data_set(tmp_path: Path) -> None:
    data = tmp_path / "g.trig"
    data.write_text(
        "PREFIX : <http://e/> :g1 { :a :p 1 , 2 ; :q [] } :g2 { :a :p 2 , 3 } :a :p 4 .", encoding="utf-8"
    )

    counted = "PREFIX : <http://e/> SELECT (COUNT(*) AS ?n)"

    async def scenario() -> list[bytes]:
        async with _pool(data) as pool:
            return [
                (await _answer(pool, query)).split(b"\r\n")[1]
                for query in (
                    f"{counted} (SUM(?o) AS ?m) {{ :a :p ?o FILTER(?o > 0) }}",
                    f"{counted} (SUM(?o) AS ?m) {{ :a :p ?o . GRAPH ?g {{ :a :p ?o }} }}",
                    f"{counted} (SUM(?o) AS ?m) FROM :g2 {{ :a :p ?o }}",
                    f"{counted} (COUNT(?g) AS ?m) {{ GRAPH ?g {{ :a :q ?x }} :a :q ?x }}",
                )
            ]

    assert run(scenario()) == [b"4,10", b"4,8", b"2,5", b"1,1"]
