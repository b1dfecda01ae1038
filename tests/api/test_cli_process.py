"""The command line as real processes: reports in, exit codes out, no traceback ever."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extraction.report import plain
from tests.graph.fixtures import YEAR_TEXT
from tests.graph.test_store import content

ROOT = Path(__file__).resolve().parents[2]


def khaithong(*arguments, cwd, code=0, **options):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KHAITHONG_")}
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *map(str, arguments)],
        cwd=cwd,
        env={**environment, "PYTHONPATH": str(ROOT), **options.pop("env", {})},
        capture_output=True,
        timeout=110,
        check=False,
        **options,
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode == code, done.stderr.decode()
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A directory with one report and the store that was built of it."""
    place = tmp_path_factory.mktemp("place")
    (place / "report.txt").write_text(YEAR_TEXT, encoding="utf-8")
    khaithong("build", "report.txt", "--store", "store", "--out", "graph.nq", cwd=place)
    return place


def test_a_built_store_keeps_its_rules_and_answers(place):
    khaithong("check", "--store", "store", cwd=place)
    found = khaithong("query", "ASK { ?i eli:id_local '82/2024/NĐ-CP' }", "--store", "store", cwd=place)
    assert found.stdout == b"yes\n"


def test_building_again_gives_the_same_graph_but_for_the_time(place):
    khaithong("build", "report.txt", "--out", "again.nq", cwd=place)
    once, again = (
        (place / name).read_text(encoding="utf-8").splitlines() for name in ("graph.nq", "again.nq")
    )
    assert once == sorted(once) or len(once) == len(again)
    assert all("endedAtTime" in line for line in set(once) ^ set(again))


def test_what_is_read_stands_where_it_says(place):
    done = khaithong("read", "report.txt", "--json", cwd=place, env={"PYTHONIOENCODING": "ascii"})
    records = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert any(
        record["kind"] == "instrument" and record.get("number") == "82/2024/NĐ-CP" for record in records
    )
    for record in records:
        assert record["text"] == plain(YEAR_TEXT[record["start"] : record["end"]])


def test_a_full_disk_is_told_and_the_store_is_as_before(place):
    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    before = content(place / "store")
    done = khaithong("build", "report.txt", "--store", "store", cwd=place, code=2, preexec_fn=no_room)
    assert b"no room on the disk" in done.stderr
    assert content(place / "store") == before


def test_output_that_nobody_reads_to_its_end_is_no_error(place):
    query = f"{sys.executable} -m api.cli query 'SELECT ?s ?o {{ ?s ?p ?o }}' --format csv --store store"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{query} | head -n 1"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=110,
        check=True,
    )
    assert done.stdout.strip() == b"s,o"
    assert done.stderr == b""


def test_an_unknown_command_is_exit_code_two(place):
    assert b"No such command" in khaithong("buid", cwd=place, code=2).stderr


def test_the_help_page_needs_none_of_the_heavy_libraries(place):
    done = khaithong("--help", cwd=place, env={"PYTHONVERBOSE": ""})
    assert b"Usage" in done.stdout
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, api.cli; print(*sys.modules)"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"spacy", "rdflib", "pyshacl", "networkx", "pyoxigraph", "fastapi"} & set(loaded)
