"""Time and memory of each reader on a document of 200 pages. Run by hand: prints a table, never asserts.

    python -m tests.bench.readers [PAGES] [RUNS]

The document is the bundled digests over and over. Each reader has a process of its own; `read` is the text
alone, `report` with the layout, medians of RUNS; `peak` is the most memory that the process or one that it
started ever held, the interpreter and its libraries in it.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from extraction.legacy import letters
from tests.extraction import reader_files as files

PAGE = 2_500  # characters of a printed page
_MOST_NOTES = 99  # marks have two digits
HEAD = ["TT", "Chỉ tiêu", "Đơn vị", "Năm 2024", "Năm 2025", "Cơ quan chủ trì"]


def document(pages: int) -> files.Draft:
    """The digests as often as fills so many pages, their notes numbered on."""
    sources = [files.digest(path.name) for path in sorted(files.DIGESTS.glob("*.txt"))]
    draft = files.Draft([])
    length = 0
    while length < pages * PAGE:
        for source in sources:
            last = len(draft.notes)
            noted = last + len(source.notes) <= _MOST_NOTES
            draft.paragraphs += [_numbered(text, last if noted else None) for text in source.paragraphs]
            if noted:
                draft.notes |= {last + number: text for number, text in source.notes.items()}
            length += sum(map(len, source.paragraphs))
    return draft


def _numbered(text: str, last: int | None) -> str:
    """A paragraph whose marks go on behind the `last` of the document; without them where numbers ran out."""
    return files.MARK.sub(lambda mark: "" if last is None else f"[{last + int(mark[1])}]", text)


def rows(pages: int) -> list[list[str]]:
    """An annex of so many pages, 30 rows each."""
    body = (
        [str(number), f"Tỷ lệ hồ sơ trực tuyến của xã {number}", "%", "45,5", "62,0", "Sở Nội vụ"]
        for number in range(1, 30 * pages)
    )
    return [HEAD, *body]


def delimited(table: list[list[str]]) -> bytes:
    """The table as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(table)
    return out.getvalue().encode()


def in_old_font(text: str) -> bytes:
    """The text in TCVN3."""
    codes = {letter: code for code, letter in letters("TCVN3").items()}
    return "".join(codes.get(letter, letter) for letter in text).encode()


def makers(pages: int) -> dict[str, Callable[[], bytes]]:
    """What makes the file of each kind."""
    draft = document(pages)
    text = files.as_text(draft)
    table = rows(pages)
    return {
        "text, UTF-8": text.encode,
        "text, UTF-16": lambda: text.encode("utf-16"),
        "text, TCVN3": lambda: in_old_font(text),
        "Markdown": files.as_markdown(draft).encode,
        "HTML": lambda: files.as_html(draft),
        "DOCX": lambda: files.as_docx(draft),
        "PDF": lambda: files.as_pdf(draft),
        "ZIP of a DOCX": lambda: files.zipped({"a.docx": files.as_docx(draft)}),
        "CSV, table": lambda: delimited(table),
        "XLSX, table": lambda: files.workbook(*table),
    }


def main(pages: int = 200, runs: int = 3) -> None:
    """Print the table."""
    print(f"{'file':<15} {'known as':<9} {'kB':>7} {'read s':>8} {'report s':>9} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for name, make in makers(pages).items():
            path.write_bytes(make())
            command = [sys.executable, "-m", "tests.extraction.reader_cost", str(path), str(runs)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            row = json.loads(done.stdout)
            print(
                f"{name:<15} {row['format']:<9} {path.stat().st_size / 1e3:7.0f} {row['read']:8.3f}"
                f" {row['report']:9.3f} {row['peak']:8.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
