"""A build, a withdrawal or a review killed at any moment leaves the store as before it or as after it.

A process of its own imports everything once and then forks a child for each piece of work; the child is
killed (-9) after a random part of the time that the work takes.
"""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from graph.iris import Iris
from graph.reader import Reader
from graph.store import Writer
from tests.graph.fixtures import sample_store

ROOT = Path(__file__).resolve().parents[2]
WORKS = ("build", "withdraw", "review")
TRIALS = 100

# Reads "WORK STORE", answers with the child's number; reads "end", answers with how the child ended.
_MOTHER = """
import gc, os, sys
from datetime import UTC, datetime
from pathlib import Path
from pyoxigraph import Store
import pyshacl
from graph.build import publish
from graph.ground import shapes, ontology_quads
from graph.check import validate_store
from graph.review.deciding import decide
from graph.review.decision import Verdict
from graph.withdraw import withdraw
from tests.graph.fixtures import readings, sample_graph, sample_run

run, everything = sample_run(), readings()
sample_graph()
validate_store(Store())
MAY = "bao-cao-thang-5.txt"


def build(store):
    publish(everything[1:], store, run=run, inferences=())


def take_back(store):
    withdraw(store, MAY, run=run, inferences=())


def review(store):
    claim = next(each for each in everything[0].facts.claims if each.predicate == "proposed_measure")
    from graph.reader import Reader
    from graph.review.claims import proposals
    with Reader.open(store) as reader:
        name = next(proposals(reader.store)).claim.value
    decide(store, [name], Verdict.ACCEPTED, reviewer="An", run=run)


works = {"build": build, "withdraw": take_back, "review": review}
gc.freeze()
print("ready", flush=True)
for line in sys.stdin:
    name, store = line.rstrip("\\n").split(" ", 1)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            works[name](Path(store))
            code = 0
        except Exception as error:
            print(type(error).__name__, error, file=sys.stderr, flush=True)
        finally:
            os._exit(code)
    print(child, flush=True)
    sys.stdin.readline()  # until then the child's number is nobody else's
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""


class Mother:
    """The process that works; `start` gives the child's number, `end` how it ended."""

    def __init__(self, directory):
        self.errors = directory / "errors"
        errors = self.errors.open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-c", _MOTHER],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        errors.close()
        assert self._answer() == "ready"

    def _answer(self):
        words = self.process.stdout.readline().strip()
        assert words, self.errors.read_text(encoding="utf-8")
        return words

    def start(self, work, store):
        self.process.stdin.write(f"{work} {store}\n")
        self.process.stdin.flush()
        return int(self._answer())

    def end(self):
        self.process.stdin.write("end\n")
        self.process.stdin.flush()
        return int(self._answer())

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


@pytest.fixture
def mother(tmp_path):
    found = Mother(tmp_path)
    yield found
    found.close()


def state(store):
    """The version and everything in it, of a fresh reader."""
    with Reader.open(store) as reader:
        return reader.version, contents(reader)


def contents(reader):
    """The graphs that a work may change, and how much there is in all; the ground is left out for speed.

    The same for the same statements: the engine keeps them in the order of their hashes.
    """
    ground = {Iris().graph("ontology"), Iris().graph("reference")}
    graphs = sorted(set(reader.store.named_graphs()) - ground, key=str)
    parts = [reader.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph) for graph in graphs]
    return hashlib.sha256(b"".join(parts)).hexdigest(), len(reader.store)


@pytest.fixture
def prepared(tmp_path, mother):
    """For each work a store before it, and before and after as states, and how long the work takes."""
    found = {}
    both = sample_store(tmp_path)
    for work in WORKS:
        before = tmp_path / f"before-{work}"
        shutil.copytree(both, before)
        if work == "build":
            mother.start("withdraw", before)
            assert mother.end() == 0
        done = shutil.copytree(before, tmp_path / f"after-{work}")
        began = time.monotonic()
        mother.start(work, done)
        assert mother.end() == 0
        found[work] = (before, state(before), state(done), time.monotonic() - began)
    return found


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_kill_nine_at_a_hundred_random_moments(tmp_path, mother, prepared):
    chance = random.Random(20261122)
    outcomes = {"before": 0, "after": 0, "killed": 0}
    stores = {}
    for trial in range(TRIALS):
        work = WORKS[trial % len(WORKS)]
        pristine, before, after, seconds = prepared[work]
        # What a killed one left stays for the next to clear; only a work that was done begins anew.
        store = stores.get(work) or shutil.copytree(pristine, tmp_path / f"store-{trial}")
        stores[work] = store
        with Reader.open(store) as held:
            child = mother.start(work, store)
            time.sleep(chance.uniform(0, 1.05) * seconds)
            os.kill(child, signal.SIGKILL)
            ended = mother.end()
            assert ended in (0, -signal.SIGKILL)
            outcomes["killed"] += ended != 0
            found = state(store)
            assert found in (before, after), (trial, work)
            assert ended != 0 or found == after
            assert (held.version, contents(held)) == before
        with Writer(store) as writer:
            assert writer.base.number == found[0]
        if found == after:
            outcomes["after"] += 1
            shutil.rmtree(stores.pop(work))
        else:
            outcomes["before"] += 1
    for work, store in stores.items():
        mother.start(work, store)
        assert mother.end() == 0
        assert state(store) == prepared[work][2]
    assert outcomes["before"] > 10, outcomes
    assert outcomes["killed"] > 10, outcomes


@pytest.mark.slow
def test_of_two_writers_at_once_the_second_changes_nothing_and_is_told(tmp_path, mother, prepared):
    store, before, _, _ = prepared["withdraw"]
    with Writer(store):
        for work in WORKS:
            mother.start(work, store)
            assert mother.end() == 1
    assert state(store) == before
    said = mother.errors.read_text(encoding="utf-8")
    assert said.count(f"another khaithong is writing to the store {store} (process {os.getpid()})") == len(
        WORKS
    )
