"""How fast search answers on a graph of some size. Run by hand: prints, never asserts.

    python -m tests.bench.search [TRIPLES]

The graph is the generated one of `tests.bench.domain`. Printed: wall and CPU of building the index, then for
each query the median and the slowest of a hundred searches.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from graph.reader import Reader
from graph.search import Index
from tests.bench.domain import write_domain

QUERIES = ("nghi dinh 82", "du lieu", "thieu kinh phi", "ngi dinh", "so", "chu ky so ket noi")


def main(triples: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_domain(Path(folder) / "graph.nq", triples)
        with Reader.open(path) as reader:
            wall, cpu = time.perf_counter(), time.process_time()
            index = Index(reader)
            print(f"index: {time.perf_counter() - wall:.1f} s, {time.process_time() - cpu:.1f} s CPU")
            for query in QUERIES:
                waits = []
                for _ in range(100):
                    begun = time.perf_counter()
                    found = index.search(query)
                    waits.append(1000 * (time.perf_counter() - begun))
                kinds = {kind: len(hits) for kind, hits in found.hits.items()}
                print(
                    f"{query!r}: median {statistics.median(waits):.1f} ms, most {max(waits):.1f} ms, {kinds}"
                )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
