"""A real Chromium, and the pages served from this machine: the sample graph, plain and with hostile words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.api.live import serving
from tests.graph.fixtures import sample_store
from tests.viz.samples import as_nquads, hostile_quads

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


def chromium() -> str | None:
    """Where Chromium is: the variable CHROMIUM, /usr/bin/chromium, or the PATH."""
    named = os.environ.get("CHROMIUM")
    for path in (
        named,
        "/usr/bin/chromium",
        *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
    ):
        if path and Path(path).is_file():
            return path
    return None


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    path = chromium()
    if path is None:
        pytest.skip("no Chromium: install it, or name it in the variable CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@dataclass
class Watched:
    """What a page did that it should not have done."""

    page: object
    troubles: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Fail on any request off this machine, any error, any injected script that ran."""
        pwned = self.page.evaluate("() => window.__pwned")  # type: ignore[attr-defined]
        assert pwned is None, f"an injected script ran: {pwned}"
        assert not self.troubles, self.troubles


@pytest.fixture
def open_page(browser: object) -> Iterator[object]:
    """Opens an address at a size ("desktop", "phone") in a fresh context and watches what it does."""
    contexts = []

    def opened(
        address: str, size: str = "desktop", *, scheme: str = "light", scripts: bool = True
    ) -> Watched:
        width, height = SIZES[size]
        context = browser.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="vi-VN",
        )
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page)

        def requested(request: object) -> None:
            url = urlsplit(request.url)  # type: ignore[attr-defined]
            if url.scheme not in ("file", "data", "blob") and url.hostname != "127.0.0.1":
                watched.troubles.append(f"asked for {request.url}")  # type: ignore[attr-defined]

        page.on("request", requested)
        page.on(
            "console",
            lambda message: watched.troubles.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: watched.troubles.append(str(error)))
        page.on("dialog", lambda dialog: (watched.troubles.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        return watched

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the sample graph."""
    store = sample_store(tmp_path_factory.mktemp("plain"))
    with serving({"store": store, "workers": 1}) as server:
        yield server.address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the graph with hostile words."""
    path = tmp_path_factory.mktemp("hostile") / "graph.nq"
    path.write_bytes(as_nquads(hostile_quads()))
    with serving({"data": path, "workers": 1}) as server:
        yield server.address
