"""What each version changed, thing by thing, kept beside the store: versions themselves are soon pruned."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from graph import versions
from graph.codec import CodecError, decode, encode
from graph.diff import Comparison, compare
from graph.errors import VersionMissing
from graph.reader import Reader

_FOLDER = "changes"


def comparison(directory: Path, number: int) -> Comparison | None:
    """What version `number` changed; None where it is the first, or was pruned before anybody asked.

    The first to ask compares the two versions and keeps what was found, where the store can be written.

    Raises:
        StoreError: no usable store there (see `graph.errors`).
    """
    found = _kept(directory, number)
    if found is not None or number < 2:
        return found
    try:
        with (
            Reader.open(directory, version=number - 1) as before,
            Reader.open(directory, version=number) as after,
        ):
            found = compare(before, after)
    except VersionMissing:
        return None
    with suppress(OSError):
        _keep(directory, found)
    return found


def _path(directory: Path, number: int) -> Path:
    return directory / _FOLDER / f"{number:06d}.json"


def _kept(directory: Path, number: int) -> Comparison | None:
    try:
        return decode(Comparison, json.loads(_path(directory, number).read_bytes()))
    except (OSError, ValueError, CodecError):
        return None


def _keep(directory: Path, found: Comparison) -> None:
    path = _path(directory, found.after)
    path.parent.mkdir(exist_ok=True)
    versions.write_atomically(path, json.dumps(encode(found), ensure_ascii=False).encode())
