from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.live import Live, serving, write_graph
from tests.graph.fixtures import sample_store


@pytest.fixture(scope="session")
def big_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_graph(tmp_path_factory.mktemp("graph") / "big.nq")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_store(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def live(store: Path) -> Iterator[Live]:
    """A server over the sample store."""
    with serving({"store": store, "workers": 2, "rows": 5000, "query_bytes": 2000}) as server:
        yield server
