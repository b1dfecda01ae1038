"""Files and folders that appear only when they are complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from graph.errors import ExportError, no_room


def replace_file(path: Path, write_to: Callable[[Path], object]) -> None:
    """Have `write_to` write a file beside `path`, then put it in its place.

    Raises:
        ExportError: the file cannot be written; what stood there is as it was.
    """
    if path.is_dir():
        raise ExportError("export-directory", path=path)
    fresh = _beside(path)
    try:
        write_to(fresh)
        fresh.replace(path)
    except (OSError, RuntimeError) as error:
        raise _unwritable(path, error) from error
    finally:
        fresh.unlink(missing_ok=True)


def new_folder(path: Path, write_to: Callable[[Path], object]) -> None:
    """Have `write_to` fill a folder beside `path`, then put it in its place, where nothing may stand yet.

    Raises:
        ExportError: something stands there, or the folder cannot be written; nothing was changed.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise ExportError("export-exists", path=path)
    fresh = _beside(path)
    try:
        fresh.mkdir()
        write_to(fresh)
        fresh.replace(path)
    except (OSError, RuntimeError) as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _beside(path: Path) -> Path:
    if not path.parent.is_dir():
        raise ExportError("export-no-parent", parent=path.parent, name=path.name)
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def _unwritable(path: Path, error: OSError | RuntimeError) -> ExportError:
    if no_room(error):
        return ExportError("export-full", path=path)
    return ExportError("export-unwritable", path=path, reason=error)
