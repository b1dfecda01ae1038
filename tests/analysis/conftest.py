from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.analysis.lookup import Lookup
from graph.build import publish
from graph.bundled import bundled_readings
from graph.reader import Reader
from graph.reading import read
from tests.graph.fixtures import sample_run

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"


@pytest.fixture(scope="session")
def digests_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("digests") / "store"
    publish(bundled_readings(), directory, run=sample_run())
    return directory


@pytest.fixture(scope="session")
def digests(digests_store: Path) -> Iterator[Lookup]:
    with Reader.open(digests_store, in_memory=True) as reader:
        yield Lookup(reader)


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lookup]:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("the seeds are not here")
    directory = tmp_path_factory.mktemp("seeds") / "store"
    publish([read(file.name, file.read_bytes()) for file in files], directory, run=sample_run())
    with Reader.open(directory, in_memory=True) as reader:
        yield Lookup(reader)
