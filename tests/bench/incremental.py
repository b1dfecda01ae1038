"""What adding one report costs on stores of growing size. Run by hand: prints, never asserts.

    python -m tests.bench.incremental [STATEMENTS ...]

The stores hold the bundled digests over and over, each time of another year and with other percentages, built
at once; then one report more is read and published. Seconds and CPU seconds of that alone, in a process whose
tables are warm. A million statements take some ten minutes to build.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from pathlib import Path

from extraction.layout import read_report
from extraction.pipeline import read_facts
from graph.build import publish
from graph.reading import Reading
from graph.run import Run
from tests.extraction import reader_files as files

_EACH = 4_200  # statements of one such report, about


def varied(number: int) -> Reading:
    """The report with a number: of a year and with shares of its own."""
    sources = sorted(files.DIGESTS.glob("*.txt"))
    chance = random.Random(number)
    text = sources[number % len(sources)].read_text(encoding="utf-8")
    text = re.sub(r"\b2024\b", str(2000 + number // 12), text)
    text = re.sub(r"\d+,\d+%", lambda _: f"{chance.randint(1, 99)},{chance.randint(1, 9)}%", text)
    data = text.encode()
    report = read_report(f"bao-cao-{number:04}.txt", data)
    return Reading(report, read_facts(report), data)


def main(sizes: list[int]) -> None:
    for size in sizes:
        count = max(2, size // _EACH)
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "store"
            publish([varied(number) for number in range(count)], store, run=Run())
            wall, cpu = time.perf_counter(), time.process_time()
            result = publish([varied(count)], store, run=Run())
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            added = sum(each.change.added for each in result.reports)
            print(
                f"{count} reports, about {size:,} statements: +{added:,} in {wall:.1f} s, {cpu:.1f} s CPU",
                flush=True,
            )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [10_000, 100_000])
