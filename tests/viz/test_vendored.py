"""What others wrote and the pages serve: exactly the locked files, each with its licence beside it."""

from __future__ import annotations

import hashlib
import json
import re

from viz.static_files import FOLDER, static_files

VENDOR = FOLDER / "vendor"
LOCK = json.loads((VENDOR / "lock.json").read_text(encoding="utf-8"))


def test_every_file_is_locked_and_as_it_was_locked() -> None:
    served = {name.removeprefix("vendor/") for name in static_files() if name.startswith("vendor/")}
    assert served == {entry["file"] for entry in LOCK}
    for entry in LOCK:
        content = (VENDOR / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]
        assert entry["integrity"].startswith("sha512-")
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])


def test_every_file_has_its_licence() -> None:
    for entry in LOCK:
        assert entry["licence"] in ("MIT", "Apache-2.0 OR MIT", "ISC", "BSD-3-Clause")
        stem = entry["file"].split(".")[0]
        assert "Permission is hereby granted" in (VENDOR / f"{stem}.LICENSE").read_text(encoding="utf-8")


def test_style_sheets_load_nothing_from_elsewhere() -> None:
    for entry in LOCK:
        if entry["file"].endswith(".css"):
            text = (VENDOR / entry["file"]).read_text(encoding="utf-8")
            assert not re.search(r"url\(\s*['\"]?(?!data:|#)", text)
            assert "@import" not in text
