from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import memory_store
from graph.reader import Reader
from tests.graph.fixtures import readings, sample_run, sample_store


@pytest.fixture(scope="session")
def graph() -> Store:
    """Both sample reports in memory; tests must not change it."""
    return memory_store(readings(), sample_run(), inferences=())


@pytest.fixture(scope="session")
def reader(graph) -> Reader:
    return Reader(graph)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A store with both sample reports as version 1; tests must not write to it."""
    return sample_store(tmp_path_factory.mktemp("built"))


@pytest.fixture
def store(tmp_path, built) -> Path:
    """A store of its own with both sample reports as version 1."""
    return Path(shutil.copytree(built, tmp_path / "store"))
