"""Print the blocks of a file: `python -m extraction.layout FILE`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from extraction.errors import ReadError
from extraction.layout import read_report
from extraction.report import Report
from extraction.source import read_file


def shown(report: Report) -> Iterator[str]:
    """One line per block (kind, role, path, note, text), then the marks and the oddities."""
    for index, block in enumerate(report.blocks):
        number = "" if block.note is None else f" note {block.note}"
        above = "" if block.heading is None else f" ^{block.heading}"
        path = "/".join(block.path) or "-"
        yield f"{index:4} {block.kind:9} {block.role:12} {path}{above}{number}"
        yield f"     {report.text[block.start : block.end]}"
    for mark in report.marks:
        yield f"mark {mark.number} behind “{report.text[max(0, mark.at - 24) : mark.at]}”"
    for oddity in report.oddities:
        yield f"{oddity.rule} at {oddity.passage.start}: {oddity.detail}"


def main(arguments: list[str]) -> int:
    """Print the file named by the one argument; 1 where it cannot be read, 2 where it is not named."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m extraction.layout FILE\n")
        return 2
    path = Path(arguments[0])
    try:
        report = read_report(path.name, read_file(path))
    except ReadError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        for line in shown(report):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader ("| head") has seen enough; what is still buffered must not fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
