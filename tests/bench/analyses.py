"""How long each analysis takes on a graph of some size. Run by hand: prints, never asserts.

    python -m tests.bench.analyses [TRIPLES]

The graph is the bundled reports over and over, each time as other reports with other statements about the
same things. Times are CPU seconds, the median of three; a fresh look-up each time, nothing kept but names.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from graph.analysis.lookup import Lookup
from graph.analysis.matching import match, people_ask
from graph.analysis.question import answer
from graph.build import publish
from graph.bundled import bundled_readings
from graph.graphs import fill_union
from graph.reader import Reader
from tests.graph.fixtures import sample_run
from viz.documents.reports import FORMS, report

_OWN = re.compile(r"/id/(claim|status|finding|bottleneck|change|observation|passage|selector|task|report)/")
REPORTS = {
    "impact": {"number": "82/2024/NĐ-CP"},
    "bottlenecks": {},
    "targets": {"year": "2025"},
    "agency": {"name": "Bộ Thông tin và Truyền thông"},
    "diff": {"one": "", "two": ""},
    "structure": {},
}


def grown(directory: Path, triples: int) -> Reader:
    """The bundled reports, copied until the graph has so many triples."""
    publish(bundled_readings(), directory, run=sample_run())
    with Reader.open(directory) as reader:
        text = reader.store.dump(format=RdfFormat.N_QUADS) or b""
    lines = [line for line in text.decode().splitlines() if line.count("<") and line.rstrip().endswith("> .")]
    own = [line for line in lines if "/graph/report/" in line or "/graph/inferred" in line]
    store = Store()
    store.bulk_load("\n".join(lines).encode(), RdfFormat.N_QUADS)
    for number in range(max(0, (triples - len(lines)) // len(own))):
        copy = "\n".join(_OWN.sub(rf"/id/\1/{number}-", line) for line in own)
        store.bulk_load(
            copy.replace("/graph/report/", f"/graph/report/{number}-").encode(), RdfFormat.N_QUADS
        )
    fill_union(store)
    return Reader(store)


def timed(what: str, run: object) -> None:
    """Print the median CPU time of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        run()  # type: ignore[operator]
        times.append(time.process_time() - begin)
    print(f"{what:<40} {statistics.median(times):7.3f} s")


def main(triples: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = grown(Path(folder) / "store", triples)
        print(f"{len(reader.store) // 2} triples")
        keys = [each.iri for each in Lookup(reader).reports]
        REPORTS["diff"] = {"one": keys[0], "two": keys[-1]}
        for name, given in REPORTS.items():
            timed(f"report {name}", lambda n=name, g=given: report(Lookup(reader), n, "vi", **g))
        document = report(Lookup(reader), "impact", "vi", number="82/2024/NĐ-CP")
        for form in FORMS:
            timed(f"impact as {form}", lambda f=form: FORMS[f].write(document))
        timed("a question in words", lambda: match(Lookup(reader), "Văn phòng Chính phủ phải làm gì?"))
        for name in ("resolves", "drafts", "targets", "values", "findings"):
            timed(f"question {name}", lambda n=name: answer(Lookup(reader), n))
        begin = time.process_time()
        for name in people_ask():
            answer(Lookup(reader), name)
        print(f"{'all named questions':<40} {time.process_time() - begin:7.3f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
