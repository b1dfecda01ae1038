"""`make eval`: scores of the seeds and the digests beside those of the last commit on main, fact by fact.

Needs the annotations and the scorer in ../shared/eval for the seeds; the digests' annotations are the
project's own (tests/gold). Nothing here is a pass mark.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
HERE = Path(__file__).resolve().parent
SETS = {
    "report 2024": (SHARED / "seeds/000_8e193526713cc652.txt", SHARED / "eval/gold/2024-year.json"),
    "report 2024-05": (SHARED / "seeds/003_5bf4866a09ed0123.txt", SHARED / "eval/gold/2024-05.json"),
    "digest 2024": (
        ROOT / "extraction/digests/chuyen-doi-so-2024.txt",
        ROOT / "tests/gold/chuyen-doi-so-2024.json",
    ),
    "digest 2024-05": (
        ROOT / "extraction/digests/chuyen-doi-so-2024-05.txt",
        ROOT / "tests/gold/chuyen-doi-so-2024-05.json",
    ),
}
LISTED = 12


def scorer() -> ModuleType | None:
    """The scorer beside the annotations, where it is."""
    path = SHARED / "eval/score.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def read(tree: Path, paths: list[Path]) -> dict[str, Any] | None:
    """The facts of some reports as the version in `tree` reads them; None where that version can't."""
    env = {**os.environ, "PYTHONPATH": str(tree)}
    command = [sys.executable, str(HERE / "facts.py"), *map(str, paths)]
    done = subprocess.run(command, env=env, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    return json.loads(done.stdout)


def last_commit(into: Path) -> bool:
    """Lay the tree of the last commit on main into a folder; False where there is none."""
    done = subprocess.run(["git", "archive", "main"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        return False
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(into, filter="data")
    return True


def keys(facts: dict[str, list[dict[str, Any]]]) -> dict[str, set[str]]:
    """Each fact as one line without what only points to others, so that two versions can be compared."""
    out = {}
    for kind, rows in facts.items():
        kept = [{k: v for k, v in row.items() if k not in ("id", "bottleneck", "aliases")} for row in rows]
        out[kind] = {json.dumps(row, ensure_ascii=False, sort_keys=True) for row in kept}
    return out


def main() -> int:
    """Print both versions' scores and the facts gained and lost."""
    sets = {name: pair for name, pair in SETS.items() if pair[0].exists() and pair[1].exists()}
    paths = [pair[0] for pair in sets.values()]
    score = scorer()
    now = read(ROOT, paths)
    if now is None:
        return 2
    with tempfile.TemporaryDirectory() as folder:
        before = read(Path(folder), paths) if last_commit(Path(folder)) else None
    for name, (path, gold_path) in sets.items():
        print(f"\n== {name}")
        gold = json.loads(gold_path.read_text("utf-8"))
        old = before[str(path)] if before else None
        if score is None:
            print("   (no scorer at ../shared/eval: only gains and losses)")
        else:
            source = score.Source(path)
            then = score.score_all(gold, old, source) if old else {}
            for kind, tally in score.score_all(gold, now[str(path)], source).items():
                was = f"  was {then[kind].f1:.3f}" if kind in then else ""
                print(f"   {tally.line(kind)}{was}")
        if old is not None:
            mine, theirs = keys(now[str(path)]), keys(old)
            for kind in mine:
                for sign, rows in (
                    ("+", mine[kind] - theirs.get(kind, set())),
                    ("-", theirs.get(kind, set()) - mine[kind]),
                ):
                    for row in sorted(rows)[:LISTED]:
                        print(f"   {sign} {kind}: {row[:200]}")
                    if len(rows) > LISTED:
                        print(f"   {sign} {kind}: … {len(rows) - LISTED} more")
    return 0


if __name__ == "__main__":
    sys.exit(main())
