"""Speed and memory of the reading pipeline. Run by hand: prints tables, never asserts.

    python -m tests.bench.reading [ARTICLES] [CHARACTERS]

Words a second of CPU over real articles (each a report of its own; those that are refused are left out),
the share of each component, the memory after the first and after the last article; then the CPU seconds that
texts of CHARACTERS cost which repeat one thing (`tests/extraction/pathological.tsv`), the dearest first.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extraction.errors import ReadError
from extraction.front import period_of, title_of
from extraction.layout import read_report
from extraction.pipeline import COMPONENTS, Reading, gather, pipeline, read_facts
from extraction.report import Report

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "phapdien-sample.jsonl.gz"
STRINGS = ROOT / "tests" / "extraction" / "pathological.tsv"
OPENING = "Báo cáo về việc thực hiện nhiệm vụ.\n\n"
WARM = 30  # articles read before the clock starts: tables and patterns are built at first use
_SIGNS = str.maketrans({"⏎": "\n", "⇥": "\t"})


def articles(most: int) -> Iterator[tuple[str, bytes]]:
    """Names and texts of the first `most` articles."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(most), lines, strict=False):
            article = json.loads(line)
            yield article["id"], f"{article['title']}\n\n{article['text']}".encode()


def memory() -> float:
    """Megabytes that this process holds now (the peak where the system does not tell)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def timed_read(name: str, data: bytes, spent: Counter[str]) -> Report:
    """Read a report as `read_facts` does, the CPU time of each component added to `spent`."""
    clock = time.process_time
    begun = clock()
    report = read_report(name, data)
    spent["layout"] += clock() - begun
    nlp = pipeline()
    begun = clock()
    doc = nlp.make_doc(report.text)
    spent["tokens"] += clock() - begun
    title = title_of(report)
    doc._.reading = reading = Reading(report, title, period_of(report, title))
    for component in COMPONENTS:
        begun = clock()
        nlp.get_pipe(component)(doc)
        spent[component] += clock() - begun
    begun = clock()
    gather(reading)
    spent["gather and findings"] += clock() - begun
    return report


def corpus(most: int) -> None:
    """Words a second, the share of each component, memory."""
    every = list(articles(most))
    words = refused = 0
    for name, data in every[:WARM]:
        read_facts(read_report(name, data))
    first, begun = memory(), time.process_time()
    for name, data in every:
        try:
            read_facts(read_report(name, data))
            words += len(data.split())
        except ReadError:
            refused += 1
    seconds = time.process_time() - begun
    print(
        f"{len(every)} articles ({refused} refused), {words:,} words, {words / seconds:,.0f} words/s of CPU"
    )
    print(f"memory: {first:.0f} MB after {WARM} articles, {memory():.0f} MB after {len(every)}")
    spent: Counter[str] = Counter()
    for name, data in every[:600]:
        try:
            timed_read(name, data, spent)
        except ReadError:
            continue
    for part, cost in spent.most_common():
        print(f"  {part:<20} {cost / spent.total():6.1%}")


def strings(length: int) -> None:
    """CPU seconds of texts that repeat one thing."""
    costs = []
    for unit in STRINGS.read_text(encoding="utf-8").split("\n")[1:-1]:
        piece = unit.translate(_SIGNS)
        data = (OPENING + piece * (length // len(piece))).encode()
        begun = time.process_time()
        try:
            report = read_report("report.txt", data)
            laid = time.process_time()
            read_facts(report)
        except ReadError:
            laid = time.process_time()
        costs.append((time.process_time() - begun, laid - begun, unit))
    costs.sort(reverse=True)
    print(f"\n{length:,} characters of one thing: seconds, of these layout ({len(costs)} strings)")
    for whole, layout, unit in costs[:20]:
        print(f"  {whole:6.2f} {layout:6.2f}  {unit!r}")


if __name__ == "__main__":
    corpus(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
    strings(int(sys.argv[2]) if len(sys.argv) > 2 else 120_000)
