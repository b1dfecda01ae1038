"""What reading one file costs, measured in a process that does nothing else: `… reader_cost FILE RUNS`.

Prints JSON: the format as it was recognised, seconds for the text alone ("read") and with the layout
("report"), the median of RUNS each, and the megabytes that were held at most ("peak").
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path
from statistics import median

from extraction.layout import read_report
from extraction.readers import format_of, read
from extraction.readers.content import Content


def cost(path: Path, runs: int) -> dict[str, float | str]:
    """The cost of reading a file `runs` times."""
    data = path.read_bytes()
    times: dict[str, list[float]] = {"read": [], "report": []}
    for _ in range(runs):
        for name, reader in (("read", read), ("report", read_report)):
            begin = time.perf_counter()
            reader(path.name, data)
            times[name].append(time.perf_counter() - begin)
    label = format_of(Content(path.name, data)).label
    return {"format": label, "peak": peak(), **{name: median(each) for name, each in times.items()}}


def peak() -> float:
    """Megabytes that this process, or one that it started, held at most."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)  # bytes on macOS
    own = re.search(r"VmHWM:\s*(\d+)", status.read_text())  # ru_maxrss would count the parent's memory
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(int(own[1]) if own else 0, started) / (1 << 10)


if __name__ == "__main__":
    print(json.dumps(cost(Path(sys.argv[1]), int(sys.argv[2]))))
