"""A build that is killed at any moment leaves the version before it, whole, or its own, whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.graphs import named_quads
from graph.reader import Reader

ROOT = Path(__file__).resolve().parents[2]

# Publishes versions without end; each holds 400 statements that all bear one number.
_BUILDER = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from graph.graphs import replace_graph
from graph.store import Writer

graph, p = NamedNode("https://example.org/g"), NamedNode("https://example.org/p")
print("ready", flush=True)
while True:
    with Writer(Path(sys.argv[1])) as writer:
        number = writer.base.number + 1 if writer.base else 1
        subjects = (NamedNode(f"https://example.org/{n}") for n in range(400))
        replace_graph(writer.graph, graph, [Quad(s, p, Literal(str(number)), graph) for s in subjects])
        writer.publish({"expected": number})
"""


@pytest.mark.slow
def test_kill_nine_at_random_moments(tmp_path):
    chance = random.Random(20241122)
    last = 0
    for _ in range(15):
        builder = subprocess.Popen(
            [sys.executable, "-c", _BUILDER, str(tmp_path / "store")],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert builder.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.0, 0.4) if last else 1.0)
        os.killpg(builder.pid, signal.SIGKILL)
        builder.wait()
        builder.stdout.close()
        with Reader.open(tmp_path / "store") as reader:
            assert reader.version >= last
            assert reader.about["expected"] == reader.version
            held = [quad.object.value for quad in named_quads(reader.store)]
            assert held == [str(reader.version)] * 400
            assert len(reader.select("SELECT ?s { ?s ?p ?o }")) == 400
            last = reader.version
    assert last > 1
