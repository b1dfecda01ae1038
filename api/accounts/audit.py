"""The audit log: who did what, when, from where, what came of it. One JSON object a line, never changed."""

from __future__ import annotations

import json
import logging
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from api.accounts.file import make_private

logger = logging.getLogger(__name__)


class Audit:
    """Writes `audit.jsonl` in the directory of the accounts, readable by its owner only."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "audit.jsonl"
        self._lock = threading.Lock()

    def note(self, who: str, what: str, outcome: str, address: str, **about: str) -> None:
        """Add a line. A log that cannot be written is told in the server's own log; nothing else stops."""
        line = {
            "when": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": who,
            "what": what,
            "outcome": outcome,
            "address": address,
            **about,
        }
        data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
        try:
            make_private(self._path.parent)
            with self._lock:
                handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    os.write(handle, data)
                finally:
                    os.close(handle)
        except OSError as error:
            logger.error("the audit log %s cannot be written: %s", self._path, error)  # noqa: TRY400
