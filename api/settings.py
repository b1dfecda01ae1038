"""What the server may be told: where the graph is, where to listen, and what one query may cost.

Every field has an environment variable, `KHAITHONG_` and the field's name in capitals. Durations are seconds,
sizes are bytes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from api.configuration import ConfigurationError, read_file

PREFIX = "KHAITHONG_"
_OF_COMMANDS = frozenset({"reviewer"})  # variables that only other commands read
_DEFAULT_GRAPHS = ("union", "default")
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+/\Z")


class SettingsError(ValueError):
    """A setting is missing or cannot be used; the message names it and says what it may be."""


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in text.split(os.pathsep) if part)


def _truth(text: str) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]


def accounts_directory(store: Path) -> Path:
    """Where the accounts of a store are unless something else is said."""
    return store / "accounts"


def _enough_workers() -> int:
    """Twice the processors, at least eight: they share the memory of the graph, and some must stay free."""
    return max(8, 2 * (os.cpu_count() or 1))


_READ: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "Path | None": (Path, "a path"),
    "tuple[Path, ...]": (_paths, f"paths separated by {os.pathsep!r}"),
    "bool": (_truth, "true or false"),
    "str": (str, "text"),
    "str | None": (str, "text"),
    "int": (int, "a whole number"),
    "float": (float, "a number"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One of `store` (a directory that `khaithong build` wrote) and `data` (RDF files) must be given.

    Raises `SettingsError` for a value that cannot be used.
    """

    store: Path | None = None
    data: tuple[Path, ...] = ()
    default_graph: str = "union"
    """Of data files: "union" of all graphs, or the "default" graph alone. That of a store is the union."""
    host: str = "127.0.0.1"
    port: int = 8000
    base: str | None = None
    """Under which IRIs things stand; None: what the store says, else that of the vocabulary."""
    seconds: float = 30.0
    """A query that has run so long is ended."""
    rows: int = 200_000
    """Rows of a table, triples of a graph."""
    bytes: int = 100_000_000
    """Size of one answer, before any transfer coding."""
    query_bytes: int = 60_000
    """Length of a query in UTF-8."""
    cache_bytes: int = 64_000_000
    """Answers that are kept while their version is the current one; 0: none are."""
    memory: int = 1_000_000_000
    """What one query may allocate above the graph itself."""
    workers: int = field(default_factory=_enough_workers)
    """Queries that run at the same time."""
    queue: int = 64
    """Queries that wait for a worker; one more is refused."""
    queue_seconds: float = 30.0
    """A query that has waited so long is refused."""
    per_client: int = 16
    """Queries that one address may have running and waiting."""
    express_seconds: float = 0.5
    """A query that has run so long counts as long; long ones may not take every worker."""
    watch_seconds: float = 1.0
    """How often the store is asked for a new version."""
    assistant: str | None = None
    """An OpenAI-compatible address for 'khaithong suggest'; none: no model is ever asked."""
    assistant_model: str | None = None
    """The model's name; it stands beside everything that it suggests."""
    assistant_key: str | None = field(default=None, repr=False)
    """The key that the address wants."""
    accounts: Path | None = None
    """The directory of accounts and audit log; None: `accounts` in the store's directory."""
    mcp: bool = False
    """Whether programs that reason may ask at /mcp."""
    rate: float = 200.0
    """Requests a second that one address, or one API key, may make over a while; 0: as many as it likes."""
    burst: int = 2000
    """Requests that it may make at once before that counts."""
    log: str = "text"
    """How the server logs: "text", or "json" with a line for every request."""
    secret: str | None = field(default=None, repr=False)
    """Signs sessions; None: the file `secret` beside the accounts, made where there is none."""

    def __post_init__(self) -> None:
        if (self.store is None) == (not self.data):
            raise SettingsError(
                f"give either a store ({PREFIX}STORE) or data files ({PREFIX}DATA), not both and not neither"
            )
        for path in self.data:
            if not path.is_file():
                raise SettingsError(f"data: there is no file {path}; check {PREFIX}DATA")
        if self.default_graph not in _DEFAULT_GRAPHS:
            raise SettingsError(
                f"default_graph: {' or '.join(_DEFAULT_GRAPHS)} is needed, not {self.default_graph!r}; see "
                f"{PREFIX}DEFAULT_GRAPH"
            )
        if self.default_graph != "union" and self.store is not None:
            raise SettingsError(
                "default_graph: the default graph of a store is the union of its graphs; leave it out"
            )
        if self.base is not None and not _BASE.match(self.base):
            raise SettingsError(
                f"base: an absolute http(s) IRI ending in '/' is needed, not {self.base!r}; see {PREFIX}BASE"
            )
        if not 0 <= self.port <= 65535:
            raise SettingsError(
                f"port: a number from 0 to 65535 is needed, not {self.port}; see {PREFIX}PORT"
            )
        for name in ("rows", "bytes", "query_bytes", "workers", "per_client"):
            self._at_least(name, 1)
        for name in ("seconds", "queue_seconds", "express_seconds", "watch_seconds"):
            self._at_least(name, 0.01)
        self._at_least("queue", 0)
        self._at_least("rate", 0)
        self._at_least("burst", 1)
        if self.log not in ("text", "json"):
            raise SettingsError(f"log: text or json is needed, not {self.log!r}; see {PREFIX}LOG")
        self._at_least("cache_bytes", 0)
        self._at_least("memory", 16_000_000)

    @property
    def accounts_directory(self) -> Path | None:
        """Where accounts are; None where nobody can sign in (RDF files without a directory of accounts)."""
        return self.accounts or (accounts_directory(self.store) if self.store else None)

    def _at_least(self, name: str, least: float) -> None:
        value = getattr(self, name)
        if not value >= least:  # also refuses a NaN
            raise SettingsError(
                f"{name}: at least {least} is needed, not {value}; see {PREFIX}{name.upper()}"
            )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Settings from `KHAITHONG_*`; a keyword that is not None wins over the environment.

        `config`, or else KHAITHONG_CONFIG, names a TOML file, over which both win. A store and data files
        are one choice: where one is given, the other is not taken from further down.

        An unknown `KHAITHONG_` variable is refused: a misspelt limit must not pass for one that holds.
        """
        environ = dict(os.environ if environ is None else environ)
        named = environ.pop(f"{PREFIX}CONFIG", "")
        config = given.pop("config", None) or (Path(named) if named else None)
        kinds = {f.name: str(f.type) for f in fields(cls)}
        values: dict[str, Any] = {}
        for variable, text in environ.items():
            if not variable.startswith(PREFIX):
                continue
            name = variable.removeprefix(PREFIX).lower()
            if name in _OF_COMMANDS:
                continue
            if name not in kinds:
                known = ", ".join(PREFIX + known.upper() for known in kinds)
                raise SettingsError(f"{variable} is not a setting; there are {known}")
            if not text:
                continue
            values[name] = _read(variable, kinds[name], text)
        values.update((name, value) for name, value in given.items() if value is not None)
        below = _from_file(config, kinds) if config else {}
        if values.keys() & _SOURCES:
            below = {name: value for name, value in below.items() if name not in _SOURCES}
        return cls(**{**below, **values})


_SOURCES = frozenset({"store", "data"})


def _from_file(path: Path, kinds: Mapping[str, str]) -> dict[str, Any]:
    try:
        found = read_file(path, kinds)
    except ConfigurationError as error:
        raise SettingsError(str(error)) from None
    return {
        name: value if isinstance(value, tuple) else _read(f"{path}: {name}", kinds[name], value)
        for name, value in found.items()
    }


def _read(name: str, kind: str, text: str) -> Any:
    read, what = _READ[kind]
    try:
        return read(text)
    except (ValueError, KeyError):
        raise SettingsError(f"{name}: {what} is needed, not {text!r}") from None
