"""The process that reads an upload, and the one that publishes it: `python -m api.uploads.worker …`.

`read FILE STORE RESULT` writes previews, `publish FILE STORE RESULT` the published version; each line of the
output is a step of the progress. What goes wrong is in RESULT, too, in the words of both languages.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from api.uploads.preview import previews
from extraction.errors import ReadError
from graph import versions
from graph.build import publish, read_all
from graph.comparisons import comparison
from graph.errors import GraphError, StoreLocked, ToldError
from graph.iris import DEFAULT_BASE, Iris
from graph.progress import Step
from graph.run import Run

_MEMORY = 4_000_000_000
_SECONDS = 1_800


def main(arguments: list[str]) -> int:
    """Run one of the two; 0 whenever RESULT says how it went."""
    mode, file, store, result = arguments[0], *map(Path, arguments[1:])
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    try:
        told = _read(file, store) if mode == "read" else _publish(file, store)
    except (ReadError, ToldError) as error:
        told = {"error": {"code": error.code, "vi": error.text("vi"), "en": error.text("en")}}
    except StoreLocked as error:
        told = {"error": {"code": "busy", "vi": str(error), "en": str(error)}}
    except GraphError as error:
        told = {"error": {"code": error.code, "vi": str(error), "en": str(error)}}
    except MemoryError:
        full = ReadError("limit_memory", name=file.name, limit=_MEMORY // 1_000_000)
        told = {"error": {"code": full.code, "vi": full.text("vi"), "en": full.text("en")}}
    result.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return 0


def _read(file: Path, store: Path) -> dict[str, Any]:
    found = read_all([file], _tell)
    about = versions.current(store)
    there = frozenset(str(entry["sha256"]) for entry in (about.about.get("reports", ()) if about else ()))
    return {"previews": previews(found, there)}


def _publish(file: Path, store: Path) -> dict[str, Any]:
    found = read_all([file], _tell)
    about = versions.current(store)
    base = str(about.about.get("base", DEFAULT_BASE)) if about else DEFAULT_BASE
    done = publish(found, store, run=Run(iris=Iris(base)), progress=_tell)
    comparison(store, done.version)  # kept now: the version before it is soon pruned
    return {"version": done.version}


def _tell(step: Step) -> None:
    told = {"stage": step.stage, "done": step.done, "total": step.total}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
