"""Runs the application under uvicorn, with limits that fit it."""

from __future__ import annotations

import uvicorn
import uvicorn.config

from api.app import create_app
from api.settings import Settings
from api.telemetry import log_as_json

_GRACE = 5  # seconds that running requests get when the server is told to stop


def configure(settings: Settings, *, log_level: str = "info") -> uvicorn.Config:
    """How uvicorn runs the application of `settings`; for `uvicorn.Server(…).run()`."""
    if settings.log == "json":
        log_as_json()
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        # a query in an address, every byte of it percent-encoded, must reach us to be refused by its length
        h11_max_incomplete_event_size=4 * settings.query_bytes + 65_536,
        server_header=False,
        log_level=log_level,
        log_config=None if settings.log == "json" else uvicorn.config.LOGGING_CONFIG,
        timeout_graceful_shutdown=_GRACE,
        access_log=False,
        ws="none",
    )


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    uvicorn.Server(configure(settings)).run()
