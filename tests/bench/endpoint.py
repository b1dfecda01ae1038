"""How fast the SPARQL endpoint answers: `python -m tests.bench.endpoint [TRIPLES]`. Run by hand.

Prints point queries a second over 8 connections, new ones and kept ones, with the processor time of each; and
for an answer of 100,000 rows the time to its first byte and to its last. The load comes from wrk where it is
installed (Debian: apt-get install wrk), else from Python, which takes a good part of the machine.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psutil

from tests.api.live import Live, serving, write_graph

CONNECTIONS = 8
SECONDS = 5
RUNS = 3
ROWS = 100_000
FEW = 50
_SCRIPT = Path(__file__).parent / "points.lua"


def request(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


async def read_answer(reader: asyncio.StreamReader) -> int:
    """Read one answer with a Content-Length; gives its status."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    await reader.readexactly(length)
    return int(head.split(b" ", 2)[1])


async def ask_points(live: Live, things: int, first: int, until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    number = 0
    while time.perf_counter() < until:
        writer.write(request(f"SELECT ?p ?o {{ <http://e/s{(first + 7 * number) % things}> ?p ?o }}"))
        if await read_answer(reader) != 200:
            raise RuntimeError("a point query was not answered")
        number += 1
    writer.close()
    return number


async def load_from_python(live: Live, things: int) -> int:
    until = time.perf_counter() + SECONDS
    return sum(await asyncio.gather(*(ask_points(live, things, n, until) for n in range(CONNECTIONS))))


def load_from_wrk(live: Live, things: int) -> int:
    options = ["-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "-s", str(_SCRIPT)]
    command = ["wrk", *options, live.address, "--", str(things)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    found = re.search(r"(\d+) requests in", said)
    return int(found[1]) if found else 0


def used(live: Live) -> tuple[float, float]:
    """Seconds of processor time: of the server, and of its workers."""
    own = sum(psutil.Process(live.process.pid).cpu_times()[:2])
    return own, sum(sum(each.cpu_times()[:2]) for each in live.family())


def points(live: Live, things: int, name: str) -> None:
    rates, costs = [], []
    for _ in range(RUNS):
        before = used(live)
        done = (
            load_from_wrk(live, things)
            if shutil.which("wrk")
            else asyncio.run(load_from_python(live, things))
        )
        after = used(live)
        rates.append(done / SECONDS)
        costs.append([(now - was) / done * 1e6 for now, was in zip(after, before, strict=True)])
    server, workers = (min(each) for each in zip(*costs, strict=True))
    told = ", ".join(f"{rate:,.0f}" for rate in rates)
    print(
        f"point queries, {name}: {told}/s; server {server:.0f} µs, workers {workers:.0f} µs of processor each"
    )


async def many_rows(live: Live) -> None:
    for media in ("application/sparql-results+json", "text/csv"):
        firsts, lasts, size = [], [], 0
        for number in range(7):
            query = f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS} #{number}"
            reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
            started = time.perf_counter()
            head = f"\r\nAccept: {media}\r\nConnection: close\r\n\r\n".encode()
            writer.write(request(query).replace(b"\r\n\r\n", head))
            await reader.readexactly(1)
            firsts.append(time.perf_counter() - started)
            size = len(await reader.read())
            lasts.append(time.perf_counter() - started)
            writer.close()
        first, last = statistics.median(firsts) * 1000, statistics.median(lasts)
        told = f"first byte after {first:.0f} ms, last after {last:.2f} s, {size / 1e6:.1f} MB"
        print(f"{ROWS:,} rows as {media}: {told}")


def main() -> None:
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    things = triples // 4
    with tempfile.TemporaryDirectory() as folder:
        graph = write_graph(Path(folder) / "graph.nq", things)
        print(f"{triples:,} triples")
        with serving({"data": graph, "per_client": 32, "cache_bytes": 0}) as live:
            points(live, things, "new")
            asyncio.run(many_rows(live))
        with serving({"data": graph, "per_client": 32}) as live:
            points(live, FEW, "kept")


if __name__ == "__main__":
    main()
