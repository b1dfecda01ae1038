"""How fast the SPARQL endpoint answers: `python -m tests.bench.endpoint [triples]`. Run by hand.

Prints point queries a second over 8 connections, and for an answer of 100,000 rows the time to its first byte
and to its last, on a generated graph. The client shares the machine with the server: compare runs only.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.api.live import Live, serving, write_graph

CONNECTIONS = 8
SECONDS = 5.0
ROWS = 100_000


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


async def ask_points(live: Live, things: int, first: int, waits: list[float], until: float) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    number = first
    while time.perf_counter() < until:
        started = time.perf_counter()
        writer.write(request(f"SELECT ?p ?o {{ <http://e/s{number % things}> ?p ?o }}"))
        if await read_answer(reader) != 200:
            raise RuntimeError("a point query was not answered")
        waits.append(time.perf_counter() - started)
        number += 7
    writer.close()


async def points(live: Live, things: int) -> None:
    for connections in (1, CONNECTIONS):
        waits: list[float] = []
        until = time.perf_counter() + SECONDS
        await asyncio.gather(*(ask_points(live, things, n, waits, until) for n in range(connections)))
        quantiles = statistics.quantiles(waits, n=100)
        print(
            f"point queries, {connections} connections: {len(waits) / SECONDS:,.0f}/s, "
            f"median {quantiles[49] * 1000:.2f} ms, 99th percentile {quantiles[98] * 1000:.2f} ms"
        )


async def many_rows(live: Live) -> None:
    query = f"SELECT * {{ ?s ?p ?o }} LIMIT {ROWS}"
    for media in ("application/sparql-results+json", "text/csv"):
        firsts, lasts, size = [], [], 0
        for _ in range(3):
            reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
            started = time.perf_counter()
            writer.write(
                request(query).replace(
                    b"\r\n\r\n", f"\r\nAccept: {media}\r\nConnection: close\r\n\r\n".encode()
                )
            )
            await reader.readexactly(1)
            firsts.append(time.perf_counter() - started)
            size = len(await reader.read())
            lasts.append(time.perf_counter() - started)
            writer.close()
        print(
            f"{ROWS:,} rows as {media}: first byte after {min(firsts) * 1000:.0f} ms, "
            f"last after {min(lasts):.2f} s, {size / 1e6:.1f} MB"
        )


def main() -> None:
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    things = triples // 4
    with tempfile.TemporaryDirectory() as folder:
        graph = write_graph(Path(folder) / "graph.nq", things)
        with serving({"data": graph, "per_client": 32}) as live:
            print(f"{triples:,} triples")
            asyncio.run(points(live, things))
            asyncio.run(many_rows(live))


if __name__ == "__main__":
    main()
