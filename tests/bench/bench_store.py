"""How long a store takes to load, publish, replace one report, open. Run by hand: prints, never asserts.

    python -m tests.bench.bench_store [TRIPLES]

The graph has this domain's shape: the sample report over and over, each time under other IRIs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from graph import mapping
from graph.compose import Composer
from graph.graphs import replace_graph
from graph.queries import examples
from graph.reader import Reader
from graph.store import Writer
from tests.graph.fixtures import reports, sample_run


@contextmanager
def timed(what: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    print(f"{what:<44} {time.perf_counter() - begin:8.3f} s")


def copies(triples: int) -> Iterator[list[Quad]]:
    """Graphs of one report each, together about `triples` triples."""
    report, facts = reports()[0]
    own = sample_run().iris.report_graph(report.sha256)
    quads = [quad for quad in mapping.quads(report, facts, sample_run()) if quad.graph_name == own]
    text = serialize(quads, format=RdfFormat.N_QUADS).decode()
    for number in range(max(1, triples // len(quads))):
        other = text.replace(report.sha256[:16], f"{number:016x}").replace("0a1b2c", f"{number:06x}")
        for folder in ("claim", "status", "finding", "bottleneck", "change"):
            other = other.replace(f"/{folder}/", f"/{folder}/{number}-")
        yield list(parse(other, RdfFormat.N_QUADS))


def main(triples: int) -> None:
    with timed("generate"):
        graphs = list(copies(triples))
    print(f"{sum(map(len, graphs))} triples in {len(graphs)} graphs")
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "store"
        with Writer(directory) as writer:
            with timed("write vocabulary and reference data"):
                Composer(writer.graph, sample_run()).ground()
            with timed("write all graphs"):
                for graph in graphs:
                    replace_graph(writer.graph, _name(graph), graph)
            with timed("publish the first version"):
                writer.publish({})
        with timed("open the writer again"):
            writer = Writer(directory)
        with writer:
            with timed("replace one report"):
                replace_graph(writer.graph, _name(graphs[0]), graphs[0][: len(graphs[0]) // 2])
            with timed("publish the second version"):
                writer.publish({})
        for in_memory in (False, True):
            where = "in memory" if in_memory else "on disk"
            with timed(f"open {where}"):
                reader = Reader.open(directory, in_memory=in_memory)
            with reader, timed(f"all {len(examples())} example queries {where}"):
                for example in examples():
                    list(reader.query(example.text))
        size = sum(
            path.stat().st_size for path in (directory / "versions" / "000002").rglob("*") if path.is_file()
        )
        print(f"{size / 1e6:.1f} MB on disk")


def _name(graph: list[Quad]) -> NamedNode:
    name = graph[0].graph_name
    if not isinstance(name, NamedNode):
        raise TypeError(f"a named graph is needed: {name}")
    return name


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
