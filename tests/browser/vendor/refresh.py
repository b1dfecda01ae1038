"""Fetch locked packages through npm, verify them, put their files in place: `python refresh.py [FOLDER]`.

FOLDER holds the `lock.json`; without it, the folder of this script.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def refresh(entry: dict[str, str], folder: Path, target: Path) -> None:
    """Pack one locked package into `folder`, check its integrity, write its file into `target`."""
    name = f"{entry['name']}@{entry['version']}"
    done = subprocess.run(
        ["npm", "pack", name, "--silent"], cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / done.stdout.split()[-1]
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != entry["integrity"]:
        sys.exit(f"{name}: the package is not the locked one (sha512-{digest}). Nothing was written.")
    with tarfile.open(archive) as packed:
        member = packed.extractfile(entry["from"])
        if member is None:
            sys.exit(f"{name} has no file {entry['from']}")
        content = member.read()
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        sys.exit(f"{name}: {entry['from']} is not the locked file. Nothing was written.")
    (target / entry["file"]).write_bytes(content)


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    with tempfile.TemporaryDirectory() as scratch:
        for locked in json.loads((place / "lock.json").read_text(encoding="utf-8")):
            refresh(locked, Path(scratch), place)
            print(f"{locked['name']} {locked['version']}: verified")
