"""Settings from a TOML file. Options win over the environment, the environment over the file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SEPARATE = "tuple[Path, ...]"


class ConfigurationError(ValueError):
    """A file of settings that cannot be used; the message says why."""


def read_file(path: Path, kinds: Mapping[str, str]) -> dict[str, Any]:
    """What a file says of the settings in `kinds` (name to type), each as text or as a list of paths.

    Raises:
        ConfigurationError: it cannot be read, is no TOML, or has a key that is no setting.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"the file of settings {path} cannot be read: {error}") from None
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in kinds:
            raise ConfigurationError(f"{path}: {name!r} is not a setting; there are {', '.join(kinds)}")
        if kinds[name] == _SEPARATE and isinstance(value, list):
            values[name] = tuple(Path(str(each)) for each in value)
        elif isinstance(value, (dict, list)):
            raise ConfigurationError(f"{path}: {name} is one value, not {value!r}")
        else:
            values[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return values
