"""Reading in a process of its own: PDF and pictures, whose parsers a hostile file can lead to anything.

The operating system bounds the process's memory and time (on systems that have no such bounds, time alone).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import MEMORY, SECONDS, SECONDS_WAITED
from extraction.readers.reading import Reading
from extraction.report import LayoutNote, Passage

if TYPE_CHECKING:
    from extraction.readers import Format

_ROOT = Path(__file__).resolve().parents[2]


def read_apart(content: Content, found: Format) -> Reading:
    """Read a file in another process.

    Raises:
        ReadError: what the reader there raised; limit_time, limit_memory; damaged where the process died.
    """
    if not sys.executable:  # Python inside another program, which could only start itself
        from extraction.readers import read_here  # noqa: PLC0415 - it imports this module

        return read_here(content, found)
    paths = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    process = subprocess.Popen(  # noqa: S603 - our own module; the file's bytes go to its standard input
        [sys.executable, "-m", "extraction.readers.worker", found.module, found.label, content.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(content.data, timeout=SECONDS_WAITED)
    except subprocess.TimeoutExpired as error:
        raise ReadError("limit_time", name=content.name, limit=SECONDS_WAITED) from error
    finally:
        _end(process)
    return _result(content, found, process.returncode, out)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and those that it started, and let go of its pipes."""
    if process.poll() is None:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.communicate()


def _result(content: Content, found: Format, code: int, out: bytes) -> Reading:
    if code == 0:
        try:
            return unpacked(json.loads(out))
        except (ValueError, KeyError, TypeError) as error:
            raise ReadError(
                "damaged", name=content.name, format=found.label, reason="the reader's answer is cut off"
            ) from error
    if code == -getattr(signal, "SIGXCPU", 0):
        raise ReadError("limit_time", name=content.name, limit=SECONDS)
    if code in (1, -getattr(signal, "SIGKILL", 0)):
        raise ReadError("limit_memory", name=content.name, limit=MEMORY)
    raise ReadError("damaged", name=content.name, format=found.label, reason=f"the parser stopped: {code}")


def packed(reading: Reading) -> dict[str, Any]:
    """A reading in plain JSON types."""
    return {
        "text": reading.text,
        "pages": reading.pages,
        "paragraphs": reading.paragraphs,
        "oddities": [
            [each.rule, each.passage.start, each.passage.end, each.detail] for each in reading.oddities
        ],
        "changes": reading.changes,
    }


def unpacked(data: dict[str, Any]) -> Reading:
    """The reading that `packed` made `data` of, or the error that stands in its place.

    Raises:
        ReadError: the other process could not read the file.
    """
    if "error" in data:
        raise ReadError(data["error"], **data["details"])
    oddities = (
        LayoutNote(rule, Passage(start, end), detail) for rule, start, end, detail in data["oddities"]
    )
    return Reading(
        data["text"],
        tuple(data["pages"]),
        tuple(oddities),
        paragraphs=data["paragraphs"],
        changes=tuple((start, end, new) for start, end, new in data["changes"]),
    )
