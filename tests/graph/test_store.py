import errno
import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import StoreForeign, StoreFull, StoreLocked, StoreMissing, StoreTooNew, store_error
from graph.graphs import replace_graph
from graph.reader import Reader
from graph.store import Writer

ROOT = Path(__file__).resolve().parents[2]
GRAPH = NamedNode("https://example.org/graph/1")
P = NamedNode("https://example.org/p")


def quads(*values, graph=GRAPH):
    return [Quad(NamedNode("https://example.org/s"), P, Literal(value), graph) for value in values]


def publish(directory, *values):
    with Writer(directory) as writer:
        replace_graph(writer.graph, GRAPH, quads(*values))
        return writer.publish({})


def values(directory):
    with Reader.open(directory) as reader:
        return sorted(row["o"].value for row in reader.select("SELECT ?o { ?s ?p ?o }"))


def content(directory):
    return {
        path.relative_to(directory): path.read_bytes() if path.is_file() else None
        for path in sorted(directory.rglob("*"))
        if path.name != "LOCK"
    }


def child(code, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_each_publication_is_a_new_version_and_readers_of_the_old_one_keep_it(tmp_path):
    assert publish(tmp_path / "s", "a").number == 1
    with Reader.open(tmp_path / "s") as old:
        assert publish(tmp_path / "s", "b", "c").number == 2
        assert [row["o"].value for row in old.select("SELECT ?o { ?s ?p ?o }")] == ["a"]
    assert values(tmp_path / "s") == ["b", "c"]


def test_what_is_not_published_is_not_seen(tmp_path):
    publish(tmp_path, "a")
    before = content(tmp_path)
    with Writer(tmp_path) as writer:
        replace_graph(writer.graph, GRAPH, quads("b"))
    assert content(tmp_path) == before
    assert values(tmp_path) == ["a"]


def test_the_last_three_versions_stay_and_one_in_use_longer(tmp_path):
    publish(tmp_path, "0")
    with Reader.open(tmp_path) as held:
        for turn in range(1, 6):
            publish(tmp_path, str(turn))
        assert {path.name for path in (tmp_path / "versions").iterdir()} == {f"{n:06d}" for n in (1, 4, 5, 6)}
        assert [row["o"].value for row in held.select("SELECT ?o { ?s ?p ?o }")] == ["0"]
    publish(tmp_path, "6")
    assert {path.name for path in (tmp_path / "versions").iterdir()} == {f"{n:06d}" for n in (5, 6, 7)}


def test_a_second_writer_is_told_who_writes_and_the_store_stays_as_it_is(tmp_path):
    publish(tmp_path, "a")
    with Writer(tmp_path), pytest.raises(StoreLocked, match=rf"process {os.getpid()}\).*Wait"):
        Writer(tmp_path)
    assert values(tmp_path) == ["a"]


def test_a_second_writer_in_another_process_is_told_too(tmp_path):
    publish(tmp_path, "a")
    code = """
        import sys
        from pathlib import Path
        from graph.store import Writer
        try:
            Writer(Path(sys.argv[1]))
        except Exception as error:
            print(type(error).__name__, error.code)
    """
    with Writer(tmp_path):
        out, _ = child(code, tmp_path).communicate(timeout=60)
    assert out.split() == ["StoreLocked", "store-locked"]


def test_reading_goes_on_while_somebody_writes(tmp_path):
    publish(tmp_path, "a")
    with Writer(tmp_path) as writer:
        replace_graph(writer.graph, GRAPH, quads("b"))
        assert values(tmp_path) == ["a"]


def test_a_writer_that_was_killed_leaves_no_lock_and_its_half_work_is_swept(tmp_path):
    publish(tmp_path, "a")
    code = """
        import os, signal, sys
        from pathlib import Path
        from graph.graphs import replace_graph
        from graph.store import Writer
        from tests.graph.test_store import GRAPH, quads
        writer = Writer(Path(sys.argv[1]))
        replace_graph(writer.graph, GRAPH, quads("half"))
        os.kill(os.getpid(), signal.SIGKILL)
    """
    assert child(code, tmp_path).wait(timeout=60) == -9
    assert (tmp_path / "work").is_dir()
    assert values(tmp_path) == ["a"]
    assert publish(tmp_path, "b").number == 2
    assert not (tmp_path / "work").exists()


@pytest.mark.parametrize("name", ["notes.txt", "CURRENT.txt", "LOCK.old"])
def test_a_directory_with_other_things_in_it_is_left_alone(tmp_path, name):
    (tmp_path / name).write_text("mine")
    with pytest.raises(StoreForeign, match=re.escape(name)):
        Writer(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_store(tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(StoreForeign, match="is a file"):
        Writer(file)


def test_a_store_of_a_newer_format_is_named_so_and_not_touched(tmp_path):
    publish(tmp_path, "a")
    mark = tmp_path / "khaithong.json"
    mark.write_text(json.dumps({"store": "khaithong", "format": 99}))
    before = content(tmp_path)
    for use in (Writer, Reader.open):
        with pytest.raises(StoreTooNew, match=r"format 99.*newer khaithong"):
            use(tmp_path)
    assert content(tmp_path) == before


@pytest.mark.parametrize("mark", ["", "{}", "[]", '{"store": "other", "format": 1}', "\x00"])
def test_a_mark_that_is_not_ours_makes_a_directory_foreign(tmp_path, mark):
    (tmp_path / "khaithong.json").write_text(mark)
    with pytest.raises(StoreForeign):
        Reader.open(tmp_path)


def test_nothing_there_and_nothing_published_say_how_to_build(tmp_path):
    with pytest.raises(StoreMissing, match=r"there is no store.*khaithong build"):
        Reader.open(tmp_path / "nowhere")
    with Writer(tmp_path / "empty"):
        pass
    with pytest.raises(StoreMissing, match=r"nothing was published.*khaithong build"):
        Reader.open(tmp_path / "empty")


def test_a_current_version_that_is_gone_is_said_to_be_damage(tmp_path):
    publish(tmp_path, "a")
    (tmp_path / "CURRENT").write_text("000042\n")
    with pytest.raises(StoreForeign, match=r"not there.*backup"):
        Reader.open(tmp_path)
    with pytest.raises(StoreForeign):
        Writer(tmp_path)


def test_damaged_tables_give_a_message(tmp_path):
    publish(tmp_path, "a")
    (tmp_path / "versions" / "000001" / "graph" / "CURRENT").write_text("garbage")
    with pytest.raises(StoreForeign, match="damaged"):
        Reader.open(tmp_path)


@pytest.mark.parametrize("size", [2_000, 40_000, 150_000])
def test_a_full_disk_changes_nothing(tmp_path, size):
    """A limit on the size of files stands in for the full disk; the engine fails in the same way."""
    publish(tmp_path, "a")
    code = """
        import resource, signal, sys
        from pathlib import Path
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        from graph.errors import StoreError
        from graph.graphs import replace_graph
        from graph.store import Writer
        from tests.graph.test_store import GRAPH, quads
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
        try:
            with Writer(Path(sys.argv[1])) as writer:
                try:
                    replace_graph(writer.graph, GRAPH, quads(*(str(n) * 40 for n in range(20000))))
                except (OSError, RuntimeError) as error:
                    from graph.errors import store_error
                    raise store_error(error, writer.directory) from None
                writer.publish({})
            print("published")
        except StoreError as error:
            print(error.code)
    """
    out, err = child(code, tmp_path, size).communicate(timeout=60)
    assert out.strip() == "store-full", err
    assert values(tmp_path) == ["a"]
    assert publish(tmp_path, "b").number == 2


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StoreFull),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), StoreFull),
        (OSError("IO error: No space left on device: While appending to file: x.sst"), StoreFull),
        (RuntimeError("Corruption: block checksum mismatch"), StoreForeign),
    ],
)
def test_the_engines_words_become_an_error_that_says_what_to_do(tmp_path, error, kind):
    found = store_error(error, tmp_path)
    assert type(found) is kind
    assert str(tmp_path) in str(found)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_without_permission_is_named(tmp_path):
    publish(tmp_path / "s", "a")
    (tmp_path / "s").chmod(0o500)
    try:
        with pytest.raises(Exception, match="permission"):
            Writer(tmp_path / "s")
    finally:
        (tmp_path / "s").chmod(0o700)


class TestUnion:
    """The default graph holds every triple of the named graphs once."""

    OTHER = NamedNode("https://example.org/graph/2")

    def count(self, store):
        return int(next(iter(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")))["n"].value)

    def test_a_triple_of_two_graphs_counts_once(self, tmp_path):
        with Writer(tmp_path) as writer:
            replace_graph(writer.graph, GRAPH, quads("a", "b"))
            replace_graph(writer.graph, self.OTHER, quads("b", "c", graph=self.OTHER))
            assert self.count(writer.graph) == 3

    def test_replacing_a_graph_takes_from_the_union_only_what_stands_nowhere_else(self, tmp_path):
        with Writer(tmp_path) as writer:
            replace_graph(writer.graph, GRAPH, quads("a", "b"))
            replace_graph(writer.graph, self.OTHER, quads("b", "c", graph=self.OTHER))
            change = replace_graph(writer.graph, GRAPH, quads("d"))
            assert (change.added, change.removed) == (1, 2)
            left = {row["o"].value for row in writer.graph.query("SELECT ?o { ?s ?p ?o }")}
            assert left == {"b", "c", "d"}

    def test_a_literal_that_the_store_rewrites_is_not_lost_when_it_comes_again(self, tmp_path):
        number = Literal("007", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#nonNegativeInteger"))
        quad = Quad(NamedNode("https://example.org/s"), P, number, GRAPH)
        with Writer(tmp_path) as writer:
            replace_graph(writer.graph, GRAPH, [quad])
            change = replace_graph(writer.graph, GRAPH, [quad])
            assert (change.added, change.removed) == (0, 0)
            assert [row["o"].value for row in writer.graph.query("SELECT ?o { ?s ?p ?o }")] == ["7"]

    def test_quads_of_another_graph_are_refused(self, tmp_path):
        with Writer(tmp_path) as writer, pytest.raises(ValueError, match="given for"):
            replace_graph(writer.graph, self.OTHER, quads("a"))
