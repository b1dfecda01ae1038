"""Five hostile queries at once beside a steady stream of light ones. Run by hand: prints, never asserts.

    python -m tests.bench.hostile [TRIPLES] [ROUNDS]

Light queries are all different, so that none is answered from what is kept; each is a lookup of one thing.
Printed: how long each hostile query ran until it was ended, as the server and as the client measured it; the
light ones' waits alone and under attack; processes and memory before and after.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil

from tests.api.live import HOSTILE, Live, serving
from tests.bench.domain import write_domain

LIMIT = 2.0  # seconds of a query
PAUSE = 0.02  # seconds between light queries
QUIET = 10.0  # seconds of light queries alone
ANY = "(<http://www.w3.org/ns/prov#wasQuotedFrom>|^<http://www.w3.org/ns/prov#wasQuotedFrom>)"
QUERIES = {**HOSTILE, "an unbounded path": f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY}* ?b . ?b {ANY}* ?c }}"}


def light() -> Iterator[str]:
    for number in itertools.count():
        thing = f"https://w3id.org/khaithong/id/observation/{number % 40}-{number % 79}"
        yield f"SELECT ?p ?o {{ <{thing}> ?p ?o }} #{number}"


async def stream(client: httpx.AsyncClient, queries: Iterator[str], done: asyncio.Event) -> list[float]:
    """Ask light queries until `done`; gives their waits in seconds."""
    waits = []
    while not done.is_set():
        started = time.perf_counter()
        answer = await client.post("/sparql", data={"query": next(queries)})
        waits.append(time.perf_counter() - started)
        if answer.status_code != 200:
            print(f"a light query was answered with {answer.status_code}")
        await asyncio.sleep(PAUSE)
    return waits


async def attack(client: httpx.AsyncClient, query: str) -> tuple[str, float, float]:
    """What became of a hostile query: status, seconds by the server and by the client."""
    started = time.perf_counter()
    try:
        answer = await client.post("/sparql", data={"query": query})
    except httpx.RemoteProtocolError:
        return "cut off", 0.0, time.perf_counter() - started
    entries = dict(part.strip().split(";dur=") for part in answer.headers["server-timing"].split(","))
    return str(answer.status_code), float(entries["first"]) / 1000, time.perf_counter() - started


def family(live: Live) -> tuple[int, float]:
    """How many processes there are, and the megabytes that they do not share."""
    members = [psutil.Process(live.process.pid), *live.family()]
    return len(members), sum(each.memory_full_info().uss for each in members) / 1e6


def told(name: str, waits: list[float]) -> float:
    p95 = statistics.quantiles(waits, n=20)[18]
    print(
        f"light queries {name:<13} {len(waits):>6}, median {statistics.median(waits) * 1000:6.1f} ms, "
        f"95th percentile {p95 * 1000:6.1f} ms, most {max(waits) * 1000:6.1f} ms"
    )
    return p95


async def run(live: Live, rounds: int) -> None:
    queries = light()
    async with httpx.AsyncClient(base_url=live.address, timeout=60) as client:
        done = asyncio.Event()
        quiet = asyncio.create_task(stream(client, queries, done))
        await asyncio.sleep(QUIET)
        done.set()
        before = told("alone", await quiet)
        processes, memory = family(live)
        print(f"{processes} processes, {memory:.0f} MB of their own")
        done.clear()
        besieged = asyncio.create_task(stream(client, queries, done))
        for _ in range(rounds):
            fates = await asyncio.gather(*(attack(client, query) for query in QUERIES.values()))
            for name, (status, ran, waited) in zip(QUERIES, fates, strict=True):
                print(
                    f"  {name:<24} {status:>8}, ran {ran:5.2f} s of {LIMIT:g}, client waited {waited:5.2f} s"
                )
        done.set()
        after = told("under attack", await besieged)
        print(f"95th percentile under attack / alone: {after / before:.2f}")
        await asyncio.sleep(3)
        processes, memory = family(live)
        print(f"{processes} processes, {memory:.0f} MB of their own")


def main(triples: int = 100_000, rounds: int = 3) -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = write_domain(Path(folder) / "domain.nq", triples)
        settings = {"data": graph, "seconds": LIMIT, "memory": 500_000_000, "per_client": 32}
        with serving(settings) as live:
            asyncio.run(run(live, rounds))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
