"""Many mixed requests one after another: whether anything grows or fails. Run by hand: prints, never asserts.

    python -m tests.bench.soak [REQUESTS] [TRIPLES]

The mix: lookups that are new and that are kept, the analyst queries, tables and graphs in every format,
zipped and not, unchanged answers, errors, whole graphs, descriptions, clients that hang up. Memory is what
the server's processes do not share, in ten steps; the first two are warm-up, which also fills what is kept.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
import psutil

from tests.api.live import Live, serving
from tests.bench.domain import write_domain

CLIENTS = 8
STEPS = 10
WARM_UP = 2
ID = "https://w3id.org/khaithong/id/"
ANALYST = [
    path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "analyst").glob("*.rq"))
]
TABLES = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/trig",
)
SELECT = "SELECT * {{ <{id}observation/{a}-{b}> ?p ?o }} # {salt}"
Client = httpx.AsyncClient


async def new(client: Client, pick: random.Random) -> int:
    query = SELECT.format(id=ID, a=pick.randrange(40), b=pick.randrange(79), salt=pick.random())
    answer = await client.get("/sparql", params={"query": query}, headers={"accept": pick.choice(TABLES)})
    return answer.status_code


async def kept(client: Client, pick: random.Random) -> int:
    query = SELECT.format(id=ID, a=pick.randrange(10), b=1, salt=0)
    headers = {"accept-encoding": pick.choice(("gzip", "identity"))}
    answer = await client.post("/sparql", data={"query": query}, headers=headers)
    again = {**headers, "if-none-match": answer.headers["etag"]}
    unchanged = await client.post("/sparql", data={"query": query}, headers=again)
    return answer.status_code if unchanged.status_code == 304 else unchanged.status_code


async def analyst(client: Client, pick: random.Random) -> int:
    query = pick.choice(ANALYST) + (f"# {pick.random()}" if pick.random() < 0.1 else "")
    return (await client.post("/sparql", data={"query": query})).status_code


async def graph(client: Client, pick: random.Random) -> int:
    headers = {"accept": pick.choice(GRAPHS)}
    params = {
        "query": f"DESCRIBE <{ID}bottleneck/{pick.randrange(40)}-{pick.randrange(20)}> #{pick.random()}"
    }
    return (await client.get("/sparql", params=params, headers=headers)).status_code


async def whole(client: Client, pick: random.Random) -> int:
    params = {"graph": f"{ID}graph/report/{pick.randrange(40)}"}
    return (await client.get("/data", params=params, headers={"accept": pick.choice(GRAPHS)})).status_code


async def described(client: Client, pick: random.Random) -> int:
    path = pick.choice(("/.well-known/void", "/sparql", "/readyz"))
    return (await client.get(path, headers={"accept": "text/turtle, */*;q=0.1"})).status_code


async def wrong(client: Client, pick: random.Random) -> int:
    query = pick.choice(
        ("SELECT * { ?s ?p", "SELECT * { SERVICE <http://e/> {} }", "DROP ALL", "ASK FROM <http://e/x> {}")
    )
    answer = await client.post("/sparql", data={"query": f"{query}#{pick.random()}"})
    return 200 if answer.status_code in {400, 403} else answer.status_code


async def left(client: Client, pick: random.Random) -> int:
    """Hang up in the middle of an answer."""
    async with client.stream(
        "GET", "/sparql", params={"query": f"SELECT * {{ ?s ?p ?o }} #{pick.random()}"}
    ) as answer:
        async for _ in answer.aiter_raw(1000):
            break
    return answer.status_code


MIX = ((new, 50), (kept, 25), (analyst, 10), (graph, 6), (whole, 1), (described, 3), (wrong, 4), (left, 1))


async def one(client: Client, pick: random.Random, seen: Counter[tuple[str, int]]) -> None:
    (kind,) = pick.choices([each for each, _ in MIX], [weight for _, weight in MIX])
    try:
        status = await kind(client, pick)
    except httpx.HTTPError as error:
        print(f"{kind.__name__}: {error!r}")
        status = 0
    seen[kind.__name__, status] += 1


async def step(live: Live, requests: int, seed: int, seen: Counter[tuple[str, int]]) -> None:
    async def work(number: int) -> None:
        pick = random.Random(f"{seed} {number}")
        async with httpx.AsyncClient(base_url=live.address, timeout=60) as client:
            for _ in range(requests // CLIENTS):
                await one(client, pick, seen)

    await asyncio.gather(*(work(number) for number in range(CLIENTS)))


def memory(live: Live) -> tuple[float, float, int, int]:
    """Megabytes of the server, and of it with its workers; its open files; how many processes there are."""
    server = psutil.Process(live.process.pid)
    members = [server, *live.family()]
    own = server.memory_full_info().uss / 1e6
    return own, sum(each.memory_full_info().uss for each in members) / 1e6, server.num_fds(), len(members)


def main(requests: int = 200_000, triples: int = 100_000) -> None:
    seen: Counter[tuple[str, int]] = Counter()
    levels: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        data = write_domain(Path(folder) / "domain.nq", triples)
        with serving({"data": data, "per_client": 32, "cache_bytes": 16_000_000}) as live:
            print(f"{'requests':>9}{'server MB':>11}{'all MB':>9}{'files':>7}{'processes':>11}{'seconds':>9}")
            for number in range(STEPS):
                started = time.perf_counter()
                asyncio.run(step(live, requests // STEPS, number, seen))
                took = time.perf_counter() - started
                time.sleep(1)
                own, every, files, members = memory(live)
                levels.append((own, every))
                done = (number + 1) * requests // STEPS
                print(f"{done:>9}{own:>11.1f}{every:>9.1f}{files:>7}{members:>11}{took:>9.1f}", flush=True)
    for name, was, now in zip(("server", "all"), levels[WARM_UP - 1], levels[-1], strict=True):
        print(f"{name}: growth after warm-up {now / was - 1:+.1%}")
    for (kind, status), count in sorted(seen.items()):
        print(f"{kind:<10} {status} {count:>8}" + ("" if status == 200 else "  <- not as it should be"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
