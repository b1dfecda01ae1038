"""The files that were read and their readings, kept beside the graph by the file's SHA-256.

The source page shows a report's text from here, and inferences over all reports read the facts of the
earlier ones from here. A reading that another version of the software made is read again from its file.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

from extraction.facts import ReportFacts
from extraction.report import Report
from graph.codec import CodecError, decode, encode
from graph.reading import Reading, read
from graph.versions import write_atomically

_LARGEST = 1 << 30  # bytes of JSON; a reading is a few times its text


class Archive:
    """The `reports` folder of a store."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory / "reports"

    def keep(self, reading: Reading, version: str) -> None:
        """Keep a reading and, where it came from a file, the file."""
        folder = self._directory / reading.sha256
        folder.mkdir(parents=True, exist_ok=True)
        if reading.source is not None:
            write_atomically(folder / "source", reading.source)
        body = {"software": version, "report": encode(reading.report), "facts": encode(reading.facts)}
        packed = zlib.compress(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), 6)
        write_atomically(folder / "reading", packed)

    def get(self, sha256: str, version: str | None = None) -> Reading | None:
        """The reading of a report, None where none was kept.

        With `version`, one that another version of the software made is made anew from its file if that
        was kept. Without, it is given as it is (a page needs the text, not the newest rules).
        """
        folder = self._directory / sha256
        kept, software = _load(folder / "reading")
        if kept is not None and (version is None or software == version):
            return kept
        data = _source(folder / "source", sha256)
        if data is None:
            return kept
        return read(kept.report.name if kept else sha256, data)

    def source(self, sha256: str) -> bytes | None:
        """The bytes of a report's file, None where they were not kept."""
        return _source(self._directory / sha256 / "source", sha256)


def _source(path: Path, sha256: str) -> bytes | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def _load(path: Path) -> tuple[Reading | None, str]:
    """A kept reading with the version that made it; one of another shape counts as not there."""
    try:
        unpacker = zlib.decompressobj()
        body = json.loads(unpacker.decompress(path.read_bytes(), _LARGEST))
        report, facts = decode(Report, body["report"]), decode(ReportFacts, body["facts"])
        return Reading(report, facts), str(body["software"])
    except (FileNotFoundError, zlib.error, ValueError, KeyError, TypeError, CodecError):
        return None, ""
