"""Our endpoint and three others side by side: 15 analyst queries over HTTP. By hand: prints, never asserts.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install rdflib-endpoint oxigraph uvicorn
    apt-get install virtuoso-opensource
    python -m tests.bench.endpoint_peers 100000 /tmp/peers/bin [PEER ...]

Each query goes to each server in turn, so that a busy machine is as busy for all. Cold: the query was never
asked before (its text has a comment of its own), median of three. Warm: the same text again, median of
five. Milliseconds to the last byte, results as JSON. What takes longer than a minute counts as a minute.
"""

from __future__ import annotations

import contextlib
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.api.live import serving
from tests.bench.domain import write_domain
from tests.bench.peers import PEERS, there

QUERIES = Path(__file__).parent / "analyst"
LONGEST = 60.0
SLOW = 5.0  # seconds; what takes longer is asked once
Ask = Callable[[str], tuple[float, int]]


def asker(address: str) -> Ask:
    """Asks a query; gives seconds and the number of rows, -1 for a failure."""
    client = httpx.Client(timeout=LONGEST, headers={"accept": "application/sparql-results+json"})

    def ask(query: str) -> tuple[float, int]:
        started = time.perf_counter()
        try:
            answer = client.get(address, params={"query": query})
            took = time.perf_counter() - started
            rows = len(json.loads(answer.content)["results"]["bindings"]) if answer.status_code == 200 else -1
        except (httpx.HTTPError, ValueError):
            return LONGEST, -1
        return took, rows

    return ask


def measure(ask: Ask, query: str, salt: str) -> tuple[float, float, int]:
    """Seconds cold and warm, and the number of rows."""
    took, rows = ask(f"# {salt} 0\n{query}")
    colds, warms = [took], []
    if took > SLOW:
        return took, took, rows
    colds += [ask(f"# {salt} {number}\n{query}")[0] for number in (1, 2)]
    ask(query)
    warms = [ask(query)[0] for _ in range(5)]
    return statistics.median(colds), statistics.median(warms), rows


def main(triples: int, programs: Path, names: list[str]) -> None:
    """Print the table."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        quads = write_domain(folder / "domain.nq", triples)
        plain = folder / "plain" / "domain.nt"
        plain.parent.mkdir()
        lines = {" ".join(line.rsplit(" ", 2)[:-2]) + " .\n" for line in quads.open(encoding="utf-8")}
        plain.write_text("".join(sorted(lines)), encoding="utf-8")
        print(f"{len(lines):,} triples")
        settings = {"data": quads, "seconds": LONGEST, "rows": 1_000_000}
        ours = stack.enter_context(serving(settings))
        with ours.client() as client:
            client.get("/.well-known/void", timeout=LONGEST)  # counted, as it is soon after any start
        asks = {"khaithong": asker(f"{ours.address}/sparql")}
        for name in names:
            if not there(name, programs):
                print(f"{name} is not installed")
                continue
            own = folder / name
            own.mkdir()
            started = time.perf_counter()
            asks[name] = asker(stack.enter_context(PEERS[name](plain, own, programs)))
            print(f"{name} loaded in {time.perf_counter() - started:.0f} s", flush=True)
        report(asks)


def report(asks: dict[str, Ask]) -> None:
    """Ask everything and print it."""
    print(f"{'':<32}" + "".join(f"{name:>22}" for name in asks))
    print(f"{'milliseconds':<32}" + "".join(f"{'cold':>12}{'warm':>10}" for _ in asks))
    cold: dict[str, list[float]] = {name: [] for name in asks}
    warm: dict[str, list[float]] = {name: [] for name in asks}
    for path in sorted(QUERIES.glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        counts = {}
        for name, ask in asks.items():
            once, again, counts[name] = measure(ask, query, path.stem)
            cold[name].append(once * 1000)
            warm[name].append(again * 1000)
        line = "".join(f"{cold[name][-1]:>12.1f}{warm[name][-1]:>10.1f}" for name in asks)
        differ = "" if len(set(counts.values())) == 1 else f"  rows differ: {counts}"
        print(f"{path.stem:<32}{line}{differ}", flush=True)
    means = {
        name: (statistics.geometric_mean(cold[name]), statistics.geometric_mean(warm[name])) for name in asks
    }
    print(
        f"{'geometric mean':<32}" + "".join(f"{once:>12.1f}{again:>10.1f}" for once, again in means.values())
    )
    for name in asks:
        ahead = [
            sum(a < b for a, b in zip(mine["khaithong"], mine[name], strict=True)) for mine in (cold, warm)
        ]
        if name != "khaithong":
            print(f"ahead of {name}: cold {ahead[0]}, warm {ahead[1]} of {len(cold[name])}")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or list(PEERS))
