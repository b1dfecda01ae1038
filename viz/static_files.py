"""The static files: read once, addressed with a digest of their content, so that caches never go stale."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file as it is served."""

    content: bytes
    media_type: str
    digest: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Every static file of a known type, by its path under the folder: nothing else can be asked for."""
    found = {}
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file() and path.suffix in _TYPES:
            content = path.read_bytes()
            name = path.relative_to(FOLDER).as_posix()
            digest = hashlib.sha256(content).hexdigest()[:16]
            found[name] = StaticFile(content, _TYPES[path.suffix], digest)
    return found


def static_address(name: str) -> str:
    """The address of a static file, with its digest. An unknown name raises KeyError."""
    return f"/static/{name}?v={static_files()[name].digest}"
